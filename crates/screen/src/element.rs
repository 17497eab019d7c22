//! A screen as a tree: elements, text, and what each gesture upon them means.
//!
//! Text from outside only ever becomes a text node or an attribute's value, and no attribute that runs or loads anything can be
//! written: see [`Element::attribute`].

use std::borrow::Cow;
use std::fmt;
use std::rc::Rc;

use zeroize::Zeroizing;

/// A part of a screen; `M` is what its gestures mean.
pub enum Node<M> {
    /// An element with its own parts.
    Element(Element<M>),
    /// Text.
    Text(String),
}

/// An element, built from left to right.
///
/// ```
/// use porchlight_screen::Element;
///
/// enum Message {
///     Open,
/// }
/// let button = Element::new("button").class("large").attribute("type", "button").on_press(|| Message::Open).text("Open");
/// assert_eq!(button.to_html(), r#"<button class="large" type="button">Open</button>"#);
/// ```
pub struct Element<M> {
    tag: &'static str,
    namespace: Namespace,
    key: Option<String>,
    attributes: Vec<Attribute>,
    gestures: Vec<Gesture<M>>,
    children: Vec<Node<M>>,
}

/// An attribute's name and value.
pub type Attribute = (&'static str, Cow<'static, str>);

/// Of which language an element's name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Namespace {
    /// What a page is written in.
    Html,
    /// Drawings.
    Svg,
}

/// What a gesture means.
pub enum Gesture<M> {
    /// Pressed, by a finger, a mouse or a key.
    Press(Rc<dyn Fn() -> M>),
    /// The text in a field changed.
    Input(Rc<dyn Fn(Zeroizing<String>) -> M>),
    /// A box was ticked or cleared.
    Check(Rc<dyn Fn(bool) -> M>),
    /// A form was sent.
    Submit(Rc<dyn Fn() -> M>),
    /// A key was pressed; `None` leaves it to the browser.
    Key(Rc<dyn Fn(Key) -> Option<M>>),
    /// A file was chosen: its contents.
    File(Rc<dyn Fn(Zeroizing<Vec<u8>>) -> M>),
}

/// A key that means something to a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// To the one before, in the direction of reading.
    Left,
    /// To the one behind.
    Right,
    /// To the first.
    Home,
    /// To the last.
    End,
}

/// All attributes that a screen has, beside those that describe it to a screen reader. None of them makes a browser run, load, follow
/// or send anything, whatever its value: a new one is written here only after that question.
const HARMLESS: [&str; 31] = [
    "autocapitalize",
    "autocomplete",
    "autoplay",
    "checked",
    "class",
    "d",
    "dir",
    "disabled",
    "fill-rule",
    "for",
    "id",
    "inputmode",
    "lang",
    "list",
    "max",
    "maxlength",
    "min",
    "muted",
    "name",
    "playsinline",
    "role",
    "rows",
    "selected",
    "shape-rendering",
    "spellcheck",
    "tabindex",
    "title",
    "translate",
    "type",
    "value",
    "viewBox",
];

impl<M> Element<M> {
    /// An element of a page.
    pub fn new(tag: &'static str) -> Self {
        Self::within(Namespace::Html, tag)
    }

    /// An element of a drawing.
    pub fn svg(tag: &'static str) -> Self {
        Self::within(Namespace::Svg, tag)
    }

    fn within(namespace: Namespace, tag: &'static str) -> Self {
        assert!(
            !["script", "iframe", "object", "embed", "style", "base", "meta", "link"].contains(&tag),
            "runs or loads"
        );
        Self { tag, namespace, key: None, attributes: Vec::new(), gestures: Vec::new(), children: Vec::new() }
    }

    /// Tells it from its siblings, so that it stays the same element when they come and go.
    pub fn key(mut self, key: impl fmt::Display) -> Self {
        self.key = Some(key.to_string());
        self
    }

    /// Sets an attribute.
    ///
    /// # Panics
    /// For the name of an attribute that is not known to be harmless: names are written here, never outside.
    pub fn attribute(mut self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        assert!(is_harmless(name), "{name} may run or load something");
        self.attributes.push((name, value.into()));
        self
    }

    /// Sets an attribute that has no value, where it holds.
    pub fn flag(self, name: &'static str, holds: bool) -> Self {
        if holds { self.attribute(name, "") } else { self }
    }

