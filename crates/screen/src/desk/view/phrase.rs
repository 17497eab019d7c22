//! The recovery phrase: shown until it is on paper, and three of its words asked for, so that it is.

use porchlight_language::texts::OnDesk;
use porchlight_language::words;
use porchlight_sealing::RecoveryPhrase;
use zeroize::Zeroizing;

use super::beginning::word_field;
use super::careful::buttons;
use super::{Desk, Sight};
use crate::Element;
use crate::desk::{Deed, Field, Message};
use crate::parts::{self, Tone, Weight, button, card, paragraph, send};

pub(super) fn phrase(desk: &Desk<'_>, phrase: &RecoveryPhrase) -> Vec<Element<Message>> {
    match desk.sight.app.asking {
        None => shown(desk, phrase),
        Some(_) => asked(&desk.sight),
    }
}

fn shown(desk: &Desk<'_>, phrase: &RecoveryPhrase) -> Vec<Element<Message>> {
    let (sight, texts) = (&desk.sight, desk.sight.texts);
    let spoken = Zeroizing::new(words::phrase(phrase.as_bytes(), sight.language()));
    let words = spoken.split(' ').map(|word| Element::new("li").text(word));
    let use_it = texts.desk_view_named(&sight.say(OnDesk::StartRecover));
    vec![
        parts::title(texts.phrase_heading()),
        paragraph(texts.group_heading(&desk.liaison.profile().name)),
        paragraph(server(desk)),
        Element::new("ol").class("phrase").attribute("translate", "no").children(words),
        card(Tone::Heed).child(paragraph(texts.phrase_advice(&use_it))),
        paragraph(sight.say(OnDesk::PhraseKept)).class("help unprinted"),
        buttons([
            button(Weight::Main, sight.say(OnDesk::PhraseWritten), || Message::Do(Deed::PhraseWritten)),
            button(Weight::Plain, sight.say(OnDesk::Print), || Message::Do(Deed::Print)),
        ]),
    ]
}

/// The server's address belongs on the paper too: the phrase alone does not say where the office is.
fn server(desk: &Desk<'_>) -> String {
    format!("{}: {}", desk.say(OnDesk::Server), desk.liaison.relay())
}

fn asked(sight: &Sight<'_>) -> Vec<Element<Message>> {
    let fields = (0..).zip(sight.app.asked_words()).map(|(which, index)| {
        word_field(sight, Field::Asked(which), sight.texts.desk_word_number(u64::from(index) + 1))
    });
    let form = Element::new("form")
        .on_submit(|| Message::Do(Deed::PhraseChecked))
        .child(Element::new("ul").class("words").attribute("role", "list").children(fields))
        .child(buttons([
            send(Weight::Main, sight.say(OnDesk::PhraseCheckDo)),
            button(Weight::Plain, sight.say(OnDesk::PhraseShowAgain), || Message::Do(Deed::PhraseAgain)),
        ]));
    vec![parts::title(sight.say(OnDesk::PhraseCheckHeading)), paragraph(sight.say(OnDesk::PhraseCheckLead)), form]
}
