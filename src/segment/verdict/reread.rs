//! A second look at the lines within proposed articles.

use super::parts;
use crate::segment::context::{MASSES, masses};
use crate::segment::decode::Tag;
use crate::segment::measure::{Line, Own};
use crate::segment::weights::Scores;

/// A line of fewer words, without an end mark, may be a label.
const WORDS: u32 = 8;

/// Takes lines of some words for text that are rather text than matter: where articles begin is a
/// question of the whole, what such a line in them is can be told by the line. Takes short lines off
/// their ends that are rather of no article. Returns how likely each line is what.
pub(super) fn reread(lines: &[Line], opinions: &[Scores], tags: &mut [Tag]) -> Vec<[f32; MASSES]> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::decode::TAGS;
    use crate::segment::features;
    use Tag::{BeginMatter, BeginProse, Head, Matter, Outside, Prose};

    #[test]
    fn a_line_is_what_it_is_likeliest_to_be() {
        let sure = |tag: Tag| {
            let mut scores = [-6.0; TAGS];
            scores[tag as usize] = -0.1;
            scores
        };
        let text = "Ferry stops here.\nIt left.\nMenu and more\nRain\nIt rained.\nMenu";
        let lines = features::measured(text);
        let mut tags = [BeginMatter, Matter, Matter, Head, Prose, Prose];
        let says = [Prose, Prose, Prose, Prose, Prose, Outside];
        reread(&lines, &says.map(sure), &mut tags);
        assert_eq!(
            tags,
            [BeginProse, Prose, Matter, Head, Prose, Outside],
            "labels are left alone"
        );
    }
}
