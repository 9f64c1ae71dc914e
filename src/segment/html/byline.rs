//! The visible byline: the first group of author marks after the headline.

use super::blocks::is_hidden;
use super::cues::{Cue, Cues};
use super::dom::{Dom, Kind, NodeId};
use super::entity::collapse;
use super::facts::{Fact, of_text};
use super::names;

/// Longer author boxes are biographies.
const MAX_CHARS: usize = 220;
/// Elements whose authors are not the article's, or that hold no text.
const FORBIDDEN: &[&str] = &[
    "aside",
    "footer",
    "nav",
    "figure",
    "figcaption",
    "script",
    "style",
    "template",
    "noscript",
    "svg",
    "head",
    "button",
];

/// Finds the names of the first byline after `after` (or from the start), within `root`.
pub(super) fn byline(
    dom: &Dom,
    cues: &Cues,
    root: NodeId,
    after: Option<NodeId>,
) -> Vec<(String, Fact)> {
    let mut started = after.is_none_or(|id| id == root);
    let mut walk = dom.subtree(root);
    while let Some(id) = walk.next() {
        if Some(id) == after {
            started = true;
            continue;
        }
        let Some(name) = dom.name(id) else { continue };
        let of_others =
            cues.has(id, &[Cue::Comment, Cue::Related, Cue::Teaser, Cue::Caption, Cue::Footer]);
        if is_hidden(dom, id) {
            walk.prune(id);
            continue;
        }
        if FORBIDDEN.contains(&name) || of_others {
            // The headline itself may stand inside such a layout class.
            let holds_headline = after.is_some_and(|h1| dom.ancestors(h1).any(|up| up == id));
            if !holds_headline {
                walk.prune(id);
            }
            continue;
        }
        if !started || !is_author(dom, cues, id) {
            continue;
        }
        let Some(text) = of_text(dom, id) else { continue };
        if text.value.chars().count() > MAX_CHARS {
            continue;
        }
        let found = names_in(dom, cues, id);
        if !found.is_empty() {
            return found;
        }
        walk.prune(id);
    }
    Vec::new()
}

fn is_author(dom: &Dom, cues: &Cues, id: NodeId) -> bool {
    let is_prop = dom
        .attr(id, "itemprop")
        .is_some_and(|prop| prop.split_ascii_whitespace().any(|p| p == "author"));
    is_prop || is_link(dom, id) || cues.own(id, Cue::Author)
}

fn is_link(dom: &Dom, id: NodeId) -> bool {
    if dom.name(id) != Some("a") {
        return false;
    }
    let rel =
        dom.attr(id, "rel").is_some_and(|rel| rel.split_ascii_whitespace().any(|r| r == "author"));
    let href = dom.attr(id, "href").unwrap_or_default().to_ascii_lowercase();
    rel || [
        "/author/",
        "/authors/",
        "/autor/",
        "/autoren/",
        "/auteur/",
        "/autore/",
        "/autori/",
        "/by/",
        "/profile/",
        "/redaktion/",
        "/journalist/",
        "/people/",
        "/staff/",
        "/reporter/",
        "/columnist/",
    ]
    .iter()
    .any(|part| href.contains(part))
}

/// Returns the names of an author element: of marked parts in it, else of its lines.
fn names_in(dom: &Dom, cues: &Cues, root: NodeId) -> Vec<(String, Fact)> {
    let marked = |wanted: &dyn Fn(NodeId) -> bool| -> Vec<(String, Fact)> {
        let facts = dom.subtree(root).filter(|&id| wanted(id)).filter_map(|id| of_text(dom, id));
        collect(facts.filter(|fact| names::looks_like_names(&fact.value)))
    };
    let by_prop = marked(&|id| id != root && dom.attr(id, "itemprop") == Some("name"));
    if !by_prop.is_empty() {
        return by_prop;
    }
    let by_link = marked(&|id| is_link(dom, id));
    if !by_link.is_empty() {
        return with_siblings(dom, cues, root, by_link);
    }
    collect(lines(dom, root).into_iter().filter(|fact| names::looks_like_names(&fact.value)))
}

/// Author links side by side are one group.
fn with_siblings(
    dom: &Dom,
    cues: &Cues,
    root: NodeId,
    mut found: Vec<(String, Fact)>,
) -> Vec<(String, Fact)> {
    let mut next = dom.node(root).next;
    let mut steps = 0;
    while let Some(id) = next {
        steps += 1;
        if steps > 20 {
            break;
        }
        if dom.name(id).is_some() {
            if !is_link(dom, id) && !cues.own(id, Cue::Author) {
                break;
            }
            let fact = of_text(dom, id).filter(|fact| names::looks_like_names(&fact.value));
            for (name, fact) in collect(fact.into_iter()) {
                if found.iter().all(|(known, _)| *known != name) {
                    found.push((name, fact));
                }
            }
        }
        next = dom.node(id).next;
    }
    found
}

fn collect(facts: impl Iterator<Item = Fact>) -> Vec<(String, Fact)> {
    let mut found: Vec<(String, Fact)> = Vec::new();
    for fact in facts {
        for name in names::split(&fact.value) {
            if found.iter().all(|(known, _)| *known != name) {
                found.push((name, fact.clone()));
            }
        }
    }
    found
}

/// Returns the texts of an element, parted where its children begin and end.
fn lines(dom: &Dom, root: NodeId) -> Vec<Fact> {
    let mut lines: Vec<Fact> = Vec::new();
    let mut open = false;
    for id in dom.subtree(root) {
        match &dom.node(id).kind {
            Kind::Text(text) => {
                let value = collapse(text);
                if value.is_empty() {
                    continue;
                }
                let span = dom.node(id).span;
                match lines.last_mut().filter(|_| open) {
                    Some(last) => {
                        last.value.push(' ');
                        last.value.push_str(&value);
                        last.span = super::dom::join(last.span, span);
                    }
                    None => lines.push(Fact { value, span, node: id }),
                }
                open = true;
            }
            Kind::Element { name, .. }
                if !matches!(&**name, "b" | "strong" | "i" | "em" | "a" | "span") =>
            {
                open = false;
            }
            _ => {}
        }
    }
    lines
}
