//! The fields of an index, and the only place that knows them.
//!
//! Documents are of two kinds. An *article* fills the fields below; a *chunk* of the ledger fills
//! only its own (`kind`, `source_key`, `ledger*`), so no clause on a text, a value or a date can hit
//! it. Only a query for everything can: it asks for [`Fields::article_clause`] instead.
//!
//! | field | holds | serves |
//! | --- | --- | --- |
//! | `text` | stems of headline, body and authors, with frequencies | bare words |
//! | `headline` | stems of the headline, with frequencies | its boost, `headline:` |
//! | `headline_words`, `body_words`, `author` | printed words, folded, with positions | phrases, patterns, `author:` |
//! | `id`, `source`, `site`, `section`, `language`, `url` | values, folded for case | `field:value` |
//! | `date_start`, `date_end` | civil seconds, columns | ranges, sorting |
//! | `tie` | hash of source and id, column and term | stable ties, deletion |
//! | `article` | the article itself, stored | hits, `show` |
//!
//! `body:x` has no field of its own. The tokens of `text` are exactly those of `headline`, `author`
//! and the body, so a stem stands in the body if its frequency in `text` exceeds the sum of the
//! other two: exact, and no byte of index for it ([`Fields::body_clause`]).

mod body;
mod dates;
mod document;
mod statistics;

use tantivy::Term;
use tantivy::query::{ConstScoreQuery, Query, TermQuery};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, NumericOptions, STORED, Schema, TextFieldIndexing,
    TextOptions,
};
use xxhash_rust::xxh3::xxh3_64;

use crate::analyze::{self, STEMS, VALUE, WORDS};
use crate::error::{Error, Result};

/// The column of the first civil second of the date (`i64`; undated articles have none).
pub(crate) const DATE_START: &str = "date_start";
/// The column of the civil second after the date (`i64`).
pub(crate) const DATE_END: &str = "date_end";
/// The column that breaks ties: a hash of source and id (`u64`).
pub(crate) const TIE: &str = "tie";
/// The column of the source's name as given.
pub(crate) const SOURCE: &str = "source";
/// The column of the site.
pub(crate) const SITE: &str = "site";
/// The column of the section as printed.
pub(crate) const SECTION: &str = "section";
/// The column of the language's code.
pub(crate) const LANGUAGE: &str = "language";
/// The column of the authors' names as printed.
pub(crate) const AUTHOR: &str = "author";
/// The column that tells whether there is a headline (`bool`; chunks have none).
pub(crate) const HEADED: &str = "headed";
/// The column of a chunk's source.
pub(crate) const LEDGER_SOURCE: &str = "ledger_source";
/// The column of a chunk's place in its source (`u64`).
pub(crate) const LEDGER_SEQUENCE: &str = "ledger_sequence";
/// The column of the fingerprint on the last chunk of a source.
pub(crate) const LEDGER_FINGERPRINT: &str = "ledger_fingerprint";

/// A text of an article whose printed words are indexed with positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Printed {
    /// The headline.
    Headline,
    /// The body.
    Body,
    /// The authors; names are apart, so no phrase runs from one into the next.
    Author,
}

impl Printed {
    /// All of them.
    pub(crate) const ALL: [Self; 3] = [Self::Headline, Self::Body, Self::Author];
}

/// A field of whole values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Value {
    /// The article's id.
    Id,
    /// The source's name.
    Source,
    /// The site; an article of `news.example.org` holds `example.org` too.
    Site,
    /// The section; besides the whole value each of its words is a term.
    Section,
    /// The language's code.
    Language,
    /// The page's address.
    Url,
}

/// The fields of the schema.
#[derive(Clone, Debug)]
pub(crate) struct Fields {
    kind: Field,
    source_key: Field,
    tie: Field,
    article: Field,
    text: Field,
    headline: Field,
    headline_words: Field,
    body_words: Field,
    author: Field,
    id: Field,
    source: Field,
    site: Field,
    section: Field,
    language: Field,
    url: Field,
    date_start: Field,
    date_end: Field,
    headed: Field,
    ledger: Field,
    ledger_source: Field,
    ledger_sequence: Field,
    ledger_fingerprint: Field,
}

const KIND_ARTICLE: u64 = 0;
const KIND_CHUNK: u64 = 1;

