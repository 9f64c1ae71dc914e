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
//! | `id_key`, `id_start` | the id as ties are ordered by it, and its begin as a number, columns | ties |
//! | `unique` | hash of source and id | deletion |
//! | `article` | the article itself, stored | hits, `show` |
//!
//! `body:x` has no field of its own. The tokens of `text` are exactly those of `headline`, `author`
//! and the body, so a stem stands in the body if its frequency in `text` exceeds the sum of the
//! other two: exact, and no byte of index for it ([`Fields::body_clause`]).

mod body;
mod dates;
mod document;
mod ids;
mod statistics;
#[cfg(test)]
mod tests;
mod texts;

pub(crate) use self::dates::DateQuery;
use tantivy::Term;
use tantivy::query::{ConstScoreQuery, Query, TermQuery};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, NumericOptions, STORED, Schema, TextFieldIndexing,
    TextOptions,
};
use xxhash_rust::xxh3::xxh3_64;

pub(crate) use self::ids::{id_key, id_of, id_start};
pub(crate) use self::texts::{TEXTS, TextField};
use crate::analyze::{self, STEMS, VALUE, WORDS};
use crate::error::{Error, Result};

/// The column of the first civil second of the date (`i64`; undated articles have none).
pub(crate) const DATE_START: &str = "date_start";
/// The column of the civil second after the date (`i64`).
pub(crate) const DATE_END: &str = "date_end";
/// The column that breaks ties: the id as [`id_key`] has it.
pub(crate) const ID_KEY: &str = "id_key";
/// The column of the first bytes of that as [`id_start`] has them (`u64`): most ties need no more.
pub(crate) const ID_START: &str = "id_start";
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

    /// Returns a list of this one.
    pub(crate) fn alone(self) -> &'static [Self] {
        match self {
            Self::Headline => &[Self::Headline],
            Self::Body => &[Self::Body],
            Self::Author => &[Self::Author],
        }
    }
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
    unique: Field,
    id_key: Field,
    id_start: Field,
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
        schema.add_u64_field("unique", INDEXED);
        schema.add_text_field(ID_KEY, column());
        schema.add_u64_field(ID_START, FAST);
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
            unique: field("unique")?,
            id_key: field(ID_KEY)?,
            id_start: field(ID_START)?,
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

    /// The field of all stems, for its dictionary.
    pub(crate) fn stems(&self) -> Field {
        self.text
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

    /// The term that only the article with this id in this source holds.
    pub(crate) fn unique_term(&self, source: &str, id: &str) -> Term {
        Term::from_field_u64(self.unique, unique(source, id))
    }
}

/// Hashes a source's name, case and all.
pub(crate) fn source_key(source: &str) -> u64 {
    xxh3_64(source.as_bytes())
}

/// Hashes what makes an article unique.
pub(crate) fn unique(source: &str, id: &str) -> u64 {
    let mut hash = xxhash_rust::xxh3::Xxh3::new();
    hash.update(&(source.len() as u64).to_le_bytes());
    hash.update(source.as_bytes());
    hash.update(id.as_bytes());
    hash.digest()
}
