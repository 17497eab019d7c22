//! A tree as text, as a browser would write it: for tests, and for whoever wants to read a screen.

use std::fmt::Write as _;

use crate::{Element, Node};

/// Elements that have no end and no parts.
const VOID: [&str; 4] = ["input", "br", "hr", "img"];

impl<M> Element<M> {
    /// The element as HTML; gestures leave no trace.
    pub fn to_html(&self) -> String {
        let mut html = String::new();
        write(self, &mut html);
        html
    }

    /// What it says, without any marks; each element's words apart from the next one's.
    pub fn to_words(&self) -> String {
        let mut words = Vec::new();
        gather(self, &mut words);
        words.join(" ")
    }
}

fn write<M>(element: &Element<M>, html: &mut String) {
    let tag = element.tag();
    html.push('<');
    html.push_str(tag);
    for (name, value) in element.attributes() {
        match value.is_empty() {
            true => html.extend([" ", name]),
            false => {
                let _ = write!(html, " {name}=\"{}\"", escaped(value));
            }
        }
    }
    html.push('>');
    if VOID.contains(&tag) {
        return;
    }
    for part in element.parts() {
        match part {
            Node::Element(child) => write(child, html),
            Node::Text(text) => html.push_str(&escaped(text)),
        }
    }
    html.extend(["</", tag, ">"]);
}

fn gather<'a, M>(element: &'a Element<M>, words: &mut Vec<&'a str>) {
    for part in element.parts() {
        match part {
            Node::Element(child) => gather(child, words),
            Node::Text(text) => words.push(text),
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_wrote_stays_text() {
        let said = Element::<()>::new("p").attribute("title", "\"><img onerror=x>").text("<script>alert(1)</script>");
        let html = "<p title=\"&quot;&gt;&lt;img onerror=x&gt;\">&lt;script&gt;alert(1)&lt;/script&gt;</p>";
        assert_eq!(said.to_html(), html);
    }
}
