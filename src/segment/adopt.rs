//! Lines that the decoder left outside though only an article can have them: a byline or a date right
//! above an article that has none, or right below it; and below it those who sign and who they are.

mod dates;
mod deck;

use super::decode::Tag;
use super::fields::{self, Cut};
use super::measure::{Line, Own};
use super::{bio, byline, names};

/// At most so many lines above an article are taken.
const ABOVE: usize = 3;

/// The most words of a kicker between a date and a headline.
const KICKER: u32 = 3;

/// Among so many lines below an article stands who wrote it.
const BELOW: usize = 6;

/// A date line has at most so many words.
const WORDS: u32 = 14;

/// Dates that a line above an article needs to be taken: with a year.
const WITH_YEAR: f32 = 3.0;

/// Those that one below needs: any, since blank lines or the whole document say whose it is.
const ANY: f32 = 1.0;

/// What a line says about an article.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    Author,
    Date,
}

/// Tags bylines and dates around articles as their matter.
pub(super) fn adopt(text: &str, lines: &[Line], tags: &mut [Tag]) {
    dates::below(lines, tags);
    let mut at = 0;
    while at < tags.len() {
        if !tags.get(at).is_some_and(|tag| tag.begins()) {
            at += 1;
            continue;
        }
        let inside = |tag: &&Tag| !tag.begins() && **tag != Tag::Outside;
        let end = at + 1 + tags.get(at + 1..).into_iter().flatten().take_while(inside).count();
        let lacks = |what: Says, dates: f32| {
            let own = lines
                .get(at..end)
                .into_iter()
                .flatten()
                .zip(tags.get(at..end).into_iter().flatten());
            !own.filter(|(_, tag)| !tag.is_prose()).any(|(line, _)| says(line, dates) == Some(what))
        };
        let unsigned = lacks(Says::Author, ANY);
        let [wanted_above, wanted_below] = [WITH_YEAR, ANY].map(|dates| {
            let undated = lacks(Says::Date, dates);
            move |at: usize| match lines.get(at).and_then(|line| says(line, dates)) {
                Some(Says::Author) => unsigned,
                Some(Says::Date) => undated,
                None => false,
            }
        });
        above(at, lines, tags, &wanted_above);
        if at == 1 {
            opening(text, lines, tags, end);
        }
        below(end, lines, tags, &wanted_below);
        if unsigned {
            signed(text, lines, tags, end);
        }
        deck::correct(text, lines, tags, at, end);
        at = end;
    }
}

/// Takes the lines above the beginning at `at`, with a kicker of a word or three below them.
fn above(at: usize, lines: &[Line], tags: &mut [Tag], wanted: &dyn Fn(usize) -> bool) {
    let free = |at: &usize| tags.get(*at) == Some(&Tag::Outside);
    let kicker = |at: usize| {
        lines.get(at).is_some_and(|line| {
            line.words <= KICKER && line.own(Own::Bullet) <= 0.0 && line.own(Own::Terminal) <= 0.0
        })
    };
    let skipped = usize::from(
        at.checked_sub(1).is_some_and(|above| free(&above) && !wanted(above) && kicker(above)),
    );
    let from = at - skipped;
    let count =
        (from.saturating_sub(ABOVE)..from).rev().take_while(|at| free(at) && wanted(*at)).count();
    let taken = if count > 0 { count + skipped } else { 0 };
    let first = at - taken;
    if taken == 0 {
        return;
    }
    for (place, tag) in tags.iter_mut().enumerate().take(at + 1).skip(first) {
        *tag = match (place == first, *tag) {
            (true, _) => Tag::BeginMatter,
            (_, Tag::BeginHead) => Tag::Head,
            (_, Tag::BeginProse) => Tag::Prose,
            _ => Tag::Matter,
        };
    }
}

