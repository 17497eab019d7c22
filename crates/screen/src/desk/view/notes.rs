//! What happened, newest first, until somebody has read it: what is to be seen to, and what is only good to know.

use porchlight_language::texts::OnDesk;

use super::Sight;
use crate::Element;
use crate::desk::kept::{Note, Tone};
use crate::desk::{Deed, Message};
use crate::parts::{self, Weight, button, card, paragraph, section};

/// What is to be seen to; it stands above everything that can be done.
pub(super) fn to_heed(sight: &Sight<'_>) -> Option<Element<Message>> {
    let notes = sight.app.notes.iter().rev().filter(|note| is_to_heed(note));
    list(sight, "heed", OnDesk::NotesToHeed, notes)
}

/// What is only good to know.
pub(super) fn to_know(sight: &Sight<'_>) -> Option<Element<Message>> {
    let notes = sight.app.notes.iter().rev().filter(|note| !is_to_heed(note));
    list(sight, "notes", OnDesk::Notes, notes)
}

fn is_to_heed(note: &Note) -> bool {
    match note.tone {
        Tone::Done => false,
        Tone::Warning | Tone::Failed => true,
    }
}

fn list<'a>(
    sight: &Sight<'_>,
    id: &'static str,
    name: OnDesk,
    notes: impl Iterator<Item = &'a Note>,
) -> Option<Element<Message>> {
    let notes: Vec<_> = notes.map(|note| one(sight, note)).collect();
    if notes.is_empty() {
        return None;
    }
    let list = Element::new("ul").class("notes").attribute("role", "list").children(notes);
    Some(section(id, sight.say(name)).child(list))
}

fn one(sight: &Sight<'_>, note: &Note) -> Element<Message> {
    let tone = if is_to_heed(note) { parts::Tone::Heed } else { parts::Tone::Plain };
    let number = note.number;
    let at = sight.moment(note.at).map(|moment| paragraph(sight.texts.moment(moment)).class("help"));
    let dismiss = button(Weight::Quiet, sight.say(OnDesk::Dismiss), move || Message::Do(Deed::Read(number)))
        .attribute("aria-label", format!("{}: {}", sight.say(OnDesk::Dismiss), note.text));
    let card = card(tone).child(paragraph(note.text.clone())).children(at).child(dismiss);
    Element::new("li").key(number).child(card)
}
