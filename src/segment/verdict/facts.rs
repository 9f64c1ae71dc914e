//! Facts of a proposed article: its lines, its neighbours, and its place among all of the document.

use super::Part;
use super::words::Words;
use crate::segment::context::MASSES;
use crate::segment::decode::Tag;
use crate::segment::measure::{Line, Own};

/// Names of the facts of an article by itself; those before and after it count as well.
const OWN_NAMES: [&str; OWN] = [
    "lines",
    "texts",
    "bytes",
    "heads",
    "matters",
    "head_words",
    "head_chance",
    "text_bytes",
    "text_terminal",
    "outside",
    "text_outside",
    "text_outside_least",
    "last_outside",
    "begin",
    "begin_head",
    "begin_matter",
    "begin_text",
    "begin_odds",
    "bullet",
    "first_words",
    "first_lower",
    "first_quote",
    "first_terminal",
    "second_lower",
    "last_words",
    "last_terminal",
    "blanks",
];

const OWN: usize = 27;

// Places of facts among [`OWN_NAMES`] that others are made of.
const TEXTS: usize = 1;
const BYTES: usize = 2;
const HEADS: usize = 3;
const MATTERS: usize = 4;
const ODDS: usize = 17;

const BETWEEN_NAMES: [&str; 11] = [
    "gap_before",
    "gap_after",
    "gap_outside",
    "cosine_before",
    "share_before",
    "cosine_after",
    "share_after",
    "cosine_largest",
    "share_largest",
    "like_before",
    "like_after",
];

const DOCUMENT_NAMES: [&str; 13] = [
    "from_largest",
    "largest_bytes",
    "bytes_share",
    "rank",
    "rank_back",
    "articles",
    "with_head",
    "of_one_text",
    "bytes_median",
    "odds_mean",
    "position",
    "covered",
    "document_lines",
];

type Facts = [f32; OWN];

/// Returns the names of all facts, in order.
pub(in crate::segment) fn names() -> Vec<String> {
    let near = ["", "-1", "+1"];
    near.iter()
        .flat_map(|by| OWN_NAMES.iter().map(move |name| format!("{name}{by}")))
        .chain(BETWEEN_NAMES.into_iter().chain(DOCUMENT_NAMES).map(str::to_owned))
        .map(|name| format!("article_{name}"))
        .collect()
}

/// Returns the facts of all proposed articles.
pub(super) fn rows(
    lines: &[Line],
    chances: &[[f32; MASSES]],
    tags: &[Tag],
    parts: &[Part],
) -> Vec<Vec<f32>> {
    let facts: Vec<Facts> = parts.iter().map(|part| own(lines, chances, tags, *part)).collect();
    let words = Words::of(lines, parts);
    let document = Document::of(lines, parts, &facts);
    let rows = parts.iter().enumerate().map(|(at, part)| {
        let before = at.checked_sub(1);
        let after = Some(at + 1).filter(|after| *after < parts.len());
        let other = |at: Option<usize>| at.and_then(|at| facts.get(at));
        let own = facts.get(at).copied().unwrap_or([0.0; OWN]);
        let mut row = own.to_vec();
        row.extend(other(before).unwrap_or(&[-1.0; OWN]));
        row.extend(other(after).unwrap_or(&[-1.0; OWN]));
        let from = before.and_then(|at| parts.get(at)).map_or(0, |part| part.end);
        let to = after.and_then(|at| parts.get(at)).map_or(lines.len(), |part| part.start);
        row.push(log(part.start - from));
        row.push(log(to - part.end));
        row.push(mean(outside(chances, from, part.start)).unwrap_or(-1.0));
        row.extend(words.shared(at, before));
        row.extend(words.shared(at, after));
        row.extend(words.shared(at, Some(document.largest).filter(|largest| *largest != at)));
        row.push(like(&own, other(before)));
        row.push(like(&own, other(after)));
        document.fill(at, *part, &own, &mut row);
        row
    });
    rows.collect()
}

