//! What stands together: sections with their headings, cards, facts, steps.

use crate::Element;

/// How a card speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something to know.
    Plain,
    /// Something to heed.
    Heed,
}

/// A paragraph.
pub fn paragraph<M>(text: impl Into<String>) -> Element<M> {
    Element::new("p").text(text)
}

/// A part of a view under a heading of its own; the heading's id names the part. The heading can be given the focus.
pub fn section<M>(id: &'static str, title: impl Into<String>) -> Element<M> {
    let heading = Element::new("h2").id(id).attribute("tabindex", "-1").text(title);
    Element::new("section").key(id).attribute("aria-labelledby", id).child(heading)
}

/// Something that stands out from the rest. What is to be heeded has a mark too, for colour alone says nothing to some.
pub fn card<M>(tone: Tone) -> Element<M> {
    match tone {
        Tone::Plain => Element::new("div").class("card"),
        Tone::Heed => Element::new("div").class("card heed").child(sign()),
    }
}

/// Facts, a line each.
pub fn facts<M>(lines: impl IntoIterator<Item = String>) -> Element<M> {
    let lines = lines.into_iter().map(|line| Element::new("li").text(line));
    Element::new("ul").class("facts").attribute("role", "list").children(lines)
}

/// Steps that are gone through one after another, in words; `done` is what stands behind those that are done.
pub fn steps<M>(steps: impl IntoIterator<Item = String>, present: usize, done: &str) -> Element<M> {
    let steps = steps.into_iter().enumerate().map(|(index, text)| {
        let step = Element::new("li").text(text);
        match index.cmp(&present) {
            std::cmp::Ordering::Less => {
                step.class("done").child(Element::new("span").class("unseen").text(format!(" ({done})")))
            }
            std::cmp::Ordering::Equal => step.class("present").attribute("aria-current", "step"),
            std::cmp::Ordering::Greater => step.class("to-come"),
        }
    });
    Element::new("ol").class("steps").children(steps)
}

/// What was said and holds no more: it stays, struck through. What corrects it has to be said beside it, in words.
pub fn struck<M>(text: impl Into<String>) -> Element<M> {
    Element::new("s").text(text)
}

fn sign<M>() -> Element<M> {
    Element::svg("svg")
        .class("sign")
        .attribute("viewBox", "0 0 24 24")
        .attribute("aria-hidden", "true")
        .child(Element::svg("path").attribute("d", "M12 3 22 21H2Z").class("sign-shape"))
        .child(Element::svg("path").attribute("d", "M12 9v6M12 17.5v1.5").class("sign-stroke"))
}
