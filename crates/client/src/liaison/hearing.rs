//! Hearing: what devices reported through the inbox. See docs/protocol.md#reports and #flows, 9.

use std::collections::BTreeMap;

use porchlight_protocol::limits::INBOX_MESSAGES_MAX;
use porchlight_protocol::{Ask, Epoch, InboxBlob, InboxMessage, Tag};
use porchlight_sealing::{Inquiry, REPORTS_PER_EPOCH_MAX, Report, ReportedRenewal, tag_of};

use super::events::Failure;
use super::log::Act;
use super::roster::{DeviceRecord, Heard};
use super::session::About;
use super::{Liaison, LiaisonEvent};

/// Numbers above the highest one seen that are looked for.
const AHEAD: u16 = 64;
/// Numbers below it that may still come: the relay need not keep the order.
const BEHIND: u16 = 8;

/// Whose report a tag announces, and which.
#[derive(Clone, Copy)]
pub(super) struct Announced {
    family: usize,
    device: u32,
    epoch: Epoch,
    number: u16,
}

impl Liaison {
    /// Asks for everything that waits: what has been taken in is cleared, so there is nothing to begin after.
    pub(super) fn listen(&mut self) {
        self.correspondence.ask(Ask::Inbox { after: 0 }, About::Inbox(0));
    }

    /// Takes in a page that lies after a number, and clears it, once it is saved.
    pub(super) fn hear_inbox(&mut self, after: u64, messages: &[InboxMessage], more: bool) {
        let Some((last, _)) = messages.last() else { return };
        self.session.heard += messages.len();
        if *last <= after {
            return self.fail(Failure::RelayMisbehaved);
        }
        if self.session.announced.is_none() {
            self.session.announced = Some(self.announced_tags());
        }
        for (_, message) in messages {
            self.hear_message(message);
        }
        self.correspondence.changed();
        self.correspondence.ask(Ask::ClearInbox { through: *last }, About::Done);
        // Whoever goes on filling the inbox must not keep the office from its work: the rest is heard next time.
        if more && self.session.heard < INBOX_MESSAGES_MAX {
            self.correspondence.ask(Ask::Inbox { after: *last }, About::Inbox(*last));
        }
    }

    fn announced_tags(&self) -> BTreeMap<Tag, Announced> {
        let mut tags = BTreeMap::new();
        for (family, record) in self.state.families.iter().enumerate() {
            for device in &record.devices {
                for known in &device.uplinks {
                    let first = known.seen.map_or(0, |seen| seen.saturating_sub(BEHIND));
                    let last = known.seen.map_or(AHEAD, |seen| seen.saturating_add(AHEAD)).min(REPORTS_PER_EPOCH_MAX);
                    for number in first..last {
                        let announced = Announced { family, device: device.number, epoch: known.epoch, number };
                        tags.insert(known.uplink.tag(number), announced);
                    }
                }
            }
        }
        tags
    }

    /// A message under no device's tag is nobody's: any reader may leave such.
    fn hear_message(&mut self, message: &InboxBlob) {
        let tags = self.session.announced.as_ref();
        let Some(announced) = tags.and_then(|tags| tags.get(&tag_of(message))).copied() else { return };
        let Some(report) = self.open_report(announced, message) else { return };
        self.take_in_report(announced, report);
    }

    fn open_report(&mut self, announced: Announced, message: &InboxBlob) -> Option<Report> {
        let Announced { family, device, epoch, number } = announced;
        let record = self.state.families.get_mut(family)?.devices.iter_mut().find(|known| known.number == device)?;
        let known = record.uplinks.iter_mut().find(|known| known.epoch == epoch)?;
        let report = known.uplink.open(number, &self.state.feed, message).ok()?;
        let before = known.seen.map_or(AHEAD, |seen| seen.saturating_add(AHEAD));
        known.seen = known.seen.max(Some(number));
        let after = number.saturating_add(AHEAD).min(REPORTS_PER_EPOCH_MAX);
        let tags = self.session.announced.as_mut()?;
        for number in before..after {
            tags.insert(known.uplink.tag(number), Announced { number, ..announced });
        }
        Some(report)
    }

    fn take_in_report(&mut self, announced: Announced, report: Report) {
        let Announced { family, device: number, epoch, .. } = announced;
        // Nobody has read what is not said yet.
        let read_max = self.state.next.previous();
        let Some(device) = self.member(family, number) else { return };
        let version = (epoch, announced.number);
        if device.heard.as_ref().is_some_and(|heard| (heard.epoch, heard.number) >= version) {
            return;
        }
        let Report { read, opened, inquiries, prefers, invites, renewal, leaves } = report;
        let read = read.min(read_max);
        let heard = Heard { epoch, number: announced.number, read, opened, inquiries, prefers };
        let before = device.heard.replace(heard);
        self.tell_what_is_new(family, number, before.as_ref());
        if let Some(renewal) = renewal {
            self.take_in_renewal(family, number, &renewal);
        }
        if leaves {
            return self.let_go(family, number);
        }
        self.make_asked_invites(family, invites);
    }

    /// A device that the office still knows as confirmed.
    fn member(&mut self, family: usize, number: u32) -> Option<&mut DeviceRecord> {
        let devices = self.state.families.get_mut(family)?.devices.iter_mut();
        devices.filter(|device| device.is_confirmed()).find(|device| device.number == number)
    }

    /// Tells the inquiries and receipts that the device's report before did not have.
    fn tell_what_is_new(&mut self, family: usize, number: u32, before: Option<&Heard>) {
        let record = &self.state.families[family];
        let device = record.devices.iter().find(|device| device.number == number);
        let Some(heard) = device.and_then(|device| device.heard.as_ref()) else { return };
        for Inquiry { id, code } in &heard.inquiries {
            let is_known = before.is_some_and(|before| before.inquiries.iter().any(|known| known.id == *id));
            if !is_known && !record.answered.contains(id) {
                let (family, id, code) = (record.name.clone(), *id, code.clone());
                self.correspondence.tell(LiaisonEvent::InquiryCame { family, id, code });
            }
        }
        for sequence in &heard.opened {
            if !before.is_some_and(|before| before.opened.contains(sequence)) {
                let (family, sequence) = (record.name.clone(), *sequence);
                self.correspondence.tell(LiaisonEvent::NoticeOpened { family, sequence });
            }
        }
    }

    /// Takes in a re-claim for the present KEM key, once: the next turn mixes it in.
    fn take_in_renewal(&mut self, family: usize, number: u32, renewal: &ReportedRenewal) {
        let (feed, present) = (self.state.feed, self.state.kem.generation);
        let mixed = self.state.kem.secret.renewal(&feed, renewal.generation, &renewal.encapsulation);
        let Some(device) = self.member(family, number) else { return };
        if renewal.generation == present && device.generation < present && device.renewal.is_none() {
            device.renewal = mixed.map(|mixed| (present, mixed));
        }
    }

    /// A device has said goodbye.
    fn let_go(&mut self, family: usize, number: u32) {
        let name = self.state.families[family].name.clone();
        self.state.log.note(self.session.now, Act::Left { family: name.clone(), device: number });
        self.mark_removed(family, &[number]);
        self.correspondence.tell(LiaisonEvent::Left { family: name });
    }
}
