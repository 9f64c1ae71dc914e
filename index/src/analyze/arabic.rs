//! Arabic nouns with their article and without.
//!
//! The article is written as one word with its noun, and so are some particles before it. The Snowball stemmer
//! takes them off, but goes on to take off other endings of a noun that had one than of one that had none, and
//! knows nothing of an article behind "and". So a word of a query stands for all of these forms: the texts of an
//! index stay as they are.

/// The article, and the particles that are written before it.
const ARTICLES: [&str; 6] = ["ال", "وال", "بال", "كال", "فال", "لل"];

/// The fewest letters of a noun without its article: shorter ones are other words more often than not.
const SHORTEST: usize = 3;

/// Returns the other forms of a folded word: without its article and with each, as far as it is Arabic.
pub(crate) fn articles(folded: &str) -> Vec<String> {
    let is_arabic = |c: char| ('\u{621}'..='\u{64a}').contains(&c);
    if !folded.chars().all(is_arabic) {
        return Vec::new();
    }
    let taken_off = ARTICLES.iter().filter_map(|article| folded.strip_prefix(article));
    let noun = taken_off.min_by_key(|noun| noun.len());
    let noun = noun.filter(|noun| noun.chars().count() >= SHORTEST).unwrap_or(folded);
    if noun.chars().count() < SHORTEST {
        return Vec::new();
    }
    let with = ARTICLES.iter().map(|article| format!("{article}{noun}"));
    std::iter::once(noun.to_owned()).chain(with).filter(|form| form != folded).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_noun_stands_for_itself_with_every_article() {
        for word in ["انتخابات", "الانتخابات", "والانتخابات", "للانتخابات"]
        {
            let forms = articles(word);
            assert_eq!(forms.len(), 6, "{forms:?}");
            for other in ["انتخابات", "الانتخابات", "بالانتخابات"] {
                assert!(other == word || forms.iter().any(|form| form == other), "{word} {other}");
            }
        }
    }

    #[test]
    fn short_and_other_words_have_no_other_forms() {
        for word in ["له", "elections", "выборы", ""] {
            assert!(articles(word).is_empty(), "{word}");
        }
        assert!(!articles("والد").contains(&"د".to_owned()));
    }
}
