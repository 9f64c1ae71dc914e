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
use crate::open::{Analysis, in_languages, is_in, of_languages};
use crate::schema::{Printed, Value};

/// A word of a run: its distance from the first, itself, and its forms in texts that are stemmed.
struct Placed {
    at: u32,
    word: Word,
    forms: Vec<String>,
}

/// A part of the articles.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Articles {
    /// Those in languages that few are in and that matter to the words.
    Few,
    Others,
}

impl Lowerer<'_> {
    /// Two words or phrases with at most so many words in between.
    ///
    /// What is a form of a word in a language that few articles are in is looked for in these alone.
    pub(super) fn near(&mut self, left: &Node, right: &Node, slop: u32, place: Place) -> Part {
        let few = self.few_languages([left, right])?;
        let mut one_of = Vec::new();
        for part in [Articles::Others, Articles::Few].into_iter().take(1 + few.len()) {
            let left = self.run(left, (part, &few), place)?;
            let (Some(left), Some(right)) = (left, self.run(right, (part, &few), place)?) else {
                return Ok(None);
            };
            self.scored |= place.positive;
            for field in printed(place) {
                let run = |run: &[Placed]| self.places(run, *field);
                let query = NearQuery::pair(run(&left), run(&right), slop);
                let query = boosted(query, place.boost * weight(*field, place));
                one_of.push(self.in_part(query, part, &few));
            }
            let forms = |run: Vec<Placed>| {
                run.into_iter().map(|word| (word.at, Form::Words(word.forms))).collect()
            };
            let only = (part == Articles::Few).then(|| few.as_slice().into());
            self.mark(Wanted::Near([forms(left), forms(right)], slop, only), place);
        }
        Ok(Some(Clause::any_of(one_of)))
    }

    /// Returns the languages that few articles are in and in which words have stems of their own.
    fn few_languages(&mut self, sides: [&Node; 2]) -> Result<Vec<Lang>> {
        let mut few = Vec::new();
        for side in sides {
            let Kind::Word(text) = &side.kind else { continue };
            if let [word] = query_words(text).as_slice() {
                let stems = self.searcher.analyses(word, &mut self.stemmer)?;
                few.extend(stems.iter().filter_map(Analysis::only).flat_map(|only| only.to_vec()));
            }
        }
        few.sort_unstable();
        few.dedup();
        Ok(few)
    }

    /// Makes a query match in its part of the articles.
    fn in_part(&self, query: Boxed, part: Articles, few: &[Lang]) -> Boxed {
        if few.is_empty() {
            return query;
        }
        let field = self.searcher.fields.value_field(Value::Language);
        match part {
            Articles::Few => in_languages(field, few, query),
            Articles::Others => {
                let few = (Occur::MustNot, of_languages(field, few));
                Box::new(BooleanQuery::new(vec![(Occur::Must, query), few]))
            }
        }
    }

    /// Reads one side: a word in all its forms, or a phrase as printed.
    fn run(
        &mut self,
        node: &Node,
        part: (Articles, &[Lang]),
        place: Place,
    ) -> Result<Option<Vec<Placed>>> {
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
                self.known_forms(&word, text, part, place)?
            } else {
                vec![word.folded.clone()]
            };
            run.push(Placed { at: word.position - first, word, forms });
        }
        Ok(Some(run))
    }

    /// Finds the printed words that have a stem of a word, once in a query.
    fn known_forms(
        &mut self,
        word: &Word,
        shown: &str,
        part: (Articles, &[Lang]),
        place: Place,
    ) -> Result<Vec<String>> {
        let (part, few) = part;
        let languages = self.searcher.languages().iter().copied();
        let languages = languages.filter(|code| few.contains(code) == (part == Articles::Few));
        // Articles without a language are among the others, and names stand in all.
        let languages: Vec<_> = languages.map(Some).chain([None]).collect();
        let key = (word.lower.clone(), place.scope, languages.clone(), self.all_words(place));
        if let Some(known) = self.forms.get(&key) {
            return Ok(known.clone());
        }
        let found = self.forms(word, shown, &languages, place)?;
        self.forms.insert(key, found.clone());
        Ok(found)
    }

    /// Finds the printed words that have a stem of a word in one of some languages.
    fn forms(
        &mut self,
        word: &Word,
        shown: &str,
        languages: &[Option<Lang>],
        place: Place,
    ) -> Result<Vec<String>> {
        let stems = self.searcher.analyses(word, &mut self.stemmer)?;
        // A word has not many forms, so that all of them can be looked for.
        let most = if self.all_words(place) { MAX_ALL_LAST_WORDS } else { MAX_WORDS };
        let stemmer = &mut self.stemmer;
        let mut has_stem = |text: &str| {
            let other = Word { folded: text.to_owned(), lower: text.to_owned(), ..Word::default() };
            let mut has = false;
            for language in languages {
                let is_meant = |analysis: &Analysis| is_in(&analysis.only(), *language);
                other.stems(stemmer, *language, &mut |stem| {
                    has |= stems.iter().any(|known| known.term == stem && is_meant(known));
                });
            }
            has
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
        let wanted = |text: &str| is_folded(text) && (text == word.folded || has_stem(text));
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
        Ok(words)
    }

    /// The places of a run in a field; a name has no other forms.
    fn places(&self, run: &[Placed], field: Printed) -> near::Run {
        let term = |word: &String| self.searcher.fields.printed_term(field, word);
        let place = |placed: &Placed| {
            let terms = match field {
                Printed::Author => vec![term(&placed.word.folded)],
                Printed::Headline | Printed::Body => placed.forms.iter().map(term).collect(),
            };
            (placed.at, near::Place { terms, without: Vec::new() })
        };
        run.iter().map(place).collect()
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
