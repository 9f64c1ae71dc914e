//! Patterns as queries of the engine: beginnings of words, words with edits, wildcards, regular expressions.
//!
//! Where hits are ranked, a pattern is the union of its most frequent words, each scored as any word. Where they
//! are counted or excluded, it is all of its words, which the score does not need.

use std::sync::Arc;

use tantivy::query::{ConstScoreQuery, EmptyQuery, FuzzyTermQuery};

use super::all_words::AllWords;
use super::expand::{Expansion, expand, is_folded, spend};
use super::leaf::{printed, refused, weight};
use super::lower::{Boxed, Clause, Lowerer, Part, Place, boosted, term_query};
use super::pattern::{self, Words};
use crate::analyze::query_words;
use crate::error::{Doing as _, Result};
use crate::marker::{Form, Wanted};
use crate::near::{self, NearQuery};
use crate::rank::{PrintedQuery, PrintedWord};
use crate::schema::Printed;

/// Most words that a pattern stands for; the most frequent ones are searched.
pub(super) const MAX_WORDS: usize = 128;
/// Most words that the last word of a phrase stands for; the most frequent ones are searched.
const MAX_LAST_WORDS: usize = 1024;
/// Most words that it stands for where all of them are needed; each holds open its places in the texts.
pub(super) const MAX_ALL_LAST_WORDS: usize = 16 * 1024;
/// What the automaton of a word with edits costs: some ten milliseconds, as so many letters.
const FUZZY: u64 = 100_000;

impl Lowerer<'_> {
    /// Words that begin so; of several words the last one does, and they are a phrase.
    pub(super) fn prefix(&mut self, text: &str, place: Place) -> Part {
        let words = query_words(text);
        let Some((last, before)) = words.split_last() else { return Ok(None) };
        let start = pattern::Start::new(&last.folded);
        if before.is_empty() {
            let found = self.pattern(start, &format!("{text}*"), place)?;
            self.mark(Wanted::Prefix(last.folded.clone()), place);
            return Ok(Some(found.0));
        }
        self.scored |= place.positive;
        let most = if self.all_words(place) { MAX_ALL_LAST_WORDS } else { MAX_LAST_WORDS };
        let (fields, steps) = (printed(place), &self.steps);
        let lasts = expand(self.searcher, fields, &start, most, steps, is_folded)?;
        if self.all_words(place) && lasts.is_cut() {
            return Err(refused(format!(
                "{text}* ends in one of {} words, and at most {most} can be counted or excluded; \
                 write more letters of it",
                lasts.total
            )));
        }
        self.note_cut(&lasts, &format!("the last word of {text}*"));
        let first = before.first().map_or(0, |word| word.position);
        let terms: Vec<(u32, String)> =
            words.iter().map(|word| (word.position - first, word.folded.clone())).collect();
        let query = |printed: Printed| -> Boxed {
            let place_of = |(at, word): &(u32, String)| {
                let own = std::slice::from_ref(word);
                let forms = if *at == last.position - first { &*lasts.words } else { own };
                let term = |word: &String| self.searcher.fields.printed_term(printed, word);
                (*at, near::Place { terms: forms.iter().map(term).collect(), without: Vec::new() })
            };
            let query = NearQuery::run(terms.iter().map(place_of).collect());
            boosted(query, place.boost * weight(printed, place))
        };
        let clause = Clause::any_of(printed(place).iter().map(|p| query(*p)).collect());
        let mut terms: Vec<(u32, Form)> =
            terms.into_iter().map(|(at, word)| (at, Form::Words(vec![word]))).collect();
        if let Some((_, form)) = terms.last_mut() {
            *form = Form::Beginning(last.folded.clone());
        }
        self.mark(Wanted::Phrase { terms, slop: 0 }, place);
        Ok(Some(clause))
    }

    pub(super) fn fuzzy(&mut self, text: &str, edits: u8, place: Place) -> Part {
        let words = query_words(text);
        let [word] = words.as_slice() else { return self.phrase(&words, 0, place) };
        spend(&self.steps, FUZZY)?;
        let term = self.searcher.fields.printed_term(Printed::Body, &word.folded);
        let automaton = FuzzyTermQuery::new(term, edits, true)
            .automaton()
            .doing("reading a word with edits")?;
        let (clause, words) = self.pattern(automaton, &format!("{text}~{edits}"), place)?;
        self.mark(Wanted::Printed(words), place);
        Ok(Some(clause))
    }

    pub(super) fn matching(&mut self, regex: &str, shown: &str, place: Place) -> Part {
        let automaton =
            pattern::regex(regex).map_err(|what| refused(format!("{shown}: {what}")))?;
        let (clause, words) = self.pattern(automaton, shown, place)?;
        self.mark(Wanted::Printed(words), place);
        Ok(Some(clause))
    }

    /// The words that an automaton accepts, as a clause and as far as they are to be marked.
    fn pattern<A>(
        &mut self,
        automaton: A,
        shown: &str,
        place: Place,
    ) -> Result<(Clause, Vec<String>)>
    where
        A: Words + Send + Sync + 'static,
        A::State: Clone,
    {
        let (fields, steps) = (printed(place), &self.steps);
        // Hits that are not ranked are marked by more words than it takes to rank them.
        let marked = self.all_words(place) && place.positive;
        let most = if marked { MAX_ALL_LAST_WORDS } else { MAX_WORDS };
        let found = expand(self.searcher, fields, &automaton, most, steps, is_folded)?;
        if found.total > MAX_WORDS as u64 && self.all_words(place) {
            let automaton = Arc::new(automaton);
            let query = |printed: &Printed| -> Boxed {
                let field = self.searcher.fields.printed_field(*printed);
                let all = AllWords::new(field, Arc::clone(&automaton));
                Box::new(ConstScoreQuery::new(Box::new(all), 0.0))
            };
            return Ok((Clause::any_of(fields.iter().map(query).collect()), found.words));
        }
        let clause = self.expanded(&found, shown, place);
        Ok((clause, found.words))
    }

    /// Tells the person where not every word of a pattern is searched.
    fn note_cut(&mut self, found: &Expansion, shown: &str) {
        if found.is_cut() {
            self.notes.push(format!(
                "{shown} stands for {} words; the {} most frequent were searched",
                found.total,
                found.words.len()
            ));
        }
    }

    /// The words of a pattern as terms, in every field that was asked for.
    fn expanded(&mut self, found: &Expansion, shown: &str, place: Place) -> Clause {
        self.scored |= place.positive;
        self.note_cut(found, shown);
        let fields = &self.searcher.fields;
        let mut one_of: Vec<Boxed> = Vec::new();
        for (word, infos) in found.words.iter().zip(&found.infos) {
            for (printed, infos) in printed(place).iter().zip(infos) {
                let (term, field) =
                    (fields.printed_term(*printed, word), fields.printed_field(*printed));
                let boost = place.boost * weight(*printed, place);
                if !self.is_ranked(place) {
                    one_of.push(boosted(term_query(term), boost));
                } else if infos.articles() > 0 {
                    let word = PrintedWord { distance: 0, term, infos: infos.clone() };
                    one_of.push(Box::new(PrintedQuery::new(field, vec![word], boost)));
                }
            }
        }
        if one_of.is_empty() {
            return Clause::of(EmptyQuery);
        }
        Clause::any_of(one_of)
    }
}
