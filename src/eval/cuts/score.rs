//! The figures: what was found, with the right fields, and what was lost or kept too much.

use std::collections::HashMap;

use super::borders::{hits, label, starts, window_errors};
use super::normal::{Bag, add, common, day, names, plain, total, without, words};
use super::{Found, Text, True};

/// Word F1 of the bodies from which an article counts as found.
const FOUND: f64 = 0.8;

/// The sums over all texts, and what they come to.
#[derive(Debug, Default)]
pub struct Scores {
    texts: u64,
    counts: HashMap<&'static str, f64>,
    /// The rates of single articles or texts, by name: their sum and number.
    rates: HashMap<&'static str, (f64, f64)>,
}

/// One figure, by its name.
pub type Figure = (String, f64);

/// Harmonic mean of precision and recall, out of counts; nothing predicted and nothing true is perfect.
fn prf(hit: f64, predicted: f64, truth: f64) -> [f64; 3] {
    if predicted == 0.0 && truth == 0.0 {
        return [1.0; 3];
    }
    let precision = if predicted > 0.0 { hit / predicted } else { 0.0 };
    let recall = if truth > 0.0 { hit / truth } else { 0.0 };
    let sum = precision + recall;
    [precision, recall, if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 }]
}

fn bag_f1(one: &Bag, other: &Bag) -> f64 {
    let [_, _, f1] = prf(common(one, other) as f64, total(one) as f64, total(other) as f64);
    f1
}

impl Scores {
    fn count(&mut self, name: &'static str, by: f64) {
        *self.counts.entry(name).or_default() += by;
    }

    fn rate(&mut self, name: &'static str, value: f64) {
        let (sum, number) = self.rates.entry(name).or_default();
        *sum += value;
        *number += 1.0;
    }

    /// Scores the cut of a text; returns its article F1.
    pub fn add(&mut self, text: &Text, found: &[Found]) -> f64 {
        self.texts += 1;
        let lines = text.lines();
        let place = |start: usize, end: usize| {
            let first = lines.partition_point(|line| line.start < start);
            let last = lines.partition_point(|line| line.start < end);
            // What begins and ends inside a line is that line.
            if first < last { (first, last) } else { (last.saturating_sub(1), last) }
        };
        let spans: Vec<_> = text.articles.iter().map(|a| place(a.span.start, a.span.end)).collect();
        let mut cut: Vec<_> = found.iter().map(|a| place(a.span.start, a.span.end)).collect();
        cut.sort_unstable();
        let (reference, hypothesis) = (label(lines.len(), &spans), label(lines.len(), &cut));
        let (truth, guesses) = (starts(&reference), starts(&hypothesis));
        self.count("starts", truth.len() as f64);
        self.count("guesses", guesses.len() as f64);
        self.count("exact", hits(&guesses, &truth, 0) as f64);
        self.count("near", hits(&guesses, &truth, 1) as f64);
        let (pk, different) = window_errors(&reference, &hypothesis);
        self.rate("pk", pk);
        self.rate("windowdiff", different);
        let matched = self.articles(text, found);
        self.leftovers(text, found);
        let [_, _, f1] = prf(matched as f64, found.len() as f64, text.articles.len() as f64);
        self.rate("article_f1_mean_of_documents", f1);
        f1
    }

    /// Pairs off the articles, the best first, and compares their fields.
    fn articles(&mut self, text: &Text, found: &[Found]) -> usize {
        let truth: Vec<Bag> = text.articles.iter().map(|article| words(&article.body)).collect();
        let guess: Vec<Bag> = found.iter().map(|article| words(&article.body)).collect();
        let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
        for (at, one) in truth.iter().enumerate() {
            pairs.extend(guess.iter().enumerate().map(|(to, other)| (bag_f1(other, one), at, to)));
        }
        pairs.sort_by(|one, other| {
            other.0.total_cmp(&one.0).then((other.1, other.2).cmp(&(one.1, one.2)))
        });
        let (mut taken, mut used) = (vec![false; truth.len()], vec![false; guess.len()]);
        let mut matched = 0;
        for (_, at, to) in pairs.into_iter().filter(|(f1, ..)| *f1 >= FOUND) {
            let free = |flags: &[bool], at: usize| flags.get(at) == Some(&false);
            if !free(&taken, at) || !free(&used, to) {
                continue;
            }
            if let (Some(taken), Some(used)) = (taken.get_mut(at), used.get_mut(to)) {
                (*taken, *used) = (true, true);
            }
            if let (Some(truth), Some(found)) = (text.articles.get(at), found.get(to)) {
                matched += 1;
                self.fields(truth, found);
            }
        }
        self.count("true", truth.len() as f64);
        self.count("predicted", guess.len() as f64);
        self.count("found", matched as f64);
        matched
    }

