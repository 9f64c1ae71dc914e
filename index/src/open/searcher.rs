//! A view of an index at one commit, and what a word of a query stands for in it.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use tantivy::postings::TermInfo;
use tantivy::query::Bm25StatisticsProvider as _;
use tantivy::schema::Field;
use tantivy::{Score, SegmentOrdinal, SegmentReader, Term};

use super::opened::Opened;
use crate::Lang;
use crate::analyze::{Stemmer, Word, articles};
use crate::error::{Doing as _, Error, Result};
use crate::packing::Unpacker;
use crate::schema::{Fields, Value};

/// A view of an index at one commit.
#[derive(Clone)]
pub struct Searcher {
    pub(crate) dir: PathBuf,
    pub(crate) inner: tantivy::Searcher,
    pub(crate) fields: Arc<Fields>,
    /// The languages of its articles, ordered by code.
    pub(crate) languages: Arc<Vec<Lang>>,
    /// Its segments, as far as they were asked for.
    pub(super) opened: Arc<[Opened]>,
    /// The language of most articles, once it was asked for.
    main_language: Arc<OnceLock<Option<Lang>>>,
    /// How many articles it holds, those that were removed and not merged away yet among them.
    pub(crate) total: u64,
    /// Reads its articles.
    pub(crate) unpacker: Arc<Unpacker>,
}

impl Searcher {
    /// Makes the view of a commit, reading which languages it holds.
    pub(super) fn new(dir: PathBuf, inner: tantivy::Searcher, fields: Arc<Fields>) -> Result<Self> {
        let languages = Arc::new(languages(&inner, &fields)?);
        let opened = inner.segment_readers().iter().map(|_| Opened::default()).collect();
        let total = inner.doc_freq(&fields.article_term()).doing("counting articles")?;
        let (unpacker, main_language) = Default::default();
        Ok(Self { dir, inner, fields, languages, opened, main_language, total, unpacker })
    }

    /// Returns the languages of the articles, ordered by code.
    pub fn languages(&self) -> &[Lang] {
        &self.languages
    }

    /// Returns the segments by their numbers.
    pub(crate) fn segments(&self) -> impl Iterator<Item = SegmentOrdinal> + use<> {
        let number = self.inner.segment_readers().len();
        0..SegmentOrdinal::try_from(number).unwrap_or(SegmentOrdinal::MAX)
    }

    /// Returns how many tokens a field has in an article on average, as BM25 takes it.
    pub(crate) fn mean_length(&self, field: Field) -> Result<Score> {
        let tokens = self.total_num_tokens(field).doing("counting words")?;
        Ok(tokens as Score / self.total.max(1) as Score)
    }

    /// Returns the language that most articles are in.
    pub(crate) fn main_language(&self) -> Result<Option<Lang>> {
        if let Some(known) = self.main_language.get() {
            return Ok(*known);
        }
        let mut most = (0, None);
        for language in self.languages() {
            let term = self.fields.value_term(Value::Language, language.as_str());
            let articles = self.inner.doc_freq(&term).doing("counting a language")?;
            if articles > most.0 {
                most = (articles, Some(*language));
            }
        }
        Ok(*self.main_language.get_or_init(|| most.1))
    }

    /// Returns the terms a query's word stands for in the fields of stems: its stems in every
    /// language of the index and its unstemmed form, of these the ones that the index holds.
    ///
    /// An Arabic noun stands for itself with its article, too. There is always one at least, so that a word the index lacks still asks for something.
    pub(crate) fn analyses(&self, word: &Word, stemmer: &mut Stemmer) -> Result<Vec<Analysis>> {
        let mut found: Vec<Analysis> = Vec::new();
        let languages = self.languages.iter().copied().map(Some);
        for language in languages.chain([None]) {
            // The stem of the folded word comes second.
            let mut main = language.is_some();
            word.stems(stemmer, language, &mut |stem| {
                match found.iter_mut().find(|known| known.term == stem) {
                    Some(known) => known.main |= main,
                    None => found.push(Analysis::new(stem, main)),
                }
                main = false;
            });
        }
        if self.languages.iter().any(|language| language.as_str() == "ar") {
            for form in articles(&word.folded) {
                let form = Word { lower: form.clone(), folded: form, ..Word::default() };
                for language in [Lang::parse("ar"), None] {
                    form.stems(stemmer, language, &mut |stem| {
                        if found.iter().all(|known| known.term != stem) {
                            found.push(Analysis::new(stem, true));
                        }
                    });
                }
            }
        }
        for analysis in &mut found {
            let infos = self.infos(&self.fields.text_term(&analysis.term))?;
            analysis.articles = infos.articles();
            analysis.infos = infos;
        }
        if found.iter().any(|analysis| analysis.articles > 0) {
            found.retain(|analysis| analysis.articles > 0);
        } else {
            found.truncate(1);
        }
        Ok(found)
    }
}

/// What the dictionaries of an index's segments say of a term, in the order of the segments.
#[derive(Clone, Debug, Default)]
pub(crate) struct Infos(Arc<[Option<TermInfo>]>);

impl Infos {
    /// Takes what is said in each segment.
    pub(crate) fn new(infos: Vec<Option<TermInfo>>) -> Self {
        Self(infos.into())
    }

