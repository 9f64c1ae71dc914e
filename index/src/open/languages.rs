//! The languages of an index, and in which articles a stem is looked for.
//!
//! Articles in all languages share one field of stems. What is the stem of a word in one language may be that of a
//! quite different word in another, and then a few articles of the first would have the word found in most articles of
//! the second. So a stem is looked for in articles of its languages alone, where these are the fewer ones.

use std::sync::{Arc, OnceLock};

use tantivy::postings::{Postings as _, TermInfo};
use tantivy::query::{BooleanQuery, ConstScoreQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet as _, SegmentOrdinal, Term};

use super::{Infos, Searcher};
use crate::Lang;
use crate::error::{Doing as _, Error, Result};
use crate::schema::{Fields, Value};

/// The only languages in whose articles something counts; none where it counts in all.
pub(crate) type Only = Option<Arc<[Lang]>>;

/// Tells whether a language is one of those in which something counts.
pub(crate) fn is_in(only: &Only, language: Option<Lang>) -> bool {
    only.as_ref().is_none_or(|only| language.is_some_and(|language| only.contains(&language)))
}

/// Documents in rising order, with how often a stem stands in each.
pub(crate) type List = Arc<[(DocId, u32)]>;

const COUNTING: &str = "counting the articles of languages";

/// Looking a document up in a stem's postings takes as long as reading so many of them.
const LOOK_UP: u64 = 16;

/// Where one article of so many is in the languages, all of them are looked up rather than numbered.
const SPARSE: u64 = 1000;

/// The languages of the articles.
#[derive(Debug, Default)]
pub(crate) struct Languages {
    /// Ordered by code.
    codes: Vec<Lang>,
    /// Where the articles of each stand.
    infos: Vec<Infos>,
    /// How many articles each has, and how many there are, without those that were removed.
    live: OnceLock<(Vec<u64>, u64)>,
}

impl Languages {
    /// Reads them off the dictionaries of their field.
    pub(super) fn read(searcher: &tantivy::Searcher, fields: &Fields) -> Result<Self> {
        let field = fields.value_field(Value::Language);
        let segments = searcher.segment_readers();
        let mut all: Vec<(Lang, Vec<Option<TermInfo>>)> = Vec::new();
        for (at, segment) in segments.iter().enumerate() {
            let index = segment.inverted_index(field).doing("reading the languages")?;
            let mut terms =
                index.terms().stream().map_err(|source| Error::io("languages", source))?;
            while terms.advance() {
                let code = std::str::from_utf8(terms.key()).ok().and_then(Lang::parse);
                let Some(code) = code else { continue };
                let known = all.iter().position(|(known, _)| *known == code);
                let known = known.unwrap_or_else(|| {
                    all.push((code, vec![None; segments.len()]));
                    all.len() - 1
                });
                let slot = all.get_mut(known).and_then(|(_, infos)| infos.get_mut(at));
                if let Some(slot) = slot {
                    *slot = Some(terms.value().clone());
                }
            }
        }
        all.sort_unstable_by_key(|(code, _)| *code);
        let (codes, infos) = all.into_iter().map(|(code, infos)| (code, Infos::new(infos))).unzip();
        Ok(Self { codes, infos, live: OnceLock::new() })
    }

    /// Returns them, ordered by code.
    pub(crate) fn codes(&self) -> &[Lang] {
        &self.codes
    }

    /// Returns where the articles of each stand.
    fn all(&self) -> impl DoubleEndedIterator<Item = (Lang, &Infos)> {
        self.codes.iter().copied().zip(&self.infos)
    }

    /// Returns where the articles of some of them stand.
    fn of<'a>(&'a self, languages: &'a [Lang]) -> impl Iterator<Item = &'a Infos> {
        self.all().filter(|(code, _)| languages.contains(code)).map(|(_, infos)| infos)
    }
}

/// Makes a query match in articles of some languages alone, without a change of its scores.
pub(crate) fn in_languages(
    field: Field,
    languages: &[Lang],
    query: Box<dyn Query>,
) -> Box<dyn Query> {
    let languages = ConstScoreQuery::new(of_languages(field, languages), 0.0);
    Box::new(BooleanQuery::new(vec![(Occur::Must, query), (Occur::Must, Box::new(languages))]))
}