fn own(lines: &[Line], chances: &[[f32; MASSES]], tags: &[Tag], part: Part) -> Facts {
    let all = part.start..part.end;
    let tag = |at: &usize| tags.get(*at).copied().unwrap_or(Tag::Outside);
    let line = |at: usize| lines.get(at);
    let texts: Vec<usize> = all.clone().filter(|at| tag(at).is_prose()).collect();
    let heads: Vec<usize> = all.clone().filter(|at| tag(at).is_head()).collect();
    let bytes: usize =
        texts.iter().filter_map(|&at| line(at)).map(|line| line.raw.range.len()).sum();
    let words =
        |at: Option<usize>| at.and_then(line).map_or(0.0, |line| (line.words as f32).ln_1p());
    let measure = |at: usize, own: Own| line(at).map_or(0.0, |line| line.own(own));
    let chance = |at: usize| chances.get(at).copied().unwrap_or_default();
    let [begin, outside_first, head, matter, prose] = chance(part.start);
    let inside = 1.0 - outside_first - begin;
    let outside_of = |at: usize| chance(at)[1];
    let head_chance = heads.first().map_or(0.0, |&at| chance(at)[2]);
    let last = part.end - 1;
    [
        log(all.len()),
        log(texts.len()),
        log(bytes),
        log(heads.len()),
        log(all.len() - texts.len() - heads.len()),
        words(heads.first().copied()),
        head_chance,
        log(bytes / texts.len().max(1)),
        mean(texts.iter().map(|&at| measure(at, Own::Terminal))).unwrap_or_default(),
        mean(all.clone().map(outside_of)).unwrap_or_default(),
        mean(texts.iter().map(|&at| outside_of(at))).unwrap_or(1.0),
        texts.iter().map(|&at| outside_of(at)).fold(1.0, f32::min),
        outside_of(last),
        begin,
        head,
        matter,
        prose,
        begin.max(LEAST).ln() - inside.max(LEAST).ln(),
        measure(part.start, Own::Bullet),
        words(Some(part.start)),
        measure(part.start, Own::LowerStart),
        measure(part.start, Own::QuoteStart),
        measure(part.start, Own::Terminal),
        measure(part.start + 1, Own::LowerStart),
        words(Some(last)),
        measure(last, Own::Terminal),
        measure(part.start, Own::BlanksBefore),
    ]
}

/// Nothing is taken for less likely.
const LEAST: f32 = 1e-4;

/// The proposed articles of a document together.
struct Document {
    /// The place of the article with the most text.
    largest: usize,
    largest_bytes: f32,
    bytes: f32,
    articles: usize,
    with_head: f32,
    of_one_text: f32,
    median: f32,
    odds: f32,
    covered: f32,
    lines: usize,
}

impl Document {
    fn of(lines: &[Line], parts: &[Part], facts: &[Facts]) -> Self {
        let bytes = |facts: &Facts| facts[BYTES].exp_m1();
        let (largest, largest_bytes) =
            facts.iter().map(bytes).enumerate().fold((0, -1.0), |best, (at, bytes)| {
                if bytes > best.1 { (at, bytes) } else { best }
            });
        let share = |test: fn(&Facts) -> bool| {
            mean(facts.iter().map(|facts| f32::from(u8::from(test(facts))))).unwrap_or_default()
        };
        let mut sorted: Vec<f32> = facts.iter().map(bytes).collect();
        sorted.sort_unstable_by(f32::total_cmp);
        let covered: usize = parts.iter().map(|part| part.end - part.start).sum();
        Self {
            largest,
            largest_bytes: largest_bytes.max(0.0),
            bytes: facts.iter().map(bytes).sum(),
            articles: parts.len(),
            with_head: share(|facts| facts[HEADS] > 0.0),
            of_one_text: share(|facts| facts[TEXTS] < 1.0),
            median: sorted.get(sorted.len() / 2).copied().unwrap_or_default(),
            odds: mean(facts.iter().map(|facts| facts[ODDS])).unwrap_or_default(),
            covered: covered as f32 / lines.len().max(1) as f32,
            lines: lines.len(),
        }
    }

    fn fill(&self, at: usize, part: Part, own: &Facts, row: &mut Vec<f32>) {
        row.extend([
            at as f32 - self.largest as f32,
            self.largest_bytes.ln_1p(),
            own[BYTES].exp_m1() / self.bytes.max(1.0),
            log(at),
            log(self.articles - at),
            log(self.articles),
            self.with_head,
            self.of_one_text,
            self.median.ln_1p(),
            self.odds,
            part.start as f32 / self.lines.max(1) as f32,
            self.covered,
            log(self.lines),
        ]);
    }
}

/// Tells how alike two articles are made: 1 for each of headline, length and matter.
fn like(one: &Facts, other: Option<&Facts>) -> f32 {
    let Some(other) = other else { return -1.0 };
    let (few, many) =
        (one[BYTES].min(other[BYTES]).exp_m1(), one[BYTES].max(other[BYTES]).exp_m1());
    let headed = f32::from(u8::from((one[HEADS] > 0.0) == (other[HEADS] > 0.0)));
    headed + few / many.max(1.0) + f32::from(u8::from((one[MATTERS] - other[MATTERS]).abs() < 1e-3))
}

fn outside(chances: &[[f32; MASSES]], from: usize, to: usize) -> impl Iterator<Item = f32> + '_ {
    chances.get(from..to).into_iter().flatten().map(|[_, outside, ..]| *outside)
}

fn mean(values: impl Iterator<Item = f32>) -> Option<f32> {
    let (count, sum) = values.fold((0_u32, 0.0), |(count, sum), value| (count + 1, sum + value));
    (count > 0).then(|| sum / count as f32)
}

fn log(count: usize) -> f32 {
    (count as f32).ln_1p()
}
