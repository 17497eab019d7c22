//! The office itself: backup, deputies, handover, and its end in this browser.

use porchlight_client::Task;
use porchlight_language::plain;
use porchlight_language::texts::{Failing, Impossible, OnDesk};

use super::careful;
use super::fields::typed;
use super::{Desk, sheet};
use crate::Element;
use crate::desk::families::mandate_text;
use crate::desk::kept::OnlyHere;
use crate::desk::{Copied, Danger, Deed, Ended, Field, Message};
use crate::parts::{self, Tone, Weight, button, card, paragraph, section, send};

pub(super) fn office(desk: &Desk<'_>) -> Vec<Element<Message>> {
    let mut view = vec![parts::title(desk.say(OnDesk::OfficeHeading))];
    view.extend(desk.sight.trouble());
    view.extend(mandate(desk));
    view.push(paragraph(desk.say(OnDesk::OnePlace)));
    view.push(backup(desk));
    view.push(deputies(desk));
    view.push(handover(desk));
    view.push(browser(desk));
    view
}

/// A link that takes the office over, until it is given away: it stands nowhere else.
fn mandate(desk: &Desk<'_>) -> Option<Element<Message>> {
    let texts = desk.sight.texts;
    let (name, link) = desk.sight.app.only_here.iter().find_map(|shown| match shown {
        OnlyHere::Mandate { name, link } => Some((name, link)),
        OnlyHere::Phrase(_) => None,
    })?;
    let link = mandate_text(link, desk.sight.around);
    let dismiss = texts.desk_view_named(&desk.say(OnDesk::DismissDeputy));
    let said = match name {
        Some(name) => texts.deputy_link(name, &dismiss),
        None => texts.handover_link(),
    };
    let opening = texts.desk_view_named(&desk.say(OnDesk::StartAccept));
    let given = button(Weight::Plain, desk.say(OnDesk::LinkGiven), || Message::Do(Deed::LinkGiven));
    Some(
        section("mandate", desk.say(OnDesk::MandateHeading))
            .child(card(Tone::Heed).child(paragraph(said)))
            .child(sheet::picture(desk, &link))
            .child(sheet::shown(&link))
            .child(paragraph(texts.open_link(&opening)))
            .child(sheet::handing_on(desk, &Copied::Mandate))
            .child(given),
    )
}

fn backup(desk: &Desk<'_>) -> Element<Message> {
    let sight = &desk.sight;
    let section = section("backup", sight.say(OnDesk::BackupHeading)).child(paragraph(sight.say(OnDesk::BackupLead)));
    if sight.around.asked.contains(&Task::Backup) {
        return section.child(paragraph(sight.say(OnDesk::BackupAsked)));
    }
    let passphrase = sight.secret(Field::Passphrase, OnDesk::Passphrase).help(sight.say(OnDesk::PassphraseHint));
    let again = sight.secret(Field::PassphraseAgain, OnDesk::PassphraseAgain);
    let form = Element::new("form")
        .on_submit(|| Message::Do(Deed::BackUp))
        .child(passphrase.on_input(typed(Field::Passphrase)))
        .child(again.on_input(typed(Field::PassphraseAgain)))
        .child(send(Weight::Plain, sight.say(OnDesk::BackupDo)));
    section.child(form)
}

fn deputies(desk: &Desk<'_>) -> Element<Message> {
    let sight = &desk.sight;
    let names: Vec<_> = desk.liaison.deputies().flatten().map(|name| deputy(desk, name)).collect();
    let list = match names.is_empty() {
        true => paragraph(sight.say(OnDesk::NoDeputies)),
        false => Element::new("ul").class("deputies").attribute("role", "list").children(names),
    };
    let name = sight.line(Field::Deputy, OnDesk::DeputyName);
    let form = Element::new("form")
        .on_submit(|| Message::Do(Deed::Empower))
        .child(name.on_input(typed(Field::Deputy)))
        .child(send(Weight::Plain, sight.say(OnDesk::EmpowerDo)));
    section("deputies", sight.say(OnDesk::DeputiesHeading))
        .child(paragraph(sight.say(OnDesk::DeputiesLead)))
        .child(list)
        .child(form)
}

fn deputy(desk: &Desk<'_>, name: &str) -> Element<Message> {
    let dismiss = careful::asked(&desk.sight, &Danger::Dismiss(name.to_owned()), OnDesk::DismissDeputy);
    Element::new("li").key(name).child(paragraph(plain::line(name))).child(dismiss)
}

fn handover(desk: &Desk<'_>) -> Element<Message> {
    let sight = &desk.sight;
    let is_out = desk.liaison.deputies().any(|name| name.is_none());
    let out = is_out.then(|| card(Tone::Heed).child(paragraph(sight.say(OnDesk::HandoverOpen))));
    section("handover", sight.say(OnDesk::HandoverHeading))
        .child(paragraph(sight.say(OnDesk::HandoverLead)))
        .children(out)
        .child(careful::asked(sight, &Danger::HandOver, OnDesk::HandoverDo))
}

fn browser(desk: &Desk<'_>) -> Element<Message> {
    section("browser", desk.say(OnDesk::WipeHeading))
        .child(paragraph(desk.say(OnDesk::WipeLead)))
        .child(careful::asked(&desk.sight, &Danger::Wipe, OnDesk::WipeDo))
}

/// An office that can post nothing from here any more: why, and what cures it.
pub(super) fn ended(desk: &Desk<'_>, ended: Ended) -> Vec<Element<Message>> {
    let texts = desk.sight.texts;
    let (said, cure) = match ended {
        Ended::HandedOver(place) => (texts.impossible(Impossible::HandedOver { update: place.0 }), None),
        Ended::RunsTwice(place) => {
            (texts.failing(Failing::RunsTwice { update: place.0 }), Some(paragraph(desk.say(OnDesk::TwiceCure))))
        }
    };
    let mut view = vec![parts::title(desk.say(OnDesk::GoneElsewhere)), card(Tone::Heed).child(paragraph(said))];
    view.extend(cure);
    view.push(browser(desk));
    view
}
