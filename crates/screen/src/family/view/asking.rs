//! What a family says to its liaison: questions by code, and how it wants bad news. There is nothing to compose.

use porchlight_client::Device;
use porchlight_language::texts::{OnPage, Unsayable};
use porchlight_language::{Codebook, plain};

use super::Sight;
use crate::Element;
use crate::family::{Group, Message, Saying};
use crate::parts::{self, Field, Weight, button, paragraph, section, send};

/// The questions that the group's codebook has, and which of them wait for an answer.
pub(super) fn questions(sight: &Sight<'_>, group: &Group<'_>, book: &Codebook) -> Option<Element<Message>> {
    let device = group.device;
    if device.is_removed() || book.questions().is_empty() {
        return None;
    }
    let section = section("ask", sight.say(OnPage::Ask));
    if !device.is_confirmed() {
        return Some(section.child(paragraph(sight.say(OnPage::AskUnconfirmed))));
    }
    let feed = device.feed();
    let questions = book.questions().iter().map(|question| {
        let (label, code) = (plain::line(&question.label(sight.language())), question.id().to_string());
        let waits = device.inquiries().iter().any(|open| open.code == code);
        let entry = Element::new("li").key(code.clone());
        match waits {
            true => entry
                .child(paragraph(label).class("asked"))
                .child(paragraph(sight.say(OnPage::AskedWaits)).class("note")),
            false => entry
                .child(button(Weight::Plain, label, move || Message::Say { feed, saying: Saying::Ask(code.clone()) })),
        }
    });
    let list = Element::new("ul").class("ways").attribute("role", "list").children(questions);
    let section = section.child(paragraph(sight.say(OnPage::AskWhat))).child(list);
    Some(section.children(departure(sight, device)))
}

/// Whether what was said has left this device.
pub(super) fn departure(sight: &Sight<'_>, device: &Device) -> Option<Element<Message>> {
    if !device.has_news() || device.is_reporting() {
        return None;
    }
    let moment = device.reports_at().filter(|at| *at > sight.around.now);
    let moment = moment.and_then(|at| sight.around.civil.moment(at));
    let said = moment.map_or_else(|| sight.say(OnPage::SaidWaits), |moment| sight.texts.page_said_leaves(moment));
    Some(paragraph(said).class("note"))
}

/// How the family wants bad news: in its own words, for the liaison alone.
pub(super) fn preference(sight: &Sight<'_>, group: &Group<'_>) -> Vec<Element<Message>> {
    let (device, feed) = (group.device, group.device.feed());
    let mut view = vec![sight.back(), parts::title(sight.say(OnPage::Preference))];
    view.push(paragraph(sight.say(OnPage::PreferenceWhat)));
    if !device.is_confirmed() {
        let why = if device.is_removed() { Unsayable::Removed } else { Unsayable::Unconfirmed };
        view.push(paragraph(sight.texts.unsayable(why)));
        return view;
    }
    let known = || device.preference().unwrap_or_default().to_owned();
    let typed = sight.app.typed.preference.as_ref().map_or_else(known, |typed| typed.to_string());
    let field = Field::lines("preference", sight.say(OnPage::PreferenceLabel))
        .value(typed)
        .with("dir", "auto")
        .on_input(Message::PreferenceTyped);
    let form = Element::new("form").on_submit(move || Message::Prefer(feed)).child(field);
    view.push(form.child(send(Weight::Main, sight.say(OnPage::PreferenceSay))));
    view.extend(departure(sight, device));
    view
}
