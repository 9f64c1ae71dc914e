//! The fields of a JSON record, borrowed from its line where they hold no escapes.
//!
//! Neither case nor what parts the words of a key counts in it. Where two keys mean the same field, the one that stands
//! first in its list wins; a blank or null value gives way to any other. Unknown keys are skipped
//! without being built.

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::words::Words;

/// What a key means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Id,
    Headline,
    /// Text that is an article's and nothing else.
    Body,
    /// Text that may be an article's or a page's.
    Text,
    /// Text of a whole page.
    Page,
    /// Markup of a whole page.
    Html,
    Authors,
    /// When the article was published.
    Published,
    /// When the article was published or the page was fetched.
    Date,
    Modified,
    /// When the page was fetched.
    Captured,
    Section,
    Language,
    Url,
    /// Headers of the archive that the page came from.
    Headers,
    /// A place for fields that another format keeps at the top.
    Metadata,
}

/// The keys that are known, with their field; the order within a field is the order of preference.
/// In keys of records neither case nor `_`, `-` and ` ` count.
const KEYS: &[(&str, Field)] = &[
    ("id", Field::Id),
    ("headline", Field::Headline),
    ("title", Field::Headline),
    ("webTitle", Field::Headline),
    ("body", Field::Body),
    ("articleBody", Field::Body),
    ("maintext", Field::Body),
    ("bodyText", Field::Body),
    ("text", Field::Text),
    ("plaintext", Field::Text),
    ("content", Field::Text),
    ("content_text", Field::Text),
    ("raw_content", Field::Page),
    ("html", Field::Html),
    ("author", Field::Authors),
    ("authors", Field::Authors),
    ("byline", Field::Authors),
    ("author_name", Field::Authors),
    ("author_names", Field::Authors),
    ("creator", Field::Authors),
    ("dc:creator", Field::Authors),
    ("written_by", Field::Authors),
    ("datePublished", Field::Published),
    ("date_publish", Field::Published),
    ("publish_date", Field::Published),
    ("published", Field::Published),
    ("published_at", Field::Published),
    ("published_date", Field::Published),
    ("published_on", Field::Published),
    ("published_time", Field::Published),
    ("article:published_time", Field::Published),
    ("publishing_date", Field::Published),
    ("publication_date", Field::Published),
    ("web_publication_date", Field::Published),
    ("first_published", Field::Published),
    ("publish_time", Field::Published),
    ("pub_date", Field::Published),
    ("pub_time", Field::Published),
    ("date_pub", Field::Published),
    ("date_time_pub", Field::Published),
    ("date", Field::Date),
    ("datetime", Field::Date),
    ("dc:date", Field::Date),
    // May be when the record was made: only where nothing else is there.
    ("date_created", Field::Date),
    ("created_at", Field::Date),
    ("created", Field::Date),
    ("dateModified", Field::Modified),
    ("date_modify", Field::Modified),
    ("modified", Field::Modified),
    ("modified_at", Field::Modified),
    ("modified_date", Field::Modified),
    ("modified_time", Field::Modified),
    ("article:modified_time", Field::Modified),
    ("last_modified", Field::Modified),
    ("date_updated", Field::Modified),
    ("updated", Field::Modified),
    ("updated_at", Field::Modified),
    ("updated_date", Field::Modified),
    ("update_date", Field::Modified),
    ("last_updated", Field::Modified),
    ("date_download", Field::Captured),
    ("timestamp", Field::Captured),
    ("warc_date", Field::Captured),
    ("crawl_date", Field::Captured),
    ("crawl_time", Field::Captured),
    ("crawled", Field::Captured),
    ("crawled_at", Field::Captured),
    ("date_crawled", Field::Captured),
    ("scraped_at", Field::Captured),
    ("scrape_date", Field::Captured),
    ("date_scraped", Field::Captured),
    ("fetched_at", Field::Captured),
    ("fetch_time", Field::Captured),
    ("fetch_date", Field::Captured),
    ("retrieved_at", Field::Captured),
    ("captured", Field::Captured),
    ("captured_at", Field::Captured),
    ("download_date", Field::Captured),
    ("downloaded_at", Field::Captured),
    ("filedate", Field::Captured),
    ("seendate", Field::Captured),
    ("section", Field::Section),
    ("articleSection", Field::Section),
    ("section_name", Field::Section),
    ("category", Field::Section),
    ("language", Field::Language),
    ("lang", Field::Language),
    ("inLanguage", Field::Language),
    ("meta_lang", Field::Language),
    ("warc-identified-content-language", Field::Language),
    ("url", Field::Url),
    ("warc-target-uri", Field::Url),
    ("web_url", Field::Url),
    ("canonical_link", Field::Url),
    ("warc_headers", Field::Headers),
    ("metadata", Field::Metadata),
];

