//! From drafts to articles: texts, spans that never overlap, and a role for every block.

use presscut_index::{Article, Evidence, Mark, OtherHeadline, Span};

use super::dom::join;
use super::draft::Draft;
use super::page::Page;
use crate::read::Document;
use crate::segment::{Line, Role, Segmentation};

/// How many blocks above its body an article's headline may stand to be in its span.
const HEADLINE_REACH: usize = 60;

/// Settles the articles of a page.
pub(super) fn segmentation(
    document: &Document,
    page: &Page<'_>,
    drafts: Vec<Draft>,
) -> Segmentation {
    let mut spans: Vec<(Draft, Span)> = drafts
        .into_iter()
        .map(|draft| {
            let span = extent(page, &draft);
            (draft, span)
        })
        .collect();
    spans.sort_by_key(|(_, span)| (span.start, span.end));
    // Text that tables push out stands elsewhere in the page than in the tree: what two articles
    // claim belongs to the first.
    let mut end = 0;
    for (_, span) in &mut spans {
        span.start = span.start.max(end);
        span.end = span.end.max(span.start);
        end = span.end;
    }
    let lines = lines(page, &spans);
    let articles = (0..)
        .zip(spans)
        .map(|(ordinal, (draft, span))| article(document, page, draft, span, ordinal))
        .collect();
    Segmentation { articles, lines }
}

/// Returns the bytes from an article's first block to its last.
fn extent(page: &Page<'_>, draft: &Draft) -> Span {
    let mut blocks: Vec<usize> = draft.body.clone();
    if let Some(headline) = draft.headline_block
        && draft
            .body
            .first()
            .is_none_or(|first| headline <= *first && first - headline <= HEADLINE_REACH)
    {
        blocks.push(headline);
    }
    let spans = blocks.iter().filter_map(|at| page.blocks.get(*at)).map(|block| block.span);
    let shown = spans.reduce(join);
    let hidden = draft.hidden_body.as_ref().map(|(_, span)| *span);
    let named = draft.headline.as_ref().and_then(|(_, mark)| mark.span);
    shown.or(hidden).or(named).unwrap_or_default()
}

fn article(
    document: &Document,
    page: &Page<'_>,
    draft: Draft,
    span: Span,
    ordinal: u32,
) -> Article {
    let kept: Vec<_> = draft.body.iter().filter_map(|at| page.blocks.get(*at)).collect();
    let (body, sources) = if let Some((text, span)) = draft.hidden_body {
        (text, vec![span])
    } else {
        let texts: Vec<&str> = kept.iter().map(|block| block.text.as_str()).collect();
        (texts.join("\n"), kept.iter().map(|block| block.span).collect())
    };
    let (headline, headline_mark) = draft.headline.unzip();
    let (authors, author_marks) = draft.authors.into_iter().unzip();
    let (section, section_mark) = draft.section.unzip();
    let (date_text, text_mark) = draft.date_text.unzip();
    let (date, date_mark) = draft.date.map(|dated| (dated.date, dated.mark)).unzip();
    let (modified, modified_mark) = draft.modified.map(|dated| (dated.date, dated.mark)).unzip();
    let mut article = Article {
        headline,
        body,
        authors,
        date,
        date_text,
        modified,
        section,
        language: page.language,
        url: page.url.clone(),
        captured: document.captured.clone(),
        source: document.source.to_string(),
        ordinal,
        record: document.record,
        span,
        evidence: Evidence {
            article: Some(Mark::at(span, draft.rule)),
            headline: headline_mark,
            other_headline: draft.other_headline.map(|(text, mark)| OtherHeadline { text, mark }),
            authors: author_marks,
            date: date_mark.or(text_mark),
            modified: modified_mark,
            section: section_mark,
            body: sources,
        },
        ..Article::default()
    };
    article.id = article.make_id();
    article
}

/// Gives every block a role.
fn lines(page: &Page<'_>, spans: &[(Draft, Span)]) -> Vec<Line> {
    let mut lines: Vec<(usize, Line)> = page
        .blocks
        .iter()
        .enumerate()
        .map(|(at, block)| {
            let behind = spans.partition_point(|(_, span)| span.start <= block.span.start);
            let ordinal = behind.checked_sub(1);
            let owner = ordinal
                .and_then(|ordinal| spans.get(ordinal))
                .filter(|(_, span)| block.span.end <= span.end);
            let role = owner.map_or(Role::Boilerplate, |(draft, _)| role(page, draft, at));
            let article = owner.and(ordinal).and_then(|ordinal| u32::try_from(ordinal).ok());
            (at, Line { span: block.span, role, article })
        })
        .collect();
    lines.sort_by_key(|(at, line)| (line.span.start, line.span.end, *at));
    lines.into_iter().map(|(_, line)| line).collect()
}

fn role(page: &Page<'_>, draft: &Draft, at: usize) -> Role {
    let Some(block) = page.blocks.get(at) else { return Role::Noise };
    let names_author = || {
        block.chars < 200
            && draft.authors.iter().any(|(name, _)| block.text.contains(name.as_str()))
    };
    if draft.headline_block == Some(at) {
        Role::Headline
    } else if draft.byline_block == Some(at) {
        Role::Byline
    } else if draft.body.binary_search(&at).is_ok() {
        Role::Body
    } else if page.is_caption(at) {
        Role::Caption
    } else if names_author() {
        Role::Byline
    } else if page.is_dateline(at) {
        Role::Date
    } else {
        Role::Noise
    }
}
