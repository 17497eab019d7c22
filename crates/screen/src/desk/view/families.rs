//! Families: how far each has come, one in full, and links for new ones.

use porchlight_client::{DeviceSummary, FamilySummary, OpenInvite};
use porchlight_language::texts::{FamilyDevices, OnDesk};
use porchlight_language::{plain, words};
use porchlight_protocol::Sequence;

use super::careful::{self, buttons};
use super::fields::typed;
use super::{Desk, settings};
use crate::Element;
use crate::desk::families::is_reachable;
use crate::desk::{Danger, Deed, Field, Message, View};
use crate::parts::{self, Weight, button, facts, paragraph, section, send};

pub(super) fn families(desk: &Desk<'_>) -> Vec<Element<Message>> {
    let (sight, texts) = (&desk.sight, desk.sight.texts);
    let families = desk.liaison.families();
    let mut view =
        vec![parts::title(sight.say(OnDesk::FamiliesHeading)), sight.to(Weight::Main, OnDesk::InviteDo, View::Invite)];
    if families.is_empty() {
        view.push(paragraph(texts.no_families()));
        return view;
    }
    let unrenewed: usize = families.iter().map(|family| family.unrenewed).sum();
    view.extend((unrenewed > 0).then(|| paragraph(texts.devices_unrenewed(unrenewed as u64))));
    let cards = families.iter().map(|family| card(desk, family));
    view.push(Element::new("ul").class("families").attribute("role", "list").children(cards));
    view
}

/// A family among others.
fn card(desk: &Desk<'_>, family: &FamilySummary) -> Element<Message> {
    let name = family.name.clone();
    let open = button(Weight::Plain, desk.say(OnDesk::OpenFamily), move || Message::Go(View::Family(name.clone())));
    let open = open.attribute("aria-label", format!("{}: {}", desk.say(OnDesk::OpenFamily), plain::line(&family.name)));
    Element::new("li")
        .key(&family.name)
        .class("card")
        .child(Element::new("h2").text(plain::line(&family.name)))
        .child(facts(standing(desk, family)))
        .child(open)
}

/// How far a family has come, in lines.
fn standing(desk: &Desk<'_>, family: &FamilySummary) -> Vec<String> {
    let texts = desk.sight.texts;
    let count = |number: usize| number as u64;
    let (devices, claimed, confirmed) = (count(family.devices), count(family.claimed), count(family.confirmed));
    let mut lines = vec![texts.family_line(&family.name, FamilyDevices { devices, claimed, confirmed })];
    lines.extend((family.confirmed > 0).then(|| read_to(desk, family.fetched)));
    if !family.sent.is_empty() {
        let opened = family.sent.iter().filter(|place| family.opened.contains(place)).count();
        lines.push(texts.family_opened(count(opened), count(family.sent.len())));
    }
    lines.extend((family.inquiries > 0).then(|| texts.desk_open_questions(count(family.inquiries))));
    lines.extend(family.prefers.as_ref().map(|wish| texts.family_prefers(wish)));
    lines
}

/// How far somebody has read: by the day of the update there, which people know, and by its record.
fn read_to(desk: &Desk<'_>, place: Option<Sequence>) -> String {
    let texts = desk.sight.texts;
    match place.and_then(|place| desk.day_at(place).map(|day| (place, day))) {
        Some((place, day)) => texts.desk_read_to(place.0, day),
        None => texts.family_read(place.map(|place| place.0)),
    }
}

pub(super) fn family(desk: &Desk<'_>, name: &str) -> Vec<Element<Message>> {
    let sight = &desk.sight;
    let families = desk.liaison.families();
    let Some(family) = families.iter().find(|family| family.name == name) else {
        let gone = paragraph(sight.say(OnDesk::NoSuchFamily));
        return vec![sight.back(View::Families), parts::title(plain::line(name)), gone];
    };
    let write = is_reachable(family).then(|| {
        let name = name.to_owned();
        button(Weight::Main, sight.say(OnDesk::Write), move || Message::Do(Deed::Write(name.clone())))
    });
    let again = name.to_owned();
    let again =
        button(Weight::Plain, sight.say(OnDesk::InviteAnother), move || Message::Do(Deed::InviteAgain(again.clone())));
    let mut view = vec![sight.back(View::Families), parts::title(plain::line(name))];
    view.push(facts(standing(desk, family)));
    view.push(buttons(write.into_iter().chain([again])));
    view.push(devices(desk, family));
    view.extend(links(desk, name));
    view.extend(messages(desk, family));
    let removal = Danger::Remove { family: name.to_owned(), device: None };
    view.push(careful::asked(sight, &removal, OnDesk::RemoveFamily));
    view
}