    fn fields(&mut self, truth: &True, found: &Found) {
        let number = |yes: bool| f64::from(u8::from(yes));
        let got = plain(found.headline.as_deref().unwrap_or_default());
        let exact = match truth.headlines.as_slice() {
            [] => got.is_empty(),
            wanted => wanted.iter().any(|headline| plain(headline) == got),
        };
        self.rate("headline_exact", number(exact));
        let which = if truth.headlines.is_empty() {
            "no_headline_where_none"
        } else {
            "headline_where_one"
        };
        self.rate(which, number(exact));
        let dated = day(found.date.as_deref()) == truth.date.as_deref();
        self.rate("date_day", number(dated));
        let which = if truth.date.is_some() { "date_where_one" } else { "no_date_where_none" };
        self.rate(which, number(dated));
        let (wanted, signed) = (names(&truth.authors), names(&found.authors));
        self.count("with_headline", number(exact));
        self.count("complete", number(exact && dated && wanted == signed));
        let both = wanted.intersection(&signed).count() as f64;
        self.count("names_right", both);
        self.count("names_found", signed.len() as f64);
        self.count("names_true", wanted.len() as f64);
    }

    /// Counts words of articles that are in no body, and words of no article that are in one.
    fn leftovers(&mut self, text: &Text, found: &[Found]) {
        let sum = |bodies: &mut dyn Iterator<Item = &str>| {
            let mut bag = Bag::new();
            bodies.for_each(|body| add(&mut bag, words(body)));
            bag
        };
        let truth = sum(&mut text.articles.iter().map(|article| article.body.as_str()));
        let kept = sum(&mut found.iter().map(|article| article.body.as_str()));
        let own = sum(&mut text.articles.iter().map(|article| article.own.as_str()));
        let noise = words(&text.boilerplate);
        self.count("body", total(&truth) as f64);
        self.count("lost", total(&without(&truth, &kept)) as f64);
        self.count("noise", total(&noise) as f64);
        self.count("noise_kept", common(&noise, &without(&kept, &own)) as f64);
    }

    /// Returns the figures in the order in which they are printed. Their names and meanings are those of
    /// the README's section on `segment eval`.
    pub fn figures(&self) -> Vec<Figure> {
        let count = |name: &str| self.counts.get(name).copied().unwrap_or_default();
        let share = |part: &str, whole: &str, none: f64| {
            if count(whole) > 0.0 { count(part) / count(whole) } else { none }
        };
        let rate = |name: &str| self.rates.get(name).map(|(sum, number)| sum / number);
        let mut figures = Vec::new();
        let mut three = |name: &str, [precision, recall, f1]: [f64; 3]| {
            figures.push((format!("{name}_precision"), precision));
            figures.push((format!("{name}_recall"), recall));
            figures.push((format!("{name}_f1"), f1));
        };
        three("boundary_exact", prf(count("exact"), count("guesses"), count("starts")));
        three("boundary_within_1", prf(count("near"), count("guesses"), count("starts")));
        three("article", prf(count("found"), count("predicted"), count("true")));
        three("author", prf(count("names_right"), count("names_found"), count("names_true")));
        figures.push(("found_with_headline".into(), share("with_headline", "true", 1.0)));
        figures.push(("found_complete".into(), share("complete", "true", 1.0)));
        for name in [
            "pk",
            "windowdiff",
            "article_f1_mean_of_documents",
            "headline_exact",
            "headline_where_one",
            "no_headline_where_none",
            "date_day",
            "date_where_one",
            "no_date_where_none",
        ] {
            figures.extend(rate(name).map(|value| (name.to_owned(), value)));
        }
        figures.push(("body_tokens_lost".into(), share("lost", "body", 0.0)));
        figures.push(("boilerplate_tokens_kept".into(), share("noise_kept", "noise", 0.0)));
        figures.push(("documents".into(), self.texts as f64));
        figures.push(("true_articles".into(), count("true")));
        figures.push(("predicted_articles".into(), count("predicted")));
        figures
    }
}
