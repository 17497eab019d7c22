//! What concerns this device in its group: words to compare, another device, leaving.

use porchlight_client::Reach;
use porchlight_language::texts::{OnPage, Unsayable};
use porchlight_language::words;
use porchlight_sealing::Link;
use zeroize::Zeroizing;

use super::asking::departure;
use super::private::buttons;
use super::{OWN_LINK, Sight};
use crate::Element;
use crate::family::{Group, Line, Message, Saying};
use crate::parts::{self, Tone, Weight, button, card, link_picture, paragraph, section};

/// The phrase of the day, and what it is for.
pub(super) fn phrase(sight: &Sight<'_>, group: &Group<'_>) -> Vec<Element<Message>> {
    let mut view = vec![sight.back(), parts::title(sight.say(OnPage::Phrase))];
    match group.device.phrase_of_the_day() {
        None => view.push(paragraph(sight.say(OnPage::PhraseNone))),
        Some((place, bytes)) => {
            let words = words::phrase(&bytes, sight.language());
            let card = card(Tone::Plain).child(paragraph(sight.texts.page_phrase_at(place.0)));
            view.push(card.child(paragraph(words).class("words")));
        }
    }
    view.push(paragraph(sight.say(OnPage::PhraseWhat)));
    view
}

/// A link for another device of the family.
pub(super) fn add_device(sight: &Sight<'_>, group: &Group<'_>) -> Vec<Element<Message>> {
    let (device, feed) = (group.device, group.device.feed());
    let mut view = vec![sight.back(), parts::title(sight.say(OnPage::AddDevice))];
    view.push(paragraph(sight.say(OnPage::AddDeviceWhat)));
    if !device.is_confirmed() {
        let why = if device.is_removed() { Unsayable::Removed } else { Unsayable::Unconfirmed };
        view.push(paragraph(sight.texts.unsayable(why)));
        return view;
    }
    match sight.app.own_link.as_ref().filter(|(of, _)| *of == feed) {
        None => view.push(button(Weight::Main, sight.say(OnPage::MakeLink), move || Message::Say {
            feed,
            saying: Saying::AddDevice,
        })),
        Some((_, link)) => {
            view.push(own_link(sight, link));
            view.extend(departure(sight, device));
        }
    }
    view
}

fn own_link(sight: &Sight<'_>, link: &Link) -> Element<Message> {
    let text = sight.around.page.link(link);
    let copied = Zeroizing::clone(&text);
    let shared = Zeroizing::clone(&text);
    let copy = button(Weight::Main, sight.say(OnPage::Copy), move || Message::CopyLink(copied.clone()));
    let share = sight
        .around
        .browser
        .can_share
        .then(|| button(Weight::Plain, sight.say(OnPage::Share), move || Message::ShareLink(shared.clone())));
    section(OWN_LINK, sight.say(OnPage::OwnLink))
        .child(paragraph(sight.texts.own_link()))
        .child(paragraph(text.to_string()).class("link").attribute("dir", "ltr").attribute("translate", "no"))
        .child(buttons([copy].into_iter().chain(share)))
        .children(link_picture(&text, sight.say(OnPage::LinkPicture)))
}

/// Leaving, and what that means. Opening this view is the first step, the button in it the second.
pub(super) fn leave(sight: &Sight<'_>, group: &Group<'_>) -> Vec<Element<Message>> {
    let feed = group.device.feed();
    let name = group.device.profile().map_or("", |profile| &profile.name);
    let mut view = vec![parts::title(sight.say(OnPage::Leave))];
    if group.line == Line::Elsewhere {
        view.push(paragraph(sight.say(OnPage::OtherTab)));
        let here = button(Weight::Main, sight.say(OnPage::UseHere), move || Message::UseHere(feed));
        view.push(buttons([here, button(Weight::Plain, sight.say(OnPage::Cancel), || Message::Back)]));
        return view;
    }
    if sight.app.leaving == Some(feed) {
        view.push(paragraph(sight.say(OnPage::Leaving)).attribute("role", "status"));
        return view;
    }
    view.push(paragraph(sight.texts.leave_warning(name)));
    let is_cut_off = match group.line {
        Line::Following | Line::Reading => false,
        Line::Waiting | Line::Dialling | Line::Elsewhere | Line::Over | Line::Halted(_) => {
            group.reach != Reach::Reached
        }
    };
    if is_cut_off && !group.device.is_removed() {
        view.push(card(Tone::Heed).child(paragraph(sight.say(OnPage::LeaveOffline))));
    }
    view.push(buttons([
        button(Weight::Grave, sight.say(OnPage::LeaveYes), move || Message::Leave(feed)),
        button(Weight::Plain, sight.say(OnPage::Cancel), || Message::Back),
    ]));
    view
}
