//! What looks like a person's name, and which agencies sign as authors.

mod tables;

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// A table of words or phrases.
type Table = LazyLock<FxHashSet<&'static str>>;

static AGENCIES: Table = LazyLock::new(|| tables::AGENCIES.split('|').collect());
static JOBS: Table = LazyLock::new(|| tables::JOBS.split_whitespace().collect());
static JOB_WORDS: Table = LazyLock::new(|| tables::JOB_WORDS.split_whitespace().collect());
static PARTICLES: Table = LazyLock::new(|| tables::PARTICLES.split_whitespace().collect());
static NOT_NAMES: Table = LazyLock::new(|| tables::NOT_NAMES.split_whitespace().collect());
static GIVEN: Table = LazyLock::new(|| tables::GIVEN.split_whitespace().collect());

/// Tells whether a text is an agency's name and nothing else.
pub(super) fn is_agency(text: &str) -> bool {
    let lower = text.trim_matches(['(', ')', ' ', '.', ',']).to_lowercase();
    AGENCIES.contains(lower.as_str())
}

/// Tells whether a text is the name of an agency that sells pictures and signs no texts.
pub(super) fn is_picture_agency(text: &str) -> bool {
    let lower = text.trim_matches(['(', ')', ' ', '.', ',']).to_lowercase();
    tables::PICTURE_AGENCIES.split('|').any(|agency| agency == lower)
}

/// Tells whether a text is nothing, or made of words for what somebody does at a paper.
pub(super) fn is_job(text: &str) -> bool {
    let known = |word: &str| JOBS.contains(word) || JOB_WORDS.contains(word);
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .all(|word| known(word.to_lowercase().as_str()))
}

/// Tells whether a text says what somebody is at a paper: "Deputy Political Editor".
pub(super) fn is_job_title(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    text.len() <= 80
        && is_job(text)
        && words.any(|word| JOBS.contains(word.to_lowercase().as_str()))
}

/// Tells whether a word is that for a job at a paper: "reporter", "Redakteurin".
pub(super) fn is_writing_job(word: &str) -> bool {
    JOBS.contains(word.to_lowercase().as_str())
}

/// Tells whether a text names a newsroom, as "Harbour-Redaktion" does.
pub(super) fn is_newsroom(text: &str) -> bool {
    let lower = text.to_lowercase();
    let last = lower.rsplit([' ', '-']).next().unwrap_or_default();
    let stop = |word: &str| super::stops::is_stop(word);
    lower.split_whitespace().count() <= 4
        && !lower.split_whitespace().any(stop)
        && text.len() < 40
        && text.starts_with(char::is_uppercase)
        && lower.len() > last.len()
        && (last.ends_with("redaktion")
            || matches!(
                last,
                "newsroom" | "redacción" | "redazione" | "redação" | "redactie" | "rédaction"
            )
            || lower.ends_with("editorial board")
            || lower.ends_with("staff reporter")
            || lower.ends_with("staff writer")
            || lower.ends_with("news desk"))
}

/// Tells whether a text is a Chinese, Japanese or Korean name: a known surname and what a given name
/// has room for.
pub(super) fn is_eastern_name(text: &str) -> bool {
    // "Reporter", whose first syllable is a rare surname.
    if matches!(text, "기자" | "記者" | "记者") {
        return false;
    }
    let count = text.chars().count();
    let han = |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '々');
    let kana = |c: char| matches!(c, '\u{3041}'..='\u{30ff}');
    let hangul = |c: char| matches!(c, '\u{ac00}'..='\u{d7a3}');
    let begins_in = |table: &str| text.starts_with(|c| table.contains(c));
    let japanese = || {
        let mut surnames = tables::JAPANESE_SURNAMES.split_whitespace();
        (3..=6).contains(&count) && surnames.any(|name| text.starts_with(name) && text != name)
    };
    text.starts_with(han) && text.chars().all(|c| han(c) || kana(c)) && japanese()
        || (2..=3).contains(&count) && text.chars().all(han) && begins_in(tables::HAN_SURNAMES)
        || (2..=4).contains(&count)
            && text.chars().all(hangul)
            && begins_in(tables::KOREAN_SURNAMES)
}

/// Tells whether a name begins with a given name that many people have.
pub(super) fn has_given_name(name: &str) -> bool {
    let first = name.split([' ', '\u{a0}']).next().unwrap_or_default().to_lowercase();
    let part = first.split(['-', '‐']).next().unwrap_or_default();
    GIVEN.contains(first.as_str()) || GIVEN.contains(part)
}

/// Returns what a name is called by: its last word.
pub(super) fn surname(name: &str) -> &str {
    name.rsplit([' ', '\u{a0}']).find(|word| word.chars().count() > 1).unwrap_or(name)
}

/// Tells whether a text is two to five capitalised words such as a person's name has.
///
/// All-capital words count; figures, function words and the vocabulary of menus do not.
pub(super) fn is_person(text: &str) -> bool {
    if text.len() > 60 {
        return false;
    }
    let (mut words, mut full) = (0, 0);
    let mut first = true;
    for word in text.split_whitespace() {
        let lower = word.to_lowercase();
        if PARTICLES.contains(lower.as_str()) && !first {
            continue;
        }
        first = false;
        words += 1;
        let bare = lower.trim_end_matches(['.', ',']);
        if NOT_NAMES.contains(bare) || !is_name_word(word) || words == 1 && is_article(bare) {
            return false;
        }
        full += usize::from(word.chars().count() > 2 && !word.ends_with('.'));
    }
    (2..=4).contains(&words) && full >= 1 && !text.ends_with('.')
}

/// Tells whether a word is an article that no name begins with, as "La" may.
fn is_article(word: &str) -> bool {
    matches!(word, "the" | "a" | "an" | "der" | "die" | "das" | "dem" | "den" | "ein" | "eine")
}

/// Tells whether a word is capitalised and made of letters, hyphens, apostrophes and dots.
fn is_name_word(word: &str) -> bool {
    let word = word.strip_prefix("d'").or_else(|| word.strip_prefix("d’")).unwrap_or(word);
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase)
        && chars.all(|c| {
            c.is_alphabetic() || matches!(c, '-' | '‐' | '\'' | '’' | '.' | '\u{300}'..='\u{36f}')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_headings() {
        for name in
            ["Ada Byron", "J. R. Muster", "Jean-Luc d'Arc", "MARIA DA SILVA", "Eva van der Berg"]
        {
            assert!(is_person(name), "{name}");
        }
        for other in [
            "Politics",
            "Das Kernkraftwerk",
            "World News",
            "Read more",
            "Ada 2",
            "ada byron",
            "Ada",
            "Most Read",
            "",
        ] {
            assert!(!is_person(other), "{other}");
        }
    }

    #[test]
    fn agencies_are_known_in_any_case() {
        assert!(is_agency("dpa") && is_agency("(Reuters)") && is_agency("The Associated Press"));
        assert!(!is_agency("Ada Byron"));
    }

    #[test]
    fn jobs_need_a_word_for_what_somebody_is() {
        assert!(is_job_title("Deputy Political Editor") && is_job_title("Chefreporterin"));
        assert!(!is_job_title("World News") && !is_job_title(""));
    }

    #[test]
    fn eastern_names_begin_with_a_surname() {
        for name in ["윤가람", "陆明漪", "水沢千鶴", "山本ゆき"] {
            assert!(is_eastern_name(name), "{name}");
        }
        for other in ["保存", "中東", "印刷", "新規登録", "Ada", "기자", ""] {
            assert!(!is_eastern_name(other), "{other}");
        }
    }
}
