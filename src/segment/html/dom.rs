//! The page as a tree in one arena, every node with the bytes it was read from.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, ExpandedName, LocalName, QualName};
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
    last: Option<NodeId>,
    previous: Option<NodeId>,
}

/// The parsed page.
#[derive(Debug)]
pub(super) struct Dom {
    nodes: Vec<Node>,
}

impl Dom {
    fn new() -> Self {
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

    fn node_mut(&mut self, id: NodeId) -> &mut Node {
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

    fn create(&mut self, kind: Kind, span: Span) -> NodeId {
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

    fn detach(&mut self, id: NodeId) {
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

    fn append(&mut self, parent: NodeId, child: NodeId) {
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

    fn insert_before(&mut self, sibling: NodeId, child: NodeId) {
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
    fn grow_text(&mut self, to: Option<NodeId>, text: &StrTendril, span: Span) -> bool {
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

/// What html5ever builds the tree with.
#[derive(Debug)]
pub(super) struct Sink {
    dom: RefCell<Dom>,
    /// The bytes of the token in hand; for text that was held back, of all of it.
    token: Cell<Span>,
    is_text: Cell<bool>,
    text: Cell<Option<Span>>,
}

/// A node, with its name if it is an element.
#[derive(Clone, Debug)]
pub(super) struct Handle {
    id: NodeId,
    name: Option<Rc<QualName>>,
}

impl Sink {
    pub(super) fn new() -> Self {
        Self {
            dom: RefCell::new(Dom::new()),
            token: Cell::new(Span::default()),
            is_text: Cell::new(false),
            text: Cell::new(None),
        }
    }

    /// Tells where the next token stands. The tree builder holds text in tables back until the next
    /// token that is none, so the bytes of a run of text are kept until after that.
    pub(super) fn at(&self, span: Span, is_text: bool) {
        if is_text {
            self.text.set(Some(self.text.get().map_or(span, |seen| join(seen, span))));
        }
        self.token.set(span);
        self.is_text.set(is_text);
    }

    /// Ends a run of text.
    pub(super) fn end_text(&self) {
        self.text.set(None);
    }

    /// Returns the number of nodes made.
    pub(super) fn nodes(&self) -> usize {
        self.dom.borrow().len()
    }

    fn element(id: NodeId) -> Handle {
        Handle { id, name: None }
    }

    fn text_span(&self) -> Span {
        let token = self.token.get();
        if self.is_text.get() { token } else { self.text.get().unwrap_or(token) }
    }

    fn put(&self, parent: NodeId, before: Option<NodeId>, child: NodeOrText<Handle>) {
        let mut dom = self.dom.borrow_mut();
        let child = match child {
            NodeOrText::AppendNode(handle) => handle.id,
            NodeOrText::AppendText(text) => {
                let span = self.text_span();
                let neighbour = match before {
                    Some(sibling) => dom.node(sibling).previous,
                    None => dom.node(parent).last,
                };
                if dom.grow_text(neighbour, &text, span) {
                    return;
                }
                dom.create(Kind::Text(text), span)
            }
        };
        match before {
            Some(sibling) => dom.insert_before(sibling, child),
            None => dom.append(parent, child),
        }
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Dom;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Dom {
        self.dom.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Self::element(NodeId::ROOT)
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.name.as_deref().expect("only elements are asked for their name").expanded()
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> Handle {
        let kind = Kind::Element { name: name.local.clone(), attrs };
        let id = self.dom.borrow_mut().create(kind, self.token.get());
        Handle { id, name: Some(Rc::new(name)) }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        Self::element(self.dom.borrow_mut().create(Kind::Other, self.token.get()))
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        Self::element(self.dom.borrow_mut().create(Kind::Other, self.token.get()))
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.put(parent.id, None, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &Handle,
        previous: &Handle,
        child: NodeOrText<Handle>,
    ) {
        if self.dom.borrow().node(element.id).parent.is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// A template's contents hang beneath the template itself; who walks the tree decides.
    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.id == y.id
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, new: NodeOrText<Handle>) {
        let parent = self.dom.borrow().node(sibling.id).parent;
        if let Some(parent) = parent {
            self.put(parent, Some(sibling.id), new);
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, new: Vec<Attribute>) {
        if let Kind::Element { attrs, .. } = &mut self.dom.borrow_mut().node_mut(target.id).kind {
            for attr in new {
                if !attrs.iter().any(|present| present.name == attr.name) {
                    attrs.push(attr);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.dom.borrow_mut().detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let mut dom = self.dom.borrow_mut();
        while let Some(child) = dom.node(node.id).first {
            dom.append(new_parent.id, child);
        }
    }
}
