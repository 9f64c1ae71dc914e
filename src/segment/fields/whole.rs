//! Whole lines that say who wrote, edited or checked, and so are no headlines.

use super::super::{byline, names, nobody, stops};

/// The longest such line, in bytes.
const LONGEST: usize = 160;

/// The most capitalised words beside names, jobs and agencies: places and outlets.
const PROPER: usize = 4;

/// The most words for who signs without a name: "the Editorial Board".
const GROUP: usize = 4;

/// Tells whether a line is a byline from its lead to its end, or names an editor or translator.
///
/// "By Ada Byron, Harbour Post" is one; "By the sea, a town waits" and "By Ada Byron's account, it rained"
/// are headlines.
pub(super) fn is_byline(line: &str) -> bool {
    let line = line.trim();
    if line.len() > LONGEST || line.ends_with(['?', '!', ':', '…']) {
        return false;
    }
    let capital = line.starts_with(char::is_uppercase);
    if let Some(from) = nobody::others(line) {
        let name = line.get(from..).unwrap_or_default();
        return name.starts_with(char::is_uppercase) && is_beside(name, &[]);
    }
    let names = byline::parse(line);
    if let (Some(first), Some(from)) = (names.first(), byline::after_lead(line)) {
        let named: Vec<&str> = names.iter().filter_map(|name| line.get(name.clone())).collect();
        let owns = |name: &&str| name.ends_with("'s") || name.ends_with("’s");
        // "Vom Wunderkind Musterschüler zum Bettler"
        let led_by = line.get(..from).is_some_and(|lead| lead.to_lowercase().contains("by"));
        return from == first.start
            && (led_by || named.iter().any(|name| names::has_given_name(name)))
            && !named.iter().any(owns)
            && line.get(from..).is_some_and(|rest| is_beside(rest, &named));
    }
    capital && byline::after_lead(line).and_then(|from| line.get(from..)).is_some_and(is_group)
}

/// Tells whether nothing but names stands in a text, with jobs, agencies and a few other proper names.
fn is_beside(text: &str, named: &[&str]) -> bool {
    let mut rest = text.to_owned();
    for name in named {
        rest = rest.replacen(name, " ", 1);
    }
    let words = rest.split(|c: char| c.is_whitespace() || matches!(c, ',' | '/' | '|' | '(' | ')'));
    let mut proper = 0;
    for word in words.filter(|word| word.contains(char::is_alphabetic)) {
        let lower = word.to_lowercase();
        let known = stops::is_stop(&lower) || names::is_job(word) || names::is_agency(word);
        if !known && word.starts_with(char::is_lowercase) && !word.contains(['@', '.']) {
            return false;
        }
        proper += usize::from(!known && !word.contains('@'));
    }
    proper <= PROPER
}

/// Tells whether a text is a newsroom, a job or an account: "the Editorial Board", "admin".
fn is_group(text: &str) -> bool {
    let lower = text.to_lowercase();
    let bare = ["the ", "our ", "der ", "die ", "la ", "el "].iter().find_map(|article| {
        lower.starts_with(article).then(|| text.get(article.len()..)).flatten()
    });
    let bare = bare.unwrap_or(text);
    bare.split_whitespace().count() <= GROUP
        && (names::is_newsroom(bare) || nobody::is_nobody(bare))
}

#[cfg(test)]
mod tests {
    use super::is_byline;

    #[test]
    fn whole_bylines_are_told_from_headlines_that_begin_like_them() {
        for line in [
            "By Ada Byron and Max Muster, The Associated Press",
            "By Ada Byron in Lomfield and Max Muster in Ostholm",
            "By Ada Byron for the Harbour Post",
            "By Ada Byron, Science Editor",
            "By the Editorial Board",
            "By Our Correspondent",
            "Posted by admin",
            "Edited by Ada Byron",
            "Medically reviewed by Ada Byron, MD",
            "Von Ada Byron und Max Muster, Berlin",
        ] {
            assert!(is_byline(line), "{line}");
        }
        for line in [
            "By the sea, a town waits for the ferry",
            "By Ada Byron's account, it never rained",
            "By Ada Byron it was said that it never rained",
            "Von München bis Aachen",
            "Edited by hand",
            "Vom Wunderkind Musterschüler zum Bettler",
            "By the numbers",
            "Ferry stops",
            "",
        ] {
            assert!(!is_byline(line), "{line}");
        }
    }
}
