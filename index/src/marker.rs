//! Where a text holds what a query asked for.
//!
//! A query leaves a list of what speaks for a match: stems, printed words, beginnings of words, and
//! phrases, which are found as wholes only. One pass over a text finds them all in its words, cut and
//! folded as they were for the index.

mod marking;
mod near;
mod phrase;
mod plan;
mod stems;
mod wanted;

use std::collections::HashMap;
use std::ops::Range;

pub(crate) use marking::Marking;
use near::Near;
pub(crate) use phrase::Form;
use phrase::Phrase;
pub(crate) use stems::PREFIXED;
pub(crate) use wanted::{Part, Wanted, Where};

use crate::open::Only;

/// A place in a text that matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) span: Range<usize>,
    /// Which of the things asked for it is.
    pub(crate) id: usize,
}

/// Finds what a query asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Marker {
    stems: HashMap<String, (usize, Where, Only)>,
    printed: HashMap<String, (usize, Where)>,
    prefixes: Vec<(String, usize, Where)>,
    phrases: Vec<Phrase>,
    nears: Vec<Near>,
    ids: usize,
    /// How many articles have each thing asked for, where that was looked up to explain hits.
    pub(crate) articles: Vec<Option<u64>>,
    /// How many articles there are, likewise.
    pub(crate) total: u64,
}

impl Marker {
    /// Returns how many things were asked for.
    pub(crate) fn ids(&self) -> usize {
        self.ids
    }

    /// Returns the stems that were asked for, each with what it belongs to, where it was and in which languages.
    pub(crate) fn stems(&self) -> impl Iterator<Item = (&str, usize, Where, &Only)> {
        self.stems.iter().map(|(stem, (id, place, only))| (stem.as_str(), *id, *place, only))
    }

    /// Returns the printed words that are all that one thing asked for stands for.
    pub(crate) fn single_words(&self) -> impl Iterator<Item = (&str, usize, Where)> {
        let alone = |id| self.printed.values().filter(|(other, _)| *other == id).count() == 1;
        let words = self.printed.iter().map(|(word, (id, place))| (word.as_str(), *id, *place));
        words.filter(move |(_, id, _)| alone(*id))
    }

    /// Adds something to look for.
    pub(crate) fn add(&mut self, wanted: Wanted, place: Where) {
        let id = self.ids;
        self.ids += 1;
        let add = |map: &mut HashMap<String, (usize, Where)>, words: Vec<String>| {
            for word in words {
                map.entry(word).or_insert((id, place)).1.join(place);
            }
        };
        match wanted {
            Wanted::Stems(stems) => {
                for (stem, only) in stems {
                    let known = self.stems.entry(stem);
                    let (_, other, all) = known.or_insert_with(|| (id, place, only.clone()));
                    other.join(place);
                    *all = either(all, &only);
                }
            }
            Wanted::Printed(words) => add(&mut self.printed, words),
            Wanted::Prefix(start) => self.prefixes.push((start, id, place)),
            Wanted::Phrase { terms, slop } => {
                self.phrases.push(Phrase { terms, slop, id, place });
            }
            Wanted::Near(parts, slop) => {
                for (runs, languages) in parts {
                    let runs = runs.map(|terms| Phrase { terms, slop: 0, id, place });
                    self.nears.push(Near { runs, slop, place, languages });
                }
            }
        }
    }
}

/// Returns the languages that are in one of two.
fn either(one: &Only, other: &Only) -> Only {
    let (one, other) = (one.as_ref()?, other.as_ref()?);
    let more = other.iter().filter(|language| !one.contains(language));
    Some(one.iter().chain(more).copied().collect())
}

