//! The dates of a page: published and modified, as precise and in the zone that the page gives.

use presscut_index::{Date, Lang, Mark, Precision, Span};

use super::dom::{Dom, NodeId};
use super::facts::{Fact, Facts};
use super::linked::Found;
use crate::date;

/// Publication metas of many vendors, the colon misspelling included.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "article:published:time",
    "article:published",
    "og:published_time",
    "og:article:published_time",
    "published_time",
    "datepublished",
    "date_published",
    "publishdate",
    "publish_date",
    "publish-date",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.issued",
    "dcterms.date",
    "dc.date",
    "dc.date.created",
    "article_date_original",
    "originalpublicationdate",
    "bt:pubdate",
    "vr:published_time",
    "published-date",
    "article.published",
    "publication_date",
    "displaydate",
    "release_date",
    "iso-8601-publish-date",
    "last-published",
];
const MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "modified_time",
    "last-modified",
    "dcterms.modified",
    "dc.date.modified",
    "article.updated",
    "lastmod",
    "revised",
];

/// How far around the headline a printed date is looked for, in characters of text.
const NEAR: usize = 1_500;

/// A date with the text it was read from.
#[derive(Clone, Debug)]
pub(super) struct Dated {
    /// The date.
    pub(super) date: Date,
    /// Where it stood.
    pub(super) mark: Mark,
}

/// A line of the page in which a date may be printed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Printed<'a> {
    /// The text.
    pub(super) text: &'a str,
    /// Its bytes.
    pub(super) span: Span,
}

/// What the dates are read with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a> {
    /// When the page was fetched.
    pub(super) captured: Option<&'a Date>,
    /// The language of the page.
    pub(super) language: Option<Lang>,
    /// Coarser dates are left for when there is no other.
    pub(super) least: Precision,
}

impl Reader<'_> {
    fn exact(&self, value: &str, span: Span, rule: &'static str) -> Option<Dated> {
        let date = date::parse(value, self.language)?;
        let precise = date.precision() >= self.least && !is_placeholder(&date);
        precise.then(|| Dated { date, mark: Mark::at(span, rule) })
    }

    /// Reads a value: all of it, else the first date in it.
    fn value(&self, fact: &Fact, rule: &'static str) -> Option<Dated> {
        self.exact(&fact.value, fact.span, rule)
            .or_else(|| self.printed(Printed { text: &fact.value, span: fact.span }, rule))
    }

    /// Reads the first date printed in a line.
    pub(super) fn printed(&self, line: Printed<'_>, rule: &'static str) -> Option<Dated> {
        let found = date::find(line.text, self.language)?;
        let date = date::resolve(&found.printed, self.captured)?;
        (date.precision() >= self.least).then(|| Dated { date, mark: Mark::at(line.span, rule) })
    }

    fn linked(
        &self,
        facts: &Facts,
        found: Found<'_>,
        key: &str,
        rule: &'static str,
    ) -> Option<Dated> {
        let raw = found.raw(key)?;
        self.exact(&raw, facts.linked.span(found, &raw), rule)
    }

    fn any_linked(&self, facts: &Facts, key: &str, rule: &'static str) -> Option<Dated> {
        let (value, span) = facts.linked.any(key)?;
        self.exact(&value, span, rule)
    }

    fn metas(&self, facts: &Facts, names: &[&str], rule: &'static str) -> Option<Dated> {
        names.iter().find_map(|name| {
            let fact = facts.meta(&[name])?;
            self.exact(&fact.value, fact.span, rule)
        })
    }

    /// Finds when the article was published.
    ///
    /// `near_times` and `near` are the `time` elements and short lines around the headline, nearest
    /// first.
    pub(super) fn published(
        &self,
        facts: &Facts,
        article: Option<Found<'_>>,
        url: Option<&str>,
        near_times: &[&Fact],
        near: &[Printed<'_>],
    ) -> Option<Dated> {
        let of_article = |key, rule| self.linked(facts, article?, key, rule);
        of_article("datePublished", "json-ld.datePublished")
            .or_else(|| self.metas(facts, PUBLISHED.get(..2)?, "meta.published"))
            .or_else(|| {
                let mut props = facts.props("datePublished");
                props.find_map(|fact| self.value(fact, "itemprop.datePublished"))
            })
            .or_else(|| self.any_linked(facts, "datePublished", "json-ld.datePublished"))
            .or_else(|| of_article("dateCreated", "json-ld.dateCreated"))
            .or_else(|| self.metas(facts, PUBLISHED, "meta.published"))
            .or_else(|| self.metas(facts, &["date"], "meta.date"))
            .or_else(|| in_url(facts, url))
            .or_else(|| near_times.iter().find_map(|fact| self.value(fact, "html.time")))
            .or_else(|| near.iter().find_map(|line| self.printed(*line, "html.printed-date")))
            .or_else(|| facts.times.iter().find_map(|fact| self.value(fact, "html.time")))
            .or_else(|| self.modified(facts, article))
            .or_else(|| self.coarse(facts, article))
    }

    /// Finds the month or year of publication where the page knows no more.
    fn coarse(&self, facts: &Facts, article: Option<Found<'_>>) -> Option<Dated> {
        let reader = Self { least: Precision::Year, ..*self };
        article
            .and_then(|found| reader.linked(facts, found, "datePublished", "json-ld.datePublished"))
            .or_else(|| reader.metas(facts, PUBLISHED, "meta.published"))
            .or_else(|| reader.metas(facts, &["date"], "meta.date"))
    }

    /// Returns what metadata give for the day of publication, where none of it can be read.
    pub(super) fn unread(facts: &Facts, article: Option<Found<'_>>) -> Option<(String, Mark)> {
        let linked = article.and_then(|found| {
            let raw = found.raw("datePublished")?;
            Some((raw.clone(), Mark::at(facts.linked.span(found, &raw), "json-ld.date-unread")))
        });
        let metas = || {
            let fact = PUBLISHED.iter().find_map(|name| facts.meta(&[name]))?;
            Some((fact.value.clone(), Mark::at(fact.span, "meta.date-unread")))
        };
        let printed = |(text, _): &(String, Mark)| text.chars().any(char::is_alphanumeric);
        linked.filter(printed).or_else(|| metas().filter(printed))
    }

    /// Finds when the article was last changed.
    pub(super) fn modified(&self, facts: &Facts, article: Option<Found<'_>>) -> Option<Dated> {
        article
            .and_then(|found| self.linked(facts, found, "dateModified", "json-ld.dateModified"))
            .or_else(|| self.metas(facts, MODIFIED, "meta.modified"))
            .or_else(|| {
                let mut props = facts.props("dateModified");
                props.find_map(|fact| self.value(fact, "itemprop.dateModified"))
            })
    }
}

