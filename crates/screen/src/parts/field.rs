//! Fields with their labels, and what is said of them.

use std::borrow::Cow;

use zeroize::Zeroizing;

use crate::Element;

/// A field into which somebody types.
pub struct Field<M> {
    id: &'static str,
    label: String,
    help: Option<String>,
    error: Option<String>,
    control: Element<M>,
}

impl<M: 'static> Field<M> {
    /// A line.
    pub fn line(id: &'static str, label: impl Into<String>) -> Self {
        Self::new(id, label, Element::new("input").attribute("type", "text"))
    }

    /// Several lines.
    pub fn lines(id: &'static str, label: impl Into<String>) -> Self {
        Self::new(id, label, Element::new("textarea").attribute("rows", "5"))
    }

    /// A line of another kind that browsers know, as `date` or `datetime-local`.
    pub fn of_kind(kind: &'static str, id: &'static str, label: impl Into<String>) -> Self {
        Self::new(id, label, Element::new("input").attribute("type", kind))
    }

    /// A PIN or a passphrase: what is typed is never part of a tree. Another `wiping` makes the field anew, and empty.
    pub fn secret(id: &'static str, label: impl Into<String>, wiping: u32) -> Self {
        let input = Element::new("input").attribute("type", "password").key(format!("{id}-{wiping}"));
        Self::new(id, label, input)
    }

    fn new(id: &'static str, label: impl Into<String>, control: Element<M>) -> Self {
        // What stands in a field is written in clear into the files of a browser's session, unless the browser is told not to; and a
        // checker of spelling may send it away.
        let control =
            control.id(id).attribute("name", id).attribute("autocomplete", "off").attribute("spellcheck", "false");
        Self { id, label: label.into(), help: None, error: None, control }
    }

    /// What it holds.
    pub fn value(self, value: impl Into<Cow<'static, str>>) -> Self {
        self.with("value", value)
    }

    /// What to write into it.
    pub fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// What is wrong with what it holds.
    pub fn error(self, error: Option<impl Into<String>>) -> Self {
        Self { error: error.map(Into::into), ..self }
    }

    /// Sets an attribute of the control itself.
    pub fn with(self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        Self { control: self.control.attribute(name, value), ..self }
    }

    /// What typing into it means; the field, with everything that is said of it.
    pub fn on_input(self, meaning: impl Fn(Zeroizing<String>) -> M + 'static) -> Element<M> {
        let (help_id, error_id) = (format!("{}-help", self.id), format!("{}-error", self.id));
        let described: Vec<_> =
            [self.help.is_some().then_some(help_id.as_str()), self.error.is_some().then_some(error_id.as_str())]
                .into_iter()
                .flatten()
                .collect();
        let control = self
            .control
            .attribute_if("aria-describedby", (!described.is_empty()).then(|| described.join(" ")))
            .attribute_if("aria-invalid", self.error.as_ref().map(|_| "true"))
            .on_input(meaning);
        let help = self.help.map(|help| Element::new("p").class("help").id(help_id).text(help));
        let error = self.error.map(|error| Element::new("p").class("error").id(error_id).text(error));
        Element::new("div")
            .class("field")
            .key(self.id)
            .child(Element::new("label").attribute("for", self.id).text(self.label))
            .children(help)
            .child(control)
            .children(error)
    }
}

/// One of a few things to choose from, as a button that stays pressed.
pub fn choice<M>(text: impl Into<String>, is_chosen: bool, meaning: impl Fn() -> M + 'static) -> Element<M> {
    Element::new("button")
        .class("button choice")
        .attribute("type", "button")
        .attribute("aria-pressed", if is_chosen { "true" } else { "false" })
        .on_press(meaning)
        .text(text)
}
