//! A word in all its forms: a query for each of its stems.

use tantivy::Term;

use super::lower::{Boxed, Clause, Lowerer, Place, Scope, boosted, term_query};
use crate::analyze::Word;
use crate::error::Result;
use crate::marker::Wanted;
use crate::open::Analysis;
use crate::rank::{LimitedQuery, PrintedQuery, PrintedWord, StemQuery, bm25};
use crate::schema::Printed;

/// How much a stem counts beside the main one of the same word.
///
/// Of 0, .1, .3 and 1 this did best on Spanish and Turkish, as good as .1, and a name that looks
/// like an inflected word is still found by more than chance.
const BESIDE: f32 = 0.3;

impl Lowerer<'_> {
    /// A word in all its forms.
    pub(super) fn word(&mut self, word: &Word, place: Place) -> Result<Clause> {
        self.scored |= place.positive;
        let fields = &self.searcher.fields;
        if place.scope == Scope::Text(Printed::Author) {
            let term = fields.printed_term(Printed::Author, &word.folded);
            return Ok(Clause::any_of(vec![self.one_word(term, place.boost, place)?]));
        }
        let mut stems = self.known_stems(word)?;
        if place.scope == Scope::Text(Printed::Headline) {
            stems = self.in_headlines(stems)?;
        }
        let total = self.searcher.total;
        let main = stems.iter().rev().max_by_key(|stem| stem.articles);
        let most = main.map_or(0, |stem| stem.articles);
        let is_ranked = place.scope == Scope::Bare && self.is_ranked(place);
        let occurrences = match main {
            Some(stem) if is_ranked => self.searcher.occurrences(stem)?,
            _ => 0,
        };
        let shares = shares(&stems, most, total);
        if is_ranked {
            self.sequence.push(&word.folded, (total.max(1) as f64 / most.max(1) as f64).log2());
        }
        let boost = |share: &(f32, f32)| place.boost * share.0;
        let query = |(stem, share): (&Analysis, &(f32, f32))| -> Result<Boxed> {
            let text = stem.term.as_str();
            Ok(match place.scope {
                Scope::Text(Printed::Headline) => self.headline_stem(stem, boost(share), place)?,
                Scope::Text(Printed::Body) => {
                    stem.limited(boosted(fields.body_clause(text), boost(share)))
                }
                _ => {
                    let (word, share) = ([most, occurrences], place.boost * share.1);
                    Box::new(StemQuery::new(self.searcher, stem, word, share))
                }
            })
        };
        let clause = Clause::any_of(stems.iter().zip(&shares).map(query).collect::<Result<_>>()?);
        let stems = stems.into_iter().map(|stem| (stem.only(), stem.term));
        let stems = stems.map(|(only, term)| (term, only)).collect();
        self.mark(Wanted::Stems(stems), place);
        Ok(clause)
    }

    /// Finds what a word stands for, once in a query: where it stands may take memory.
    pub(super) fn known_stems(&mut self, word: &Word) -> Result<Vec<Analysis>> {
        let key = (word.lower.clone(), word.acronym);
        if let Some(known) = self.stems.get(&key) {
            return Ok(known.clone());
        }
        let found = self.searcher.analyses(word, &mut self.stemmer)?;
        self.stems.insert(key, found.clone());
        Ok(found)
    }

    /// A stem in headlines.
    fn headline_stem(&self, stem: &Analysis, boost: f32, place: Place) -> Result<Boxed> {
        let term = self.searcher.fields.headline_term(&stem.term);
        let Some(within) = stem.within.clone() else { return self.one_word(term, boost, place) };
        let (field, infos) = (term.field(), self.searcher.infos(&term)?);
        let word = PrintedWord { distance: 0, term, infos };
        Ok(Box::new(LimitedQuery::new(field, word, within, boost)))
    }

    /// Limits stems to the headlines in which they count, where these are not all, and leaves those out that stand in
    /// none of them, unless none does.
    fn in_headlines(&self, stems: Vec<Analysis>) -> Result<Vec<Analysis>> {
        let limited = |stem: Analysis| -> Result<Analysis> {
            let Some(within) = &stem.within else { return Ok(stem) };
            let term = self.searcher.fields.headline_term(&stem.term);
            let infos = self.searcher.infos(&term)?;
            let within = self.searcher.within(term.field(), &infos, within.languages())?;
            Ok(Analysis { within, ..stem })
        };
        let mut stems = stems.into_iter().map(limited).collect::<Result<Vec<_>>>()?;
        let counts = |stem: &Analysis| stem.within.as_ref().is_none_or(|all| all.articles() > 0);
        if stems.iter().any(counts) {
            stems.retain(counts);
        }
        Ok(stems)
    }

    /// A word or a stem in a field of its own.
    fn one_word(&self, term: Term, boost: f32, place: Place) -> Result<Boxed> {
        if !self.is_ranked(place) {
            return Ok(boosted(term_query(term), boost));
        }
        let (field, infos) = (term.field(), self.searcher.infos(&term)?);
        let word = PrintedWord { distance: 0, term, infos };
        Ok(Box::new(PrintedQuery::new(field, vec![word], boost)))
    }
}