/// Tells whether a date is the zero of a program's clock, not a day of news.
fn is_placeholder(date: &Date) -> bool {
    date.start() == 0 && date.precision() >= Precision::Day
}

/// Reads the day that a path holds: `/2024/08/27/`, `/2024-08-27-`, `/20240827`.
fn in_url(facts: &Facts, url: Option<&str>) -> Option<Dated> {
    let own = facts.canonical.as_ref().or_else(|| facts.meta(&["og:url"]));
    let (url, mark) = match (own, url) {
        (Some(fact), _) => (fact.value.as_str(), Mark::at(fact.span, "url.day")),
        (None, Some(url)) => (url, Mark::field("url.day")),
        (None, None) => return None,
    };
    let date = url_day(url)?;
    Some(Dated { date, mark })
}

fn url_day(url: &str) -> Option<Date> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest).split(['?', '#']).next()?;
    let bytes = path.as_bytes();
    (0..bytes.len()).find_map(|at| {
        let digit_before = at > 0 && bytes.get(at - 1).is_some_and(u8::is_ascii_digit);
        let is_year = matches!(bytes.get(at..at + 2), Some(b"19" | b"20"));
        if digit_before || !is_year {
            return None;
        }
        [10, 8].into_iter().find_map(|len| {
            let text = path.get(at..at + len)?;
            let ends = bytes.get(at + len).is_none_or(|next| !next.is_ascii_digit());
            let date = Date::parse(&text.replace('_', "-")).filter(|_| ends)?;
            (date.precision() == Precision::Day && date::YEARS.contains(&date.first_day().year()))
                .then_some(date)
        })
    })
}

/// Returns the `time` elements in the same section of the page as the headline.
pub(super) fn times_near<'a>(
    dom: &Dom,
    facts: &'a Facts,
    headline: Option<NodeId>,
) -> Vec<&'a Fact> {
    let Some(headline) = headline else { return Vec::new() };
    let from = dom.node(headline).span.start;
    let mut near: Vec<&Fact> = facts
        .times
        .iter()
        .filter(|fact| dom.node(fact.node).span.start.abs_diff(from) < 3 * NEAR as u64)
        .collect();
    near.sort_by_key(|fact| dom.node(fact.node).span.start.abs_diff(from));
    near
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_addresses_are_read() {
        let day = |url: &str| url_day(url).map(|date| date.iso().to_owned());
        for url in [
            "https://a.example/2024/08/27/ferry",
            "a.example/n/ferry-2024-08-27.html",
            "/20240827/x",
        ] {
            assert_eq!(day(url).as_deref(), Some("2024-08-27"), "{url}");
        }
        for url in [
            "https://a.example/2024/08/ferry",
            "/1202408271",
            "/20241327",
            "/article/2024082755",
            "",
        ] {
            assert_eq!(day(url), None, "{url}");
        }
    }
}