/// Takes the line that a document opens with, where the article that ends at `end` begins right below it and has
/// no headline.
fn opening(text: &str, lines: &[Line], tags: &mut [Tag], end: usize) {
    let (Some(lines), Some(own)) = (lines.get(..end), tags.get(..end)) else { return };
    if own.first() != Some(&Tag::Outside) || own.iter().any(|tag| tag.is_head()) {
        return;
    }
    let mut own = own.to_vec();
    if let [first, second, ..] = own.as_mut_slice() {
        (*first, *second) = (Tag::BeginMatter, second.inside());
    }
    if fields::titled(&Cut { text, lines, tags: &own }) == Some(0)
        && let [first, second, ..] = tags
    {
        (*first, *second) = (Tag::BeginHead, second.inside());
    }
}

/// Takes the line at `end`. If another article begins right after it or with it, it may be that one's: then
/// blank lines decide.
fn below(end: usize, lines: &[Line], tags: &mut [Tag], wanted: &dyn Fn(usize) -> bool) {
    let (Some(tag), next) = (tags.get(end).copied(), tags.get(end + 1).copied()) else { return };
    let closer =
        lines.get(end).is_some_and(|line| line.own(Own::BlanksBefore) < line.own(Own::BlanksAfter));
    let begins = |tag: Option<Tag>| tag.is_some_and(Tag::begins);
    let inside = |tag: Option<Tag>| tag.is_some_and(|tag| !tag.begins() && tag != Tag::Outside);
    let free = tag == Tag::Outside && (!begins(next) || closer);
    let first_of_next = tag == Tag::BeginMatter && inside(next) && closer;
    if !(free || first_of_next) || !wanted(end) {
        return;
    }
    if let Some(tag) = tags.get_mut(end) {
        *tag = Tag::Matter;
    }
    if let Some(next) = tags.get_mut(end + 1).filter(|_| first_of_next) {
        *next = next.beginning();
    }
}

/// Takes the lines below an article that ends at `end` down to the last that signs it or says who its
/// author is, unless another article begins first.
fn signed(text: &str, lines: &[Line], tags: &mut [Tag], end: usize) {
    let read = |at: usize| {
        lines.get(at).and_then(|line| text.get(line.raw.range.clone())).unwrap_or_default()
    };
    let free = |at: &usize| tags.get(*at) == Some(&Tag::Outside);
    let mut last = None;
    for at in (end..end + BELOW).take_while(free) {
        let line = read(at);
        let before = at.checked_sub(1).map_or("", read);
        let about = bio::parse(line).and_then(|(name, _)| line.get(name)).is_some_and(|name| {
            names::has_given_name(name) || bio::is_label(before) || before == name
        });
        let alone = at <= end + 1
            && lines.get(at).is_some_and(|line| line.own(Own::Bullet) <= 0.0)
            && (free(&(at + 1)) || at + 1 == tags.len())
            && !byline::names(line).is_empty();
        if about || alone {
            last = Some(at);
        }
    }
    for tag in last.and_then(|last| tags.get_mut(end..=last)).into_iter().flatten() {
        *tag = Tag::Matter;
    }
}

