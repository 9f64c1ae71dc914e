//! Whole values: ids, sources, sites, sections, languages, addresses.
//!
//! A value is a term as it stands, but for case and width. Two kinds are asked for by their parts
//! too: an article of `news.example.org` is one of `example.org`, and one of the section
//! `World / Europe` is one of `europe`.

use unicode_normalization::UnicodeNormalization as _;

use super::query_words;

/// Longest value kept as a term, in bytes; far beyond any path or address in use.
const MAX_BYTES: usize = 8 * 1024;

/// Folds a value for case and width, and trims it.
pub(crate) fn fold_value(value: &str) -> String {
    let value = value.trim();
    let mut folded = if value.is_ascii() {
        value.to_ascii_lowercase()
    } else {
        value.nfkc().flat_map(char::to_lowercase).collect()
    };
    folded.truncate(folded.floor_char_boundary(MAX_BYTES));
    folded
}

/// Folds a section to its words, so that neither punctuation nor diacritics matter.
pub(crate) fn fold_section(section: &str) -> String {
    let words: Vec<String> = query_words(section).into_iter().map(|word| word.folded).collect();
    let mut folded = words.join(" ");
    folded.truncate(folded.floor_char_boundary(MAX_BYTES));
    folded
}

/// Returns the value.
pub(super) fn value_terms(value: &str) -> Vec<String> {
    Some(fold_value(value)).filter(|value| !value.is_empty()).into_iter().collect()
}

/// Returns the site and the domains it belongs to, of two labels at least.
pub(super) fn site_terms(site: &str) -> Vec<String> {
    let mut terms = value_terms(site);
    while let Some((_, parent)) = terms.last().and_then(|site| site.split_once('.'))
        && parent.contains('.')
    {
        let parent = parent.to_owned();
        terms.push(parent);
    }
    terms
}

/// Returns the section and, where it has several, its words.
pub(super) fn section_terms(section: &str) -> Vec<String> {
    let whole = fold_section(section);
    let words: Vec<&str> = whole.split(' ').collect();
    let mut terms: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    terms.insert(0, whole.clone());
    terms.retain(|term| !term.is_empty());
    let mut seen = std::collections::HashSet::new();
    terms.retain(|term| seen.insert(term.clone()));
    terms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_keep_all_but_case() {
        assert_eq!(fold_value(" Data/News.NDJSON "), "data/news.ndjson");
        assert_eq!(fold_value("Économie"), "économie");
        assert_eq!(value_terms(" "), Vec::<String>::new());
        assert!(fold_value(&"é".repeat(100_000)).len() <= MAX_BYTES);
    }

    #[test]
    fn a_site_belongs_to_its_domains() {
        assert_eq!(
            site_terms("a.b.example.org"),
            ["a.b.example.org", "b.example.org", "example.org"]
        );
        assert_eq!(site_terms("example.org"), ["example.org"]);
        assert_eq!(site_terms("localhost"), ["localhost"]);
    }

    #[test]
    fn a_section_is_found_by_its_words() {
        assert_eq!(section_terms("World / Économie"), ["world economie", "world", "economie"]);
        assert_eq!(section_terms("Sport"), ["sport"]);
        assert_eq!(section_terms("&"), Vec::<String>::new());
    }
}
