//! Lines about an author: "Ada Byron directs the Institute for Engines.", "About the author".

use std::ops::Range;

use super::names;

/// What follows the name, and the rule's name.
const VERBS: &[(&str, &str)] = &[
    ("directs ", "bio.directs"),
    ("leads ", "bio.leads"),
    ("heads ", "bio.heads"),
    ("is a ", "bio.is"),
    ("is an ", "bio.is"),
    ("is the ", "bio.is"),
    ("is our ", "bio.is"),
    ("is based ", "bio.is"),
    ("is senior ", "bio.is"),
    ("is professor ", "bio.is"),
    ("is co-", "bio.is"),
    ("is director ", "bio.is"),
    ("is editor ", "bio.is"),
    ("is chief ", "bio.is"),
    ("is deputy ", "bio.is"),
    ("is associate ", "bio.is"),
    ("is one of ", "bio.is"),
    ("is currently ", "bio.is"),
    ("was a ", "bio.was"),
    ("writes ", "bio.writes"),
    ("covers ", "bio.covers"),
    ("reports ", "bio.reports"),
    ("teaches ", "bio.teaches"),
    ("lives ", "bio.lives"),
    ("studied ", "bio.studied"),
    ("makes ", "bio.makes"),
    ("contributes ", "bio.contributes"),
    ("specializes ", "bio.specializes"),
    ("specialises ", "bio.specializes"),
    ("can be reached ", "bio.reached"),
    ("hosts ", "bio.hosts"),
    ("edits ", "bio.edits"),
    ("works ", "bio.works"),
    ("joined ", "bio.joined"),
    ("has written ", "bio.writes"),
    ("has been ", "bio.is"),
    ("has covered ", "bio.covers"),
    ("serves as ", "bio.is"),
    ("ist ", "bio.ist"),
    ("schreibt ", "bio.schreibt"),
    ("arbeitet ", "bio.arbeitet"),
    ("leitet ", "bio.leitet"),
    ("berichtet ", "bio.berichtet"),
    ("studierte ", "bio.studierte"),
    ("lehrt ", "bio.lehrt"),
    ("forscht ", "bio.forscht"),
    ("war ", "bio.war"),
    ("promovierte ", "bio.lehrt"),
    ("kommentiert ", "bio.schreibt"),
    ("est ", "bio.est"),
    ("écrit ", "bio.écrit"),
    ("dirige ", "bio.dirige"),
    ("es ", "bio.es"),
    ("escribe ", "bio.escribe"),
    ("è ", "bio.è"),
    ("scrive ", "bio.scrive"),
    ("é ", "bio.é"),
    ("escreve ", "bio.escreve"),
    ("is redacteur ", "bio.is"),
    ("is verslagge", "bio.is"),
    ("is journalist", "bio.is"),
    ("is corresponde", "bio.is"),
    ("is columnist", "bio.is"),
    ("is schrijver ", "bio.is"),
    ("is hoogleraar ", "bio.is"),
    ("is een ", "bio.is"),
    ("is onze ", "bio.is"),
    ("leidt ", "bio.leads"),
    ("doceert ", "bio.teaches"),
    ("schrijft ", "bio.schrijft"),
    ("werkt ", "bio.werkt"),
    (", jahrgang ", "bio.jahrgang"),
    (", geboren ", "bio.geboren"),
    (", born ", "bio.born"),
];

/// What follows two names.
const PLURALS: &[(&str, &str)] = &[
    ("are ", "bio.is"),
    ("write ", "bio.writes"),
    ("cover ", "bio.covers"),
    ("report ", "bio.reports"),
    ("teach ", "bio.teaches"),
    ("direct ", "bio.directs"),
    ("sind ", "bio.ist"),
    ("arbeiten ", "bio.arbeitet"),
    ("berichten ", "bio.berichtet"),
    ("schreiben ", "bio.schreibt"),
    ("sont ", "bio.est"),
    ("son ", "bio.es"),
    ("sono ", "bio.è"),
    ("são ", "bio.é"),
    ("zijn ", "bio.is"),
];

/// Words between two names.
const ANDS: &[&str] = &[" and ", " und ", " et ", " y ", " e ", " en ", " & "];

/// What may stand before the name, in lower case.
const LEADS: &[&str] = &[
    "dr. ",
    "prof. ",
    "about ",
    "professor ",
    "the author, ",
    "the writer, ",
    "our author ",
    "our reporter ",
    "der autor ",
    "die autorin ",
    "unser autor ",
    "unsere autorin ",
    "l'auteur, ",
    "l'autrice, ",
    "el autor, ",
    "la autora, ",
    "l'autore, ",
    "l'autrice, ",
    "o autor, ",
    "a autora, ",
    "de auteur, ",
];