/// The keys that a text or headline is looked for under, for an error message.
pub(super) const EXPECTED: &str = "`headline`, `title`, `body`, `articleBody`, `maintext`, `text`, \
    `content`, `raw_content` or `html`";

/// A field's value with the rank of the key it came from.
#[derive(Debug, Default)]
pub(super) struct Slot<'a> {
    /// The value.
    pub(super) words: Words<'a>,
    /// Place in [`KEYS`] of the key; `None` if there was none.
    rank: Option<usize>,
}

impl<'a> Slot<'a> {
    /// Tells whether there was a key for it, with whatever value.
    pub(super) fn is_present(&self) -> bool {
        self.rank.is_some()
    }

    fn offer(&mut self, rank: usize, words: Words<'a>) {
        let better = match self.rank {
            None => true,
            Some(_) if words.is_blank() => false,
            Some(held) => rank <= held || self.words.is_blank(),
        };
        if better {
            *self = Self { words, rank: Some(rank) };
        }
    }
}

/// The fields of one record.
#[derive(Debug, Default)]
pub(super) struct Fields<'a> {
    pub(super) id: Slot<'a>,
    pub(super) headline: Slot<'a>,
    pub(super) body: Slot<'a>,
    pub(super) text: Slot<'a>,
    pub(super) page: Slot<'a>,
    pub(super) html: Slot<'a>,
    pub(super) authors: Slot<'a>,
    pub(super) published: Slot<'a>,
    pub(super) date: Slot<'a>,
    pub(super) modified: Slot<'a>,
    pub(super) captured: Slot<'a>,
    pub(super) section: Slot<'a>,
    pub(super) language: Slot<'a>,
    pub(super) url: Slot<'a>,
}

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FieldsVisitor)
    }
}

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = Fields<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut fields = Fields::default();
        while let Some(Key(found)) = map.next_key()? {
            let Some((rank, field)) = found else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            let slot = match field {
                Field::Id => &mut fields.id,
                Field::Headline => &mut fields.headline,
                Field::Body => &mut fields.body,
                Field::Text => &mut fields.text,
                Field::Page => &mut fields.page,
                Field::Html => &mut fields.html,
                Field::Authors => &mut fields.authors,
                Field::Published => &mut fields.published,
                Field::Date => &mut fields.date,
                Field::Modified => &mut fields.modified,
                Field::Captured => &mut fields.captured,
                Field::Section => &mut fields.section,
                Field::Language => &mut fields.language,
                Field::Url => &mut fields.url,
                Field::Headers | Field::Metadata => {
                    if let Nested(Some(inner)) = map.next_value()? {
                        fields.adopt(*inner);
                    }
                    continue;
                }
            };
            slot.offer(rank, map.next_value()?);
        }
        Ok(fields)
    }
}

impl Fields<'_> {
    /// Takes what an object inside the record says about the page, where the record does not.
    fn adopt(&mut self, inner: Self) {
        for (slot, other) in [
            (&mut self.url, inner.url),
            (&mut self.captured, inner.captured),
            (&mut self.language, inner.language),
        ] {
            if let Some(rank) = other.rank {
                // Behind all keys of the record itself.
                slot.offer(KEYS.len() + rank, other.words);
            }
        }
    }
}

/// A key, looked up.
struct Key(Option<(usize, Field)>);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl Visitor<'_> for KeyVisitor {
            type Value = Key;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }

            fn visit_str<E>(self, key: &str) -> Result<Key, E> {
                let found = KEYS.iter().enumerate().find(|(_, (known, _))| is_same(known, key));
                Ok(Key(found.map(|(rank, (_, field))| (rank, *field))))
            }
        }
        deserializer.deserialize_str(KeyVisitor)
    }
}

/// Tells whether two keys are one, written in two ways: `publishedAt`, `published_at`.
fn is_same(known: &str, key: &str) -> bool {
    letters(known).eq(letters(key))
}

fn letters(key: &str) -> impl Iterator<Item = u8> + '_ {
    let parts = |byte: &u8| matches!(byte, b'_' | b'-' | b' ');
    key.bytes().filter(move |byte| !parts(byte)).map(|byte| byte.to_ascii_lowercase())
}

/// An object inside the record; `None` for any other value.
struct Nested<'a>(Option<Box<Fields<'a>>>);

impl<'de> Deserialize<'de> for Nested<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NestedVisitor;
        impl<'de> Visitor<'de> for NestedVisitor {
            type Value = Nested<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("any value")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                FieldsVisitor.visit_map(map).map(|fields| Nested(Some(Box::new(fields))))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Nested(None))
            }

            fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
                Ok(Nested(None))
            }

            fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
                Ok(Nested(None))
            }

            fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
                Ok(Nested(None))
            }

            fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
                Ok(Nested(None))
            }

            fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
                Ok(Nested(None))
            }

            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(Nested(None))
            }
        }
        deserializer.deserialize_any(NestedVisitor)
    }
}
