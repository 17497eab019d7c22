//! What is asked about before it is done: in place, with the focus on the question, and no way to do it by mistake.

use porchlight_language::texts::{DeskQuestion, OnDesk};

use super::Sight;
use crate::Element;
use crate::desk::{DANGER, Danger, Deed, Message};
use crate::parts::{self, Tone, Weight, button, paragraph};

/// The button that asks; or, once it was pressed, the question.
pub(super) fn asked(sight: &Sight<'_>, danger: &Danger, name: OnDesk) -> Element<Message> {
    if sight.app.danger.as_ref() == Some(danger) {
        return question(sight, danger);
    }
    let danger = danger.clone();
    button(Weight::Plain, sight.say(name), move || Message::Do(Deed::Ask(danger.clone()))).key("ask")
}

fn question(sight: &Sight<'_>, danger: &Danger) -> Element<Message> {
    let texts = sight.texts;
    let (asked, sure) = match danger {
        Danger::Remove { family, device: None } => {
            (texts.desk_question(DeskQuestion::RemoveFamily { family }), OnDesk::RemoveSure)
        }
        Danger::Remove { family, device: Some(number) } => {
            let number = (*number).into();
            (texts.desk_question(DeskQuestion::RemoveDevice { family, number }), OnDesk::RemoveSure)
        }
        Danger::Withdraw(family) => (texts.desk_question(DeskQuestion::Withdraw { family }), OnDesk::WithdrawSure),
        Danger::HandOver => (sight.say(OnDesk::HandoverAsk), OnDesk::HandoverSure),
        Danger::Dismiss(name) => (texts.desk_question(DeskQuestion::Dismiss { name }), OnDesk::DismissSure),
        Danger::Discard => (sight.say(OnDesk::DiscardAsk), OnDesk::DiscardSure),
        Danger::Wipe => (sight.say(OnDesk::WipeAsk), OnDesk::WipeSure),
        Danger::WipeEverything => (sight.say(OnDesk::WipeEverythingAsk), OnDesk::WipeEverythingSure),
        Danger::GiveUp => (sight.say(OnDesk::GiveUpAsk), OnDesk::GiveUpSure),
    };
    parts::card(Tone::Heed).key(DANGER).child(paragraph(asked).id(DANGER).attribute("tabindex", "-1")).child(buttons([
        button(Weight::Grave, sight.say(sure), || Message::Do(Deed::Confirm)),
        button(Weight::Plain, sight.say(OnDesk::Leave), || Message::Do(Deed::LeaveIt)),
    ]))
}

/// Buttons in a row.
pub(super) fn buttons(buttons: impl IntoIterator<Item = Element<Message>>) -> Element<Message> {
    Element::new("div").class("buttons").children(buttons)
}
