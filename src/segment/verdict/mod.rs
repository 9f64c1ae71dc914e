//! A look at whole articles: the decoder proposes more of them than there are, and trees over facts of
//! each say whether it stands, belongs to the one before it, or is none. Then each gets its headline.

mod facts;
mod heads;
mod reread;
mod words;

use rustc_hash::FxHashSet;

use super::context::MASSES;
use super::decode::Tag;
use super::measure::{Line, Own};
use super::weights::{Scores, Weights};

pub(super) use facts::names;

/// What becomes of a proposed article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is an article.
    Keep,
    /// It is part of the article before it.
    Join,
    /// It is no article.
    Drop,
}

/// The number of verdicts.
pub(super) const VERDICTS: usize = 3;

impl Verdict {
    /// All verdicts, in the order of their numbers.
    const ALL: [Self; VERDICTS] = [Self::Keep, Self::Join, Self::Drop];

    /// Reads the name that the weights use.
    pub(super) fn parse(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .zip(["keep", "join", "drop"])
            .find(|(_, known)| *known == name)
            .map(|(verdict, _)| verdict)
    }
}

/// A proposed article: its first line and the one after its last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Fewer words may be a headline that is wrapped itself.
const WRAPPED: u32 = 12;

/// Rereads the lines within the proposed articles, passes a verdict on each of these and chooses
/// the headlines; with `some`, not all articles are dropped.
pub(super) fn pass(
    weights: &Weights,
    lines: &[Line],
    opinions: &[Scores],
    tags: &mut [Tag],
    some: bool,
) {
    let Proposal { chances, parts, rows } = propose(lines, opinions, tags);
    let scores = weights.verdicts(&rows.concat(), parts.len());
    let mut verdicts: Vec<Verdict> = scores.iter().map(best).collect();
    if some && verdicts.iter().all(|verdict| *verdict == Verdict::Drop) {
        let chances =
            verdicts.iter_mut().zip(&scores).map(|(verdict, [.., drop])| (verdict, *drop));
        if let Some((verdict, _)) = chances.min_by(|(_, one), (_, other)| one.total_cmp(other)) {
            *verdict = Verdict::Keep;
        }
    }
    for (pair, verdict) in parts.windows(2).zip(verdicts.iter_mut().skip(1)) {
        // The same text once more goes on with nothing; a wrapped sentence is no headline.
        if *verdict == Verdict::Join && is_again(lines, pair) {
            *verdict = Verdict::Keep;
        } else if pair.last().is_some_and(|part| begins_wrapped(lines, tags, part.start)) {
            *verdict = Verdict::Join;
        }
    }
    apply(&parts, &verdicts, tags);
    heads::choose(&chances, &self::parts(tags), tags);
    headings(tags);
}

/// Tells whether a line proposed for a headline is long and goes on in small letters on the next.
fn begins_wrapped(lines: &[Line], tags: &[Tag], at: usize) -> bool {
    tags.get(at) == Some(&Tag::BeginHead)
        && lines.get(at).is_some_and(|line| line.words >= WRAPPED && line.own(Own::Terminal) <= 0.0)
        && lines.get(at + 1).is_some_and(|line| line.own(Own::LowerStart) > 0.0)
}

/// Tells whether half of the lines of the second of two parts stand in the first as they are.
fn is_again(lines: &[Line], pair: &[Part]) -> bool {
    let [before, part] = pair else { return false };
    let of = |part: &Part| lines.get(part.start..part.end).unwrap_or_default();
    let known: FxHashSet<u64> = of(before).iter().map(|line| line.text_hash).collect();
    let again = of(part).iter().filter(|line| known.contains(&line.text_hash)).count();
    again * 2 >= part.end - part.start
}

/// Returns the facts of each proposed article, for fitting.
pub(super) fn rows(lines: &[Line], opinions: &[Scores], tags: &mut [Tag]) -> Vec<(Part, Vec<f32>)> {
    let Proposal { parts, rows, .. } = propose(lines, opinions, tags);
    parts.into_iter().zip(rows).collect()
}

/// The proposed articles of a document, once their lines are reread.
struct Proposal {
    /// How likely each line is what.
    chances: Vec<[f32; MASSES]>,
    parts: Vec<Part>,
    /// The facts of each part.
    rows: Vec<Vec<f32>>,
}

fn propose(lines: &[Line], opinions: &[Scores], tags: &mut [Tag]) -> Proposal {
    let chances = reread::reread(lines, opinions, tags);
    let parts = parts(tags);
    Proposal { rows: facts::rows(lines, &chances, tags, &parts), chances, parts }
}