/// Words of lines about those who write, in lower case; jobs at a paper are known elsewhere.
const WRITERS: &[&str] = &[
    "author of",
    "professor",
    "lecturer",
    "fellow",
    "institute",
    "initiative",
    "program at",
    "programme at",
    "project at",
    "center for",
    "centre for",
    "council on",
    "foundation",
    "university",
    "college",
    "think tank",
    "research",
    "historian",
    "economist",
    "lawyer",
    "book",
    "newsletter",
    "podcast",
    "magazine",
    "newspaper",
    "freelance",
    "studied",
    "universität",
    "institut",
    "hochschule",
    "zeitung",
    "jahrgang",
    "geboren",
    "studierte",
    "hat in",
    "freie",
    "schreibt",
    "buch",
    "université",
    "écrit",
    "livre",
    "universidad",
    "escribe",
    "libro",
    "università",
    "scrive",
    "universidade",
    "escreve",
    "livro",
    "universiteit",
    "hoogleraar",
    "schrijft",
    "boek",
];

/// The longest line about an author, in bytes.
const LONGEST: usize = 700;

/// Reads the name that a line about an author begins with, and the rule.
pub(super) fn parse(line: &str) -> Option<(Range<usize>, &'static str)> {
    if line.len() > LONGEST {
        return None;
    }
    let from = opening(line);
    let head = line.get(from..)?;
    let mut end = 0;
    let mut best = None;
    for word in head.split_inclusive([' ', '\u{a0}']).take(5) {
        end += word.len();
        let name = head.get(..end)?.trim_end().trim_end_matches(',');
        if names::is_person(name) || names::is_agency(name) {
            let rest = head.get(name.len()..)?;
            // "The author, Ada Byron, is a reporter."
            let aside = if from > 0 { rest.strip_prefix(',') } else { None }.unwrap_or(rest);
            let verb = [rest, aside, without_age(rest)].into_iter().find_map(|rest| {
                let rest = rest.trim_start().chars().take(16);
                let rest: String = rest.flat_map(char::to_lowercase).collect();
                VERBS.iter().find(|(verb, _)| rest.starts_with(verb))
            });
            if let Some((_, rule)) = verb {
                best = Some((from..from + name.len(), *rule));
            }
        }
    }
    best
}

/// Reads all whom a line is about: "Ada Byron and Max Muster are reporters."
pub(super) fn people(line: &str) -> Vec<(Range<usize>, &'static str)> {
    if let Some(one) = parse(line) {
        return vec![one];
    }
    let from = opening(line);
    let head = line.get(from..).filter(|_| line.len() <= LONGEST).unwrap_or_default();
    let joined = ANDS.iter().find_map(|and| Some((head.find(and)?, and.len())));
    let Some((at, and)) = joined else { return Vec::new() };
    let first = head.get(..at).unwrap_or_default();
    let rest = head.get(at + and..).unwrap_or_default();
    let verb = |from: usize| {
        let verb = rest.get(from..)?.trim_start_matches([',', ' ']);
        PLURALS.iter().find(|(plural, _)| verb.starts_with(plural)).map(|(_, rule)| *rule)
    };
    let mut end = 0;
    for word in rest.split_inclusive([' ', '\u{a0}']).take(5) {
        end += word.len();
        let second = rest.get(..end).unwrap_or_default().trim_end().trim_end_matches(',');
        if let Some(rule) = verb(second.len())
            && names::is_person(first)
            && names::is_person(second)
        {
            let start = from + at + and;
            return vec![(from..from + at, rule), (start..start + second.len(), rule)];
        }
    }
    Vec::new()
}

/// Returns where the name begins: after a title, or after words for whom it names.
fn opening(line: &str) -> usize {
    let led = LEADS.iter().find_map(|lead| {
        let (head, rest) = line.split_at_checked(lead.len())?;
        (head.to_lowercase() == *lead).then_some(rest)
    });
    let labelled = || {
        let (label, rest) = line.split_once([':', '–', '—', '|'])?;
        is_label(label.trim_end()).then(|| rest.trim_start())
    };
    labelled().or(led).map_or(0, |rest| line.len() - rest.len())
}

/// Tells whether a line says what somebody is who writes: works at a paper, teaches, has written a book.
///
/// "Ada Byron directs the theatre" may as well be the last sentence of a story.
pub(super) fn tells_a_writer(line: &str) -> bool {
    let lower = line.to_lowercase();
    opening(line) > 0
        || line.split(|c: char| !c.is_alphanumeric()).any(names::is_writing_job)
        || WRITERS.iter().any(|word| lower.contains(word))
        // "Ada Byron covers engines for the Harbour Post."
        || lower.contains(" covers ") && lower.contains(" for ")
}

/// Takes off what stands between name and verb: "(*1958)", "(34)", ", 34,".
fn without_age(rest: &str) -> &str {
    let (open, close) = match rest.trim_start().chars().next() {
        Some('(') => ('(', ')'),
        Some(',') => (',', ','),
        _ => return rest,
    };
    let after = rest.trim_start().strip_prefix(open).and_then(|rest| rest.split_once(close));
    after
        .filter(|(age, _)| age.chars().count() <= 24 && age.contains(|c: char| c.is_ascii_digit()))
        .map_or(rest, |(_, rest)| rest)
}

