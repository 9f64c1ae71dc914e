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
    ("schrijft ", "bio.schrijft"),
    ("werkt ", "bio.werkt"),
    (", jahrgang ", "bio.jahrgang"),
    (", geboren ", "bio.geboren"),
    (", born ", "bio.born"),
];

/// The longest line about an author, in bytes.
const LONGEST: usize = 700;

/// Reads the name that a line about an author begins with, and the rule.
pub(super) fn parse(line: &str) -> Option<(Range<usize>, &'static str)> {
    if line.len() > LONGEST {
        return None;
    }
    let from = ["Dr. ", "Prof. ", "About ", "Professor "]
        .iter()
        .find_map(|title| line.strip_prefix(title))
        .map_or(0, |rest| line.len() - rest.len());
    let head = line.get(from..)?;
    let mut end = 0;
    let mut best = None;
    for word in head.split_inclusive([' ', '\u{a0}']).take(5) {
        end += word.len();
        let name = head.get(..end)?.trim_end().trim_end_matches(',');
        if names::is_person(name) || names::is_agency(name) {
            let rest = head.get(name.len()..)?;
            let verb = [rest, without_age(rest)].into_iter().find_map(|rest| {
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
            ("Ada Byron (*1815) war Mathematikerin.", "Ada Byron", "bio.war"),
            ("Ada Byron, 34, ist Reporterin.", "Ada Byron", "bio.ist"),
        ] {
            let (range, found) = parse(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((&line[range], found), (name, rule));
        }
        for line in ["The harbour is a ruin.", "Ada Byron", "Ada Byron's horse is a winner", ""] {
            assert_eq!(parse(line), None, "{line}");
        }
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
