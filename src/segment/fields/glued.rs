//! Headlines that a page's layout kept apart from their neighbours and its text does not:
//! `POLITICSHarbour reopens`, `Harbour reopensBy Ada Byron`, `Harbour reopens13 August 2020`.

use std::ops::Range;

use super::super::byline;
use super::Cut;
use crate::date::{self, Found, Printed};

/// The shortest kicker, in letters: shorter ones are parts of words, as in `McKay` and `iPhone`.
const KICKER: usize = 4;

/// The longest line that is looked at, in bytes.
const LONGEST: usize = 400;

/// So many places in a first word are tried.
const TRIES: usize = 4;

/// The fewest words of a headline.
const WORDS: usize = 3;

/// Returns the bytes of the headline in line `at`, without what is glued to it.
pub(super) fn headline(cut: &Cut<'_>, at: usize) -> Range<usize> {
    let line = cut.text(at);
    let end = tail(line).unwrap_or(line.len());
    let start = kicker(cut, at).filter(|start| *start < end).unwrap_or_default();
    start..end
}

/// Returns where a byline or date begins that is glued to the end of a headline.
pub(super) fn tail(line: &str) -> Option<usize> {
    if line.len() > LONGEST {
        return None;
    }
    let borders = line.char_indices().zip(line.chars().skip(1)).filter_map(|((at, c), next)| {
        let glued = (c.is_lowercase() || matches!(c, '?' | '!' | '.' | '”' | '"'))
            && (next.is_uppercase() || next.is_ascii_digit());
        glued.then_some(at + c.len_utf8())
    });
    borders.filter(|at| enough(line.get(..*at))).find(|&at| {
        let rest = line.get(at..).unwrap_or_default();
        let dated = date::find(rest, None).is_some_and(|Found { range, printed, .. }| {
            range.start == 0
                && matches!(printed, Printed::Absolute(_))
                && rest.len() - range.end < range.end
        });
        dated || signs(rest)
    })
}

/// Tells whether a text is a byline and little else.
fn signs(rest: &str) -> bool {
    let names = byline::parse(rest);
    names.last().is_some_and(|name| rest.len() - name.end <= 30 || date::find(rest, None).is_some())
}

/// Returns where the headline begins after a kicker that is glued to its first word, if the text proves
/// it: that word alone stands in it, and never the two as one.
fn kicker(cut: &Cut<'_>, at: usize) -> Option<usize> {
    let line = cut.text(at);
    let first = line.split(' ').next().filter(|_| line.len() <= LONGEST)?;
    let chars: Vec<(usize, char)> = first.char_indices().collect();
    let borders = chars.windows(3).enumerate().filter_map(|(before, window)| {
        let [(_, a), (at, b), (_, c)] = *window else { return None };
        let glued = b.is_uppercase() && c.is_lowercase() && a.is_alphabetic();
        (glued && before + 1 >= KICKER).then_some(at)
    });
    borders.filter(|at| enough(line.get(*at..))).take(TRIES).find(|&border| {
        let (_, word) = first.split_at(border);
        let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        word.chars().count() >= 3 && !stands(cut, at, first) && stands(cut, at, word)
    })
}

/// Tells whether a word stands in the text, whatever its case.
fn stands(cut: &Cut<'_>, headline: usize, word: &str) -> bool {
    let wanted = word.to_lowercase();
    let mut prose = (0..cut.lines.len()).filter(|&at| at != headline && cut.is_prose(at));
    prose.any(|at| {
        cut.text(at).split(|c: char| !c.is_alphanumeric()).any(|word| word.to_lowercase() == wanted)
    })
}

fn enough(text: Option<&str>) -> bool {
    text.is_some_and(|text| text.split_whitespace().count() >= WORDS)
}

#[cfg(test)]
mod tests {
    use super::tail;

    #[test]
    fn what_is_glued_to_the_end_is_told_from_the_headline() {
        let end = |line: &'static str| tail(line).map(|at| &line[at..]);
        assert_eq!(end("The harbour is open againBy Ada Byron"), Some("By Ada Byron"));
        assert_eq!(end("The harbour is open againMarch 3, 2024"), Some("March 3, 2024"));
        assert_eq!(end("Is the harbour open again?3 March 2024"), Some("3 March 2024"));
        assert_eq!(
            end("The harbour is open againBy Ada ByronMarch 3, 2024"),
            Some("By Ada ByronMarch 3, 2024")
        );
        for line in [
            "The harbour of McKay is open",
            "What the iPhone 12 means for the harbour",
            "The harbour was closed by Ada Byron",
            "ready",
            "",
        ] {
            assert_eq!(end(line), None, "{line}");
        }
    }
}
