//! Makes the browser show a tree, with as few changes as that needs: what stays keeps its focus, its scrolling and its place
//! with those who read aloud.
//!
//! Only `createElement`, attributes and text nodes are used, never markup: nothing that others wrote can run.

mod gestures;
mod patch;

use std::rc::Rc;

use porchlight_screen::Element;
use web_sys::HtmlElement;

use patch::Shown;

/// Where what a person did is taken.
pub type Sink<M> = Rc<dyn Fn(M)>;

/// A place in the document where a screen is shown.
pub struct Screen<M: 'static> {
    place: HtmlElement,
    sink: Sink<M>,
    shown: Option<Shown<M>>,
}

impl<M: 'static> Screen<M> {
    /// Shows screens in this element, in the place of all that it holds.
    pub fn within(place: HtmlElement, sink: Sink<M>) -> Self {
        Self { place, sink, shown: None }
    }

    /// Shows this one.
    pub fn show(&mut self, tree: Element<M>) {
        match &mut self.shown {
            Some(shown) if shown.is_alike(&tree) => shown.become_like(tree, &self.sink),
            Some(_) | None => {
                let shown = Shown::made(tree, &self.sink);
                self.place.replace_children_with_node_1(shown.node());
                self.shown = Some(shown);
            }
        }
    }
}