impl Fields {
    /// Makes the schema of a new index.
    pub(crate) fn schema() -> Schema {
        let text = |analyser: &str, option: IndexRecordOption, norms: bool| {
            TextOptions::default().set_indexing_options(
                TextFieldIndexing::default()
                    .set_tokenizer(analyser)
                    .set_index_option(option)
                    .set_fieldnorms(norms),
            )
        };
        let stems = || text(STEMS, IndexRecordOption::WithFreqs, true);
        let words = || text(WORDS, IndexRecordOption::WithFreqsAndPositions, true);
        let value = |analyser| text(analyser, IndexRecordOption::Basic, false);
        let column = || TextOptions::default().set_fast("raw");

        let mut schema = Schema::builder();
        schema.add_u64_field("kind", NumericOptions::default().set_indexed());
        schema.add_u64_field("source_key", NumericOptions::default().set_indexed());
        schema.add_u64_field(TIE, INDEXED | FAST);
        schema.add_bytes_field("article", STORED);
        schema.add_text_field("text", stems());
        schema.add_text_field("headline", stems());
        schema.add_text_field("headline_words", words());
        schema.add_text_field("body_words", words());
        schema.add_text_field(AUTHOR, words().set_fast("raw"));
        schema.add_text_field("id", value(VALUE));
        schema.add_text_field(SOURCE, value(VALUE).set_fast("raw"));
        schema.add_text_field(SITE, value(analyze::SITE).set_fast("raw"));
        schema.add_text_field(SECTION, value(analyze::SECTION).set_fast("raw"));
        schema.add_text_field(LANGUAGE, value(VALUE).set_fast("raw"));
        schema.add_text_field("url", value(VALUE));
        schema.add_i64_field(DATE_START, FAST);
        schema.add_i64_field(DATE_END, FAST);
        schema.add_bool_field(HEADED, FAST);
        schema.add_bytes_field("ledger", STORED);
        schema.add_text_field(LEDGER_SOURCE, column());
        schema.add_u64_field(LEDGER_SEQUENCE, FAST);
        schema.add_text_field(LEDGER_FINGERPRINT, column());
        schema.build()
    }

    /// Finds the fields in an index's schema.
    pub(crate) fn of(schema: &Schema) -> Result<Self> {
        let field = |name: &str| {
            schema
                .get_field(name)
                .map_err(|_| Error::damaged(format_args!("the index has no field {name}")))
        };
        Ok(Self {
            kind: field("kind")?,
            source_key: field("source_key")?,
            tie: field(TIE)?,
            article: field("article")?,
            text: field("text")?,
            headline: field("headline")?,
            headline_words: field("headline_words")?,
            body_words: field("body_words")?,
            author: field(AUTHOR)?,
            id: field("id")?,
            source: field(SOURCE)?,
            site: field(SITE)?,
            section: field(SECTION)?,
            language: field(LANGUAGE)?,
            url: field("url")?,
            date_start: field(DATE_START)?,
            date_end: field(DATE_END)?,
            headed: field(HEADED)?,
            ledger: field("ledger")?,
            ledger_source: field(LEDGER_SOURCE)?,
            ledger_sequence: field(LEDGER_SEQUENCE)?,
            ledger_fingerprint: field(LEDGER_FINGERPRINT)?,
        })
    }

    /// Matches every article and no chunk, with a constant score.
    pub(crate) fn article_clause(&self) -> Box<dyn Query> {
        Box::new(ConstScoreQuery::new(
            Box::new(TermQuery::new(self.article_term(), IndexRecordOption::Basic)),
            0.0,
        ))
    }

    /// The term that every article holds and no chunk.
    pub(crate) fn article_term(&self) -> Term {
        Term::from_field_u64(self.kind, KIND_ARTICLE)
    }

    /// The term that every chunk holds and no article.
    pub(crate) fn chunk_term(&self) -> Term {
        Term::from_field_u64(self.kind, KIND_CHUNK)
    }

    /// A stem anywhere in headline, body or authors. Query with `WithFreqs`.
    pub(crate) fn text_term(&self, stem: &str) -> Term {
        Term::from_field_text(self.text, stem)
    }

    /// A stem in the headline. Query with `WithFreqs`.
    pub(crate) fn headline_term(&self, stem: &str) -> Term {
        Term::from_field_text(self.headline, stem)
    }

    /// A stem in the body, ranked by its frequency in the body.
    pub(crate) fn body_clause(&self, stem: &str) -> Box<dyn Query> {
        Box::new(body::BodyQuery::new(
            self.text_term(stem),
            self.headline_term(stem),
            self.printed_term(Printed::Author, stem),
        ))
    }

