//! What the pages of a host have in common: an argument of cutting, learned elsewhere.

use presscut_index::Span;
use xxhash_rust::xxh3::xxh3_64;

use super::Segmentation;

/// Lines that stand on so many pages of a host that they are no text of any article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Common {
    /// Keys of the lines, ascending.
    keys: Vec<u64>,
}

impl Common {
    /// Makes it of the keys of lines, as [`keys`] gives them.
    pub fn new(keys: impl IntoIterator<Item = u64>) -> Self {
        let mut keys: Vec<u64> = keys.into_iter().collect();
        keys.sort_unstable();
        keys.dedup();
        Self { keys }
    }

    /// The keys, ascending.
    pub fn keys(&self) -> &[u64] {
        &self.keys
    }

    /// Tells whether some bytes of a document are such a line.
    pub(super) fn has(&self, text: &str, span: Span) -> bool {
        !self.keys.is_empty()
            && span.of(text).and_then(key).is_some_and(|key| self.keys.binary_search(&key).is_ok())
    }
}

/// Returns the keys of a cut document's lines (text) or blocks (HTML), each once, ascending.
pub fn keys(text: &str, cut: &Segmentation) -> Vec<u64> {
    let lines = cut.lines.iter().filter_map(|line| line.span.of(text).and_then(key));
    Common::new(lines).keys
}

/// Hashes a line in small letters, whatever white space is between its words; nothing for one
/// of fewer than two letters or digits, since such lines are everywhere.
fn key(line: &str) -> Option<u64> {
    let mut text = String::with_capacity(line.len());
    for word in line.split_whitespace() {
        text.push_str(&word.to_lowercase());
        text.push(' ');
    }
    let told = text.chars().filter(|c| c.is_alphanumeric()).nth(1).is_some();
    told.then(|| xxh3_64(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_and_case_do_not_count_and_marks_alone_have_no_key() {
        assert_eq!(key("Sign  up for\u{a0}our letter "), key("sign up for our letter"));
        assert_ne!(key("Sign up"), key("Sign in"));
        for line in ["•", " - ", "1", ""] {
            assert_eq!(key(line), None, "{line}");
        }
        assert!(key("日本").is_some());
    }
}
