//! The value of a JSON field as words, whatever its type.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// A value as the words in it: nothing, one text, or several.
///
/// A number is its digits; an object is its `name`, as schema.org has it for authors.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Words<'a> {
    #[default]
    None,
    One(Cow<'a, str>),
    Many(Vec<Cow<'a, str>>),
}

impl<'a> Words<'a> {
    /// Returns the first of the words that is not blank.
    pub(super) fn first(&self) -> Option<&str> {
        self.all().iter().map(|word| word.trim()).find(|word| !word.is_empty())
    }

    /// Returns all of them.
    pub(super) fn all(&self) -> &[Cow<'a, str>] {
        match self {
            Self::None => &[],
            Self::One(word) => std::slice::from_ref(word),
            Self::Many(words) => words,
        }
    }

    /// Makes one text of them, a line each; nothing is trimmed.
    pub(super) fn into_text(self) -> String {
        match self {
            Self::None => String::new(),
            Self::One(word) => word.into_owned(),
            Self::Many(words) => words.join("\n"),
        }
    }

    /// Tells whether there is nothing in them.
    pub(super) fn is_blank(&self) -> bool {
        self.all().iter().all(|word| word.trim().is_empty())
    }

    fn push(&mut self, more: Self) {
        *self = match (std::mem::take(self), more) {
            (Self::None, words) | (words, Self::None) => words,
            (Self::One(a), Self::One(b)) => Self::Many(vec![a, b]),
            (Self::Many(mut words), Self::One(b)) => {
                words.push(b);
                Self::Many(words)
            }
            (Self::One(a), Self::Many(mut more)) => {
                more.insert(0, a);
                Self::Many(more)
            }
            (Self::Many(mut words), Self::Many(more)) => {
                words.extend(more);
                Self::Many(words)
            }
        };
    }
}

impl<'de> Deserialize<'de> for Words<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WordsVisitor)
    }
}

struct WordsVisitor;

impl<'de> Visitor<'de> for WordsVisitor {
    type Value = Words<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Words::One(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Words::One(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
        Ok(Words::One(Cow::Owned(text)))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Words::One(Cow::Owned(number.to_string())))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Words::One(Cow::Owned(number.to_string())))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Words::One(Cow::Owned(number.to_string())))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Words::None)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Words::None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut words = Words::None;
        while let Some(more) = seq.next_element::<Words<'de>>()? {
            words.push(more);
        }
        Ok(words)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut name = Words::None;
        while let Some(key) = map.next_key::<String>()? {
            if key == "name" && name == Words::None {
                name = map.next_value()?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(name)
    }
}
