//! How a relative's page looks.

use porchlight_language::texts::Day;
use porchlight_language::{Codebook, Texts};
use porchlight_protocol::Sequence;

use super::update::HEADING;
use super::{App, Around, Group, Message};
use crate::Element;

/// The id of the question whether everything is to go.
pub(super) const WIPE_ASKED: &str = "wipe-asked";
/// The id of the heading above a link for another device.
pub(super) const OWN_LINK: &str = "own-link";

pub(super) fn day_id(day: Day) -> String {
    format!("day-{}", day.number())
}

pub(super) fn notice_id(notice: Sequence) -> String {
    format!("notice-{notice}")
}

pub(super) fn forget_id(notice: Sequence) -> String {
    format!("forget-{notice}")
}

pub(super) fn page(app: &App, around: &Around<'_>) -> Element<Message> {
    let shown = around.groups.iter().find(|group| Some(group.device.feed()) == app.shown).or(around.groups.first());
    let body = match shown {
        Some(group) => status(app, group),
        None => welcome(app),
    };
    Element::new("main").class("page").child(body)
}

fn welcome(app: &App) -> Element<Message> {
    Element::new("form")
        .on_submit(|| Message::Join)
        .child(
            Element::new("input")
                .attribute("name", "link")
                .attribute("value", app.typed.link.to_string())
                .on_input(Message::LinkTyped),
        )
        .child(Element::new("button").text("Open"))
}

fn status(app: &App, group: &Group<'_>) -> Element<Message> {
    let texts = Texts::of(app.language);
    let said = group
        .device
        .headline()
        .map_or_else(|| texts.no_update_yet(), |status| Codebook::standard().label(&status.code, app.language, None));
    Element::new("h1").id(HEADING).text(said)
}
