//! What happened, newest first, until somebody has read it.

use porchlight_language::texts::OnDesk;

use super::Sight;
use crate::Element;
use crate::desk::kept::{Note, Tone};
use crate::desk::{Deed, Message};
use crate::parts::{self, Weight, button, card, paragraph, section};

pub(super) fn notes(sight: &Sight<'_>) -> Option<Element<Message>> {
    if sight.app.notes.is_empty() {
        return None;
    }
    let notes = sight.app.notes.iter().rev().map(|note| one(sight, note));
    let list = Element::new("ul").class("notes").attribute("role", "list").children(notes);
    Some(section("notes", sight.say(OnDesk::Notes)).child(list))
}

fn one(sight: &Sight<'_>, note: &Note) -> Element<Message> {
    let tone = match note.tone {
        Tone::Done => parts::Tone::Plain,
        Tone::Warning | Tone::Failed => parts::Tone::Heed,
    };
    let number = note.number;
    let at = sight.moment(note.at).map(|moment| paragraph(sight.texts.moment(moment)).class("help"));
    let dismiss = button(Weight::Quiet, sight.say(OnDesk::Dismiss), move || Message::Do(Deed::Read(number)))
        .attribute("aria-label", format!("{}: {}", sight.say(OnDesk::Dismiss), note.text));
    let card = card(tone).child(paragraph(note.text.clone())).children(at).child(dismiss);
    Element::new("li").key(number).child(card)
}