/// Returns what a line says, with a date of one of the kinds from `dates` on; an item of a list says nothing
/// for sure.
fn says(line: &Line, dates: f32) -> Option<Says> {
    if line.own(Own::Bullet) > 0.0 || line.own(Own::Credit) > 0.0 {
        return None;
    }
    let dated = line.own(Own::Date) >= dates && line.is_mostly_date();
    if line.own(Own::Byline) > 0.0 {
        Some(Says::Author)
    } else if dated && line.words <= WORDS {
        Some(Says::Date)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::features;

    fn adopted(text: &str, mut tags: Vec<Tag>) -> Vec<Tag> {
        let lines = features::measured(text);
        assert_eq!(lines.len(), tags.len());
        adopt(text, &lines, &mut tags);
        tags
    }

    use Tag::{BeginHead, BeginMatter, Head, Matter, Outside, Prose};

    #[test]
    fn a_date_and_a_byline_above_are_the_article_s() {
        let text = "Menu\n12 May 2023\nBy Ada Byron\nFerry stops\nThe last boat left.\nShare";
        let tags = adopted(text, vec![Outside, Outside, Outside, BeginHead, Prose, Outside]);
        assert_eq!(tags, [Outside, BeginMatter, Matter, Head, Prose, Outside]);
    }

    #[test]
    fn a_kicker_may_stand_between_a_date_and_the_headline() {
        let text = "Menu\n12 May 2023\nScience\nFerry stops\nThe last boat left.";
        let tags = adopted(text, vec![Outside, Outside, Outside, BeginHead, Prose]);
        assert_eq!(tags, [Outside, BeginMatter, Matter, Head, Prose]);
        let tags = adopted(text, vec![Outside, BeginMatter, Outside, BeginHead, Prose]);
        assert_eq!(tags[2], Outside);
    }

    #[test]
    fn who_signs_below_is_taken_in_with_who_that_is() {
        let text = "Ferry stops\nThe last boat left.\nWe print on paper.\nOrla Venn\n\
                    Orla Venn is a reporter at the harbour.\nMenu";
        let tags = adopted(text, vec![BeginHead, Prose, Outside, Outside, Outside, Outside]);
        assert_eq!(tags, [BeginHead, Prose, Matter, Matter, Matter, Outside]);
        let text = "Ferry stops\nThe last boat left.\nOrla Venn\nRain again\nIt rained.";
        let tags = adopted(text, vec![BeginHead, Prose, Outside, BeginHead, Prose]);
        assert_eq!(tags[2], Outside, "it may be the next one's");
    }

    #[test]
    fn an_article_that_has_them_takes_no_others() {
        let text = "12 May 2023\nFerry stops\n13 May 2023\nThe last boat left.\nBy Ada Byron";
        let tags = adopted(text, vec![Outside, BeginHead, Matter, Prose, Outside]);
        assert_eq!(tags, [Outside, BeginHead, Matter, Prose, Matter]);
    }

    #[test]
    fn what_a_document_opens_with_is_the_headline_of_an_article_without() {
        let tags = adopted(
            "Ferry stops at the old pier\n12 May 2023\nThe last boat left.",
            vec![Outside, BeginMatter, Prose],
        );
        assert_eq!(tags, [BeginHead, Matter, Prose]);
        let tags = adopted(
            "Skip to main content\n12 May 2023\nThe boat left.",
            vec![Outside, BeginMatter, Prose],
        );
        assert_eq!(tags, [Outside, BeginMatter, Prose]);
    }

    #[test]
    fn blank_lines_tell_whose_a_date_between_two_articles_is() {
        let text = "Ferry stops\nThe last boat left.\n12 May 2023\n\nRain again\nIt rained.";
        let expected = [BeginHead, Prose, Matter, BeginHead, Prose];
        for between in [Outside, BeginMatter] {
            let next = if between == Outside { BeginHead } else { Head };
            assert_eq!(adopted(text, vec![BeginHead, Prose, between, next, Prose]), expected);
        }
        let text = "Ferry stops\nThe last boat left.\n2 hours ago\n\nRain again\nIt rained.";
        assert_eq!(adopted(text, vec![BeginHead, Prose, BeginMatter, Head, Prose]), expected);
        let text = "Ferry stops\nThe last boat left.\n\n12 May 2023\nRain again\nIt rained.";
        let tags = adopted(text, vec![BeginHead, Prose, BeginMatter, Head, Prose]);
        assert_eq!(tags, [BeginHead, Prose, BeginMatter, Head, Prose]);
    }

    #[test]
    fn a_line_between_two_articles_is_left_alone() {
        let text = "Ferry stops\nThe last boat left.\nBy Ada Byron\nRain again\nIt rained.";
        let tags = adopted(text, vec![BeginHead, Prose, Outside, BeginHead, Prose]);
        assert_eq!(
            tags,
            [BeginHead, Prose, BeginMatter, Head, Prose],
            "bylines rather stand above"
        );
        let tags = adopted("", vec![]);
        assert!(tags.is_empty());
    }
}