/// Joins marks that overlap or touch.
pub(crate) fn joined(marks: impl IntoIterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for mark in marks {
        match joined.last_mut() {
            Some(last) if mark.start <= last.end => last.end = last.end.max(mark.end),
            _ => joined.push(mark),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;

    const BOTH: Where = Where { headline: true, body: true, authors: false };

    fn marked(text: &str, wanted: Vec<Wanted>) -> Vec<&str> {
        let mut marker = Marker::default();
        for wanted in wanted {
            marker.add(wanted, BOTH);
        }
        let marks = Marking::new(&marker).marks(text, Lang::parse("en"), Part::Body);
        let joined = joined(marks.into_iter().map(|mark| mark.span));
        joined.into_iter().map(|span| &text[span]).collect()
    }

    fn phrase(words: &[&str], slop: u32, open: bool) -> Wanted {
        let mut terms: Vec<(u32, Form)> = run(words);
        if let Some((_, last)) = terms.last_mut().filter(|_| open) {
            *last = Form::Beginning((*words.last().unwrap()).to_owned());
        }
        Wanted::Phrase { terms, slop }
    }

    fn run(words: &[&str]) -> Vec<(u32, Form)> {
        (0..).zip(words).map(|(at, word)| (at, Form::Words(vec![(*word).to_owned()]))).collect()
    }

    #[test]
    fn words_near_each_other_are_marked_and_no_others() {
        let near =
            |slop| vec![Wanted::Near(vec![([run(&["oil", "price"]), run(&["fell"])], None)], slop)];
        let text = "Oil rose. The oil price, some say, fell; oil price. It fell and fell.";
        assert_eq!(marked(text, near(2)), ["oil price", "fell", "oil price", "fell"]);
        assert_eq!(
            marked("fell the oil price", near(3)),
            ["fell", "oil price"],
            "a swap costs two"
        );
        assert!(marked("fell the oil price", near(2)).is_empty());
    }

    #[test]
    fn printed_words_are_marked_with_their_diacritics_only() {
        let printed = |word: &str| {
            vec![Wanted::Phrase { terms: vec![(0, Form::Printed(word.into()))], slop: 0 }]
        };
        assert_eq!(marked("Müller, Muller, MÜLLER", printed("müller")), ["Müller", "MÜLLER"]);
        assert_eq!(marked("Müller, Muller, MÜLLER", printed("muller")), ["Muller"]);
    }

    #[test]
    fn every_form_of_a_stem_is_marked() {
        let text = "Talks: the talk, the talking. No stalk, no tal, but “Talks’ end”.";
        assert_eq!(
            marked(text, vec![Wanted::Stems(vec![("talk".into(), None)])]),
            ["Talks", "talk", "talking", "Talks"]
        );
    }

    #[test]
    fn phrases_are_marked_as_wholes_only() {
        let text = "A big wolf, a big bad wolf; big big wolf. Wolf big.";
        assert_eq!(
            marked(text, vec![phrase(&["big", "wolf"], 0, false)]),
            ["big wolf", "big wolf"]
        );
        assert_eq!(
            marked("the big bad wolf", vec![phrase(&["big", "wolf"], 1, false)]),
            ["big", "wolf"]
        );
        assert!(marked("big, bad, mad wolf", vec![phrase(&["big", "wolf"], 1, false)]).is_empty());
        let swapped = |slop| marked("wolf big", vec![phrase(&["big", "wolf"], slop, false)]);
        assert_eq!(swapped(2), ["wolf", "big"]);
        assert!(swapped(1).is_empty(), "a swap costs two");
        assert_eq!(marked("covid-19s", vec![phrase(&["covid", "19"], 0, true)]), ["covid-19s"]);
        assert_eq!(marked("a a b", vec![phrase(&["a", "a", "b"], 0, false)]), ["a a b"]);
    }

    #[test]
    fn beginnings_and_printed_words_are_marked() {
        assert_eq!(
            marked("Élections elect ellipse", vec![Wanted::Prefix("elec".into())]),
            ["Élections", "elect"]
        );
        assert_eq!(
            marked("Müller miller", vec![Wanted::Printed(vec!["muller".into()])]),
            ["Müller"]
        );
    }

    #[test]
    fn only_the_asked_text_is_marked() {
        let mut marker = Marker::default();
        marker.add(Wanted::Prefix("a".into()), Where { headline: true, ..Where::default() });
        let mut marking = Marking::new(&marker);
        assert!(marking.marks("a", None, Part::Body).is_empty());
        assert_eq!(marking.marks("a", None, Part::Headline).len(), 1);
    }

    #[test]
    fn runs_of_han_are_marked_by_character() {
        let pairs = Wanted::Phrase { terms: run(&["伊朗", "朗核"]), slop: 0 };
        assert_eq!(marked("关于伊朗核协议", vec![pairs]), ["伊朗核"]);
    }
}