/// Finds the proposed articles.
fn parts(tags: &[Tag]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for (at, tag) in tags.iter().enumerate() {
        if tag.begins() {
            parts.push(Part { start: at, end: at + 1 });
        } else if *tag != Tag::Outside
            && let Some(part) = parts.last_mut()
        {
            part.end = at + 1;
        }
    }
    parts
}

fn best(scores: &[f32; VERDICTS]) -> Verdict {
    let [keep, join, drop] = *scores;
    if keep >= join && keep >= drop {
        Verdict::Keep
    } else if join >= drop {
        Verdict::Join
    } else {
        Verdict::Drop
    }
}

/// Changes the tags by the verdicts. What lies between parts that are joined is matter of the
/// article; the first article has nothing to be joined to.
fn apply(parts: &[Part], verdicts: &[Verdict], tags: &mut [Tag]) {
    let mut open = None;
    for (part, verdict) in parts.iter().zip(verdicts) {
        match (*verdict, open) {
            (Verdict::Drop, _) => fill(tags, *part, |_| Tag::Outside),
            (Verdict::Join, Some(end)) => {
                fill(tags, Part { start: end, end: part.start }, |_| Tag::Matter);
                fill(tags, Part { end: part.start + 1, ..*part }, Tag::inside);
                open = Some(part.end);
            }
            (Verdict::Keep | Verdict::Join, _) => open = Some(part.end),
        }
    }
}

/// Takes headlines below the first text of an article that has one above for headings of the text.
fn headings(tags: &mut [Tag]) {
    for part in parts(tags) {
        let inside = tags.get(part.start..part.end).unwrap_or_default();
        let head = inside.iter().position(|tag| tag.is_head());
        let text = inside.iter().position(|tag| tag.is_prose());
        if let (Some(head), Some(text)) = (head, text)
            && head < text
        {
            fill(tags, Part { start: part.start + text, ..part }, |tag| match tag {
                Tag::Head => Tag::Prose,
                other => other,
            });
        }
    }
}

fn fill(tags: &mut [Tag], part: Part, tag: impl Fn(Tag) -> Tag) {
    for slot in tags.get_mut(part.start..part.end).into_iter().flatten() {
        *slot = tag(*slot);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::features;
    use Tag::{BeginHead, BeginMatter, BeginProse, Head, Matter, Outside, Prose};

    #[test]
    fn verdicts_join_and_drop() {
        let mut tags =
            [BeginHead, Prose, Outside, BeginHead, Prose, BeginProse, Outside, BeginMatter, Prose];
        let parts = parts(&tags);
        assert_eq!(parts.len(), 4);
        assert_eq!(parts[1], Part { start: 3, end: 5 });
        apply(&parts, &[Verdict::Join, Verdict::Drop, Verdict::Join, Verdict::Keep], &mut tags);
        assert_eq!(
            tags,
            [BeginHead, Prose, Matter, Matter, Matter, Prose, Outside, BeginMatter, Prose]
        );
    }

    #[test]
    fn a_second_headline_is_a_heading_of_the_text() {
        let mut tags = [BeginHead, Head, Prose, Head, Prose, BeginProse, Head, Prose];
        headings(&mut tags);
        assert_eq!(tags, [BeginHead, Head, Prose, Prose, Prose, BeginProse, Head, Prose]);
    }

    #[test]
    fn the_same_text_again_is_told() {
        let text = "Ferry stops\nThe boat left.\nFerry stops\nThe boat left.\nBy Ada\nRain again\nIt rained.";
        let lines = features::measured(text);
        let parts = [(0, 2), (2, 5), (5, 7)].map(|(start, end)| Part { start, end });
        assert!(is_again(&lines, &parts[..2]));
        assert!(!is_again(&lines, &parts[1..]));
    }

    #[test]
    fn names_and_facts_agree() {
        let text =
            "Ferry stops\nThe last boat left the pier on Tuesday.\nMenu\nRain again\nIt rained.";
        let lines = features::measured(text);
        let mut tags = [BeginHead, Prose, Outside, BeginHead, Prose];
        let rows = rows(&lines, &[[-2.0; super::super::decode::TAGS]; 5], &mut tags);
        assert_eq!(rows.len(), 2);
        for (_, row) in rows {
            assert_eq!(row.len(), names().len());
            assert!(row.iter().all(|value| value.is_finite()));
        }
    }
}
