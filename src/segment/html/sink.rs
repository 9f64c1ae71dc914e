//! What html5ever calls while it builds the tree, with the bytes of the token in hand.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, ExpandedName, QualName};
use presscut_index::Span;

use super::dom::{Dom, Kind, NodeId, join};

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
