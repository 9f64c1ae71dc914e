//! Decks that were taken for headlines: "Pool closes", "Heating it costs too much, the mayor says.", "By Ada Byron".

use super::super::byline;
use super::super::decode::Tag;
use super::super::fields::{self, Cut};
use super::super::measure::{Line, Own};
use super::{ANY, Says, says};

/// The fewest words of a headline above a deck: a line of fewer is a kicker above a headline.
const WORDS: u32 = 4;

/// Makes the line above the headline of the article at `at..end` its headline, and that one its deck, where a byline
/// stands right below and the two look like it.
pub(super) fn correct(text: &str, lines: &[Line], tags: &mut [Tag], at: usize, end: usize) {
    let mut heads = (at..end).filter(|&at| tags.get(at).is_some_and(|tag| tag.is_head()));
    let (Some(deck), None) = (heads.next(), heads.next()) else { return };
    let Some(above) = deck.checked_sub(1) else { return };
    let own = above >= at && tags.get(above).is_some_and(|tag| !tag.is_prose());
    let free = deck == at && tags.get(above) == Some(&Tag::Outside);
    let cut = Cut { text, lines, tags };
    let signed = lines.get(deck + 1).is_some_and(|line| {
        says(line, ANY) == Some(Says::Author) || !byline::names(cut.text(deck + 1)).is_empty()
    });
    // Above one of several lines of that kind stand teasers.
    let listed = above
        .checked_sub(1)
        .is_some_and(|before| !(at..end).contains(&before) && fields::may_be_titled(&cut, before));
    let fits = lines
        .get(above)
        .zip(lines.get(deck))
        .is_some_and(|(above, deck)| above.words >= WORDS && is_deck(above, deck));
    if !(own || free) || !signed || listed || !fits || !fields::may_be_titled(&cut, above) {
        return;
    }
    if let Some([head, deck]) = tags.get_mut(above..=deck) {
        let begins = free || head.begins();
        (*head, *deck) = (if begins { Tag::BeginHead } else { Tag::Head }, Tag::Prose);
    }
}

/// Tells whether the lower of two lines alone is a sentence, and as near to the upper one as to the byline. Without
/// an end mark, a kicker and its headline look the same.
fn is_deck(above: &Line, deck: &Line) -> bool {
    deck.own(Own::Terminal) > 0.0
        && above.own(Own::Terminal) <= 0.0
        && above.own(Own::Date) <= 0.0
        && deck.own(Own::BlanksBefore) <= deck.own(Own::BlanksAfter)
}

#[cfg(test)]
mod tests {
    use super::Tag::{self, BeginHead, BeginMatter, Head, Matter, Outside, Prose};
    use crate::segment::features;

    fn correct(text: &str, at: usize, mut tags: Vec<Tag>) -> Vec<Tag> {
        let end = tags.len();
        super::correct(text, &features::measured(text), &mut tags, at, end);
        tags
    }

    #[test]
    fn a_sentence_above_the_byline_is_the_deck_of_the_line_above_it() {
        let text = "Leisure\nPool closes for winter\nHeating it costs too much, the mayor says.\nBy Ada Byron\n\nIt rained.";
        let expected = [Outside, BeginHead, Prose, Matter, Prose];
        assert_eq!(correct(text, 2, vec![Outside, Outside, BeginHead, Matter, Prose]), expected);
        let expected = [BeginMatter, Head, Prose, Matter, Prose];
        assert_eq!(correct(text, 0, vec![BeginMatter, Matter, Head, Matter, Prose]), expected);
    }

    #[test]
    fn kickers_and_teasers_above_a_headline_stay() {
        for text in [
            "Leisure\nPools in winter\nCouncil closes the only pool for miles around this year\nBy Ada Byron\nIt rained.",
            "Mayor finds ring in river\nRain again on the north shore\nCouncil closes the only pool for miles around this year\n\
             By Ada Byron\nIt rained.",
            "Leisure\nPool closes for winter\nCouncil blames heating bill\nBy Ada Byron\nIt rained.",
        ] {
            let tags = vec![Outside, Outside, BeginHead, Matter, Prose];
            assert_eq!(correct(text, 2, tags.clone()), tags, "{text}");
        }
    }
}
