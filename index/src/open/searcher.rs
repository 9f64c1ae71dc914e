//! A view of an index at one commit, and what a word of a query stands for in it.

use std::path::PathBuf;
use std::sync::Arc;

use tantivy::query::Query;
use tantivy::schema::Field;
use tantivy::{Score, SegmentOrdinal};

use super::infos::Infos;
use super::languages::{Languages, Only};
use super::opened::Opened;
use super::within::Within;
use crate::Lang;
use crate::analyze::{Stemmer, Word, articles};
use crate::error::{Doing as _, Error, Result};
use crate::packing::Unpacker;
use crate::schema::Fields;

const COUNTING: &str = "counting articles";

/// A view of an index at one commit.
#[derive(Clone)]
pub struct Searcher {
    pub(crate) dir: PathBuf,
    pub(crate) inner: tantivy::Searcher,
    pub(crate) fields: Arc<Fields>,
    /// The languages of its articles.
    pub(super) languages: Arc<Languages>,
    /// Its segments, as far as they were asked for.
    pub(super) opened: Arc<[Opened]>,
    /// How many articles it holds.
    pub(crate) total: u64,
    /// Reads its articles.
    pub(crate) unpacker: Arc<Unpacker>,
}

impl Searcher {
    /// Makes the view of a commit, reading which languages it holds.
    pub(super) fn new(dir: PathBuf, inner: tantivy::Searcher, fields: Arc<Fields>) -> Result<Self> {
        let opened = inner.segment_readers().iter().map(|_| Opened::default()).collect();
        let (languages, unpacker) = (Arc::default(), Arc::default());
        let mut searcher = Self { dir, inner, fields, languages, opened, total: 0, unpacker };
        let article = searcher.fields.article_term();
        for (segment, reader) in (0..).zip(searcher.inner.segment_readers()) {
            searcher.total += if let Some(living) = searcher.living(segment)? {
                living.articles
            } else {
                let index = reader.inverted_index(article.field()).doing(COUNTING)?;
                index.doc_freq(&article).map_err(|source| Error::io("articles", source))?.into()
            };
        }
        searcher.languages = Arc::new(Languages::read(&searcher)?);
        Ok(searcher)
    }

    /// Returns the languages of the articles, ordered by code.
    pub fn languages(&self) -> &[Lang] {
        self.languages.codes()
    }

    /// Returns the segments by their numbers.
    pub(crate) fn segments(&self) -> impl Iterator<Item = SegmentOrdinal> + use<> {
        let number = self.inner.segment_readers().len();
        0..SegmentOrdinal::try_from(number).unwrap_or(SegmentOrdinal::MAX)
    }

    /// Returns how many tokens a field has in an article on average, as BM25 takes it.
    pub(crate) fn mean_length(&self, field: Field) -> Result<Score> {
        Ok(self.tokens(field)? as Score / self.total.max(1) as Score)
    }

    /// Returns the terms a query's word stands for in the fields of stems: its stems in every
    /// language of the index and its unstemmed form, of these the ones that the index holds.
    ///
    /// An Arabic noun stands for itself with its article, too. There is always one at least, so that a word the index
    /// lacks still asks for something.
    pub(crate) fn analyses(&self, word: &Word, stemmer: &mut Stemmer) -> Result<Vec<Analysis>> {
        let mut found: Vec<Stem> = Vec::new();
        let mut add = |stem: &str, language: Option<Lang>, main: bool, form: bool| {
            let at = found.iter().position(|known| known.term == stem).unwrap_or_else(|| {
                found.push(Stem { term: stem.to_owned(), main: form, languages: Vec::new() });
                found.len() - 1
            });
            if let Some(stem) = found.get_mut(at) {
                stem.main |= main;
                stem.languages.push(language);
            }
        };
        let languages = self.languages().iter().copied().map(Some);
        for language in languages.chain([None]) {
            // The stem of the folded word comes second.
            let mut main = language.is_some();
            word.stems(stemmer, language, &mut |stem| {
                add(stem, language, main, false);
                main = false;
            });
        }
        if let Some(arabic) = self.languages().iter().find(|language| language.as_str() == "ar") {
            // Names have it, too, and articles that do not say their language: in an index of Arabic they are meant.
            let anywhere = !self.are_few(&[*arabic]);
            for form in articles(&word.folded) {
                let form = Word { lower: form.clone(), folded: form, ..Word::default() };
                for language in
                    [Some(Some(*arabic)), anywhere.then_some(None)].into_iter().flatten()
                {
                    form.stems(stemmer, language, &mut |stem| add(stem, language, false, true));
                }
            }
        }
        let mut found =
            found.into_iter().map(|stem| self.analysis(stem)).collect::<Result<Vec<_>>>()?;
        if found.iter().any(|analysis| analysis.articles > 0) {
            found.retain(|analysis| analysis.articles > 0);
        } else {
            found.truncate(1);
        }
        Ok(found)
    }

    fn analysis(&self, Stem { term, main, languages }: Stem) -> Result<Analysis> {
        // Names are indexed as they are printed, whatever the language of the article.
        let languages = languages.into_iter().collect::<Option<Vec<_>>>();
        Ok(Analysis { main, ..self.stem(term, languages.as_deref())? })
    }

    /// Looks a stem up that stands for words of some languages, or of all.
    pub(crate) fn stem(&self, term: String, languages: Option<&[Lang]>) -> Result<Analysis> {
        let text = self.fields.text_term(&term);
        let infos = self.infos(&text)?;
        let within = match languages {
            Some(languages) if infos.articles() > 0 => {
                self.within(text.field(), &infos, languages)?
            }
            _ => None,
        };
        let articles = within.as_ref().map_or_else(|| infos.articles(), Within::articles);
        Ok(Analysis { term, main: true, articles, infos, within })
    }
}

/// A term that a query's word stands for, with the languages in which it does.
struct Stem {
    term: String,
    main: bool,
    languages: Vec<Option<Lang>>,
}

/// A term that a query's word stands for.
#[derive(Clone, Debug)]
pub(crate) struct Analysis {
    /// The term.
    pub(crate) term: String,
    /// Whether it is the stem of the word in a language, rather than that of the word without its
    /// diacritics, or the word itself.
    pub(crate) main: bool,
    /// Articles that hold it and in which it is looked for.
    pub(crate) articles: u64,
    /// Where those that hold it stand.
    pub(crate) infos: Infos,
    /// In which it is looked for; `None`: in all.
    pub(crate) within: Option<Within>,
}

impl Analysis {
    /// Tells in which languages it is looked for.
    pub(crate) fn only(&self) -> Only {
        self.within.as_ref().map(|within| Arc::clone(within.languages()))
    }

    /// Makes a query for it match where it is looked for.
    pub(crate) fn limited(&self, query: Box<dyn Query>) -> Box<dyn Query> {
        match &self.within {
            Some(within) => within.filter(query),
            None => query,
        }
    }
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
