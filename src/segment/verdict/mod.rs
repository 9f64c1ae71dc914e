//! A look at whole articles: the decoder proposes more of them than there are, and trees over facts of
//! each say whether it stands, belongs to the one before it, or is none. Then each gets its headline.

mod facts;
mod heads;
mod words;

use rustc_hash::FxHashSet;

use super::context::{MASSES, masses};
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

/// Rereads the lines within the proposed articles, passes a verdict on each of these and chooses
/// the headlines; with `some`, not all articles are dropped.
pub(super) fn pass(
    weights: &Weights,
    lines: &[Line],
    opinions: &[Scores],
    tags: &mut [Tag],
    some: bool,
) {
    let chances = reread(lines, opinions, tags);
    let parts = parts(tags);
    let rows = facts::rows(lines, &chances, tags, &parts);
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

/// Fewer words may be a headline that is wrapped itself.
const WRAPPED: u32 = 12;

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
    let chances = reread(lines, opinions, tags);
    let parts = parts(tags);
    let rows = facts::rows(lines, &chances, tags, &parts);
    parts.into_iter().zip(rows).collect()
}

/// Takes lines of some words for text that are rather text than matter: where articles begin is a
/// question of the whole, what such a line in them is can be told by the line. Takes short lines off
/// their ends that are rather of no article. Returns how likely each line is what.
fn reread(lines: &[Line], opinions: &[Scores], tags: &mut [Tag]) -> Vec<[f32; MASSES]> {
    let chances: Vec<_> = opinions.iter().map(|scores| masses(&scores.map(f32::exp))).collect();
    let is_short = |line: &Line| line.words < WORDS && line.own(Own::Terminal) <= 0.0;
    for ((_, [_, _, head, matter, prose]), tag) in
        lines.iter().zip(&chances).zip(tags.iter_mut()).filter(|((line, _), _)| !is_short(line))
    {
        *tag = match *tag {
            Tag::Matter if prose > matter => Tag::Prose,
            Tag::BeginMatter if *prose > matter + head => Tag::BeginProse,
            other => other,
        };
    }
    for part in parts(tags) {
        let is_prose = |at: &usize| tags.get(*at).is_some_and(|tag| tag.is_prose());
        let Some(first) = (part.start..part.end).find(is_prose) else { continue };
        for at in (first + 1..part.end).rev() {
            let off = lines.get(at).is_some_and(is_short)
                && tags.get(at) == Some(&Tag::Prose)
                && chances.get(at).is_some_and(|[_, outside, .., prose]| outside > prose);
            match tags.get_mut(at).filter(|_| off) {
                Some(tag) => *tag = Tag::Outside,
                None => break,
            }
        }
    }
    chances
}

/// A line of fewer words, without an end mark, may be a label.
const WORDS: u32 = 8;

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
        let lines = crate::segment::features::measure_all(
            text,
            crate::segment::lines::split(text).collect(),
        );
        let parts = [(0, 2), (2, 5), (5, 7)].map(|(start, end)| Part { start, end });
        assert!(is_again(&lines, &parts[..2]));
        assert!(!is_again(&lines, &parts[1..]));
    }

    #[test]
    fn a_line_is_what_it_is_likeliest_to_be() {
        let sure = |tag: Tag| {
            let mut scores = [-6.0; super::super::decode::TAGS];
            scores[tag as usize] = -0.1;
            scores
        };
        let text = "Ferry stops here.\nIt left.\nMenu and more\nRain\nIt rained.\nMenu";
        let lines = crate::segment::features::measure_all(
            text,
            crate::segment::lines::split(text).collect(),
        );
        let mut tags = [BeginMatter, Matter, Matter, Head, Prose, Prose];
        let says = [Prose, Prose, Prose, Prose, Prose, Outside];
        reread(&lines, &says.map(sure), &mut tags);
        assert_eq!(
            tags,
            [BeginProse, Prose, Matter, Head, Prose, Outside],
            "labels are left alone"
        );
    }

    #[test]
    fn names_and_facts_agree() {
        let text =
            "Ferry stops\nThe last boat left the pier on Tuesday.\nMenu\nRain again\nIt rained.";
        let lines = crate::segment::features::measure_all(
            text,
            crate::segment::lines::split(text).collect(),
        );
        let mut tags = [BeginHead, Prose, Outside, BeginHead, Prose];
        let rows = rows(&lines, &[[-2.0; super::super::decode::TAGS]; 5], &mut tags);
        assert_eq!(rows.len(), 2);
        for (_, row) in rows {
            assert_eq!(row.len(), names().len());
            assert!(row.iter().all(|value| value.is_finite()));
        }
    }
}
