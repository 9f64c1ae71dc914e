//! Languages by their ISO 639-1 code.

use std::fmt;

use serde::{Deserialize, Serialize};

/// ISO 639-2/3 codes that datasets use in place of the two-letter ones.
const THREE_LETTER: &[(&str, &str)] = &[
    ("eng", "en"),
    ("deu", "de"),
    ("ger", "de"),
    ("fra", "fr"),
    ("fre", "fr"),
    ("spa", "es"),
    ("ita", "it"),
    ("por", "pt"),
    ("nld", "nl"),
    ("dut", "nl"),
    ("rus", "ru"),
    ("ara", "ar"),
    ("zho", "zh"),
    ("chi", "zh"),
    ("cmn", "zh"),
    ("jpn", "ja"),
    ("kor", "ko"),
    ("tur", "tr"),
    ("swe", "sv"),
    ("dan", "da"),
    ("nor", "no"),
    ("nob", "no"),
    ("fin", "fi"),
    ("pol", "pl"),
    ("ukr", "uk"),
    ("ces", "cs"),
    ("cze", "cs"),
    ("ron", "ro"),
    ("rum", "ro"),
    ("hun", "hu"),
    ("ell", "el"),
    ("gre", "el"),
    ("hin", "hi"),
    ("vie", "vi"),
    ("ind", "id"),
    ("heb", "he"),
];

/// A language, known by its two-letter ISO 639-1 code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Lang([u8; 2]);

impl Lang {
    /// Reads a language tag: `en`, `en-US`, `pt_BR`, or a known three-letter code.
    ///
    /// Returns `None` for what is not a code, such as a language's name.
    pub fn parse(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
        let code = THREE_LETTER.iter().find(|(three, _)| *three == primary).map(|(_, two)| *two);
        match code.unwrap_or(&primary).as_bytes() {
            &[a, b] if a.is_ascii_lowercase() && b.is_ascii_lowercase() => Some(Self([a, b])),
            _ => None,
        }
    }

    /// Returns the two-letter code.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("??")
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lang({})", self.as_str())
    }
}

impl TryFrom<String> for Lang {
    type Error = String;

    fn try_from(tag: String) -> Result<Self, Self::Error> {
        Self::parse(&tag).ok_or_else(|| format!("not a language code: {tag:?}"))
    }
}

impl From<Lang> for String {
    fn from(lang: Lang) -> Self {
        lang.as_str().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_reduce_to_two_letters() {
        for (tag, code) in [("en", "en"), ("EN-us", "en"), ("pt_BR", "pt"), ("deu", "de")] {
            assert_eq!(Lang::parse(tag).map(|l| l.to_string()).as_deref(), Some(code));
        }
        for tag in ["", "english", "e", "1a", "xyz"] {
            assert_eq!(Lang::parse(tag), None, "{tag}");
        }
    }
}
