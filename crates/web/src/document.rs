//! The document around a screen: its language, its focus, its address.

use porchlight_language::Language;
use wasm_bindgen::JsCast as _;
use web_sys::{Document, HtmlElement, Location};

use crate::by_name::get;

/// Where both pages show their screens.
const SCREEN: &str = "screen";

/// The element that a screen is shown in.
///
/// # Panics
/// Where the page has none: it is part of the page's own frame.
pub fn place() -> HtmlElement {
    element(SCREEN).expect("both pages have a place for their screen")
}

/// An element by its id, as what it is.
pub fn element<T: wasm_bindgen::JsCast>(id: &str) -> Option<T> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Moves the focus to an element, if it is there.
pub fn focus(id: &str) {
    if let Some(element) = element::<HtmlElement>(id) {
        // Nothing to be done where it cannot be focused.
        let _ = element.focus();
    }
}

/// Tells the browser in which language the page is, and in which direction it is read.
pub fn speak(language: Language) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        // Both are attributes that every element takes.
        let _ = root.set_attribute("lang", language.as_str());
        let _ = root.set_attribute("dir", language.direction());
    }
}

/// The first of the reader's languages that the page has; English where it has none of them.
pub fn readers_language() -> Language {
    let asked = web_sys::window().map(|window| window.navigator().languages());
    let asked: Vec<String> = asked.into_iter().flatten().filter_map(|locale| locale.as_string()).collect();
    let speaks = |locale: &String| {
        let language = Language::from_locale(locale);
        locale.to_ascii_lowercase().starts_with(language.as_str()).then_some(language)
    };
    asked.iter().find_map(speaks).unwrap_or(Language::English)
}

/// Whether anybody can see the page.
pub fn is_hidden() -> bool {
    document().is_some_and(|document| document.hidden())
}

/// Shows nothing of the screen any more, until the page is loaded again.
pub fn hide() {
    place().set_hidden(true);
}

/// The page's address.
pub fn location() -> Option<Location> {
    web_sys::window().map(|window| window.location())
}

/// Loads the page again.
pub fn reload() {
    if let Some(location) = location() {
        let _ = location.reload();
    }
}

/// Whether the browser can hand texts to other programs.
pub fn can_share() -> bool {
    web_sys::window().is_some_and(|window| get(&window.navigator(), "share").is_function())
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}