/// Makes a query for the articles of some languages.
pub(crate) fn of_languages(field: Field, languages: &[Lang]) -> Box<dyn Query> {
    let term = |language: &Lang| -> Box<dyn Query> {
        let term = Term::from_field_text(field, language.as_str());
        Box::new(TermQuery::new(term, IndexRecordOption::Basic))
    };
    Box::new(BooleanQuery::union(languages.iter().map(term).collect()))
}

/// The articles in which a stem is looked for, where these are not all.
#[derive(Clone, Debug)]
pub(crate) struct Within {
    languages: Arc<[Lang]>,
    /// The field of languages.
    field: Field,
    /// Those of them that hold it, segment by segment.
    lists: Arc<[List]>,
}

impl Within {
    /// Returns the languages of the articles.
    pub(crate) fn languages(&self) -> &Arc<[Lang]> {
        &self.languages
    }

    /// Makes a query match in these articles alone, without a change of its scores.
    pub(crate) fn filter(&self, query: Box<dyn Query>) -> Box<dyn Query> {
        in_languages(self.field, &self.languages, query)
    }

    /// Returns those of a segment that hold the stem.
    pub(crate) fn list(&self, segment: SegmentOrdinal) -> Option<&List> {
        self.lists.get(usize::try_from(segment).ok()?)
    }

    /// Returns how many hold it.
    pub(crate) fn articles(&self) -> u64 {
        self.lists.iter().map(|list| list.len() as u64).sum()
    }

    /// Returns how often it stands in them.
    pub(crate) fn occurrences(&self) -> u64 {
        self.lists.iter().flat_map(|list| list.iter()).map(|(_, times)| u64::from(*times)).sum()
    }
}

impl Searcher {
    /// Returns the language that most articles are in, of equals the first.
    pub(crate) fn main_language(&self) -> Result<Option<Lang>> {
        let (articles, _) = self.live()?;
        let all = self.languages.codes.iter().zip(articles).rev();
        Ok(all.max_by_key(|(_, articles)| **articles).map(|(code, _)| *code))
    }

    /// Takes the articles of another index for its own where it is asked in which languages few of them are.
    ///
    /// # Errors
    ///
    /// What the disk or the other index says.
    pub fn with_languages_of(self, other: &Self) -> Result<Self> {
        let (articles, total) = other.live()?;
        let known = other.languages.codes.iter().zip(articles);
        let of =
            |code: &Lang| known.clone().find(|(known, _)| *known == code).map_or(0, |(_, n)| *n);
        let articles = self.languages.codes.iter().map(of).collect();
        let Languages { codes, infos, .. } = &*self.languages;
        let live = OnceLock::from((articles, *total));
        let languages = Languages { codes: codes.clone(), infos: infos.clone(), live };
        Ok(Self { languages: Arc::new(languages), ..self })
    }

    /// Tells whether fewer than half of the articles are in some languages.
    fn are_few(&self, languages: &[Lang]) -> Result<bool> {
        let (articles, total) = self.live()?;
        let all = self.languages.codes.iter().zip(articles);
        let articles =
            all.filter(|(code, _)| languages.contains(code)).map(|(_, articles)| articles);
        Ok(articles.sum::<u64>().saturating_mul(2) < *total)
    }

    /// Counts the articles of each language and all of them, without those that were removed: what is found must not
    /// depend on whether these are merged away yet.
    fn live(&self) -> Result<&(Vec<u64>, u64)> {
        if let Some(known) = self.languages.live.get() {
            return Ok(known);
        }
        let count = |infos: &Infos, field| -> Result<u64> {
            let mut count = 0;
            for (segment, reader) in (0..).zip(self.inner.segment_readers()) {
                let Some(info) = infos.of(segment) else { continue };
                let Some(alive) = reader.alive_bitset() else {
                    count += u64::from(info.doc_freq);
                    continue;
                };
                let index = reader.inverted_index(field).doing(COUNTING)?;
                let articles =
                    index.read_block_postings_from_terminfo(info, IndexRecordOption::Basic);
                let mut articles = articles.map_err(|source| Error::io("languages", source))?;
                while !articles.docs().is_empty() {
                    count +=
                        articles.docs().iter().filter(|doc| alive.is_alive(**doc)).count() as u64;
                    articles.advance();
                }
            }
            Ok(count)
        };
        let language = self.fields.value_field(Value::Language);
        let infos = self.languages.infos.iter();
        let articles = infos.map(|infos| count(infos, language)).collect::<Result<_>>()?;
        let article = self.fields.article_term();
        let total = count(&self.infos(&article)?, article.field())?;
        Ok(self.languages.live.get_or_init(|| (articles, total)))
    }

