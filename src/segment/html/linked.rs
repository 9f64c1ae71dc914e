//! JSON-LD: the node that describes the article, and what it says.

use std::collections::{HashMap, HashSet};

use presscut_index::Span;
use serde_json::{Map, Value};

use super::entity::{clean, skeleton};
use super::first_max::FirstMax as _;
use super::json;
use super::names::MAX_NAMES;

type Node = Map<String, Value>;

/// Keys under which pages describe *other* articles, or parts of this one.
const ASIDE: &[&str] = &[
    "about",
    "citation",
    "comment",
    "hasPart",
    "isBasedOn",
    "isPartOf",
    "itemListElement",
    "liveBlogUpdate",
    "mentions",
    "relatedLink",
    "review",
    "subjectOf",
    "video",
];

/// How deep nodes are looked for; `serde_json` itself stops at 128.
const MAX_DEPTH: usize = 100;
/// How many values are looked at for names: references between nodes may run in circles.
const MAX_VALUES: usize = 2 * MAX_NAMES;

/// All JSON-LD of a page.
#[derive(Debug, Default)]
pub(super) struct Linked {
    scripts: Vec<(Value, usize)>,
    sources: Vec<(String, Span)>,
    /// The places, among all nodes, of those that are of another story.
    disowned: HashSet<usize>,
}

/// A node and the script that holds it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found<'a> {
    /// The node's properties.
    pub(super) node: &'a Node,
    script: usize,
}

/// A name with what the markup says it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// The name as printed.
    pub(super) text: String,
    /// Whether it is marked as an organisation.
    pub(super) organisation: bool,
}

impl Linked {
    /// Adds the values of one script.
    pub(super) fn add(&mut self, script: &str, span: Span) {
        let index = self.sources.len();
        self.sources.push((script.to_owned(), span));
        self.scripts.extend(json::values(script).into_iter().map(|value| (value, index)));
    }

    /// Returns every node in order, with whether it stands aside from the main matter.
    fn nodes(&self) -> Vec<(Found<'_>, bool)> {
        let mut found = Vec::new();
        for (value, script) in &self.scripts {
            let mut stack = vec![(value, false, 0)];
            while let Some((value, aside, depth)) = stack.pop() {
                if depth > MAX_DEPTH {
                    continue;
                }
                match value {
                    Value::Object(node) => {
                        let aside = aside || self.disowned.contains(&found.len());
                        found.push((Found { node, script: *script }, aside));
                        stack.extend(node.iter().rev().map(|(key, value)| {
                            (value, aside || ASIDE.contains(&key.as_str()), depth + 1)
                        }));
                    }
                    Value::Array(values) => {
                        stack.extend(values.iter().rev().map(|value| (value, aside, depth + 1)));
                    }
                    _ => {}
                }
            }
        }
        found
    }

    /// Returns the articles of the main matter, each with its place among all nodes.
    pub(super) fn articles(&self) -> Vec<(usize, Found<'_>)> {
        let nodes = (0..).zip(self.nodes());
        let articles = nodes.filter(|(_, (found, aside))| !aside && found.is_article());
        articles.map(|(at, (found, _))| (at, found)).collect()
    }

    /// Takes nodes out of the main matter: they and what they hold are of another story.
    pub(super) fn disown(&mut self, places: HashSet<usize>) {
        self.disowned = places;
    }

    /// Returns the first node that was taken out.
    pub(super) fn disowned(&self) -> Option<Found<'_>> {
        let first = *self.disowned.iter().min()?;
        self.nodes().get(first).map(|(found, _)| *found)
    }

    /// Returns the node of the page's article: of several, the one with the page's headline or url.
    pub(super) fn article(&self, headlines: &[&str], url: Option<&str>) -> Option<Found<'_>> {
        let headlines: Vec<String> = headlines.iter().map(|text| skeleton(text)).collect();
        let fit = |found: &Found<'_>| {
            let title = found.text("headline").or_else(|| found.text("name")).unwrap_or_default();
            let title = skeleton(&title);
            let same = !title.is_empty() && headlines.contains(&title);
            let here = url.is_some_and(|url| found.is_about(url));
            usize::from(same) * 2 + usize::from(here)
        };
        // The first of the best: `max_by_key` would take the last.
        self.articles().into_iter().map(|(_, found)| found).first_max(fit)
    }

    /// Tells whether a node says that the page is a live ticker.
    pub(super) fn is_ticker(&self) -> bool {
        self.nodes().iter().any(|(found, _)| found.types().any(|kind| kind == "LiveBlogPosting"))
    }

    /// Returns the first value of `key` in any node of the main matter.
    pub(super) fn any(&self, key: &str) -> Option<(String, Span)> {
        let nodes = self.nodes();
        let mut values = nodes.iter().filter(|(_, aside)| !aside);
        values.find_map(|(found, _)| Some((found.text(key)?, self.span(*found, &found.raw(key)?))))
    }

    /// Returns the names of publishers and sites.
    pub(super) fn sites(&self) -> Vec<String> {
        let (by_id, mut names) = (self.by_id(), Vec::new());
        for (found, _) in self.nodes() {
            if let Some(publisher) = found.node.get("publisher") {
                names.extend(names_of(publisher, &by_id).into_iter().map(|name| name.text));
            }
            let of_site = ["WebSite", "NewsMediaOrganization"];
            if found.types().any(|kind| of_site.contains(&kind)) {
                names.extend(found.text("name"));
            }
        }
        names
    }

    /// Returns the authors that a node names.
    pub(super) fn authors(&self, found: Found<'_>) -> Vec<(Name, Span)> {
        let (by_id, mut names) = (self.by_id(), Vec::new());
        for key in ["author", "creator"] {
            names = found.node.get(key).map(|value| names_of(value, &by_id)).unwrap_or_default();
            if !names.is_empty() {
                break;
            }
        }
        let span = |name: &Name| self.span(found, &name.text);
        names.into_iter().map(|name| (name.clone(), span(&name))).collect()
    }

    fn by_id(&self) -> HashMap<&str, &Node> {
        let mut by_id: HashMap<&str, &Node> = HashMap::new();
        for (found, _) in self.nodes() {
            let Some(id) = found.node.get("@id").and_then(Value::as_str) else { continue };
            let known = by_id.entry(id).or_insert(found.node);
            if !known.contains_key("name") && found.node.contains_key("name") {
                *known = found.node;
            }
        }
        by_id
    }

    /// Returns where a value stands in its script, or the whole script where it is escaped.
    pub(super) fn span(&self, found: Found<'_>, value: &str) -> Span {
        let Some((text, span)) = self.sources.get(found.script) else { return Span::default() };
        let needle = format!("\"{value}\"");
        // A script holds no character references, so its text and its source have the same bytes.
        match memchr::memmem::find(text.as_bytes(), needle.as_bytes()) {
            Some(at) if text.len() as u64 == span.len() => {
                let start = span.start + at as u64 + 1;
                Span { start, end: start + value.len() as u64 }
            }
            _ => *span,
        }
    }
}

