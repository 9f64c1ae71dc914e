//! Words near each other in any of their forms, and words as printed.
//!
//! The fields of stems keep no positions: these would make the index a third larger for few queries. A word near
//! another is searched as all printed words that have its stem, found in the dictionary.

use tantivy::query::{BooleanQuery, Occur};

use super::ast::{Kind, Node};
use super::expand::{Expansion, expand, is_folded};
use super::leaf::{printed, weight};
use super::lower::{Boxed, Clause, Lowerer, Part, Place, boosted, term_query};
use super::pattern;
use super::patterns::{MAX_ALL_LAST_WORDS, MAX_WORDS};
use crate::Lang;
use crate::analyze::{PRINTED, Word, query_words};
use crate::error::Result;
use crate::marker::{Form, PREFIXED, Wanted};
use crate::near::{self, NearQuery};
use crate::open::{in_languages, is_in, of_languages};
use crate::schema::{Printed, Value};

/// A word of a run: its distance from the first, itself, and its forms in texts that are stemmed.
struct Placed {
    at: u32,
    word: Word,
    forms: Vec<WordForm>,
}

/// A printed word, and in articles of which languages it is a form of the word.
#[derive(Clone)]
pub(super) struct WordForm {
    printed: String,
    /// In the order of [`Lowerer::spoken`].
    in_language: Vec<bool>,
}

/// The languages in which two runs have the same forms, and these.
type Group = (Vec<Option<Lang>>, [Vec<Vec<String>>; 2]);

