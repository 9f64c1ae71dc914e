//! Names out of author strings: split, freed of "By", roles and addresses.

use crate::segment::nobody;

/// Words that introduce a byline.
const INTRODUCTIONS: &[&str] = &[
    "by",
    "von",
    "par",
    "por",
    "di",
    "da",
    "de",
    "af",
    "av",
    "door",
    "przez",
    "quelle",
    "quellen",
    "source",
    "fuente",
    "fonte",
    "text",
    "texte",
    "texto",
    "testo",
    "author",
    "autor",
    "autorin",
    "autore",
    "auteur",
    "written by",
    "words by",
    "story by",
    "reported by",
    "report by",
    "posted by",
    "published by",
    "yazan",
    "ein artikel von",
    "ein beitrag von",
    "ein kommentar von",
    "eine analyse von",
    "ein gastbeitrag von",
    "eine kolumne von",
    "interview von",
    "interview:",
    "from",
    "oleh",
    "автор",
    "текст",
    "aus",
    "文",
];
/// Words between two names.
const CONJUNCTIONS: &[&str] = &[
    "and", "und", "et", "y", "e", "ed", "en", "og", "och", "oraz", "i", "и", "with", "mit", "ve",
    "dan",
];
/// Words that say what a person does: the name ends before them.
const ROLES: &[&str] = &[
    "reporter",
    "correspondent",
    "editor",
    "writer",
    "columnist",
    "contributor",
    "journalist",
    "producer",
    "staff",
    "redakteur",
    "redakteurin",
    "korrespondent",
    "korrespondentin",
    "redaktion",
    "journaliste",
    "rédacteur",
    "rédactrice",
    "redactor",
    "redactora",
    "chief",
    "senior",
    "special",
    "political",
    "science",
    "associate",
    "freelance",
    "photographer",
    "freier",
    "freie",
    "chefredakteur",
    "reporterin",
    "autorin",
    "author",
    "bureau",
];
const SUFFIXES: &[&str] =
    &["jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "phd", "ph.d.", "md", "m.d."];
/// The most names that a page gives: what lists more is no byline.
pub(super) const MAX_NAMES: usize = 100;
/// Longer strings are sentences.
const MAX_NAME_WORDS: usize = 6;
const MAX_NAME_CHARS: usize = 60;

/// Splits an author string into names, in order, [`MAX_NAMES`] at most.
pub(super) fn split(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let bars = text.split([';', '|', '•', '·', '\n', '＆', '、', '，']);
    // Slashes part names too, but not those of an address.
    let groups = bars.flat_map(|group| {
        let slash: &[char] = if group.contains("://") { &[] } else { &['/'] };
        group.split(slash)
    });
    for group in groups {
        let group = strip_introduction(group.trim());
        let mut parts: Vec<String> = Vec::new();
        let mut told = false;
        for part in group.split(',') {
            let part = part.trim();
            match parts.last_mut() {
                // "Jr" belongs to the name before its comma.
                Some(last) if SUFFIXES.contains(&part.to_lowercase().as_str()) => {
                    last.push_str(", ");
                    last.push_str(part);
                }
                // "Smith, John": one who is called by the surname first, as in catalogues.
                Some(last) if is_inverted(group, last, part) => {
                    last.push_str(", ");
                    last.push_str(part);
                }
                // What follows a name in small letters says what it does: nothing behind counts
                // but "and" another.
                Some(_) if begins_a_role(part) => told = true,
                _ if told && !begins_with_conjunction(part) => {}
                _ => parts.push(part.to_owned()),
            }
        }
        let found = parts.iter().flat_map(|part| split_conjunctions(part));
        names.extend(found.filter_map(|name| tidy(&name)).take(MAX_NAMES - names.len()));
        if names.len() == MAX_NAMES {
            break;
        }
    }
    names
}

/// Tells whether a group is a surname, a comma and a given name, and nothing else.
fn is_inverted(group: &str, surname: &str, given: &str) -> bool {
    let word = |text: &str| !text.contains(' ') && text.starts_with(char::is_uppercase);
    group.matches(',').count() == 1
        && word(surname)
        && given.split(' ').count() <= 2
        && crate::segment::names::has_given_name(given)
        && !crate::segment::names::has_given_name(surname)
}

fn begins_with_conjunction(part: &str) -> bool {
    part.split_once(' ').is_some_and(|(first, _)| CONJUNCTIONS.contains(&first))
}

fn begins_a_role(part: &str) -> bool {
    let first = part.split_whitespace().next().unwrap_or_default().to_lowercase();
    let small = part.starts_with(char::is_lowercase);
    (small && !CONJUNCTIONS.contains(&first.as_str()) && !is_particle(&first))
        || ROLES.contains(&first.as_str())
}

fn is_particle(word: &str) -> bool {
    [
        "von", "van", "de", "di", "del", "della", "da", "dos", "du", "le", "la", "el", "al", "bin",
        "ibn", "zu", "ter", "den", "der", "af",
    ]
    .contains(&word)
}

fn split_conjunctions(text: &str) -> Vec<String> {
    let mut names = vec![String::new()];
    let words: Vec<&str> = text.split_whitespace().collect();
    for (at, word) in words.iter().enumerate() {
        let joins =
            CONJUNCTIONS.contains(&word.to_lowercase().as_str()) || *word == "&" || *word == "+";
        // A name of one letter ("Ana I Ruiz") is no conjunction, nor is one between surnames
        // ("Ortega y Gasset", "Costa e Silva").
        let mut behind = words.get(at + 1..).unwrap_or_default().iter();
        let next_is_name = behind.next().is_some_and(|next| !next.starts_with(char::is_lowercase));
        let surnames = word.chars().count() == 1
            && word.chars().all(char::is_alphabetic)
            && behind.next().is_none_or(|next| CONJUNCTIONS.contains(next));
        let name_before = names.last().is_some_and(|name| !name.is_empty());
        let last = at + 1 == words.len();
        if joins && !word.starts_with(char::is_uppercase) && (last || next_is_name && !surnames) {
            if name_before {
                names.push(String::new());
            }
            continue;
        }
        if let Some(name) = names.last_mut() {
            if !name.is_empty() {
                name.push(' ');
            }
            name.push_str(word);
        }
    }
    names
}

/// Strips "By" and its kin, only where a blank or colon follows: "Byron" keeps its start.
pub(super) fn strip_introduction(text: &str) -> &str {
    let mut text = text.trim_start_matches([':', '-', '–', '—', '(', ' ', '\u{a0}']).trim();
    for _ in 0..3 {
        let lower = text.to_lowercase();
        let found = INTRODUCTIONS.iter().filter(|intro| {
            lower.strip_prefix(**intro).is_some_and(|rest| {
                rest.starts_with([':', '：'])
                    || (rest.starts_with(char::is_whitespace) && !rest.trim().is_empty())
            })
        });
        let Some(intro) = found.max_by_key(|intro| intro.len()) else { break };
        let taken: usize = intro.chars().count();
        let rest: &str =
            text.char_indices().nth(taken).map_or("", |(at, _)| text.get(at..).unwrap_or_default());
        // "De Niro", "Von Miller": a single name behind makes it a part of the name.
        if is_particle(intro)
            && !rest.trim().contains(' ')
            && !rest.contains(':')
            && rest.trim().starts_with(char::is_uppercase)
            && !crate::segment::names::is_agency(rest)
        {
            break;
        }
        text = rest.trim_start_matches([':', '：', ' ', '\u{a0}', '\t', '-', '–']).trim();
    }
    text
}

/// Cleans one name; `None` where it is no name.
fn tidy(name: &str) -> Option<String> {
    let mut name = name.trim();
    if let Some((before, _)) = name.split_once('(') {
        // "(dpa)" behind a name is its agency.
        name = if before.trim().is_empty() { name.trim_matches(['(', ')']) } else { before };
    }
    for (at, _) in
        name.match_indices(" - ").chain(name.match_indices(" – ")).chain(name.match_indices(" @"))
    {
        name = name.get(..at).unwrap_or(name);
    }
    let name = without_place(strip_introduction(name))
        .trim_matches(|c: char| c.is_whitespace() || ",;:-–—*\"“”„".contains(c));
    let words = name.split_whitespace().count();
    let is_address = name.contains("://")
        || name.contains('@')
        || name.starts_with("www.")
        || (!name.contains(' ') && name.contains('.') && name.is_ascii() && !name.ends_with('.'));
    let is_slug = !name.contains(' ')
        && (name.contains('_')
            || (name.contains('-') && !name.contains(char::is_uppercase) && name.is_ascii()));
    let has_letter = name.chars().any(char::is_alphabetic);
    let digits = name.chars().filter(char::is_ascii_digit).count();
    let plain = words <= MAX_NAME_WORDS && name.chars().count() <= MAX_NAME_CHARS && digits < 3;
    let is_known = has_letter && plain && !is_address && !is_slug && name.chars().count() > 1;
    let signs = !nobody::is_nobody(name) && nobody::others(name).is_none();
    (is_known && signs).then(|| name.to_owned())
}

/// Cuts the place off "Ada Moor in Lowestoft".
fn without_place(name: &str) -> &str {
    let places = [" in ", " aus ", " à ", " en ", " em ", " a "];
    let cut = places.iter().filter_map(|place| name.split_once(place)).find(|(person, place)| {
        person.contains(' ')
            && crate::segment::names::is_person(person)
            && place.starts_with(char::is_uppercase)
    });
    cut.map_or(name, |(person, _)| person)
}

/// Tells whether a printed line looks like names and nothing else.
pub(super) fn looks_like_names(text: &str) -> bool {
    let names = split(text);
    !names.is_empty()
        && names.iter().all(|name| {
            let words: Vec<&str> = name.split_whitespace().collect();
            let capitals =
                words.iter().filter(|word| !word.starts_with(char::is_lowercase)).count();
            let few = words.len() <= 5 && name.chars().count() <= 45;
            few && !name.starts_with(char::is_lowercase)
                && !words.last().is_some_and(|word| word.starts_with(char::is_lowercase))
                && !is_button(name)
                && words.len() - capitals <= 1 + words.len() / 3
                && !name.contains(['!', '?', '…', '"'])
                && !name.chars().any(|c| c.is_ascii_digit())
        })
}

/// Tells what stands beside names to be pressed.
fn is_button(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default().to_lowercase();
    [
        "follow",
        "following",
        "folgen",
        "seguir",
        "suivre",
        "segui",
        "volgen",
        "takip",
        "share",
        "teilen",
        "comments",
        "kommentare",
        "email",
        "e-mail",
        "profil",
        "profile",
        "contact",
        "kontakt",
        "twitter",
        "facebook",
        "more",
        "mehr",
    ]
    .contains(&first.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn author_strings_split_into_names() {
        for (text, names) in [
            ("By Ada Moor", &["Ada Moor"][..]),
            ("Ada Moor and Ben Tide", &["Ada Moor", "Ben Tide"]),
            ("Von Ada Moor und Ben Tide", &["Ada Moor", "Ben Tide"]),
            ("Ada Moor, Ben Tide", &["Ada Moor", "Ben Tide"]),
            ("Ada Moor; Ben Tide | Cy Fen", &["Ada Moor", "Ben Tide", "Cy Fen"]),
            ("Ada Moor, Jr.", &["Ada Moor, Jr."]),
            ("Ada Moor, staff reporter", &["Ada Moor"]),
            ("Ada Moor, editor of the coast desk", &["Ada Moor"]),
            ("Ada Moor (dpa)", &["Ada Moor"]),
            ("Ada B. Moor", &["Ada B. Moor"]),
            ("Byron Moor", &["Byron Moor"]),
            ("Ada Moor, ada@post.example, https://post.example", &["Ada Moor"]),
            ("Maria Costa e Silva", &["Maria Costa e Silva"]),
            ("José Ortega y Gasset", &["José Ortega y Gasset"]),
            ("Ana Ruiz y Eva Pons Vidal", &["Ana Ruiz", "Eva Pons Vidal"]),
            ("Robert De Niro, Di Maio", &["Robert De Niro", "Di Maio"]),
            ("Von Miller", &["Von Miller"]),
            ("Von dpa", &["dpa"]),
            ("Smith, John", &["Smith, John"]),
            ("Anna, John", &["Anna", "John"]),
            ("By Ada Moor, Political Editor, and Ben Tide", &["Ada Moor", "Ben Tide"]),
            ("By Ada Moor in Lowestoft and Ben Tide in Ostend", &["Ada Moor", "Ben Tide"]),
            ("Edited by Ada Moor", &[]),
            ("Science Editor", &[]),
            ("admin", &[]),
            ("null", &[]),
            ("ada-moor", &[]),
            ("", &[]),
        ] {
            assert_eq!(split(text), names, "{text}");
        }
    }

    #[test]
    fn sentences_are_no_names() {
        assert!(looks_like_names("Ada Moor and Ben Tide"));
        assert!(!looks_like_names("The ferry came back to the quay at noon"));
        assert!(!looks_like_names("Updated 13 May 2020"));
    }
}
