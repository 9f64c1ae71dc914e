//! The section, where a line names one: "Science", "Politics / 13 August 2020", "7 hours ago - Science".

use std::ops::Range;

use presscut_index::{Article, Mark};

use super::super::Role;
use super::Cut;
use crate::date;

/// Words that name sections in seven languages, in lower case.
const SECTIONS: &[&str] = &[
    "news",
    "world",
    "politics",
    "policy",
    "business",
    "economy",
    "finance",
    "money",
    "markets",
    "science",
    "technology",
    "tech",
    "health",
    "sport",
    "sports",
    "culture",
    "arts",
    "opinion",
    "entertainment",
    "lifestyle",
    "travel",
    "food",
    "education",
    "environment",
    "climate",
    "energy",
    "media",
    "local",
    "national",
    "international",
    "weather",
    "crime",
    "style",
    "books",
    "film",
    "music",
    "tv",
    "football",
    "cricket",
    "rugby",
    "tennis",
    "analysis",
    "features",
    "security",
    "defense",
    "justice",
    "law",
    "society",
    "religion",
    "life",
    "u.s",
    "us",
    "uk",
    "europe",
    "africa",
    "asia",
    "canada",
    "americas",
    "commentary",
    "investigations",
    "politik",
    "wirtschaft",
    "finanzen",
    "wissen",
    "wissenschaft",
    "technik",
    "gesundheit",
    "kultur",
    "meinung",
    "feuilleton",
    "reise",
    "panorama",
    "gesellschaft",
    "ausland",
    "inland",
    "regional",
    "lokales",
    "digital",
    "netzwelt",
    "bildung",
    "umwelt",
    "klima",
    "medien",
    "vermischtes",
    "nachrichten",
    "fußball",
    "sport",
    "politique",
    "économie",
    "sciences",
    "santé",
    "société",
    "monde",
    "france",
    "environnement",
    "planète",
    "médias",
    "idées",
    "justice",
    "política",
    "economía",
    "internacional",
    "nacional",
    "sociedad",
    "cultura",
    "deportes",
    "ciencia",
    "tecnología",
    "salud",
    "opinión",
    "educación",
    "mundo",
    "sucesos",
    "economia",
    "esteri",
    "cronaca",
    "politica",
    "scienza",
    "tecnologia",
    "salute",
    "spettacoli",
    "mondo",
    "saúde",
    "esportes",
    "desporto",
    "ciência",
    "educação",
    "sociedade",
    "brasil",
    "portugal",
    "binnenland",
    "buitenland",
    "economie",
    "wetenschap",
    "gezondheid",
    "cultuur",
    "opinie",
];

/// Finds the section in the lines above the text and beside dates.
pub(super) fn fill(cut: &Cut<'_>, roles: &mut [Role], article: &mut Article) {
    for at in cut.matter() {
        let line = cut.text(at);
        let Some(bytes) = find(line) else { continue };
        let Some(name) = line.get(bytes.clone()) else { continue };
        article.section = Some(name.to_owned());
        article.evidence.section = Some(Mark::at(cut.span(at, &bytes), "line.section"));
        if let Some(slot) = roles.get_mut(at)
            && matches!(slot, Role::Noise | Role::Caption)
        {
            *slot = Role::Kicker;
        }
        return;
    }
}

/// Returns the bytes of a section's name: the whole line, or what stands beside its date.
fn find(line: &str) -> Option<Range<usize>> {
    if line.len() > 100 {
        return None;
    }
    let candidates = match date::find(line, None) {
        None => [0..line.len(), 0..0],
        Some(found) => [0..found.range.start, found.range.end..line.len()],
    };
    candidates.into_iter().find_map(|range| {
        let part = line.get(range.clone())?;
        let edge = |c: char| !c.is_alphanumeric();
        let name = part.trim_matches(edge);
        let start = range.start + (part.len() - part.trim_start_matches(edge).len());
        let name = name.strip_prefix("Updated").map_or(name, str::trim_start);
        is_section(name).then(|| start..start + name.len())
    })
}

/// Tells whether a text is section words joined by "&", "and" and the like.
fn is_section(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words = 0;
    for word in lower.split(|c: char| c.is_whitespace() || matches!(c, '&' | ',' | '/' | '|')) {
        match word {
            "" | "and" | "und" | "et" | "y" | "e" | "en" => {}
            word if SECTIONS.contains(&word) => words += 1,
            _ => return false,
        }
    }
    (1..=4).contains(&words)
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn sections_are_found_alone_and_beside_dates() {
        for (line, section) in [
            ("Science", Some("Science")),
            ("7 hours ago - Politics & Policy", Some("Politics & Policy")),
            ("Politik / 13. August 2020", Some("Politik")),
            ("The harbour reopens", None),
            ("13 August 2020", None),
            ("", None),
        ] {
            assert_eq!(find(line).map(|range| &line[range]), section, "{line}");
        }
    }
}