    /// Returns what is said in each segment.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Option<&TermInfo>> {
        self.0.iter().map(Option::as_ref)
    }

    /// Returns what is said in a segment; `None` where the term does not stand in it.
    pub(crate) fn of(&self, segment: SegmentOrdinal) -> Option<&TermInfo> {
        self.0.get(usize::try_from(segment).ok()?)?.as_ref()
    }

    /// Returns how many articles hold the term; those that were removed count until they are merged away.
    pub(crate) fn articles(&self) -> u64 {
        self.iter().flatten().map(|info| u64::from(info.doc_freq)).sum()
    }
}

impl Searcher {
    /// Looks a term up in every segment.
    pub(crate) fn infos(&self, term: &Term) -> Result<Infos> {
        let info = |segment: &SegmentReader| {
            let index = segment.inverted_index(term.field()).doing("looking up a word")?;
            index.get_term_info(term).map_err(|source| Error::io("terms", source))
        };
        Ok(Infos(self.inner.segment_readers().iter().map(info).collect::<Result<_>>()?))
    }
}

/// A term that a query's word stands for.
#[derive(Clone, Debug)]
pub(crate) struct Analysis {
    /// The term.
    pub(crate) term: String,
    /// Whether it is the stem of the word in a language, rather than that of the word without its
    /// diacritics, or the word itself.
    pub(crate) main: bool,
    /// Articles that hold it.
    pub(crate) articles: u64,
    /// Where they stand.
    pub(crate) infos: Infos,
}

impl Analysis {
    fn new(term: &str, main: bool) -> Self {
        Self { term: term.to_owned(), main, articles: 0, infos: Infos::default() }
    }
}

/// Reads the languages off the dictionary of their field.
fn languages(searcher: &tantivy::Searcher, fields: &Fields) -> Result<Vec<Lang>> {
    let mut languages = Vec::new();
    for segment in searcher.segment_readers() {
        let field = fields.value_field(Value::Language);
        let index = segment.inverted_index(field).doing("reading the languages")?;
        let mut terms = index.terms().stream().map_err(|source| Error::io("languages", source))?;
        while terms.advance() {
            languages.extend(std::str::from_utf8(terms.key()).ok().and_then(Lang::parse));
        }
    }
    languages.sort_unstable();
    languages.dedup();
    Ok(languages)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::query_words;
    use crate::{Article, Index, Query, SearchOptions, WriterOptions};

    #[test]
    fn an_arabic_noun_is_found_with_its_article_and_without() {
        let dir = tempfile::tempdir().unwrap();
        let index = Index::create_or_open(dir.path()).unwrap();
        let mut writer = index.writer(&WriterOptions::default()).unwrap();
        for (id, body) in [
            ("with", "إن الانتخابات أمس"),
            ("without", "انتخابات اليوم"),
            ("and", "والرئيس في المدينة"),
        ] {
            let language = Lang::parse("ar");
            let article =
                Article { id: id.into(), body: body.into(), language, ..Article::default() };
            writer.add(&article).unwrap();
        }
        writer.commit().unwrap();
        let searcher = index.searcher().unwrap();
        for (word, ids) in [
            ("انتخابات", "with without"),
            ("الانتخابات", "with without"),
            ("والانتخابات", "with without"),
            ("رئيس", "and"),
            ("الرئيس", "and"),
            ("للمدينة", "and"),
        ] {
            let hits = searcher.search(&Query::word(word), &SearchOptions::default()).unwrap().hits;
            let mut found: Vec<&str> = hits.iter().map(|hit| hit.article.id.as_str()).collect();
            found.sort_unstable();
            assert_eq!(found.join(" "), ids, "{word}");
        }
    }

    #[test]
    fn a_word_stands_for_its_stems_in_the_languages_held() {
        let dir = tempfile::tempdir().unwrap();
        let index = Index::create_or_open(dir.path()).unwrap();
        let mut writer = index.writer(&WriterOptions::default()).unwrap();
        let add = |language: &str, body: &str, author: &str| {
            let article = Article {
                id: body.into(),
                body: body.into(),
                authors: vec![author.into()],
                language: Lang::parse(language),
                ..Article::default()
            };
            writer.add(&article).unwrap();
        };
        add("en", "The elections were held", "Jo Peters");
        add("de", "Die Wahlen wurden abgehalten", "");
        writer.commit().unwrap();
        let searcher = index.searcher().unwrap();
        let mut stemmer = Stemmer::for_query();
        let mut analyses = |word: &str| {
            let words = query_words(word);
            let found = searcher.analyses(&words[0], &mut stemmer).unwrap();
            found.into_iter().map(|analysis| analysis.term).collect::<Vec<_>>()
        };
        assert_eq!(analyses("election"), ["elect"]);
        assert_eq!(analyses("Wahl"), ["wahl"]);
        // A name is indexed as printed, in no language.
        assert_eq!(analyses("Peters"), ["peters"]);
        assert_eq!(analyses("unheard-of").len(), 1);
        let languages: Vec<&str> = searcher.languages().iter().map(Lang::as_str).collect();
        assert_eq!(languages, ["de", "en"]);
    }
}
