//! The headline of a page: of the titles it names, the first in a fixed order, without the site's name.
//!
//! The order comes from cross-validated trials on labelled pages; votes among the sources and a
//! preference for the visible `h1` were both worse.

use presscut_index::Mark;

use super::entity::skeleton;
use super::facts::{Fact, Facts};
use super::linked::Found;

/// What stands between a title and a site's name, with blanks around.
const SEPARATORS: &[char] = &['|', '-', '–', '—', '·', '•', ':', '»', '/', '~'];
/// How many names may stand around a title.
const MAX_CUTS: usize = 3;
/// How long a site's name behind a bar may be, in words.
const MAX_NAME_WORDS: usize = 4;
/// The longest headline, in characters; an `h1` that nobody closed holds the whole page.
const MAX_LENGTH: usize = 400;

const VENDOR_METAS: &[&str] =
    &["parsely-title", "sailthru.title", "dc.title", "dcterms.title", "title"];

/// Finds the headline, and another one where the page shows what its metadata does not say.
pub(super) fn headlines(
    facts: &Facts,
    article: Option<Found<'_>>,
    sites: &[String],
) -> Option<Headlines> {
    let candidates = candidates(facts, article);
    let skeletons: Vec<String> = candidates.iter().map(|(text, _)| skeleton(text)).collect();
    let mut all = candidates.iter().zip(0..).filter_map(|((text, mark), at)| {
        let others: Vec<&str> =
            (0..).zip(&skeletons).filter(|(i, _)| *i != at).map(|(_, s)| s.as_str()).collect();
        let text = without_site(text, sites, &others);
        let bare = skeleton(text);
        (!bare.is_empty() && !sites.contains(&bare)).then(|| (text.to_owned(), mark.clone()))
    });
    let chosen = all.next()?;
    let is_shown = |mark: &Mark| mark.rule == SHOWN;
    // The first of the other kind says what the page shows, or what its metadata says.
    let other = all
        .find(|(_, mark)| is_shown(mark) != is_shown(&chosen.1))
        .filter(|(text, _)| skeleton(text) != skeleton(&chosen.0));
    Some(Headlines { chosen, other })
}

/// The headline of a page, and the other one where what the page shows and what its metadata says
/// differ.
#[derive(Debug)]
pub(super) struct Headlines {
    pub(super) chosen: (String, Mark),
    pub(super) other: Option<(String, Mark)>,
}

/// Returns the headline of JSON-LD that was not believed, since it is of another story.
pub(super) fn of_another(facts: &Facts) -> Option<(String, Mark)> {
    let found = facts.linked.disowned()?;
    let text = found.text("headline")?;
    let span = facts.linked.span(found, &found.raw("headline").unwrap_or_default());
    Some((text, Mark::at(span, "json-ld.of-another-story")))
}

/// The rule of the headline that the page shows.
const SHOWN: &str = "html.h1";

fn candidates(facts: &Facts, article: Option<Found<'_>>) -> Vec<(String, Mark)> {
    let mut all = Vec::new();
    if let Some(found) = article
        && let Some(text) = found.text("headline")
    {
        let span = facts.linked.span(found, &found.raw("headline").unwrap_or_default());
        all.push((text, Mark::at(span, "json-ld.headline")));
    }
    let mut add = |fact: Option<&Fact>, rule| {
        all.extend(fact.map(|fact| (fact.value.clone(), Mark::at(fact.span, rule))));
    };
    add(facts.meta(&["og:title"]), "og:title");
    add(facts.meta(&["twitter:title"]), "twitter:title");
    add(facts.props("headline").next(), "itemprop.headline");
    add(facts.h1.first(), SHOWN);
    add(facts.meta(VENDOR_METAS), "meta.title");
    add(facts.title.as_ref(), "html.title");
    all.retain(|(text, _)| text.chars().count() <= MAX_LENGTH);
    all
}

/// Returns the names of the site, as skeletons.
pub(super) fn sites(facts: &Facts, url: Option<&str>) -> Vec<String> {
    let mut names = facts.linked.sites();
    let metas = [
        "og:site_name",
        "application-name",
        "apple-mobile-web-app-title",
        "publisher",
        "dc.publisher",
        "copyright",
    ];
    names.extend(metas.iter().filter_map(|name| Some(facts.meta(&[name])?.value.clone())));
    if let Some(host) = url.and_then(host) {
        names.push(host.to_owned());
        // `news.example.co.uk` is known as "example": the longest label.
        names.extend(host.split('.').max_by_key(|label| label.len()).map(str::to_owned));
    }
    let mut names: Vec<String> =
        names.iter().map(|name| skeleton(name)).filter(|s| s.len() > 1).collect();
    names.sort();
    names.dedup();
    names
}

fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    host.contains('.').then_some(host)
}

/// Cuts the site's name off a title; `others` are the skeletons of the page's other titles.
fn without_site<'a>(title: &'a str, sites: &[String], others: &[&str]) -> &'a str {
    let mut title = title.trim();
    for _ in 0..MAX_CUTS {
        let cut = separators(title).rev().find_map(|(start, end, sign)| {
            let (rest, tail) = (title.get(..start)?.trim(), title.get(end..)?.trim());
            is_name(rest, tail, sign, sites, others).then_some(rest)
        });
        let cut = cut.or_else(|| {
            let (start, end, _) = separators(title).next()?;
            let (head, rest) = (title.get(..start)?, title.get(end..)?.trim());
            sites.contains(&skeleton(head)).then_some(rest)
        });
        match cut {
            Some(rest) if !rest.is_empty() => title = rest,
            _ => break,
        }
    }
    title
}

fn is_name(rest: &str, tail: &str, sign: char, sites: &[String], others: &[&str]) -> bool {
    let bare = skeleton(tail);
    let is_domain = !tail.contains(' ')
        && tail.rsplit_once('.').is_some_and(|(name, end)| {
            name.len() > 2
                && (2..=4).contains(&end.len())
                && end.bytes().all(|b| b.is_ascii_lowercase())
        });
    sites.contains(&bare)
        || others.contains(&skeleton(rest).as_str())
        || is_domain
        || (sign == '|' && tail.split_whitespace().count() <= MAX_NAME_WORDS)
}

/// Yields the two parts around each separator of a title, the last one first.
pub(super) fn parts(title: &str) -> impl Iterator<Item = (&str, &str)> {
    separators(title)
        .rev()
        .filter_map(|(start, end, _)| Some((title.get(..start)?.trim(), title.get(end..)?.trim())))
}

/// Yields start and end of each separator with its blanks.
fn separators(title: &str) -> impl DoubleEndedIterator<Item = (usize, usize, char)> {
    title.char_indices().filter(|(_, c)| SEPARATORS.contains(c)).filter_map(|(at, c)| {
        let (before, after) = (title.get(..at)?, title.get(at + c.len_utf8()..)?);
        // A colon or bar may stand close to the word before it.
        let open = before.ends_with(' ') || matches!(c, '|' | ':');
        let blank = after.len() - after.trim_start().len();
        let close = blank > 0 || c == '|';
        (open && close).then(|| (before.trim_end().len(), at + c.len_utf8() + blank, c))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(title: &str, others: &[&str]) -> String {
        let sites = ["harbourpost", "thepost"].map(str::to_owned);
        let others: Vec<String> = others.iter().map(|text| skeleton(text)).collect();
        let others: Vec<&str> = others.iter().map(String::as_str).collect();
        without_site(title, &sites, &others).to_owned()
    }

    #[test]
    fn site_names_are_cut_at_both_ends() {
        assert_eq!(cut("Ferry returns - Harbour Post", &[]), "Ferry returns");
        assert_eq!(cut("Ferry returns | World | The Post", &[]), "Ferry returns");
        assert_eq!(
            cut("Ferry returns – harbour-post.example", &[]),
            "Ferry returns – harbour-post.example"
        );
        assert_eq!(cut("Ferry returns – harbourpost.com", &[]), "Ferry returns");
        assert_eq!(cut("Harbour Post: Ferry returns", &[]), "Ferry returns");
    }

    #[test]
    fn separators_within_titles_stay() {
        assert_eq!(cut("North - South talks resume", &[]), "North - South talks resume");
        assert_eq!(cut("Live: ferry returns", &[]), "Live: ferry returns");
        assert_eq!(cut("Ferry returns - News from the coast", &["Ferry returns"]), "Ferry returns");
        assert_eq!(cut("A well-known mid-size ferry", &[]), "A well-known mid-size ferry");
    }
}
