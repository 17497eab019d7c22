//! What surrounds every view: its title, the languages, and what was told last.

use porchlight_language::Language;

use super::{Weight, button, choice};
use crate::Element;

/// The id of a view's title. It gets the focus when the view is opened, and a screen reader begins there.
pub const HEADING: &str = "heading";

/// The id of what was told last.
pub const TELLING: &str = "telling";

/// A view's title.
pub fn title<M>(text: impl Into<String>) -> Element<M> {
    Element::new("h1").id(HEADING).attribute("tabindex", "-1").text(text)
}

/// The one live region: what came of the last press, or happened last. It stands there until it is hidden or a view is opened,
/// with no time to read it in. `number` tells two that say the same apart. It has to be part of every view, so that it is known
/// before it speaks.
pub fn telling<M: 'static>(
    told: Option<String>,
    number: u32,
    hide: &str,
    meaning: impl Fn() -> M + 'static,
) -> Element<M> {
    let is_told = told.is_some();
    let said = told.map(|told| Element::new("p").key(number).text(told));
    let region = Element::new("div")
        .id(TELLING)
        .attribute("role", "status")
        .attribute("aria-live", "polite")
        // Where much was told it scrolls, and whoever has only keys comes to it.
        .attribute_if("tabindex", is_told.then_some("0"))
        .children(said);
    let hide = is_told.then(|| button(Weight::Quiet, hide, meaning));
    Element::new("div")
        .key(TELLING)
        .class(if is_told { "telling" } else { "telling unseen" })
        .child(region)
        .children(hide)
}

/// The languages, each by its own name.
pub fn languages<M: 'static>(
    chosen: Language,
    label: &str,
    meaning: impl Fn(Language) -> M + Copy + 'static,
) -> Element<M> {
    let choices = Language::ALL.map(|language| {
        choice(language.own_name(), language == chosen, move || meaning(language)).attribute("lang", language.as_str())
    });
    Element::new("div")
        .class("choices")
        .attribute("role", "group")
        .attribute("aria-label", label.to_owned())
        .children(choices)
}
