//! An element as it is shown, and how it becomes another.

use std::collections::HashMap;

use porchlight_screen::element::{Attribute, Namespace};
use porchlight_screen::{Element, Node};
use wasm_bindgen::JsCast as _;
use web_sys::{Document, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

use super::Sink;
use super::gestures::Listening;

const SVG: &str = "http://www.w3.org/2000/svg";
const EXPECT_DOM: &str =
    "names of elements and attributes are written in the screen, and the document lets them be set";

/// An element in the document.
pub(super) struct Shown<M: 'static> {
    node: web_sys::Element,
    tag: &'static str,
    namespace: Namespace,
    key: Option<String>,
    attributes: Vec<Attribute>,
    listening: Listening<M>,
    parts: Vec<Part<M>>,
}

enum Part<M: 'static> {
    Element(Shown<M>),
    Text { node: web_sys::Text, text: String },
}

impl<M: 'static> Shown<M> {
    /// A new element in the document, with all its parts.
    pub(super) fn made(tree: Element<M>, sink: &Sink<M>) -> Self {
        let (tag, namespace, key) = (tree.tag(), tree.namespace(), tree.sibling_key().map(str::to_owned));
        let node = match namespace {
            Namespace::Html => document().create_element(tag),
            Namespace::Svg => document().create_element_ns(Some(SVG), tag),
        };
        let node = node.expect(EXPECT_DOM);
        let (attributes, gestures, parts) = tree.into_parts();
        let mut shown = Self {
            listening: Listening::upon(&node, gestures, sink),
            node,
            tag,
            namespace,
            key,
            attributes: Vec::new(),
            parts: Vec::new(),
        };
        // A list's choice can only be set once it has its options.
        shown.hold(parts, sink);
        shown.take_attributes(attributes);
        shown
    }

    pub(super) const fn node(&self) -> &web_sys::Element {
        &self.node
    }

    /// Whether it can become this one, or another has to be made.
    pub(super) fn is_alike(&self, tree: &Element<M>) -> bool {
        self.tag == tree.tag() && self.namespace == tree.namespace() && self.key.as_deref() == tree.sibling_key()
    }

    /// Becomes this one.
    pub(super) fn become_like(&mut self, tree: Element<M>, sink: &Sink<M>) {
        let (attributes, gestures, parts) = tree.into_parts();
        self.listening.hear(&self.node, gestures, sink);
        self.hold(parts, sink);
        self.take_attributes(attributes);
    }

    fn take_attributes(&mut self, attributes: Vec<Attribute>) {
        for (name, _) in &self.attributes {
            if !attributes.iter().any(|(kept, _)| kept == name) {
                self.node.remove_attribute(name).expect(EXPECT_DOM);
                lose_property(&self.node, name);
            }
        }
        for attribute in &attributes {
            if !self.attributes.contains(attribute) {
                self.node.set_attribute(attribute.0, &attribute.1).expect(EXPECT_DOM);
            }
            take_property(&self.node, attribute);
        }
        self.attributes = attributes;
    }

    /// Holds exactly these parts, in this order; those that are there already are moved, not made.
    fn hold(&mut self, wanted: Vec<Node<M>>, sink: &Sink<M>) {
        let mut before = Former::of(std::mem::take(&mut self.parts));
        let mut last: Option<web_sys::Node> = None;
        for part in wanted {
            let part = before.part_for(part, sink);
            // Looked up only now: what stood here may just have been removed to make room.
            let next = last.as_ref().map_or_else(|| self.node.first_child(), web_sys::Node::next_sibling);
            let node = part.node();
            if next.as_ref() != Some(node) {
                self.node.insert_before(node, next.as_ref()).expect(EXPECT_DOM);
            }
            last = Some(node.clone());
            self.parts.push(part);
        }
        before.leave();
    }
}

