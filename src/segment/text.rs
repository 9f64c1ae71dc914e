//! Cutting plain text: lines, features, decoding, verdicts on whole articles, fields.

use presscut_index::{Article, Mark, Span};

use super::adopt::adopt;
use super::decode::{self, Tag};
use super::features;
use super::fields::{self, Cut};
use super::lines::{self, RawLine};
use super::measure::Line;
use super::weights::{Scores, Weights};
use super::{Common, Role, Segmentation, scoring, verdict};
use crate::read::Document;

/// Lines that are cut together: about the longest page. Longer documents are files of many pages; of these
/// what is measured of a document as a whole says nothing. They are cut in windows, each of which ends
/// where an article or a run of boilerplate does.
const WINDOW: usize = 500;

/// Lines at the end of a window that are rather left to the next, where more of their surroundings is seen.
const MARGIN: usize = 40;

/// Cuts a text into its articles.
pub(super) fn segment(
    document: &Document,
    text: &str,
    weights: &Weights,
    common: &Common,
) -> Segmentation {
    watch(document, text, weights, common, |_| {})
}

/// What [`watch`] shows on its way.
pub(super) enum Seen<'a> {
    Window(Window<'a>),
    /// The lines of an article, before its fields are read.
    Article(&'a Cut<'a>),
}

/// A window of lines as the decoder saw it.
pub(super) struct Window<'a> {
    pub(super) lines: &'a [Line],
    /// What the second pass said, as decoding takes it.
    pub(super) scores: &'a [Scores],
    /// What the decoder proposed.
    pub(super) proposed: &'a [Tag],
    pub(super) tags: &'a [Tag],
    /// The lines that are done; the others come again in the next window.
    pub(super) end: usize,
    /// Whether it had to hold an article.
    pub(super) some: bool,
}

/// Cuts a text, and shows each window and each article of it.
pub(super) fn watch(
    document: &Document,
    text: &str,
    weights: &Weights,
    common: &Common,
    mut see: impl FnMut(Seen<'_>),
) -> Segmentation {
    let mut cut = Segmentation::default();
    let mut source = lines::split(text);
    let mut raw: Vec<RawLine> = Vec::new();
    loop {
        let want = WINDOW.saturating_sub(raw.len());
        raw.extend(source.by_ref().take(want));
        if raw.is_empty() {
            return cut;
        }
        let whole = raw.len() < WINDOW;
        let lines = features::measure_all(text, std::mem::take(&mut raw));
        let shared = |line: &Line| common.has(text, Span::new(line.raw.start, line.raw.range.end));
        let says = |line: &Line| line.is_sentence() && !shared(line);
        // A document of which nothing else is an article is one, if it says anything at all.
        let some = whole && cut.articles.is_empty() && lines.iter().any(says);
        let mut opinions = scoring::read(&lines, weights);
        let mut scores = weights.weigh(&opinions);
        for ((_, opinion), score) in
            lines.iter().zip(&mut opinions).zip(&mut scores).filter(|((line, _), _)| shared(line))
        {
            forbid_text(opinion);
            forbid_text(score);
        }
        let proposed = decode::decode(weights, &scores, some);
        let mut tags = proposed.clone();
        verdict::pass(weights, &lines, &opinions, &mut tags, some);
        let end = if whole { lines.len() } else { last_border(&tags) }.min(lines.len());
        see(Seen::Window(Window {
            lines: &lines,
            scores: &scores,
            proposed: &proposed,
            tags: &tags,
            end,
            some,
        }));
        let (done, open) = lines.split_at(end);
        tags.truncate(end);
        adopt(text, done, &mut tags);
        for part in parts(text, done, &tags) {
            if part.tags.first().is_some_and(|tag| tag.begins()) {
                see(Seen::Article(&part));
                article(document, weights, &part, &mut cut);
            } else {
                cut.lines.extend(part.lines.iter().map(|line| super::Line {
                    span: Span::new(line.raw.start, line.raw.range.end),
                    role: Role::Boilerplate,
                    article: None,
                }));
            }
        }
        raw.extend(open.iter().map(|line| line.raw.clone()));
    }
}

/// Makes a line headline or text of no article.
fn forbid_text(scores: &mut Scores) {
    for tag in [Tag::BeginHead, Tag::Head, Tag::BeginProse, Tag::Prose] {
        if let Some(slot) = scores.get_mut(tag as usize) {
            *slot = decode::NEVER;
        }
    }
}

/// Returns where the last article or run of boilerplate of the second half begins, at best before the margin,
/// else the end.
fn last_border(tags: &[Tag]) -> usize {
    let border = |at: &usize| tags.get(*at).is_some_and(|tag| tag.begins() || *tag == Tag::Outside);
    let half = tags.len() / 2;
    let mut before = (half..tags.len().saturating_sub(MARGIN)).rev();
    before.find(border).or_else(|| (half..tags.len()).rev().find(border)).unwrap_or(tags.len())
}

/// Parts tagged lines into articles and single lines between them.
fn parts<'a>(
    text: &'a str,
    lines: &'a [Line],
    tags: &'a [Tag],
) -> impl Iterator<Item = Cut<'a>> + 'a {
    let mut at = 0;
    std::iter::from_fn(move || {
        let begins = tags.get(at)?.begins();
        let rest = tags.get(at + 1..).unwrap_or_default();
        let inside = |tag: &&Tag| begins && !tag.begins() && **tag != Tag::Outside;
        let part = at..at + 1 + rest.iter().take_while(inside).count();
        at = part.end;
        Some(Cut { text, lines: lines.get(part.clone())?, tags: tags.get(part)? })
    })
}

/// Makes one article and tells what its lines are.
fn article(document: &Document, weights: &Weights, lines: &Cut<'_>, cut: &mut Segmentation) {
    let (Some(first), Some(last)) = (lines.lines.first(), lines.lines.last()) else { return };
    let span = Span::new(first.raw.start, last.raw.range.end);
    let ordinal = u32::try_from(cut.articles.len()).unwrap_or(u32::MAX);
    let mut article = Article {
        source: document.source.to_string(),
        record: document.record,
        ordinal,
        url: document.url.clone(),
        captured: document.captured.clone(),
        language: document.language,
        span,
        ..Article::default()
    };
    article.evidence.article = Some(Mark::at(span, "lines.decoded"));
    let roles = fields::fill(lines, document, weights, &mut article);
    article.id = article.make_id();
    cut.articles.push(article);
    cut.lines.extend(lines.lines.iter().zip(roles).map(|(line, role)| super::Line {
        span: Span::new(line.raw.start, line.raw.range.end),
        role,
        article: Some(ordinal),
    }));
}