    /// A printed word, as [`analyze::query_words`] gives it. Query with `WithFreqs`, or with
    /// `WithFreqsAndPositions` in a phrase.
    pub(crate) fn printed_term(&self, printed: Printed, word: &str) -> Term {
        Term::from_field_text(self.printed_field(printed), word)
    }

    /// The field of printed words, for phrase queries and for its dictionary (prefixes, patterns).
    pub(crate) fn printed_field(&self, printed: Printed) -> Field {
        match printed {
            Printed::Headline => self.headline_words,
            Printed::Body => self.body_words,
            Printed::Author => self.author,
        }
    }

    /// A whole value, folded for case. Query with `Basic`; there are no norms.
    pub(crate) fn value_term(&self, value: Value, text: &str) -> Term {
        let folded = match value {
            Value::Section => analyze::fold_section(text),
            _ => analyze::fold_value(text),
        };
        Term::from_field_text(self.value_field(value), &folded)
    }

    /// The field of whole values, for its dictionary (prefixes, patterns; case is folded).
    pub(crate) fn value_field(&self, value: Value) -> Field {
        match value {
            Value::Id => self.id,
            Value::Source => self.source,
            Value::Site => self.site,
            Value::Section => self.section,
            Value::Language => self.language,
            Value::Url => self.url,
        }
    }

    pub(crate) fn source_term(&self, source: &str) -> Term {
        Term::from_field_u64(self.source_key, source_key(source))
    }

    pub(crate) fn tie_term(&self, source: &str, id: &str) -> Term {
        Term::from_field_u64(self.tie, tie(source, id))
    }
}

/// Hashes a source's name, case and all.
fn source_key(source: &str) -> u64 {
    xxh3_64(source.as_bytes())
}

/// Hashes what makes an article unique.
pub(crate) fn tie(source: &str, id: &str) -> u64 {
    let mut hash = xxhash_rust::xxh3::Xxh3::new();
    hash.update(&(source.len() as u64).to_le_bytes());
    hash.update(source.as_bytes());
    hash.update(id.as_bytes());
    hash.digest()
}

#[cfg(test)]
mod tests {
    use std::ops::Bound::{Excluded, Unbounded};

    use tantivy::collector::{Count, TopDocs};
    use tantivy::query::Bm25StatisticsProvider as _;
    use tantivy::query::{BooleanQuery, Occur};

    use super::*;
    use crate::{Article, Date, Fingerprint, Index, Lang, LedgerChunk, Searcher, WriterOptions};

    fn article(id: &str, headline: &str, body: &str, author: &str) -> Article {
        Article {
            id: id.into(),
            headline: Some(headline.into()),
            body: body.into(),
            authors: vec![author.into()],
            language: Lang::parse("en"),
            source: "Src/A.txt".into(),
            ..Article::default()
        }
    }

    fn searcher(articles: &[Article]) -> (tempfile::TempDir, Searcher) {
        let dir = tempfile::tempdir().unwrap();
        let index = Index::create_or_open(dir.path()).unwrap();
        let mut writer = index.writer(&WriterOptions { memory: 0, threads: 1 }).unwrap();
        for article in articles {
            writer.add(article).unwrap();
        }
        let finished = Some(Fingerprint { size: 1, modified: 2, settings: 3 });
        let source = "Src/A.txt".to_owned();
        writer
            .add_chunk(&LedgerChunk { source, sequence: 0, documents: vec![], finished })
            .unwrap();
        writer.commit().unwrap();
        writer.finish().unwrap();
        let searcher = index.searcher().unwrap();
        (dir, searcher)
    }

    /// The ids of the articles that match, in order of ids.
    fn ids(searcher: &Searcher, query: &dyn Query) -> Vec<String> {
        let found =
            searcher.inner.search(query, &TopDocs::with_limit(50).order_by_score()).unwrap();
        let id = |(_, address)| searcher.article(address).unwrap().id;
        let mut ids: Vec<String> = found.into_iter().map(id).collect();
        ids.sort();
        ids
    }

    #[test]
    fn a_chunk_is_no_article() {
        let (_dir, searcher) = searcher(&[article("1", "a", "b", "c")]);
        let fields = &searcher.fields;
        assert_eq!(ids(&searcher, &fields.article_clause()), ["1"]);
        let source =
            TermQuery::new(fields.value_term(Value::Source, "src/a.TXT"), IndexRecordOption::Basic);
        assert_eq!(ids(&searcher, &source), ["1"]);
        assert_eq!(searcher.inner.search(&fields.article_clause(), &Count).unwrap(), 1);
    }