    /// Limits a stem of a field to the articles of the languages in which it is a word's stem; `None` where these are half of all
    /// or more.
    pub(crate) fn within(
        &self,
        field: Field,
        stem: &Infos,
        languages: &[Lang],
    ) -> Result<Option<Within>> {
        if !self.are_few(languages)? {
            return Ok(None);
        }
        let lists = self.segments().map(|segment| {
            let Some(info) = stem.of(segment) else { return Ok(List::default()) };
            self.list(segment, (field, info), languages).doing("looking up a word")
        });
        Ok(Some(Within {
            languages: languages.into(),
            field: self.fields.value_field(Value::Language),
            lists: lists.collect::<Result<_>>()?,
        }))
    }

    /// Lists the articles of some languages that hold a stem of a segment.
    fn list(
        &self,
        segment: SegmentOrdinal,
        (field, stem): (Field, &TermInfo),
        languages: &[Lang],
    ) -> tantivy::Result<List> {
        let reader = self.inner.segment_reader(segment);
        let index = reader.inverted_index(field)?;
        let articles = self.languages.of(languages).filter_map(|infos| infos.of(segment));
        let articles: u64 = articles.map(|info| u64::from(info.doc_freq)).sum();
        let mut list = Vec::new();
        if articles.saturating_mul(LOOK_UP) < u64::from(stem.doc_freq)
            || articles.saturating_mul(SPARSE) < u64::from(reader.max_doc())
        {
            let mut docs = Vec::new();
            self.each_in_languages(segment, languages, |doc, _| docs.push(doc))?;
            docs.sort_unstable();
            let mut stem = index.read_postings_from_terminfo(stem, IndexRecordOption::WithFreqs)?;
            for doc in docs {
                if stem.doc() < doc {
                    stem.seek(doc);
                }
                if stem.doc() == doc {
                    list.push((doc, stem.term_freq()));
                }
            }
        } else {
            let numbers = self.language_numbers(segment)?;
            let known = self.languages.codes.iter().map(|code| languages.contains(code));
            let wanted: Vec<bool> = std::iter::once(false).chain(known).collect();
            let is_wanted = |doc: DocId| {
                let number = numbers.get(doc as usize).copied().unwrap_or_default();
                wanted.get(usize::from(number)).copied().unwrap_or_default()
            };
            let mut stem =
                index.read_block_postings_from_terminfo(stem, IndexRecordOption::WithFreqs)?;
            while !stem.docs().is_empty() {
                let block = stem.docs().iter().zip(stem.freqs());
                let block = block.map(|(doc, frequency)| (*doc, *frequency));
                list.extend(block.filter(|(doc, _)| is_wanted(*doc)));
                stem.advance();
            }
        }
        Ok(list.into())
    }

    /// Returns for each article of a segment the number of its language, counted from one; nothing is read of the
    /// language of half of all articles or more, whose have zero.
    fn language_numbers(&self, segment: SegmentOrdinal) -> tantivy::Result<&[u16]> {
        let slot = &self.opened(segment).map_err(std::io::Error::other)?.languages;
        if let Some(known) = slot.get() {
            return Ok(known);
        }
        let mut numbers = vec![0; self.inner.segment_reader(segment).max_doc() as usize];
        let (articles, total) = self.live().map_err(std::io::Error::other)?;
        let few = self.languages.codes.iter().zip(articles);
        let few = few.filter(|(_, articles)| articles.saturating_mul(2) < *total);
        let few: Vec<_> = few.map(|(code, _)| *code).collect();
        self.each_in_languages(segment, &few, |doc, number| {
            if let Some(slot) = numbers.get_mut(doc as usize) {
                *slot = number;
            }
        })?;
        Ok(slot.get_or_init(|| numbers))
    }

