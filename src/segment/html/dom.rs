//! The page as a tree in one arena, every node with the bytes it was read from.

use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName};
use presscut_index::Span;

/// A node's place in the arena.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct NodeId(u32);

impl NodeId {
    /// The document, parent of `html`.
    pub(super) const ROOT: Self = Self(0);

    /// Returns the node's place as a vector index: tables beside the tree have one entry a node.
    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a node is.
#[derive(Debug)]
pub(super) enum Kind {
    /// An element; foreign ones (SVG, `MathML`) keep their bare name.
    Element { name: LocalName, attrs: Vec<Attribute> },
    /// Text with its character references resolved.
    Text(StrTendril),
    /// The document, or a comment: kept only to part the text around it.
    Other,
}

/// One node.
#[derive(Debug)]
pub(super) struct Node {
    /// What it is.
    pub(super) kind: Kind,
    /// The start tag of an element, or the bytes of a text.
    pub(super) span: Span,
    /// The element that holds it.
    pub(super) parent: Option<NodeId>,
    /// Its first child.
    pub(super) first: Option<NodeId>,
    /// The sibling after it.
    pub(super) next: Option<NodeId>,
    /// Its last child.
    pub(super) last: Option<NodeId>,
    /// The sibling before it.
    pub(super) previous: Option<NodeId>,
}

/// The parsed page.
#[derive(Debug)]
pub(super) struct Dom {
    nodes: Vec<Node>,
}

impl Dom {
    /// Makes a tree of nothing but the document.
    pub(super) fn new() -> Self {
        let mut dom = Self { nodes: Vec::new() };
        dom.create(Kind::Other, Span::default());
        dom
    }

    /// Returns the number of nodes, detached ones included.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Returns a node; ids only come from this tree.
    pub(super) fn node(&self, id: NodeId) -> &Node {
        self.nodes.get(id.index()).expect("ids are made by this arena, which never shrinks")
    }

    /// Returns a node to be changed.
    pub(super) fn node_mut(&mut self, id: NodeId) -> &mut Node {
        self.nodes.get_mut(id.index()).expect("ids are made by this arena, which never shrinks")
    }

    /// Returns an element's name, lower case for HTML.
    pub(super) fn name(&self, id: NodeId) -> Option<&str> {
        match &self.node(id).kind {
            Kind::Element { name, .. } => Some(name),
            _ => None,
        }
    }

    /// Returns the value of an element's attribute.
    pub(super) fn attr(&self, id: NodeId, wanted: &str) -> Option<&str> {
        let Kind::Element { attrs, .. } = &self.node(id).kind else { return None };
        attrs.iter().find(|attr| &*attr.name.local == wanted).map(|attr| &*attr.value)
    }

    /// Iterates over the ancestors, nearest first.
    pub(super) fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.node(id).parent, |&id| self.node(id).parent)
    }

    /// Iterates over a subtree in document order, its root included.
    pub(super) fn subtree(&self, root: NodeId) -> Subtree<'_> {
        Subtree { dom: self, root, next: Some(root) }
    }

    /// Returns the text beneath a node as it stands, and its bytes.
    pub(super) fn text(&self, root: NodeId) -> (String, Option<Span>) {
        let (mut text, mut span) = (String::new(), None::<Span>);
        for id in self.subtree(root) {
            let node = self.node(id);
            match &node.kind {
                Kind::Text(part) => {
                    text.push_str(part);
                    if !part.trim().is_empty() {
                        span = Some(span.map_or(node.span, |seen| join(seen, node.span)));
                    }
                }
                // Markup between two words parts them, however it is styled.
                Kind::Element { name, .. } if &**name == "br" => text.push(' '),
                _ => {}
            }
        }
        (text, span)
    }

    /// Makes a node that hangs nowhere yet.
    pub(super) fn create(&mut self, kind: Kind, span: Span) -> NodeId {
        let id = NodeId(u32::try_from(self.nodes.len()).expect("the node budget is below 2^32"));
        self.nodes.push(Node {
            kind,
            span,
            parent: None,
            first: None,
            next: None,
            last: None,
            previous: None,
        });
        id
    }

    /// Takes a node with all beneath it out of its place.
    pub(super) fn detach(&mut self, id: NodeId) {
        let (parent, previous, next) = {
            let node = self.node_mut(id);
            (node.parent.take(), node.previous.take(), node.next.take())
        };
        let Some(parent) = parent else { return };
        match previous {
            Some(previous) => self.node_mut(previous).next = next,
            None => self.node_mut(parent).first = next,
        }
        match next {
            Some(next) => self.node_mut(next).previous = previous,
            None => self.node_mut(parent).last = previous,
        }
    }

    /// Moves a node to the end of another one's children.
    pub(super) fn append(&mut self, parent: NodeId, child: NodeId) {
        self.detach(child);
        let last = self.node(parent).last;
        let node = self.node_mut(child);
        node.parent = Some(parent);
        node.previous = last;
        match last {
            Some(last) => self.node_mut(last).next = Some(child),
            None => self.node_mut(parent).first = Some(child),
        }
        self.node_mut(parent).last = Some(child);
    }

    /// Moves a node to the place before another one.
    pub(super) fn insert_before(&mut self, sibling: NodeId, child: NodeId) {
        self.detach(child);
        let (parent, previous) = (self.node(sibling).parent, self.node(sibling).previous);
        let Some(parent) = parent else { return };
        let node = self.node_mut(child);
        node.parent = Some(parent);
        node.previous = previous;
        node.next = Some(sibling);
        self.node_mut(sibling).previous = Some(child);
        match previous {
            Some(previous) => self.node_mut(previous).next = Some(child),
            None => self.node_mut(parent).first = Some(child),
        }
    }

    /// Adds text to the text node `to`, if it is one and its bytes end where these begin.
    pub(super) fn grow_text(&mut self, to: Option<NodeId>, text: &StrTendril, span: Span) -> bool {
        let Some(to) = to else { return false };
        let node = self.node_mut(to);
        let Kind::Text(present) = &mut node.kind else { return false };
        if node.span.start > span.start || node.span.end < span.start {
            return false;
        }
        present.push_tendril(text);
        node.span = join(node.span, span);
        true
    }
}

/// Returns the smallest span that holds both.
pub(super) fn join(a: Span, b: Span) -> Span {
    Span { start: a.start.min(b.start), end: a.end.max(b.end) }
}

/// A walk over a subtree, without recursion: pages may nest as deep as they like.
pub(super) struct Subtree<'a> {
    dom: &'a Dom,
    root: NodeId,
    next: Option<NodeId>,
}

impl Subtree<'_> {
    /// Leaves out the descendants of `id`, the node that was returned last.
    pub(super) fn prune(&mut self, id: NodeId) {
        self.next = self.after(id);
    }

    fn after(&self, id: NodeId) -> Option<NodeId> {
        let mut at = id;
        loop {
            if at == self.root {
                return None;
            }
            let node = self.dom.node(at);
            if let Some(next) = node.next {
                return Some(next);
            }
            at = node.parent?;
        }
    }
}

impl Iterator for Subtree<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        let id = self.next?;
        self.next = self.dom.node(id).first.or_else(|| self.after(id));
        Some(id)
    }
}