fn devices(desk: &Desk<'_>, family: &FamilySummary) -> Element<Message> {
    let devices = family.members.iter().map(|device| one_device(desk, &family.name, device));
    let list = Element::new("ul").class("devices").attribute("role", "list").children(devices);
    section("devices", desk.say(OnDesk::Devices)).child(list)
}

fn one_device(desk: &Desk<'_>, family: &str, device: &DeviceSummary) -> Element<Message> {
    let (sight, texts) = (&desk.sight, desk.sight.texts);
    let name = texts.device_number(device.number.into());
    let mut lines = Vec::new();
    match &device.words {
        Some(four) => {
            lines.push(format!("{}: {}", sight.say(OnDesk::WordsToCompare), words::phrase(four, sight.language())));
        }
        None => lines.push(texts.device_waits()),
    }
    lines.extend(device.is_confirmed.then(|| read_to(desk, device.read)));
    lines.extend((device.is_unrenewed && device.is_confirmed).then(|| texts.device_unrenewed()));
    let danger = Danger::Remove { family: family.to_owned(), device: Some(device.number) };
    let remove = careful::asked(sight, &danger, OnDesk::RemoveDevice);
    Element::new("li").key(device.number).child(Element::new("h3").text(name)).child(facts(lines)).child(remove)
}

/// Links of a family that nobody has used.
fn links(desk: &Desk<'_>, name: &str) -> Option<Element<Message>> {
    let open: Vec<_> = desk.liaison.invites().into_iter().filter(|invite| invite.family == name).collect();
    if open.is_empty() {
        return None;
    }
    let lines = open.iter().map(|invite| link(desk, invite));
    let list = Element::new("ul").class("links").attribute("role", "list").children(lines);
    let withdraw = careful::asked(&desk.sight, &Danger::Withdraw(name.to_owned()), OnDesk::Withdraw);
    Some(section("links", desk.say(OnDesk::OpenLinks)).child(list).child(withdraw))
}

fn link(desk: &Desk<'_>, invite: &OpenInvite) -> Element<Message> {
    let texts = desk.sight.texts;
    let moment = |at| desk.sight.moment(at);
    let said = match (moment(invite.made_at), moment(invite.expires_at)) {
        (Some(made), Some(expires)) => texts.open_invite(&invite.family, invite.device.into(), made, expires),
        (None, _) | (_, None) => texts.desk_for_family(&invite.family, invite.device.into()),
    };
    let view = View::Sheet { family: invite.family.clone(), device: invite.device };
    let show = desk.sight.to(Weight::Plain, OnDesk::ShowLink, view);
    let show = show.attribute("aria-label", format!("{}: {said}", desk.say(OnDesk::ShowLink)));
    Element::new("li").key(invite.device).child(paragraph(said)).child(show)
}

/// The private messages sent to a family, and which of them somebody said to have read.
fn messages(desk: &Desk<'_>, family: &FamilySummary) -> Option<Element<Message>> {
    if family.sent.is_empty() {
        return None;
    }
    let lines = family.sent.iter().rev().map(|place| {
        let state = if family.opened.contains(place) { OnDesk::MessageRead } else { OnDesk::MessageUnread };
        format!("{}: {}", desk.sight.texts.desk_message(place.0, desk.day_at(*place)), desk.say(state))
    });
    Some(section("messages", desk.say(OnDesk::Messages)).child(facts(lines)))
}

pub(super) fn invite(desk: &Desk<'_>) -> Vec<Element<Message>> {
    let sight = &desk.sight;
    let name = sight.line(Field::InviteFamily, OnDesk::FamilyName).help(sight.say(OnDesk::FamilyNameHint));
    let usual = (String::new(), sight.say(OnDesk::HistoryUsual));
    let histories = std::iter::once(usual).chain(settings::histories(sight.texts));
    let form = Element::new("form")
        .on_submit(|| Message::Do(Deed::Invite))
        .child(name.on_input(typed(Field::InviteFamily)))
        .child(sight.choice(Field::InviteHistory, OnDesk::InviteHistory, None, "", histories))
        .child(send(Weight::Main, sight.say(OnDesk::InviteMake)));
    let asked = sight.around.asked.iter().any(|task| matches!(task, porchlight_client::Task::Invite { .. }));
    let wait = asked.then(|| paragraph(sight.say(OnDesk::InviteAsked)));
    let mut view = vec![sight.back(View::Families), parts::title(sight.say(OnDesk::InviteHeading))];
    view.extend(sight.trouble());
    view.extend(wait);
    view.push(form);
    view
}
