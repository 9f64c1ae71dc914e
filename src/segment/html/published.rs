//! The dates of a page: published and modified, as precise and in the zone that the page gives.

use presscut_index::{Date, Lang, Mark, Precision, Span};

use super::dom::{Dom, Kind, NodeId};
use super::facts::{Fact, Facts};
use super::linked::Found;
use super::story::Story;
use crate::date;
use crate::segment::fields::date as cue;

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

/// Words of a line beside its date that still make a dateline of what looks like a sentence.
const MOST_BESIDE: usize = 9;
/// Nodes before a `time` element that are read for words of change, ...
const MOST_BEFORE: usize = 4;
/// ... and nodes of each.
const MOST_NODES: usize = 8;

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
        self.exact(&fact.value, fact.span, rule).or_else(|| {
            let (published, changed) =
                self.printed(Printed { text: &fact.value, span: fact.span }, rule);
            published.or(changed)
        })
    }

    /// Reads the first dates of publication and of change that are printed in a line, unless it is a sentence.
    pub(super) fn printed(
        &self,
        line: Printed<'_>,
        rule: &'static str,
    ) -> (Option<Dated>, Option<Dated>) {
        let (mut published, mut changed) = (None, None);
        let mut from = 0;
        for _ in 0..2 {
            let Some(rest) = line.text.get(from..) else { break };
            let Some(found) = date::find(rest, self.language) else { break };
            let before = rest.get(..found.range.start).unwrap_or_default();
            let slot = if cue::is_change(before) { &mut changed } else { &mut published };
            let date = date::resolve(&found.printed, self.captured);
            let date = date.filter(|date| date.precision() >= self.least);
            if slot.is_none() && !tells(line.text, found.range.len()) {
                *slot = date.map(|date| Dated { date, mark: Mark::at(line.span, rule) });
            }
            from += found.range.end;
        }
        (published, changed)
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

    /// Finds when the article was published, and when the visible page says that it was changed.
    ///
    /// `near_times` and `near` are the `time` elements of the story, each with whether it is of a change, and
    /// the short lines around the headline, nearest first.
    pub(super) fn published(
        &self,
        facts: &Facts,
        article: Option<Found<'_>>,
        url: Option<&str>,
        near_times: &[(&Fact, bool)],
        near: &[Printed<'_>],
    ) -> (Option<Dated>, Option<Dated>) {
        let times = |of_change: bool| {
            let of = near_times.iter().filter(move |(_, change)| *change == of_change);
            let rule = if of_change { "html.time-changed" } else { "html.time" };
            of.clone().find_map(|(fact, _)| self.value(fact, rule))
        };
        let lines = || near.iter().map(|line| self.printed(*line, "html.printed-date"));
        let shown = || times(false).or_else(|| lines().find_map(|(published, _)| published));
        let published = self.in_metadata(facts, article, url).or_else(shown);
        let changed = times(true).or_else(|| {
            near.iter().find_map(|line| self.printed(*line, "html.printed-date-changed").1)
        });
        (published, changed)
    }

    /// Finds when the article was published by what the page says of itself.
    fn in_metadata(
        &self,
        facts: &Facts,
        article: Option<Found<'_>>,
        url: Option<&str>,
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
    }

    /// Finds the month or year of publication where the page knows no more.
    pub(super) fn coarse(&self, facts: &Facts, article: Option<Found<'_>>) -> Option<Dated> {
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

/// Returns the `time` elements of the story, those nearest to the headline first, each with whether it is of a
/// change.
pub(super) fn times_near<'a>(
    dom: &Dom,
    facts: &'a Facts,
    headline: Option<NodeId>,
    story: &Story<'_>,
) -> Vec<(&'a Fact, bool)> {
    let from = headline.map_or(0, |headline| dom.node(headline).span.start);
    let own = facts.times.iter().filter(|fact| !story.is_elsewhere(fact.node));
    let mut near: Vec<(&Fact, bool)> = own.map(|fact| (fact, is_change(dom, fact))).collect();
    near.sort_by_key(|(fact, _)| dom.node(fact.node).span.start.abs_diff(from));
    near
}

/// Tells whether a `time` element is of a change: by its names, or by the words before it.
pub(super) fn is_change(dom: &Dom, fact: &Fact) -> bool {
    let parent = dom.ancestors(fact.node).next();
    let named = std::iter::once(fact.node).chain(parent).any(|id| {
        let names = ["class", "id", "itemprop"].into_iter().filter_map(|name| dom.attr(id, name));
        let names = names.collect::<Vec<_>>().join(" ").to_lowercase();
        ["updat", "modif", "revis"].iter().any(|word| names.contains(word))
            && !names.contains("publi")
    });
    // A few siblings are enough, and however many there are, each is read a few times only.
    let siblings = std::iter::successors(dom.node(fact.node).previous, |id| dom.node(*id).previous);
    let mut words: Vec<String> = siblings.take(MOST_BEFORE).map(|id| text_of(dom, id)).collect();
    words.reverse();
    let before = words.join(" ");
    named || cue::is_change(&before)
}

/// Returns the text of a small node; words of change stand in no large one.
fn text_of(dom: &Dom, id: NodeId) -> String {
    let mut text = String::new();
    for id in dom.subtree(id).take(MOST_NODES) {
        if let Kind::Text(part) = &dom.node(id).kind {
            text.push_str(part);
        }
    }
    text
}

/// Tells whether a line is a sentence that speaks of a day, rather than a dateline.
fn tells(line: &str, date: usize) -> bool {
    let line = line.trim_end();
    let others = line.split_whitespace().count();
    line.ends_with(['.', '!', '?', '。', '”', '"']) && others > MOST_BESIDE && line.len() > 3 * date
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
