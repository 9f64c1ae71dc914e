//! What a page says about itself outside its text: metadata, titles, times.

use presscut_index::{Lang, Span};

use super::dom::{Dom, Kind, NodeId};
use super::entity::{clean, collapse};
use super::linked::Linked;

/// No fact is longer, in bytes: elements of facts may nest, and each would read all that is below.
const MAX_FACT_BYTES: usize = 4096;

/// A value with where it stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fact {
    /// The cleaned value.
    pub(super) value: String,
    /// Its bytes in the page.
    pub(super) span: Span,
    /// The element it was read from.
    pub(super) node: NodeId,
}

/// The facts of a page, or of one element of it.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// JSON-LD.
    pub(super) linked: Linked,
    /// `meta` elements: lower-case name or property, and content.
    pub(super) metas: Vec<(String, Fact)>,
    /// Values of `itemprop`, by their name.
    pub(super) props: Vec<(String, Fact)>,
    /// Texts of `h1`.
    pub(super) h1: Vec<Fact>,
    /// `time` elements: the `datetime` attribute, else the text.
    pub(super) times: Vec<Fact>,
    /// The `title`.
    pub(super) title: Option<Fact>,
    /// The canonical address.
    pub(super) canonical: Option<Fact>,
    /// The language declared on `html`.
    pub(super) language: Option<Lang>,
}

impl Facts {
    /// Collects the facts beneath `root` in one walk.
    pub(super) fn collect(dom: &Dom, root: NodeId) -> Self {
        let mut facts = Self::default();
        let mut walk = dom.subtree(root);
        while let Some(id) = walk.next() {
            let Some(name) = dom.name(id) else { continue };
            if let Some(prop) = dom.attr(id, "itemprop") {
                facts.add_prop(dom, id, prop);
            }
            match name {
                "meta" => facts.add_meta(dom, id),
                "script" if is_linked_data(dom, id) => {
                    let (text, span) = dom.text(id);
                    facts.linked.add(&text, span.unwrap_or(dom.node(id).span));
                }
                "h1" => facts.h1.extend(of_text(dom, id)),
                "time" => {
                    facts.times.extend(of_attr(dom, id, "datetime").or_else(|| of_text(dom, id)));
                }
                "title" if facts.title.is_none() => facts.title = of_text(dom, id),
                "link" if is_canonical(dom, id) => {
                    facts.canonical = facts.canonical.take().or_else(|| of_attr(dom, id, "href"));
                }
                "html" => facts.language = dom.attr(id, "lang").and_then(Lang::parse),
                "svg" | "math" | "style" | "template" | "select" => walk.prune(id),
                _ => {}
            }
        }
        facts
    }

    fn add_meta(&mut self, dom: &Dom, id: NodeId) {
        let Some(fact) = of_attr(dom, id, "content") else { return };
        for key in ["property", "name", "itemprop", "http-equiv"] {
            if let Some(name) = dom.attr(id, key) {
                self.metas.push((name.trim().to_ascii_lowercase(), fact.clone()));
            }
        }
    }

    fn add_prop(&mut self, dom: &Dom, id: NodeId, props: &str) {
        let wanted = ["headline", "datePublished", "dateModified", "author", "articleSection"];
        for prop in props.split_ascii_whitespace().filter(|prop| wanted.contains(prop)) {
            let value = of_attr(dom, id, "content").or_else(|| of_attr(dom, id, "datetime"));
            if let Some(fact) = value.or_else(|| of_text(dom, id)) {
                self.props.push((prop.to_owned(), fact));
            }
        }
    }

    /// Returns the first meta with one of the names, tried in order.
    pub(super) fn meta(&self, names: &[&str]) -> Option<&Fact> {
        names.iter().find_map(|wanted| {
            self.metas.iter().find(|(name, _)| name == wanted).map(|(_, fact)| fact)
        })
    }

    /// Returns all values of an `itemprop`.
    pub(super) fn props<'a>(&'a self, wanted: &'a str) -> impl Iterator<Item = &'a Fact> {
        self.props.iter().filter(move |(name, _)| name == wanted).map(|(_, fact)| fact)
    }
}

fn is_linked_data(dom: &Dom, id: NodeId) -> bool {
    dom.attr(id, "type").is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json"))
}

fn is_canonical(dom: &Dom, id: NodeId) -> bool {
    dom.attr(id, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"))
}

fn of_attr(dom: &Dom, id: NodeId, attr: &str) -> Option<Fact> {
    let value = clean(dom.attr(id, attr)?);
    (!value.is_empty()).then(|| Fact { value, span: dom.node(id).span, node: id })
}

/// Returns an element's text as a fact.
pub(super) fn of_text(dom: &Dom, id: NodeId) -> Option<Fact> {
    let (mut value, mut span) = (String::new(), None);
    let mut walk = dom.subtree(id);
    while let Some(at) = walk.next() {
        if value.len() >= MAX_FACT_BYTES {
            break;
        }
        match &dom.node(at).kind {
            Kind::Text(text) => {
                let room = text.floor_char_boundary(MAX_FACT_BYTES - value.len());
                value.push_str(text.get(..room).unwrap_or_default());
                if !text.trim().is_empty() {
                    let here = dom.node(at).span;
                    span = Some(span.map_or(here, |seen| super::dom::join(seen, here)));
                }
            }
            Kind::Element { name, .. } => match &**name {
                "script" | "style" | "svg" | "noscript" | "template" => walk.prune(at),
                "br" | "p" | "div" | "span" | "li" | "a" => value.push(' '),
                _ => {}
            },
            Kind::Other => {}
        }
    }
    let value = collapse(&value);
    (!value.is_empty()).then(|| Fact { value, span: span.unwrap_or(dom.node(id).span), node: id })
}