/// Reads the names that a value gives: strings, nodes, references to nodes, lists of them.
fn names_of(value: &Value, by_id: &HashMap<&str, &Node>) -> Vec<Name> {
    let mut names = Vec::new();
    let mut stack = vec![(value, false)];
    for _ in 0..MAX_VALUES {
        let Some((value, organisation)) = stack.pop() else { break };
        match value {
            Value::String(text) => {
                names.push(Name { text: clean(text), organisation });
            }
            Value::Array(values) => {
                stack.extend(values.iter().take(MAX_VALUES).rev().map(|v| (v, organisation)));
            }
            Value::Object(node) => {
                let node = match (node.get("name"), node.get("@id").and_then(Value::as_str)) {
                    (None, Some(id)) => by_id.get(id).copied().unwrap_or(node),
                    _ => node,
                };
                let kinds = Found { node, script: 0 };
                let organisation = kinds.types().any(|kind| kind.ends_with("Organization"));
                if let Some(name) = node.get("name").filter(|name| !name.is_object()) {
                    stack.push((name, organisation));
                } else if let (Some(given), Some(family)) =
                    (kinds.text("givenName"), kinds.text("familyName"))
                {
                    names.push(Name { text: format!("{given} {family}"), organisation });
                }
            }
            _ => {}
        }
    }
    names.retain(|name| !name.text.is_empty());
    names
}

impl<'a> Found<'a> {
    fn types(self) -> impl Iterator<Item = &'a str> {
        let (one, many) = match self.node.get("@type") {
            Some(Value::String(kind)) => (Some(kind.as_str()), None),
            Some(Value::Array(kinds)) => (None, Some(kinds.iter().filter_map(Value::as_str))),
            _ => (None, None),
        };
        one.into_iter()
            .chain(many.into_iter().flatten())
            .map(|kind| kind.rsplit(['/', ':', '#']).next().unwrap_or(kind))
    }

    fn is_article(self) -> bool {
        let ends = ["Article", "BlogPosting", "Report", "Review"];
        self.types().any(|kind| ends.iter().any(|end| kind.ends_with(end)))
    }

    /// Tells whether a node gives this address as its own.
    pub(super) fn is_about(self, url: &str) -> bool {
        let id = |value: &Value| match value {
            Value::String(text) => Some(text.clone()),
            Value::Object(node) => node.get("@id").and_then(Value::as_str).map(str::to_owned),
            _ => None,
        };
        let bare = |url: &str| {
            let url = url.split(['?', '#']).next().unwrap_or(url);
            url.trim_end_matches('/').split_once("://").map_or(url, |(_, rest)| rest).to_owned()
        };
        ["url", "@id", "mainEntityOfPage"]
            .iter()
            .filter_map(|key| id(self.node.get(*key)?))
            .any(|address| bare(&address).trim_end_matches('/') == bare(url).trim_end_matches('/'))
    }

    /// Returns the first string of a property as it stands in the script.
    pub(super) fn raw(self, key: &str) -> Option<String> {
        match self.node.get(key)? {
            Value::String(text) => Some(text.clone()),
            Value::Array(values) => values.iter().find_map(Value::as_str).map(str::to_owned),
            Value::Object(node) => node.get("@value").and_then(Value::as_str).map(str::to_owned),
            _ => None,
        }
    }

    /// Returns the first string of a property, cleaned; `None` where it is empty.
    pub(super) fn text(self, key: &str) -> Option<String> {
        self.raw(key).map(|text| clean(&text)).filter(|text| !text.is_empty())
    }
}
