//! How well pages are cut: texts whose articles are known, and the figures of a cut of them.
//!
//! Pure functions. [`glue`] makes texts out of single stories; [`Scores`] compares cuts with the truth.

mod borders;
mod glue;
mod normal;
mod score;
mod words;

use std::ops::Range;

pub use glue::{Story, glue};
pub use score::{Figure, Scores};

/// A text with what is true of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Text {
    /// The text.
    pub text: String,
    /// Its articles, in order.
    pub articles: Vec<True>,
    /// The lines of no article.
    pub boilerplate: String,
}

/// An article as it truly is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct True {
    /// Its bytes, from its first line of any kind to its last.
    pub span: Range<usize>,
    /// Its headline in all forms that are right; nothing for none.
    pub headlines: Vec<String>,
    /// Its authors.
    pub authors: Vec<String>,
    /// The day it came out, as `2024-05-01`, where the text prints one with its year.
    pub date: Option<String>,
    /// Its text, a paragraph a line.
    pub body: String,
    /// All its lines.
    pub own: String,
}

/// An article as it was cut.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Its bytes.
    pub span: Range<usize>,
    /// Its headline.
    pub headline: Option<String>,
    /// Its authors.
    pub authors: Vec<String>,
    /// Its date, as precisely as it is known.
    pub date: Option<String>,
    /// Its text.
    pub body: String,
}

impl From<&presscut_index::Article> for Found {
    fn from(article: &presscut_index::Article) -> Self {
        let at = |place: u64| usize::try_from(place).unwrap_or(usize::MAX);
        Self {
            span: at(article.span.start)..at(article.span.end),
            headline: article.headline.clone(),
            authors: article.authors.clone(),
            date: article.date.as_ref().map(|date| date.iso().to_owned()),
            body: article.body.clone(),
        }
    }
}

impl Text {
    /// Returns the bytes of the visible lines, without the white space before them.
    pub fn lines(&self) -> Vec<Range<usize>> {
        let mut at = 0;
        let lines = self.text.split_inclusive('\n').map(|line| {
            let start = at + (line.len() - line.trim_start().len());
            at += line.len();
            start..start + line.trim().len()
        });
        lines.filter(|line| !line.is_empty()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text() -> Text {
        let text = "Menu\nFerry stops\nBy Ada Byron\nThe last boat left the pier at noon.\nMore\nRain\nIt rained again all day.\n";
        let article = |from: &str, to: &str, headline: &str, body: &str| {
            let span = text.find(from).unwrap()..text.find(to).unwrap() + to.len();
            True {
                headlines: vec![headline.to_owned()],
                body: body.to_owned(),
                own: text[span.clone()].to_owned(),
                span,
                ..True::default()
            }
        };
        let mut articles = vec![
            article("Ferry", "noon.", "Ferry stops", "The last boat left the pier at noon."),
            article("Rain", "all day.", "Rain", "It rained again all day."),
        ];
        articles[0].authors.push("Ada Byron".to_owned());
        Text { text: text.to_owned(), articles, boilerplate: "Menu\nMore".to_owned() }
    }

    fn found(article: &True) -> Found {
        Found {
            span: article.span.clone(),
            headline: article.headlines.first().cloned(),
            authors: article.authors.clone(),
            date: article.date.clone(),
            body: article.body.clone(),
        }
    }

    fn figure(scores: &Scores, name: &str) -> f64 {
        scores.figures().iter().find(|(known, _)| known == name).unwrap().1
    }

    #[test]
    fn the_truth_itself_is_perfect() {
        let text = text();
        let mut scores = Scores::default();
        let cut: Vec<_> = text.articles.iter().map(found).collect();
        assert!((scores.add(&text, &cut) - 1.0).abs() < 1e-12);
        for (name, value) in scores.figures() {
            let wanted = match name.as_str() {
                "pk" | "windowdiff" | "body_tokens_lost" | "boilerplate_tokens_kept" => 0.0,
                "true_articles" | "predicted_articles" => 2.0,
                _ => 1.0,
            };
            assert!((value - wanted).abs() < 1e-12, "{name} is {value}");
        }
    }

    #[test]
    fn what_is_missed_and_what_is_too_much_shows() {
        let text = text();
        let mut scores = Scores::default();
        let mut one = found(&text.articles[0]);
        one.span.start = 0;
        one.headline = Some("Menu".to_owned());
        one.body.push_str("\nMenu");
        scores.add(&text, &[one]);
        let near = |name: &str, wanted: f64| {
            let value = figure(&scores, name);
            assert!((value - wanted).abs() < 1e-12, "{name} is {value}");
        };
        // Two true starts, of which none was said: the cut begins with the text.
        near("boundary_exact_recall", 0.0);
        near("boundary_within_1_recall", 0.0);
        near("article_precision", 1.0);
        near("article_recall", 0.5);
        near("found_with_headline", 0.0);
        near("author_recall", 1.0);
        near("boilerplate_tokens_kept", 0.5);
        near("body_tokens_lost", 5.0 / 13.0);
    }
}