/// Headings of lines about authors, in lower case.
const LABELS: &[&str] = &[
    "about the author",
    "about the authors",
    "about the writer",
    "der autor",
    "die autorin",
    "die autoren",
    "über den autor",
    "über die autorin",
    "über die autor:in",
    "über die autoren",
    "zum autor",
    "zur autorin",
    "zur person",
    "l'auteur",
    "l’auteur",
    "l'autrice",
    "l’autrice",
    "à propos de l'auteur",
    "à propos de l’auteur",
    "sobre el autor",
    "sobre la autora",
    "l'autore",
    "l’autore",
    "sull'autore",
    "sobre o autor",
    "sobre a autora",
    "over de auteur",
    "o autorze",
    "o autorce",
    "об авторе",
    "عن الكاتب",
];

/// Tells whether a line says that the next one is about the author.
pub(super) fn is_label(line: &str) -> bool {
    let line = line.trim_end_matches([':', ' ', '\u{a0}']);
    line.len() <= 40 && LABELS.contains(&line.to_lowercase().as_str())
}

/// Tells whether a line goes on about somebody named on the line before: by surname or pronoun.
pub(super) fn goes_on(line: &str, name: &str) -> bool {
    const PRONOUNS: &[&str] =
        &["he ", "she ", "they ", "er ", "sie ", "il ", "elle ", "hij ", "zij "];
    let lower: String = line.chars().take(24).flat_map(char::to_lowercase).collect();
    line.starts_with(names::surname(name))
        || line.starts_with(name)
        || PRONOUNS.iter().any(|pronoun| lower.starts_with(pronoun))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_before_the_verb_is_the_author() {
        for (line, name, rule) in [
            ("Ada Byron directs the Institute for Engines.", "Ada Byron", "bio.directs"),
            ("Ada Byron is a freelance journalist in Turin.", "Ada Byron", "bio.is"),
            ("Max Muster ist Redakteur im Ressort Wissen.", "Max Muster", "bio.ist"),
            ("Ada Byron, Jahrgang 1990, hat in Turin studiert.", "Ada Byron", "bio.jahrgang"),
            ("Ada Byron est journaliste.", "Ada Byron", "bio.est"),
            ("Ada Byron is verslaggeefster in Turijn.", "Ada Byron", "bio.is"),
            ("Ada Byron is correspondent in Turijn.", "Ada Byron", "bio.is"),
            ("Ada Byron (*1815) war Mathematikerin.", "Ada Byron", "bio.war"),
            ("Ada Byron, 34, ist Reporterin.", "Ada Byron", "bio.ist"),
            ("The author, Ada Byron, is a reporter in Turin.", "Ada Byron", "bio.is"),
            ("About the author: Ada Byron is a reporter.", "Ada Byron", "bio.is"),
            ("Unsere Autorin Ada Byron ist Redakteurin.", "Ada Byron", "bio.ist"),
        ] {
            let (range, found) = parse(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((&line[range], found), (name, rule));
        }
        for line in ["The harbour is a ruin.", "Ada Byron", "Ada Byron's horse is a winner", ""] {
            assert_eq!(parse(line), None, "{line}");
        }
    }

    #[test]
    fn two_may_be_named_at_once() {
        let read = |line: &'static str| -> Vec<&str> {
            people(line).into_iter().map(|(name, _)| &line[name]).collect()
        };
        let both = ["Ada Byron", "Max Muster"];
        assert_eq!(read("Ada Byron and Max Muster are reporters at the harbour desk."), both);
        assert_eq!(read("Ada Byron und Max Muster berichten aus Turin."), both);
        assert_eq!(read("Ada Byron is a reporter."), ["Ada Byron"]);
        assert!(read("Salt and Pepper are cheap.").is_empty());
        assert!(read("The pier and the harbour are closed.").is_empty());
    }

    #[test]
    fn who_writes_is_told_from_who_is_written_about() {
        assert!(tells_a_writer("Ada Byron directs the Institute for Engines."));
        assert!(tells_a_writer("Ada Byron est journaliste."));
        assert!(tells_a_writer("Ada Byron is verslaggever bij de krant."));
        assert!(tells_a_writer("Ada Byron covers engines for the Harbour Post."));
        assert!(!tells_a_writer("Ada Byron directs the theatre."));
        assert!(!tells_a_writer("Ada Byron est la maire."));
    }

    #[test]
    fn headings_and_second_lines_of_bios_are_known() {
        assert!(is_label("About the author:") && is_label("Die Autorin"));
        assert!(!is_label("Die Autorin des Buches"));
        assert!(
            goes_on("Byron covers engines.", "Ada Byron") && goes_on("She covers it.", "Ada Byron")
        );
        assert!(!goes_on("The harbour", "Ada Byron"));
    }
}
