//! The lists that an office shows: families, questions, links. They are kept here, so they are shown whether or not the relay
//! answers.

use std::io;

use porchlight_client::{DeviceSummary, FamilySummary, Liaison, OpenInvite};
use porchlight_language::texts::FamilyDevices;
use porchlight_language::words;

use super::clerk::Clerk;
use super::{heard, inbox, objects};
use crate::civil;
use crate::print::Ink;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    Families,
    Inbox,
    Invites,
}

impl List {
    pub(super) fn show(self, clerk: &Clerk<'_>, liaison: &Liaison) -> io::Result<()> {
        match self {
            Self::Families => families(clerk, &liaison.families()),
            Self::Inbox => questions(clerk, liaison),
            Self::Invites => invites(clerk, &liaison.invites()),
        }
    }
}

fn families(clerk: &Clerk<'_>, families: &[FamilySummary]) -> io::Result<()> {
    if clerk.printer.is_json() {
        return families.iter().try_for_each(|family| clerk.printer.object(&object(clerk, family)));
    }
    let mut lines: Vec<_> = families.iter().map(|family| family_lines(clerk, family)).collect();
    if lines.is_empty() {
        return clerk.printer.text(&clerk.texts().no_families());
    }
    let unrenewed: usize = families.iter().map(|family| family.unrenewed).sum();
    lines.extend((unrenewed > 0).then(|| clerk.texts().devices_unrenewed(unrenewed as u64)));
    clerk.printer.text(&lines.join("\n"))
}

fn object<'a>(clerk: &Clerk<'_>, family: &'a FamilySummary) -> objects::Family<'a> {
    objects::Family {
        family: &family.name,
        devices: family.devices,
        claimed: family.claimed,
        confirmed: family.confirmed,
        words: family.words.iter().map(|four| words::phrase(four, clerk.language)).collect(),
        fetched: family.fetched.map(|place| place.0),
        opened: family.opened.iter().map(|place| place.0).collect(),
        questions: family.inquiries,
        prefers: family.prefers.as_deref(),
        unrenewed: family.unrenewed,
    }
}

fn family_lines(clerk: &Clerk<'_>, family: &FamilySummary) -> String {
    let (texts, count) = (clerk.texts(), |number: usize| number as u64);
    let devices = FamilyDevices {
        devices: count(family.devices),
        claimed: count(family.claimed),
        confirmed: count(family.confirmed),
    };
    let mut lines = vec![texts.family_line(&family.name, devices)];
    lines.extend(family.members.iter().map(|device| device_line(clerk, device)));
    if !family.sent.is_empty() {
        let opened = family.sent.iter().filter(|place| family.opened.contains(place)).count();
        lines.push(texts.family_opened(count(opened), count(family.sent.len())));
    }
    if family.inquiries > 0 {
        lines.push(texts.family_questions(count(family.inquiries)));
    }
    lines.extend(family.prefers.as_ref().map(|text| texts.family_prefers(text)));
    lines.join("\n    ")
}

/// The words that both sides compare, and how far the device has come.
fn device_line(clerk: &Clerk<'_>, device: &DeviceSummary) -> String {
    let texts = clerk.texts();
    let number = texts.device_number(device.number.into());
    let mut facts = vec![match &device.words {
        Some(four) => words::phrase(four, clerk.language),
        None => texts.device_waits(),
    }];
    if device.is_confirmed {
        facts.push(texts.family_read(device.read.map(|place| place.0)));
    }
    if device.is_unrenewed && device.is_confirmed {
        facts.push(texts.device_unrenewed());
    }
    format!("{number}: {}", facts.join("; "))
}

fn questions(clerk: &Clerk<'_>, liaison: &Liaison) -> io::Result<()> {
    let open = liaison.inquiries();
    if clerk.printer.is_json() {
        return open.iter().try_for_each(|inquiry| {
            let (id, family, code) = (inbox::spelled(inquiry.id), inquiry.family.as_str(), inquiry.code.as_str());
            clerk.printer.object(&objects::Question { id, family, code })
        });
    }
    let lines: Vec<_> =
        open.iter().map(|asked| heard::question(clerk, &asked.family, asked.id, &asked.code, liaison)).collect();
    clerk.printer.text(&if lines.is_empty() { clerk.texts().no_questions() } else { lines.join("\n") })
}

fn invites(clerk: &Clerk<'_>, open: &[OpenInvite]) -> io::Result<()> {
    if clerk.printer.is_json() {
        return open.iter().try_for_each(|invite| {
            clerk.printer.object(&objects::OpenInvite {
                family: &invite.family,
                device: invite.device,
                link: &invite.link,
                made: civil::rfc3339(invite.made_at),
                expires: civil::rfc3339(invite.expires_at),
            })
        });
    }
    let lines: Vec<_> = open.iter().map(|invite| invite_lines(clerk, invite)).collect();
    clerk.printer.text(&if lines.is_empty() { clerk.texts().no_invites() } else { lines.join("\n") })
}

fn invite_lines(clerk: &Clerk<'_>, invite: &OpenInvite) -> String {
    let moment = |seconds| civil::moment(seconds, &clerk.everywhere.zone());
    let link = clerk.printer.paint().ink(Ink::Strong, &invite.link);
    match (moment(invite.made_at), moment(invite.expires_at)) {
        (Some(made), Some(expires)) => {
            format!("{}\n    {link}", clerk.texts().open_invite(&invite.family, invite.device.into(), made, expires))
        }
        (None, _) | (_, None) => link,
    }
}
