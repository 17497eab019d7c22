//! Every view of both pages, hung side by side: what people see in every state that a group, a phone or an office can be in.
//!
//! The views come from the simulated world, so nothing here waits for a network; a browser looks at them with the page's own
//! styles.

mod desk;
mod family;

use porchlight_language::Language;
use porchlight_screen::Element;

/// A view as a browser would show it.
pub struct Picture {
    /// What it is called: the page, and the view.
    pub name: String,
    /// The screen as HTML.
    pub html: String,
}

/// All views in a language.
pub fn pictures(language: Language) -> Vec<Picture> {
    family::pictures(language).into_iter().chain(desk::pictures(language)).collect()
}

fn picture<M>(page: &str, view: &str, screen: &Element<M>) -> Picture {
    Picture { name: format!("{page}-{view}"), html: screen.to_html() }
}
