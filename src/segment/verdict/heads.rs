//! Which line of an article is its headline: the likeliest one at its beginning.

use super::Part;
use crate::segment::context::MASSES;
use crate::segment::decode::Tag;

/// Lines above an article among which its headline may stand.
const ABOVE: usize = 2;

/// So many lines of text may turn out to be it, but never the last one.
const TEXTS: usize = 2;

/// A line is a headline only if it is at least so likely one.
const LIKELY: f32 = 0.3;

/// Gives each article the likeliest headline of its first lines, where that is another than the one proposed.
pub(super) fn choose(chances: &[[f32; MASSES]], parts: &[Part], tags: &mut [Tag]) {
    let chance = |at: usize| chances.get(at).map_or(0.0, |[_, _, head, ..]| *head);
    let mut free = 0;
    for part in parts {
        let inside = tags.get(part.start..part.end).unwrap_or_default();
        let now = inside.iter().position(|tag| tag.is_head()).map(|by| part.start + by);
        let texts = inside.iter().enumerate().filter(|(_, tag)| tag.is_prose());
        let end = texts.take(TEXTS + 1).last().map_or(part.start, |(by, _)| part.start + by);
        let above = part.start.saturating_sub(ABOVE).max(free);
        free = part.end;
        let best = (above..end).fold(now, |best, at| {
            if chance(at) > best.map_or(LIKELY, chance) { Some(at) } else { best }
        });
        if let Some(at) = best
            && best != now
        {
            set(tags, *part, at);
        }
    }
}

/// Makes a line the headline of an article, and no other.
fn set(tags: &mut [Tag], part: Part, at: usize) {
    let first = part.start.min(at);
    for (place, tag) in tags.iter_mut().enumerate().take(part.end).skip(first) {
        let inside = match tag.inside() {
            _ if place == at => Tag::Head,
            Tag::Head | Tag::Outside => Tag::Matter,
            other => other,
        };
        *tag = if place == first { inside.beginning() } else { inside };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Tag::{BeginHead, BeginMatter, BeginProse, Head, Matter, Outside, Prose};

    fn chosen(heads: &[f32], tags: &[Tag]) -> Vec<Tag> {
        let chances: Vec<_> = heads.iter().map(|head| [0.0, 0.0, *head, 0.0, 0.0]).collect();
        let mut tags = tags.to_vec();
        choose(&chances, &super::super::parts(&tags), &mut tags);
        tags
    }

    #[test]
    fn the_likeliest_line_is_the_headline() {
        let tags = chosen(&[0.4, 0.5, 0.0, 0.9], &[BeginHead, Matter, Prose, Prose]);
        assert_eq!(tags, [BeginMatter, Head, Prose, Prose]);
        let tags = chosen(&[0.4, 0.3, 0.0], &[BeginHead, Matter, Prose]);
        assert_eq!(tags, [BeginHead, Matter, Prose], "as proposed");
        let tags = chosen(&[0.2, 0.0], &[BeginProse, Prose]);
        assert_eq!(tags, [BeginProse, Prose], "nothing is likely enough");
    }

    #[test]
    fn a_headline_may_stand_just_above() {
        let tags = chosen(&[0.0, 0.8, 0.0, 0.0], &[Outside, Outside, Outside, BeginProse]);
        assert_eq!(tags, [Outside, BeginHead, Matter, Prose]);
        let tags = chosen(&[0.8, 0.0, 0.0], &[BeginProse, Outside, BeginProse]);
        assert_eq!(tags, [BeginProse, Outside, BeginProse], "an article has text");
        let tags = chosen(&[0.8, 0.0, 0.8, 0.0], &[BeginProse, Prose, BeginProse, Prose]);
        assert_eq!(tags, [BeginHead, Prose, BeginHead, Prose], "each its own");
    }
}