impl Lowerer<'_> {
    /// Two words or phrases with at most so many words in between.
    ///
    /// A word is a form of another one in articles of a language in which both have a stem, so that what matches holds
    /// both words.
    pub(super) fn near(&mut self, left: &Node, right: &Node, slop: u32, place: Place) -> Part {
        let (Some(left), Some(right)) = (self.run(left, place)?, self.run(right, place)?) else {
            return Ok(None);
        };
        self.scored |= place.positive;
        let groups = self.groups([&left, &right]);
        let (mut one_of, mut parts) = (Vec::new(), Vec::new());
        for (number, (languages, [of_left, of_right])) in groups.iter().enumerate() {
            for field in printed(place) {
                let run = |run: &[Placed], forms: &[Vec<String>]| self.places(run, forms, *field);
                let query = NearQuery::pair(run(&left, of_left), run(&right, of_right), slop);
                let query = boosted(query, place.boost * weight(*field, place));
                one_of.push(self.in_group(query, number, &groups));
            }
            let terms = |run: &[Placed], forms: &[Vec<String>]| {
                let forms = run.iter().zip(forms);
                forms.map(|(word, forms)| (word.at, Form::Words(forms.clone()))).collect()
            };
            let languages = (groups.len() > 1).then(|| languages.clone());
            parts.push(([terms(&left, of_left), terms(&right, of_right)], languages));
        }
        self.mark(Wanted::Near(parts, slop), place);
        Ok(Some(Clause::any_of(one_of)))
    }

    /// Returns the languages of articles, and none.
    fn spoken(&self) -> Vec<Option<Lang>> {
        self.searcher.languages().iter().copied().map(Some).chain([None]).collect()
    }

    /// Puts languages together in which runs have the same forms.
    fn groups(&self, runs: [&[Placed]; 2]) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        for (number, language) in self.spoken().into_iter().enumerate() {
            let here = |form: &&WordForm| form.in_language.get(number).is_some_and(|here| *here);
            let of = |placed: &Placed| -> Vec<String> {
                placed.forms.iter().filter(here).map(|form| form.printed.clone()).collect()
            };
            let forms = runs.map(|run| run.iter().map(of).collect::<Vec<_>>());
            match groups.iter_mut().find(|(_, known)| *known == forms) {
                Some((languages, _)) => languages.push(language),
                None => groups.push((vec![language], forms)),
            }
        }
        groups
    }

    /// Makes a query match in articles of the languages of one of some groups.
    fn in_group(&self, query: Boxed, number: usize, groups: &[Group]) -> Boxed {
        if groups.len() < 2 {
            return query;
        }
        let field = self.searcher.fields.value_field(Value::Language);
        let own = |at: usize| at == number;
        let languages = |wanted: bool| -> Vec<Lang> {
            let groups = groups.iter().enumerate().filter(|(at, _)| own(*at) == wanted);
            groups.flat_map(|(_, (languages, _))| languages.iter().copied().flatten()).collect()
        };
        let is_rest = groups.get(number).is_some_and(|(languages, _)| languages.contains(&None));
        if !is_rest {
            return in_languages(field, &languages(true), query);
        }
        let others = (Occur::MustNot, of_languages(field, &languages(false)));
        Box::new(BooleanQuery::new(vec![(Occur::Must, query), others]))
    }

    /// Reads one side: a word in all its forms, or a phrase as printed.
    fn run(&mut self, node: &Node, place: Place) -> Result<Option<Vec<Placed>>> {
        let (text, stemmed) = match &node.kind {
            Kind::Word(text) => (text, true),
            Kind::Phrase(text, _) => (text, false),
            _ => return Ok(None),
        };
        let words = query_words(text);
        let Some(first) = words.first().map(|word| word.position) else { return Ok(None) };
        let alone = stemmed && words.len() == 1;
        let mut run = Vec::with_capacity(words.len());
        for word in words {
            let forms = if alone {
                self.known_forms(&word, text, place)?
            } else {
                let in_language = vec![true; self.spoken().len()];
                vec![WordForm { printed: word.folded.clone(), in_language }]
            };
            run.push(Placed { at: word.position - first, word, forms });
        }
        Ok(Some(run))
    }

    /// Finds the printed words that have a stem of a word, once in a query.
    fn known_forms(&mut self, word: &Word, shown: &str, place: Place) -> Result<Vec<WordForm>> {
        let key = (word.lower.clone(), place.scope, self.all_words(place));
        if let Some(known) = self.forms.get(&key) {
            return Ok(known.clone());
        }
        let found = self.forms(word, shown, place)?;
        self.forms.insert(key, found.clone());
        Ok(found)
    }

    /// Finds the printed words that have a stem of a word in a language in which that stem counts.
    fn forms(&mut self, word: &Word, shown: &str, place: Place) -> Result<Vec<WordForm>> {
        let stems = self.known_stems(word)?;
        let stems: Vec<_> = stems.into_iter().map(|stem| (stem.only(), stem.term)).collect();
        let languages = self.spoken();
        // A word has not many forms, so that all of them can be looked for.
        let most = if self.all_words(place) { MAX_ALL_LAST_WORDS } else { MAX_WORDS };
        let stemmer = &mut self.stemmer;
        let mut in_language = |text: &str| -> Vec<bool> {
            let other = Word { folded: text.to_owned(), lower: text.to_owned(), ..Word::default() };
            let mut is_form = |language: &Option<Lang>| {
                let mut is_form = text == word.folded;
                other.stems(stemmer, *language, &mut |stem| {
                    is_form |= stems.iter().any(|(only, s)| s == stem && is_in(only, *language));
                });
                is_form
            };
            languages.iter().map(&mut is_form).collect()
        };
        // A stemmer leaves the first letters alone, but for those of a few short words and languages.
        let prefixed =
            self.searcher.languages().iter().any(|language| PREFIXED.contains(&language.as_str()));
        let letters = match word.folded.chars().count() {
            _ if prefixed => 0,
            0..=4 => 1,
            _ => 2,
        };
        let beginning: String = word.folded.chars().take(letters).collect();
        let fields: Vec<Printed> =
            printed(place).iter().copied().filter(|field| *field != Printed::Author).collect();
        let start = pattern::Start::new(&beginning);
        let wanted = |text: &str| is_folded(text) && in_language(text).contains(&true);
        let Expansion { mut words, total, .. } =
            expand(self.searcher, &fields, &start, most, &self.steps, wanted)?;
        if total > words.len() as u64 {
            let most = words.len();
            self.notes
                .push(format!("{shown} has {total} forms; the {most} most frequent were searched"));
        }
        if !words.contains(&word.folded) {
            words.push(word.folded.clone());
        }
        let form = |printed: String| WordForm { in_language: in_language(&printed), printed };
        Ok(words.into_iter().map(form).collect())
    }

    /// The places of a run in a field; a name has no other forms.
    fn places(&self, run: &[Placed], forms: &[Vec<String>], field: Printed) -> near::Run {
        let term = |word: &String| self.searcher.fields.printed_term(field, word);
        let place = |(placed, forms): (&Placed, &Vec<String>)| {
            let terms = match field {
                Printed::Author => vec![term(&placed.word.folded)],
                Printed::Headline | Printed::Body => forms.iter().map(term).collect(),
            };
            (placed.at, near::Place { terms, without: Vec::new() })
        };
        run.iter().zip(forms).map(place).collect()
    }

    /// A word as printed, with its diacritics or without any.
    pub(super) fn exact(&mut self, text: &str, place: Place) -> Part {
        let words = query_words(text);
        let Some(first) = words.first().map(|word| word.position) else { return Ok(None) };
        self.scored |= place.positive;
        let mut run = Vec::with_capacity(words.len());
        for word in &words {
            // Forms with diacritics stand at the same places as the folded word; these are not meant.
            let printed_form = word.printed();
            let others = if printed_form.is_some() {
                Vec::new()
            } else {
                let start = pattern::Start::new(&format!("{}{PRINTED}", word.folded));
                expand(self.searcher, printed(place), &start, usize::MAX, &self.steps, |_| true)?
                    .words
            };
            run.push((
                word.position - first,
                printed_form.unwrap_or_else(|| word.folded.clone()),
                others,
            ));
        }
        let query = |field: Printed| -> Boxed {
            let boost = place.boost * weight(field, place);
            let term = |word: &String| self.searcher.fields.printed_term(field, word);
            if let [(_, word, others)] = run.as_slice()
                && others.is_empty()
            {
                return boosted(term_query(term(word)), boost);
            }
            let place = |(at, word, others): &(u32, String, Vec<String>)| {
                let without = others.iter().map(term).collect();
                (*at, near::Place { terms: vec![term(word)], without })
            };
            boosted(NearQuery::run(run.iter().map(place).collect()), boost)
        };
        let clause = Clause::any_of(printed(place).iter().map(|field| query(*field)).collect());
        let terms =
            words.into_iter().map(|word| (word.position - first, Form::Printed(word.lower)));
        self.mark(Wanted::Phrase { terms: terms.collect(), slop: 0 }, place);
        Ok(Some(clause))
    }
}
