//! Private messages: sealed until somebody opens them, and one answer only.

use porchlight_client::NoticeItem;
use porchlight_language::texts::OnPage;
use porchlight_language::{Codebook, plain};

use super::{PRIVATE, Sight, forget_id, notice_id};
use crate::Element;
use crate::family::{Group, Message, Saying};
use crate::parts::{Weight, button, paragraph, section};
use crate::told::FREE_TEXT;

/// The newest first; nothing where none has come, for the facts say so already.
pub(super) fn private(sight: &Sight<'_>, group: &Group<'_>, book: &Codebook) -> Option<Element<Message>> {
    let messages: Vec<_> = group.device.notices().rev().map(|notice| message(sight, group, notice, book)).collect();
    (!messages.is_empty()).then(|| section(PRIVATE, sight.say(OnPage::Private)).children(messages))
}

fn message(sight: &Sight<'_>, group: &Group<'_>, notice: &NoticeItem, book: &Codebook) -> Element<Message> {
    let (feed, place) = (group.device.feed(), notice.sequence);
    let is_open = sight.app.unsealed.contains(&(feed, place));
    let frame = Element::new("article")
        .key(notice_id(place))
        .id(notice_id(place))
        .class(if is_open { "private open" } else { "private" })
        .attribute("tabindex", "-1");
    let after = sight.reader.after(place, group.device).map(|after| paragraph(after).class("note"));
    let read = notice.is_acknowledged.then(|| paragraph(sight.texts.notice_read()).class("note"));
    if !is_open {
        let open = move || Message::Unseal { feed, notice: place, is_open: true };
        let weight = if notice.is_acknowledged { Weight::Plain } else { Weight::Main };
        return frame.child(paragraph(sight.texts.notice_sealed())).children(after).children(read).child(button(
            weight,
            sight.say(OnPage::Unseal),
            open,
        ));
    }
    let answers = notice.answers.map(|_| paragraph(sight.texts.notice_answers()).class("note"));
    frame
        .child(Element::new("h3").text(sight.texts.notice_heading()))
        .children(said(sight, notice, book))
        .children(answers)
        .children(after)
        .children(read)
        .child(answer(sight, group, notice))
}

/// What it says. Of free text, the code says no more than the frame's own heading.
fn said(sight: &Sight<'_>, notice: &NoticeItem, book: &Codebook) -> Vec<Element<Message>> {
    let is_free = notice.code == FREE_TEXT && notice.text.is_some();
    let label =
        (!is_free).then(|| paragraph(plain::line(&book.label(&notice.code, sight.language(), None))).class("said"));
    let text =
        notice.text.as_ref().map(|text| paragraph(plain::paragraph(text)).class("said text").attribute("dir", "auto"));
    label.into_iter().chain(text).collect()
}

fn answer(sight: &Sight<'_>, group: &Group<'_>, notice: &NoticeItem) -> Element<Message> {
    let (feed, place) = (group.device.feed(), notice.sequence);
    if sight.app.forgetting == Some(place) {
        return Element::new("div")
            .class("card")
            .key(forget_id(place))
            .id(forget_id(place))
            .attribute("tabindex", "-1")
            .child(paragraph(sight.say(OnPage::ForgetAsked)))
            .child(buttons([
                button(Weight::Grave, sight.say(OnPage::ForgetYes), move || Message::Say {
                    feed,
                    saying: Saying::Forget(place),
                }),
                button(Weight::Plain, sight.say(OnPage::ForgetNo), || Message::Keep),
            ]));
    }
    let can_answer = !notice.is_acknowledged && group.device.is_confirmed();
    let read = can_answer.then(|| {
        button(Weight::Main, sight.say(OnPage::Read), move || Message::Say { feed, saying: Saying::Read(place) })
    });
    let close = move || Message::Unseal { feed, notice: place, is_open: false };
    buttons(read.into_iter().chain([
        button(Weight::Plain, sight.say(OnPage::Reseal), close),
        button(Weight::Quiet, sight.say(OnPage::Forget), move || Message::Forget(place)),
    ]))
}

/// Buttons beside each other, where there is room.
pub(super) fn buttons(buttons: impl IntoIterator<Item = Element<Message>>) -> Element<Message> {
    Element::new("div").class("buttons").children(buttons)
}
