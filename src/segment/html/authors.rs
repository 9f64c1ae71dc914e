//! The authors of a page: JSON-LD, then the marked byline, metas, and the printed byline; persons of all of them before
//! organisations of any.

use std::collections::HashSet;

use presscut_index::{Mark, Span};

use super::entity::skeleton;
use super::facts::{Fact, Facts};
use super::linked::Found;
use super::names::{self, MAX_NAMES};

const METAS: &[&str] = &[
    "author",
    "article:author",
    "article:author_name",
    "og:article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "cxenseparse:author",
    "vr:author",
    "authors",
    "twitter:creator:name",
    "article.author",
    "byline",
];

/// An author with the proof.
pub(super) type Author = (String, Mark);

/// Finds the authors; of the bylines that the page shows, `marked` is marked as one and `signed` not.
pub(super) fn authors(
    facts: &Facts,
    article: Option<Found<'_>>,
    [marked, signed]: [&[(String, Fact)]; 2],
    sites: &[String],
) -> Vec<Author> {
    let is_site = |name: &str| sites.contains(&skeleton(name));
    let (mut persons, mut organisations) = (Vec::new(), Vec::new());
    for (name, span) in article.map(|found| facts.linked.authors(found)).unwrap_or_default() {
        let mark = || Mark::at(span, "json-ld.author");
        // A paper may be called "Tide and Moor": its name is not split.
        if is_site(&name.text) || name.organisation {
            organisations.push((name.text, mark()));
        } else {
            persons.extend(names::split(&name.text).into_iter().map(|name| (name, mark())));
        }
        if persons.len() >= MAX_NAMES {
            persons.truncate(MAX_NAMES);
            break;
        }
    }
    let mut first = drop_sites(&mut persons, &mut organisations, &is_site);
    if first.is_empty() {
        let mut shown = shown(marked, "html.byline");
        first = drop_sites(&mut shown, &mut organisations, &is_site);
    }
    if first.is_empty() {
        first = drop_sites(&mut of_metas(facts), &mut organisations, &is_site);
    }
    if first.is_empty() {
        let props = facts.props("author").flat_map(|fact| split(fact, "itemprop.author"));
        let mut props = props.take(MAX_NAMES).collect();
        first = drop_sites(&mut props, &mut organisations, &is_site);
    }
    if first.is_empty() {
        let mut shown = shown(signed, "html.printed-byline");
        first = drop_sites(&mut shown, &mut organisations, &is_site);
    }
    if first.is_empty() {
        organisations.truncate(1);
        first = organisations;
    }
    unique(first)
}

pub(super) fn shown(byline: &[(String, Fact)], rule: &'static str) -> Vec<Author> {
    byline.iter().map(|(name, fact)| (name.clone(), Mark::at(fact.span, rule))).collect()
}

fn drop_sites(
    names: &mut Vec<Author>,
    organisations: &mut Vec<Author>,
    is_site: &dyn Fn(&str) -> bool,
) -> Vec<Author> {
    let (sites, persons) = names.drain(..).partition(|(name, _): &Author| is_site(name));
    let sites: Vec<Author> = sites;
    organisations.extend(sites);
    persons
}

fn of_metas(facts: &Facts) -> Vec<Author> {
    for wanted in METAS {
        let found: Vec<Author> = facts
            .metas
            .iter()
            .filter(|(name, _)| name == wanted)
            .flat_map(|(_, fact)| split(fact, "meta.author"))
            .take(MAX_NAMES)
            .collect();
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

fn split(fact: &Fact, rule: &'static str) -> Vec<Author> {
    let span: Span = fact.span;
    names::split(&fact.value).into_iter().map(|name| (name, Mark::at(span, rule))).collect()
}

fn unique(authors: Vec<Author>) -> Vec<Author> {
    let mut known = HashSet::new();
    let is_new = |(name, _): &Author| {
        let bare = skeleton(name);
        !bare.is_empty() && known.insert(bare)
    };
    authors.into_iter().filter(is_new).collect()
}