    #[test]
    fn the_body_is_told_from_headline_and_authors() {
        let (_dir, searcher) = searcher(&[
            article("headline only", "Harbour votes", "Nothing else.", "Jo"),
            article("author only", "Nothing", "Nothing else.", "Harbour Jones"),
            article("both", "Harbours", "The harbour again.", "Jo"),
            article("body only", "Nothing", "A harbour and a harbour.", "Harbour Jones"),
            article("all but body", "Harbour harbours", "Nothing.", "Harbour Harbour"),
        ]);
        let clause = searcher.fields.body_clause("harbour");
        assert_eq!(ids(&searcher, &clause), ["body only", "both"]);
        assert_eq!(searcher.inner.search(&clause, &Count).unwrap(), 2);
        assert_eq!(ids(&searcher, &searcher.fields.body_clause("absent")), Vec::<String>::new());
        let best =
            searcher.inner.search(&clause, &TopDocs::with_limit(1).order_by_score()).unwrap();
        let (score, address) = best[0];
        assert_eq!(searcher.article(address).unwrap().id, "body only");
        let explained = clause.explain(&searcher.inner, address).unwrap().value();
        assert!((score - explained).abs() < 1e-6);
    }

    #[test]
    fn the_body_clause_seeks_like_any_other() {
        let articles: Vec<Article> = (0..500)
            .map(|n| {
                let headline = if n % 2 == 0 { "harbour" } else { "town" };
                let body = if n % 3 == 0 { "harbour vote" } else { "vote" };
                article(&format!("{n:03}"), headline, body, "Jo")
            })
            .collect();
        let (_dir, searcher) = searcher(&articles);
        let headline =
            TermQuery::new(searcher.fields.headline_term("town"), IndexRecordOption::WithFreqs);
        let both = BooleanQuery::new(vec![
            (Occur::Must, searcher.fields.body_clause("harbour")),
            (Occur::Must, Box::new(headline)),
        ]);
        let expected = (0..500).filter(|n| n % 3 == 0 && n % 2 == 1).count();
        assert_eq!(searcher.inner.search(&both, &Count).unwrap(), expected);
    }

    #[test]
    fn dates_match_by_overlap() {
        let dated = |id: &str, date: &str| Article {
            date: Date::parse(date),
            ..article(id, "a", "b", "c")
        };
        let (_dir, searcher) = searcher(&[
            dated("undated", ""),
            dated("year", "2020"),
            dated("month", "2020-08"),
            dated("day", "2020-08-13"),
            dated("before", "2019-12-31T23:59:59"),
        ]);
        let span = |from: &str, to: &str| {
            let start = Date::parse(from).map_or(Unbounded, |date| Excluded(date.start()));
            let end = Date::parse(to).map_or(Unbounded, |date| Excluded(date.end()));
            ids(&searcher, &searcher.fields.dated((Unbounded, end), (start, Unbounded)))
        };
        assert_eq!(span("2020-08-13", "2020-08-13"), ["day", "month", "year"]);
        assert_eq!(span("2020-08-14", "2020-09"), ["month", "year"]);
        assert_eq!(span("", "2019"), ["before"]);
        assert_eq!(span("2020-09", ""), ["year"]);
        assert_eq!(span("", ""), ["before", "day", "month", "year"]);
        assert_eq!(span("2021", "2022"), Vec::<String>::new());
    }

    #[test]
    fn values_match_whatever_their_case() {
        let one = Article {
            url: Some("https://www.News.Example.org/A".into()),
            section: Some("World / Économie".into()),
            ..article("Id-1", "a", "b", "c")
        };
        let (_dir, searcher) = searcher(&[one]);
        for (field, text) in [
            (Value::Id, "id-1"),
            (Value::Source, "SRC/a.txt"),
            (Value::Site, "Example.ORG"),
            (Value::Site, "news.example.org"),
            (Value::Section, "world/economie"),
            (Value::Section, "ÉCONOMIE"),
            (Value::Language, "EN"),
            (Value::Url, "https://www.news.example.org/a"),
        ] {
            let term = searcher.fields.value_term(field, text);
            let query = TermQuery::new(term, IndexRecordOption::Basic);
            assert_eq!(ids(&searcher, &query), ["Id-1"], "{field:?} {text}");
        }
    }

    #[test]
    fn chunks_do_not_count_in_scores() {
        let (_dir, searcher) =
            searcher(&[article("1", "a", "b", "c"), article("2", "d", "e", "f")]);
        assert_eq!(searcher.total_num_docs().unwrap(), 2);
        assert_eq!(searcher.inner.num_docs(), 3);
    }
}