/// What each of a word's stems counts in the first stage of ranking and in the second: all of them are one word,
/// as common as the most common.
///
/// By its own frequency the stem in a language of few articles would count for far more than the
/// same word in the language of the others. A stem that stands beside the main one in the same
/// articles counts less, since both are found for one word. The second stage is told how common the word is.
fn shares(stems: &[Analysis], most: u64, total: u64) -> Vec<(f32, f32)> {
    let mains = stems.iter().any(|stem| stem.main);
    let share = |stem: &Analysis| {
        let alike = if most == 0 { 1.0 } else { bm25(most, total) / bm25(stem.articles, total) };
        let beside = if mains && !stem.main && stems.len() > 1 { BESIDE } else { 1.0 };
        (alike * beside, beside)
    };
    stems.iter().map(share).collect()
}

#[cfg(test)]
mod tests {
    use crate::{Article, Index, Lang, Query, SearchOptions, WriterOptions};

    /// The scores of a word in articles that hold nothing else, each in its language.
    fn scores(word: &str, articles: &[(&str, &str)]) -> Vec<f32> {
        let dir = tempfile::tempdir().unwrap();
        let index = Index::create_or_open(dir.path()).unwrap();
        let mut writer = index.writer(&WriterOptions::default()).unwrap();
        for (at, (language, body)) in articles.iter().enumerate() {
            let article = Article {
                id: format!("{at:03}"),
                body: (*body).to_owned(),
                language: Lang::parse(language),
                ..Article::default()
            };
            writer.add(&article).unwrap();
        }
        writer.commit().unwrap();
        let options = SearchOptions { limit: 100, ..SearchOptions::default() };
        let mut hits =
            index.searcher().unwrap().search(&Query::any_words(word), &options).unwrap().hits;
        hits.sort_by(|a, b| a.article.id.cmp(&b.article.id));
        hits.into_iter().map(|hit| hit.score).collect()
    }

    #[test]
    fn a_word_counts_the_same_in_the_language_of_few_articles() {
        let mut articles = vec![("en", "elections"); 9];
        articles.push(("de", "elections"));
        articles.extend(vec![("en", "harbour"); 20]);
        let scores = scores("elections", &articles);
        assert_eq!(scores.len(), 10);
        assert!((scores[9] / scores[0] - 1.0).abs() < 0.01, "{scores:?}");
    }

    #[test]
    fn a_word_with_diacritics_is_not_counted_twice() {
        let mut articles = vec![("es", "educación"), ("es", "puerto")];
        articles.extend(vec![("es", "lluvia"); 20]);
        let with = scores("educación", &articles)[0];
        let without = scores("puerto", &articles)[0];
        assert!(with / without < 1.35, "{with} and {without}");
        assert!(scores("educacion", &articles)[0] > 0.0);
    }
}