    /// Sets an attribute where there is a value.
    pub fn attribute_if(self, name: &'static str, value: Option<impl Into<Cow<'static, str>>>) -> Self {
        match value {
            Some(value) => self.attribute(name, value),
            None => self,
        }
    }

    /// Names what it looks like.
    pub fn class(self, class: impl Into<Cow<'static, str>>) -> Self {
        self.attribute("class", class)
    }

    /// Names it, for labels and descriptions.
    pub fn id(self, id: impl Into<Cow<'static, str>>) -> Self {
        self.attribute("id", id)
    }

    /// Adds an element.
    pub fn child(mut self, child: Element<M>) -> Self {
        self.children.push(Node::Element(child));
        self
    }

    /// Adds elements.
    pub fn children(mut self, children: impl IntoIterator<Item = Element<M>>) -> Self {
        self.children.extend(children.into_iter().map(Node::Element));
        self
    }

    /// Adds text.
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.children.push(Node::Text(text.into()));
        self
    }

    /// What pressing it means.
    pub fn on_press(self, meaning: impl Fn() -> M + 'static) -> Self {
        self.gesture(Gesture::Press(Rc::new(meaning)))
    }

    /// What a changed text in it means.
    pub fn on_input(self, meaning: impl Fn(Zeroizing<String>) -> M + 'static) -> Self {
        self.gesture(Gesture::Input(Rc::new(meaning)))
    }

    /// What ticking it means.
    pub fn on_check(self, meaning: impl Fn(bool) -> M + 'static) -> Self {
        self.gesture(Gesture::Check(Rc::new(meaning)))
    }

    /// What sending it means.
    pub fn on_submit(self, meaning: impl Fn() -> M + 'static) -> Self {
        self.gesture(Gesture::Submit(Rc::new(meaning)))
    }

    /// What a key in it means.
    pub fn on_key(self, meaning: impl Fn(Key) -> Option<M> + 'static) -> Self {
        self.gesture(Gesture::Key(Rc::new(meaning)))
    }

    /// What choosing a file means.
    pub fn on_file(self, meaning: impl Fn(Zeroizing<Vec<u8>>) -> M + 'static) -> Self {
        self.gesture(Gesture::File(Rc::new(meaning)))
    }

    fn gesture(mut self, gesture: Gesture<M>) -> Self {
        self.gestures.push(gesture);
        self
    }

    /// Its name.
    pub fn tag(&self) -> &'static str {
        self.tag
    }

    /// Of which language its name is.
    pub fn namespace(&self) -> Namespace {
        self.namespace
    }

    /// What tells it from its siblings.
    pub fn sibling_key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// Its attributes, in order.
    pub fn attributes(&self) -> &[Attribute] {
        &self.attributes
    }

    /// Its parts, in order.
    pub fn parts(&self) -> &[Node<M>] {
        &self.children
    }

    /// What it is made of: attributes, gestures and parts.
    pub fn into_parts(self) -> (Vec<Attribute>, Vec<Gesture<M>>, Vec<Node<M>>) {
        (self.attributes, self.gestures, self.children)
    }

    /// The gestures that mean something upon it.
    pub fn gestures(&self) -> &[Gesture<M>] {
        &self.gestures
    }
}

fn is_harmless(name: &str) -> bool {
    name.starts_with("aria-") || HARMLESS.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_runs_loads_or_leads_away_is_not_harmless() {
        let dangerous = [
            "onclick",
            "style",
            "srcdoc",
            "src",
            "srcset",
            "formaction",
            "action",
            "href",
            "xlink:href",
            "poster",
            "data",
            "ping",
            "background",
            "cite",
            "manifest",
            "longdesc",
            "profile",
            "usemap",
            "http-equiv",
            "target",
            "download",
        ];
        assert!(!dangerous.into_iter().any(is_harmless));
    }

    #[test]
    #[should_panic(expected = "may run or load")]
    fn an_attribute_that_loads_cannot_be_written() {
        drop(Element::<()>::new("image").attribute("href", "https://example.org/picture"));
    }

    #[test]
    #[should_panic(expected = "runs or loads")]
    fn an_element_that_runs_cannot_be_written() {
        drop(Element::<()>::new("script"));
    }
}