    /// Gives the articles of some languages in a segment, language by language, with the number of each.
    fn each_in_languages(
        &self,
        segment: SegmentOrdinal,
        languages: &[Lang],
        mut each: impl FnMut(DocId, u16),
    ) -> tantivy::Result<()> {
        let field = self.fields.value_field(Value::Language);
        let index = self.inner.segment_reader(segment).inverted_index(field)?;
        for ((code, infos), number) in self.languages.all().zip(1..) {
            let Some(info) = infos.of(segment).filter(|_| languages.contains(&code)) else {
                continue;
            };
            let mut articles =
                index.read_block_postings_from_terminfo(info, IndexRecordOption::Basic)?;
            while !articles.docs().is_empty() {
                articles.docs().iter().for_each(|doc| each(*doc, number));
                articles.advance();
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use tantivy::SegmentReader;

    use crate::{
        Article, Explain, Hit, Index, Lang, ParseOptions, Query, SearchOptions, Searcher,
        WriterOptions,
    };

    /// An index of two segments with articles in two languages and in none; the German stem of `offer` is `off`.
    fn index(dir: &std::path::Path, german: &[&str], english: &[&str]) -> Searcher {
        let index = Index::create_or_open(dir).unwrap();
        let mut writer = index.writer(&WriterOptions { threads: 1, ..Default::default() }).unwrap();
        for half in 0..2 {
            for (language, bodies) in [("de", german), ("en", english), ("--", &["offer off"])] {
                for (at, body) in bodies.iter().enumerate().filter(|(at, _)| at % 2 == half) {
                    let article = Article {
                        id: format!("{language}{at}"),
                        headline: Some((*body).to_owned()),
                        body: (*body).to_owned(),
                        language: Lang::parse(language),
                        ..Article::default()
                    };
                    writer.add(&article).unwrap();
                }
            }
            writer.commit().unwrap();
        }
        writer.finish().unwrap();
        index.searcher().unwrap()
    }

    fn search(searcher: &Searcher, text: &str) -> Vec<Hit> {
        let query = Query::parse(text, &ParseOptions::default()).unwrap().query;
        let options = SearchOptions { limit: 1000, explain: Explain::Full, ..Default::default() };
        let hits = searcher.search(&query, &options).unwrap().hits;
        assert_eq!(searcher.count(&query, false).unwrap(), hits.len() as u64, "{text}");
        hits
    }

    fn found(searcher: &Searcher, text: &str) -> String {
        let mut ids: Vec<_> =
            search(searcher, text).into_iter().map(|hit| hit.article.id).collect();
        ids.sort_unstable();
        ids.join(" ")
    }

    #[test]
    fn a_stem_of_few_articles_finds_no_other_word_in_the_rest() {
        let english = ["ships offer help", "off the pier", "far off", "an offer, off the quay"];
        let many = [&english[..], &["off the coast"; 40]].concat();
        for english in [&english[..], &many] {
            let dir = tempfile::tempdir().unwrap();
            let searcher = index(dir.path(), &["ein offer Hafen", "der Hafen"], english);
            let all = "--0 de0 en0 en3";
            for (text, ids) in [
                ("offer", all),
                ("offers", all),
                ("headline:offer", all),
                ("body:offer", all),
                ("offer OR hafen", "--0 de0 de1 en0 en3"),
                ("offer (ships OR quay)", "en0 en3"),
                ("(offer ships) OR (offer quay) OR (offer hafen)", "de0 en0 en3"),
                ("offer NEAR/3 help", "en0"),
                ("offer NEAR/3 pier", ""),
                ("headline:(offer NEAR/3 pier)", ""),
                ("offer NEAR/3 hafen", "de0"),
                ("offers NEAR/3 (\"hafen\")", "de0"),
                ("far -offer", "en2"),
                ("offer date:..2020", ""),
            ] {
                assert_eq!(found(&searcher, text), ids, "{text}");
            }
            let hits = search(&searcher, "offer OR hafen");
            let hit = hits.iter().find(|hit| hit.article.id == "en3").unwrap();
            assert!(hit.headline_marks.iter().eq([&(3..8)]));
            let reason = &hit.reasons[0];
            assert_eq!((&reason.words[..], reason.articles), (&["offer".to_owned()][..], Some(4)));
            let sum: f32 = hit.score_parts.iter().map(|part| part.score).sum();
            assert!((sum - hit.score).abs() < 1e-4, "{hit:?}");
        }
    }

    #[test]
    fn what_is_found_does_not_depend_on_what_was_removed() {
        let dir = tempfile::tempdir().unwrap();
        let (german, english) = (["ein offer Hafen"; 5], ["far off"; 5]);
        // Ten of eleven articles; without one of them, and of those in no language, five are half.
        let before = index(dir.path(), &german, &english);
        assert_eq!(found(&before, "offer"), "--0 de0 de1 de2 de3 de4");
        let mut writer =
            Index::open(dir.path()).unwrap().writer(&WriterOptions::default()).unwrap();
        writer.forget_article("", "en0").unwrap();
        writer.commit().unwrap();
        writer.finish().unwrap();
        let after = Index::open(dir.path()).unwrap().searcher().unwrap();
        assert!(after.inner.segment_readers().iter().any(SegmentReader::has_deletes));
        let all = "--0 de0 de1 de2 de3 de4 en1 en2 en3 en4";
        assert_eq!(found(&after, "offer"), all);
        let few = before.with_languages_of(&after).unwrap();
        assert_eq!(found(&few, "offer"), "--0 de0 de1 de2 de3 de4 en0 en1 en2 en3 en4");
    }

    #[test]
    fn a_name_of_an_article_of_few_is_told_as_the_reason() {
        let dir = tempfile::tempdir().unwrap();
        let index = Index::create_or_open(dir.path()).unwrap();
        let mut writer = index.writer(&WriterOptions::default()).unwrap();
        for (id, language, author) in
            [("0", "de", "Peter Off"), ("1", "en", "Jo Off"), ("2", "en", "")]
        {
            let article = Article {
                id: id.into(),
                language: Lang::parse(language),
                authors: vec![author.into()],
                ..Article::default()
            };
            writer.add(&article).unwrap();
        }
        writer.commit().unwrap();
        let searcher = index.searcher().unwrap();
        let hits = search(&searcher, "offer");
        assert_eq!(hits.len(), 1);
        assert_eq!(
            (&hits[0].reasons[0].words[..], hits[0].reasons[0].authors),
            (&["off".to_owned()][..], 1)
        );
    }

    #[test]
    fn any_number_of_languages_is_told_apart() {
        let dir = tempfile::tempdir().unwrap();
        let index = Index::create_or_open(dir.path()).unwrap();
        let mut writer = index.writer(&WriterOptions::default()).unwrap();
        let letters = || (b'a'..=b'z').map(char::from);
        for language in letters().flat_map(|a| letters().map(move |b| format!("{a}{b}"))) {
            let article = Article {
                body: if language == "tr" { "kitaplar" } else { "kitap" }.to_owned(),
                language: Lang::parse(&language),
                id: language,
                ..Article::default()
            };
            writer.add(&article).unwrap();
        }
        writer.commit().unwrap();
        let searcher = index.searcher().unwrap();
        assert_eq!(searcher.languages().len(), 676);
        assert_eq!(found(&searcher, "kitaplar"), "tr");
        assert_eq!(searcher.count(&Query::word("kitap"), false).unwrap(), 676);
    }

    #[test]
    fn what_is_like_an_article_of_few_holds_no_other_word() {
        let dir = tempfile::tempdir().unwrap();
        let german = ["ein offer Hafen", "offer Boot", "offer Hafen Boot"];
        let searcher = index(dir.path(), &german, &["off the coast"; 30]);
        let article = search(&searcher, "boot -hafen").remove(0).article;
        let like = searcher.similar(&article).unwrap();
        let expanded = searcher.expand(&Query::word("hafen"), false).unwrap();
        let stems: Vec<_> = expanded.words.iter().map(|added| added.stem.as_str()).collect();
        assert_eq!((article.id.as_str(), &stems[..]), ("de1", &["off"][..]));
        for query in [like, expanded.query] {
            let hits = searcher.search(&query, &SearchOptions::default()).unwrap().hits;
            let mut ids: Vec<_> = hits.iter().map(|hit| hit.article.id.as_str()).collect();
            ids.sort_unstable();
            assert_eq!(ids, ["de0", "de2"]);
        }
    }

    #[test]
    fn a_word_is_as_rare_as_where_it_is_meant() {
        let score = |german: &[&str]| {
            let dir = tempfile::tempdir().unwrap();
            let english = [&["an offer"][..], &["off the coast"; 30]].concat();
            let searcher = index(dir.path(), german, &english);
            search(&searcher, "offer")
                .into_iter()
                .find(|hit| hit.article.id == "en0")
                .unwrap()
                .score
        };
        let (with, without) = (score(&["ein Hafen"]), score(&[]));
        assert!((with / without - 1.0).abs() < 0.1, "{with} {without}");
    }

    #[test]
    fn languages_of_half_of_the_articles_are_not_kept_apart() {
        let dir = tempfile::tempdir().unwrap();
        let searcher = index(dir.path(), &["Angebote", "offer"], &["off"]);
        assert_eq!(found(&searcher, "offer"), "--0 de1 en0");
    }
}
