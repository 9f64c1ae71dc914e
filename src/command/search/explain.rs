//! Why a hit was found: a sentence for people, a sum for engineers.

use presscut_index::{Explain, Field, FieldReason, Hit, Reason, ScorePart};
use serde::Serialize;
use serde_json::Value;

use crate::cli::text::{count, grouped, one_line, unescaped};

/// Why a hit was found, as JSON.
#[derive(Serialize)]
pub(super) struct Explained<'a> {
    sentence: String,
    words: Vec<Found<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fields: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<Vec<Part<'a>>>,
}

#[derive(Serialize)]
struct Found<'a> {
    printed: &'a [String],
    headline: u64,
    body: u64,
    authors: u64,
    articles: Option<u64>,
    of: u64,
}

#[derive(Serialize)]
struct Part<'a> {
    clause: &'a str,
    score: f32,
    detail: Option<Value>,
}

/// Makes the object, if it is wanted.
pub(super) fn object(hit: &Hit, how: Explain) -> Option<Explained<'_>> {
    (how != Explain::Nothing).then(|| Explained {
        sentence: sentence(hit),
        words: hit.reasons.iter().map(Found::of).collect(),
        fields: hit.facts.iter().map(|fact| fact.clause.as_str()).collect(),
        score: (how == Explain::Full).then(|| hit.score_parts.iter().map(Part::of).collect()),
    })
}

impl<'a> Found<'a> {
    fn of(reason: &'a Reason) -> Self {
        let Reason { words, headline, body, authors, articles, of } = reason;
        let (headline, body, authors) = (*headline, *body, *authors);
        Self { printed: words, headline, body, authors, articles: *articles, of: *of }
    }
}

impl<'a> Part<'a> {
    fn of(part: &'a ScorePart) -> Self {
        let ScorePart { clause, score, detail } = part;
        Self { clause, score: *score, detail: serde_json::from_str(detail).ok() }
    }
}

/// Says in a sentence why a hit was found.
pub(super) fn sentence(hit: &Hit) -> String {
    let words = hit.reasons.iter().map(clause);
    let parts: Vec<String> = words.chain(hit.facts.iter().map(fact)).collect();
    if parts.is_empty() {
        return "Found because nothing in it was excluded: no word was asked for.".to_owned();
    }
    format!("Found by {}.", parts.join("; "))
}

fn fact(fact: &FieldReason) -> String {
    let name = match fact.field {
        Field::Author => "author",
        Field::Date => "date",
        Field::Section => "section",
        Field::Lang => "language",
        Field::Source => "source",
        Field::Site => "site",
        Field::Url => "address",
        Field::Id => "id",
        _ => "fields",
    };
    format!("its {name} ({})", one_line(&unescaped(&fact.clause)))
}

fn clause(reason: &Reason) -> String {
    let words: Vec<String> =
        reason.words.iter().map(|word| format!("“{}”", one_line(word))).collect();
    let mut places = Vec::new();
    if reason.headline > 0 {
        places.push("in the headline".to_owned());
    }
    if reason.body > 0 {
        places.push(format!("in {} of the text", count(reason.body, "place")));
    }
    if reason.authors > 0 {
        places.push("among its authors".to_owned());
    }
    let mut text = format!("{} {}", words.join(", "), places.join(" and "));
    if let Some(articles) = reason.articles {
        let how = match articles.saturating_mul(100).checked_div(reason.of) {
            Some(0..2) => "rare",
            Some(2..20) => "not rare",
            _ => "common",
        };
        let of = grouped(reason.of);
        text = format!("{text} ({how}: {} of {of} articles have it)", grouped(articles));
    }
    text
}

/// The lines of the sum that a score is.
pub(super) fn sum(hit: &Hit) -> Vec<String> {
    let part = |part: &ScorePart| format!("{:>9.4}  {}", part.score, one_line(&part.clause));
    let mut lines: Vec<String> = hit.score_parts.iter().map(part).collect();
    if !lines.is_empty() {
        lines.push(format!("{:>9.4}  score", hit.score));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_told_in_plain_words() {
        let reason = Reason {
            words: vec!["wolf".into(), "wolves".into()],
            headline: 1,
            body: 2,
            authors: 0,
            articles: Some(3),
            of: 2000,
        };
        assert_eq!(
            clause(&reason),
            "“wolf”, “wolves” in the headline and in 2 places of the text \
             (rare: 3 of 2,000 articles have it)"
        );
        let reason = Reason { headline: 0, body: 0, authors: 1, articles: None, ..reason };
        assert_eq!(clause(&reason), "“wolf”, “wolves” among its authors");
    }

    #[test]
    fn fields_are_told_with_what_was_asked() {
        for (field, clause, told) in [
            (Field::Date, "date:2019-03", "its date (date:2019-03)"),
            (Field::Section, "section:World\\ News", "its section (section:World News)"),
        ] {
            assert_eq!(fact(&FieldReason { field, clause: clause.into() }), told);
        }
    }
}