impl<M: 'static> Part<M> {
    fn made(part: Node<M>, sink: &Sink<M>) -> Self {
        match part {
            Node::Element(tree) => Self::Element(Shown::made(tree, sink)),
            Node::Text(text) => Self::Text { node: document().create_text_node(&text), text },
        }
    }

    fn node(&self) -> &web_sys::Node {
        match self {
            Self::Element(shown) => &shown.node,
            Self::Text { node, .. } => node,
        }
    }

    /// Becomes this one; gives it back where it cannot.
    fn become_like(&mut self, wanted: Node<M>, sink: &Sink<M>) -> Option<Node<M>> {
        match (self, wanted) {
            (Self::Element(shown), Node::Element(tree)) if shown.is_alike(&tree) => {
                shown.become_like(tree, sink);
                None
            }
            (Self::Text { node, text }, Node::Text(wanted)) => {
                if *text != wanted {
                    node.set_data(&wanted);
                    *text = wanted;
                }
                None
            }
            (Self::Element(_) | Self::Text { .. }, wanted) => Some(wanted),
        }
    }
}

/// What an element held until now.
struct Former<M: 'static> {
    keyed: HashMap<String, Part<M>>,
    others: std::collections::VecDeque<Part<M>>,
}

impl<M: 'static> Former<M> {
    fn of(parts: Vec<Part<M>>) -> Self {
        let mut former = Self { keyed: HashMap::new(), others: std::collections::VecDeque::new() };
        for part in parts {
            match &part {
                Part::Element(Shown { key: Some(key), .. }) => drop(former.keyed.insert(key.clone(), part)),
                Part::Element(Shown { key: None, .. }) | Part::Text { .. } => former.others.push_back(part),
            }
        }
        former
    }

    fn part_for(&mut self, wanted: Node<M>, sink: &Sink<M>) -> Part<M> {
        let known = match &wanted {
            Node::Element(tree) => match tree.sibling_key() {
                Some(key) => self.keyed.remove(key),
                None => self.next_alike(&wanted),
            },
            Node::Text(_) => self.next_alike(&wanted),
        };
        let Some(mut part) = known else { return Part::made(wanted, sink) };
        match part.become_like(wanted, sink) {
            None => part,
            Some(wanted) => {
                remove(&part);
                Part::made(wanted, sink)
            }
        }
    }

    /// The next one without a key that can become what is wanted; those before it are gone.
    fn next_alike(&mut self, wanted: &Node<M>) -> Option<Part<M>> {
        let is_alike = |part: &Part<M>| match (part, wanted) {
            (Part::Element(shown), Node::Element(tree)) => shown.is_alike(tree),
            (Part::Text { .. }, Node::Text(_)) => true,
            (Part::Element(_), Node::Text(_)) | (Part::Text { .. }, Node::Element(_)) => false,
        };
        let at = self.others.iter().position(is_alike)?;
        for passed in self.others.drain(..at) {
            remove(&passed);
        }
        self.others.pop_front()
    }

    fn leave(self) {
        for part in self.keyed.values().chain(&self.others) {
            remove(part);
        }
    }
}

fn remove<M>(part: &Part<M>) {
    let node = part.node();
    if let Some(parent) = node.parent_node() {
        parent.remove_child(node).expect("it is this parent's child");
    }
}

/// What a person has typed or ticked is a property, which no attribute changes any more.
fn take_property(node: &web_sys::Element, (name, value): &Attribute) {
    match *name {
        "value" => take_value(node, value),
        "checked" => tick(node, true),
        _ => {}
    }
}

fn lose_property(node: &web_sys::Element, name: &str) {
    match name {
        "value" => take_value(node, ""),
        "checked" => tick(node, false),
        _ => {}
    }
}

fn take_value(node: &web_sys::Element, value: &str) {
    if let Some(input) = node.dyn_ref::<HtmlInputElement>() {
        // Writing the same text again would move the cursor to its end.
        if input.value() != value {
            input.set_value(value);
        }
    } else if let Some(area) = node.dyn_ref::<HtmlTextAreaElement>() {
        if area.value() != value {
            area.set_value(value);
        }
    } else if let Some(list) = node.dyn_ref::<HtmlSelectElement>()
        && list.value() != value
    {
        list.set_value(value);
    }
}

fn tick(node: &web_sys::Element, is_ticked: bool) {
    if let Some(input) = node.dyn_ref::<HtmlInputElement>() {
        input.set_checked(is_ticked);
    }
}

fn document() -> Document {
    web_sys::window().and_then(|window| window.document()).expect("a page has a document")
}
