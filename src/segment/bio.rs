//! Lines about an author: "Ada Byron directs the Institute for Engines."

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
            let rest = head.get(name.len()..)?.trim_start();
            let rest: String = rest.chars().take(16).flat_map(char::to_lowercase).collect();
            if let Some((_, rule)) = VERBS.iter().find(|(verb, _)| rest.starts_with(verb)) {
                best = Some((from..from + name.len(), *rule));
            }
        }
    }
    best
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
        ] {
            let (range, found) = parse(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((&line[range], found), (name, rule));
        }
        for line in ["The harbour is a ruin.", "Ada Byron", "Ada Byron's horse is a winner", ""] {
            assert_eq!(parse(line), None, "{line}");
        }
    }
}
