//! A marker at work on the texts of a page: what it looks for in texts of a language is put together once for all.

use super::near::NearProgress;
use super::phrase::Progress;
use super::plan::Plan;
use super::{Mark, Marker, Part, Where};
use crate::Lang;
use crate::analyze::{Stemmer, Word, begun_words, text_words};
use crate::open::is_in;

/// Marks texts.
pub(crate) struct Marking<'m> {
    marker: &'m Marker,
    stemmer: Stemmer,
    plans: Vec<Plan<'m>>,
}

impl<'m> Marking<'m> {
    pub(crate) fn new(marker: &'m Marker) -> Self {
        Self { marker, stemmer: Stemmer::for_query(), plans: Vec::new() }
    }

    /// Returns the places in a text of an article in this language, ordered by their begin; they may overlap.
    pub(crate) fn marks(&mut self, text: &str, language: Option<Lang>, part: Part) -> Vec<Mark> {
        let Self { marker, stemmer, plans } = self;
        let known = plans.iter().position(|plan| plan.language == language && plan.part == part);
        let at = known.unwrap_or_else(|| {
            plans.push(Plan::new(marker, language, part));
            plans.len() - 1
        });
        let Some(plan) = plans.get(at) else { return Vec::new() };
        let mut marks = Vec::new();
        match &plan.starts {
            Some(starts) if starts.is_empty() => return marks,
            Some(starts) if plan.phrases.is_empty() && plan.nears.is_empty() => {
                begun_words(text, starts, &mut |word| {
                    marks.extend(marker.mark(word, plan, stemmer));
                });
            }
            starts => {
                let mut phrases: Vec<_> =
                    plan.phrases.iter().map(|phrase| Progress::new(phrase)).collect();
                let mut nears: Vec<_> =
                    plan.nears.iter().map(|near| NearProgress::new(near)).collect();
                let wanted = |start| starts.as_ref().is_none_or(|starts| starts.fit(start));
                text_words(text, wanted, &mut |word| {
                    marks.extend(marker.mark(word, plan, stemmer));
                    for phrase in &mut phrases {
                        phrase.read(word, &mut marks);
                    }
                    for near in &mut nears {
                        near.read(word, &mut marks);
                    }
                });
            }
        }
        marks.sort_by_key(|mark| (mark.span.start, mark.span.end));
        marks
    }
}

impl Marker {
    /// Returns the mark of a word that was asked for by itself.
    fn mark(&self, word: &Word, plan: &Plan<'_>, stemmer: &mut Stemmer) -> Option<Mark> {
        let here = |found: Option<&(usize, Where)>| {
            found.filter(|(_, place)| place.has(plan.part)).map(|(id, _)| *id)
        };
        let mark = |id| Mark { span: word.span.clone(), id };
        if !self.printed.is_empty()
            && let Some(id) = here(self.printed.get(&word.folded))
        {
            return Some(mark(id));
        }
        let begins = |(start, _, place): &&(String, usize, Where)| {
            place.has(plan.part) && word.folded.starts_with(start.as_str())
        };
        if let Some((_, id, _)) = self.prefixes.iter().find(begins) {
            return Some(mark(*id));
        }
        if self.stems.is_empty() || !plan.may_have_stem(&word.folded) {
            return None;
        }
        let mut id = None;
        word.stems(stemmer, plan.stemmed, &mut |stem| {
            let found = self.stems.get(stem);
            let found =
                found.filter(|(_, place, only)| place.has(plan.part) && is_in(only, plan.language));
            id = id.or(found.map(|(id, ..)| *id));
        });
        id.map(mark)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Wanted;
    use super::*;
    use crate::analyze::query_words;

    const HERE: Where = Where { headline: false, body: true, authors: false };
    const LANGUAGES: [&str; 11] =
        ["--", "ar", "de", "en", "es", "fi", "fr", "nl", "ru", "tr", "zh"];
    const WORDS: &[&str] = &[
        "harbour",
        "Harbours",
        "nobility",
        "noble",
        "reported",
        "reporting",
        "U.S.",
        "us",
        "dying",
        "die",
        "l’élection",
        "élections",
        "qu'elect",
        "Überfahrt",
        "ueber",
        "für",
        "Häfen",
        "Hafen",
        "гавань",
        "Гавани",
        "Ёлка",
        "елки",
        "北京市",
        "東",
        "kirjakaupassa",
        "kirja",
        "rattaiia",
        "naïve",
        "naive",
        "ﬁne",
        "fine",
        "FINE",
        "co-op",
        "snake_case",
        "3.14",
        "m²",
        "2",
        "الميناء",
        "ميناء",
        "haven",
        "gehaven",
        "e\u{301}te",
        "ete",
        "O’Brien",
        "ship’s",
        "SHIP",
        "so\u{ad}ft",
        "educación",
        "educaciones",
    ];
    const BETWEEN: &[&str] =
        &[" ", " ", " ", ", ", "“", "” ", "—", "\n", "-", "'", ". ", "", "\u{a0}"];

    /// What is asked for of a word: its stems, itself or its begin.
    fn wanted(word: &str, kind: u8, language: Option<Lang>) -> Vec<Wanted> {
        let mut stemmer = Stemmer::for_query();
        let of = |word: Word| match kind {
            0 => Wanted::Printed(vec![word.folded]),
            1 => Wanted::Prefix(word.folded.chars().take(3).collect()),
            _ => {
                let mut stems = Vec::new();
                word.stems(&mut stemmer, language, &mut |stem| stems.push((stem.to_owned(), None)));
                Wanted::Stems(stems)
            }
        };
        query_words(word).into_iter().map(of).collect()
    }

    /// Marks a text by all of its words, of which none is passed over.
    fn all_marks(marker: &Marker, text: &str, language: Option<Lang>) -> Vec<Mark> {
        let mut stemmer = Stemmer::for_query();
        let mut marks = Vec::new();
        text_words(text, |_| true, &mut |word| {
            let prefix = marker.prefixes.iter().find(|(begin, ..)| word.folded.starts_with(begin));
            let mut id = marker.printed.get(&word.folded).map(|(id, _)| *id);
            id = id.or(prefix.map(|(_, id, _)| *id));
            if id.is_none() {
                word.stems(&mut stemmer, language, &mut |stem| {
                    id = id.or(marker.stems.get(stem).map(|(id, ..)| *id));
                });
            }
            marks.extend(id.map(|id| Mark { span: word.span.clone(), id }));
        });
        marks.sort_by_key(|mark| (mark.span.start, mark.span.end));
        marks
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn words_passed_over_are_none_that_were_asked_for(
            text in prop::collection::vec(
                (prop::sample::select(WORDS), prop::sample::select(BETWEEN)), 0..40,
            ),
            sought in prop::collection::vec((prop::sample::select(WORDS), 0..6_u8), 1..4),
            language in prop::sample::select(&LANGUAGES[..]),
        ) {
            let language = Lang::parse(language);
            let text: String = text.into_iter().flat_map(|(word, between)| [word, between]).collect();
            let mut marker = Marker::default();
            for (word, kind) in sought {
                for wanted in wanted(word, kind, language) {
                    marker.add(wanted, HERE);
                }
            }
            let marks = Marking::new(&marker).marks(&text, language, Part::Body);
            prop_assert_eq!(marks, all_marks(&marker, &text, language));
        }
    }
}
