//! What the group, the office and this browser are set to: each its own little form.

use porchlight_client::{History, Seconds};
use porchlight_language::texts::{Age, Offered, OnDesk, Texts};

use super::careful::buttons;
use super::fields::typed;
use super::{Desk, Sight};
use crate::Element;
use crate::desk::families::HISTORIES;
use crate::desk::{Deed, Field, Message, Setting, settings};
use crate::parts::{self, Weight, button, choice, paragraph, section, send};
use crate::told::as_written;

/// How often updates may be promised: from a watch to a week.
const CADENCES: [(Seconds, OnDesk); 6] = [
    (6 * 3_600, OnDesk::Hour6),
    (12 * 3_600, OnDesk::Hour12),
    (24 * 3_600, OnDesk::Hour24),
    (48 * 3_600, OnDesk::Hour48),
    (72 * 3_600, OnDesk::Hour72),
    (168 * 3_600, OnDesk::Hour168),
];

pub(super) fn settings(desk: &Desk<'_>) -> Vec<Element<Message>> {
    let mut view = vec![parts::title(desk.say(OnDesk::SettingsHeading))];
    view.extend(desk.sight.trouble());
    view.push(group(desk));
    view.push(pin(&desk.sight));
    view
}

fn form(sight: &Sight<'_>, setting: Setting, field: Element<Message>) -> Element<Message> {
    Element::new("form")
        .on_submit(move || Message::Do(Deed::Set(setting)))
        .child(field)
        .child(send(Weight::Plain, sight.say(OnDesk::Set)))
}

fn group(desk: &Desk<'_>) -> Element<Message> {
    let (sight, texts) = (&desk.sight, desk.sight.texts);
    let profile = settings::wanted(desk.liaison, sight.around);
    let name = sight.of_kind("text", Field::GroupName, OnDesk::GroupName, &profile.name);
    let name = name.help(sight.say(OnDesk::GroupNameHint)).on_input(typed(Field::GroupName));
    let retention =
        sight.of_kind("number", Field::Retention, OnDesk::RetentionLabel, &profile.retention_days.to_string());
    let retention = retention.with("min", "40").with("max", "3650").on_input(typed(Field::Retention));
    let codebook = sight.lines(Field::Codebook, OnDesk::CodebookLabel, &as_written(&profile.codebook));
    let codebook = codebook.help(sight.say(OnDesk::CodebookHint));
    let address = if profile.relay.is_empty() { desk.liaison.relay() } else { &profile.relay };
    let address = sight.of_kind("text", Field::Address, OnDesk::AddressLabel, address);
    let address = address.help(sight.say(OnDesk::AddressHint)).with("inputmode", "url");
    let offered = offered(desk.liaison.default_history());
    section("group", sight.say(OnDesk::SettingsGroup))
        .child(form(sight, Setting::Name, name))
        .child(form(sight, Setting::Cadence, cadence(sight, profile.cadence_seconds)))
        .child(check_ins(sight, texts, profile.check_ins))
        .child(form(sight, Setting::Retention, retention))
        .child(form(
            sight,
            Setting::History,
            sight.choice(Field::History, OnDesk::HistoryLabel, None, offered, histories(texts)),
        ))
        .child(form(sight, Setting::Codebook, codebook.on_input(typed(Field::Codebook))))
        .child(form(sight, Setting::Address, address.on_input(typed(Field::Address))))
}

/// How often an update is promised. One that is none of the usual ones stands among them.
pub(super) fn cadence(sight: &Sight<'_>, in_force: Seconds) -> Element<Message> {
    let usual = CADENCES.map(|(seconds, name)| (seconds.to_string(), sight.say(name)));
    let is_usual = CADENCES.iter().any(|(seconds, _)| *seconds == in_force);
    let own = (!is_usual).then(|| (in_force.to_string(), sight.texts.duration(Age::from_seconds(in_force))));
    let choices = usual.into_iter().chain(own);
    sight.choice(Field::Cadence, OnDesk::Cadence, Some(OnDesk::CadenceHint), &in_force.to_string(), choices)
}

fn check_ins(sight: &Sight<'_>, texts: &Texts, are_on: bool) -> Element<Message> {
    let switch =
        choice(sight.say(OnDesk::CheckIns), are_on, move || Message::Do(Deed::Set(Setting::CheckIns(!are_on))));
    Element::new("div")
        .class("field")
        .key("check-ins")
        .child(switch)
        .child(paragraph(texts.check_ins(are_on)).class("help"))
}

/// What a new device may read, for a field and in words.
pub(super) fn histories(texts: &Texts) -> [(String, String); 3] {
    HISTORIES.map(|(name, history)| {
        let said = texts.offered(match history {
            History::All => Offered::All,
            History::Latest => Offered::Latest,
            History::None => Offered::None,
        });
        (name.to_owned(), said)
    })
}

fn offered(history: History) -> &'static str {
    HISTORIES.iter().find(|(_, known)| *known == history).map_or("", |(name, _)| name)
}

fn pin(sight: &Sight<'_>) -> Element<Message> {
    let has_pin = sight.around.abilities.has_pin;
    let field = |field, label| sight.secret(field, label).with("inputmode", "numeric").on_input(typed(field));
    let present = has_pin.then(|| field(Field::Pin, OnDesk::PinPresent));
    let lock =
        has_pin.then(|| button(Weight::Plain, sight.say(OnDesk::PinLockDo), || Message::Do(Deed::Lock)).key("lock"));
    let remove = has_pin
        .then(|| button(Weight::Quiet, sight.say(OnDesk::PinRemoveDo), || Message::Do(Deed::Set(Setting::NoPin))));
    let form = Element::new("form")
        .on_submit(|| Message::Do(Deed::Set(Setting::Pin)))
        .children(present)
        .child(field(Field::PinNew, OnDesk::PinNew))
        .child(field(Field::PinAgain, OnDesk::PinAgain))
        .child(buttons([send(Weight::Plain, sight.say(OnDesk::PinSetDo))].into_iter().chain(remove)));
    section("pin", sight.say(OnDesk::PinHeading))
        .child(paragraph(sight.say(OnDesk::PinLead)))
        .children(lock)
        .child(form)
}
