//! Invites: made for a person or for a family's own device, withdrawn, expired. See docs/protocol.md#flows, 2, and #links.

use porchlight_protocol::{Day, DropTag, Hash, Refusal};
use porchlight_sealing::{Chain, ChainStart, FirstGrant, KEM_SUITE, Link, LinkSecret, Secret};

use super::events::Failure;
use super::log::Act;
use super::roster::{DEVICES_PER_FAMILY_MAX, DeviceRecord, DeviceStage, FamilyRecord, keep};
use super::state::State;
use super::tasks::{Done, History};
use super::{Liaison, LiaisonEvent};
use crate::{DAY_SECONDS, Seconds, has_passed};

/// Bytes of a family's or a deputy's name in the office.
pub(super) const NAME_BYTES_MAX: usize = 120;
/// Invites of which it is remembered that they were made: of older ones the relay keeps a mark.
const MADE_INVITES_MAX: usize = 256;
/// An invite that nobody has used lives for two weeks: paper gets lost, and chats are forwarded.
pub const INVITE_LIVES_SECONDS: Seconds = 14 * DAY_SECONDS;

impl Liaison {
    pub(super) fn invite(&mut self, family: &str, history: Option<History>) -> Result<Done, Failure> {
        let name = family.trim();
        if !(1..=NAME_BYTES_MAX).contains(&name.len()) {
            return Err(Failure::FamilyName { bytes_max: NAME_BYTES_MAX });
        }
        let known = self.state.family_index(name);
        if known.is_some_and(|index| self.is_full(index)) {
            return Err(Failure::TooManyDevices { family: name.to_owned(), devices_max: DEVICES_PER_FAMILY_MAX });
        }
        let index = known.unwrap_or_else(|| {
            let chain = Chain::new(self.state.next, Secret::draw(&mut *self.random));
            self.state.families.push(FamilyRecord::new(name.to_owned(), chain));
            self.state.families.len() - 1
        });
        let secret = LinkSecret::new(Secret::draw(&mut *self.random));
        let link = Link { relay: self.state.relay.clone(), feed: self.state.feed, secret: secret.clone() };
        self.make_invite(index, secret, history.unwrap_or(self.state.history), false)?;
        Ok(Done::Invited { family: name.to_owned(), link: link.to_text().to_string() })
    }

    /// Makes the invite of a link, which a device of the family may have drawn.
    pub(super) fn make_invite(
        &mut self,
        family: usize,
        secret: LinkSecret,
        history: History,
        is_asked_for: bool,
    ) -> Result<(), Failure> {
        let now = self.session.now;
        let state = &mut self.state;
        let sealed = first_grant(state, history).seal(&secret, &state.feed, &state.posting, &mut *self.random);
        let (tag, grant) = sealed.map_err(|_| Failure::ProfileTooLong)?;
        let epoch = state.epoch();
        let grants = secret.device_root(&state.feed).grants_from(&state.feed, epoch.next());
        let stage = DeviceStage::Invited { link: secret, epoch, made_at: now };
        let record = &mut state.families[family];
        let device = record.add(grants, stage, state.kem.generation);
        device.is_asked_for = is_asked_for;
        let device = device.number;
        let family = record.name.clone();
        state.invites.push((tag, Box::new(grant)));
        keep(&mut state.made_invites, tag, MADE_INVITES_MAX);
        state.vault.is_due = true;
        state.log.note(now, Act::Invited { family, device });
        self.correspondence.changed();
        Ok(())
    }

    /// Makes the invites that a device of a family asks for: each once, and not beyond the family's bound. A link that was ever
    /// made here is not made again, whoever asks: two devices on one chain would stand in each other's way.
    pub(super) fn make_asked_invites(&mut self, family: usize, secrets: Vec<LinkSecret>) {
        for secret in secrets {
            let tag = secret.invite_tag(&self.state.feed);
            if self.state.made_invites.contains(&tag) {
                continue;
            }
            let name = self.state.families[family].name.clone();
            if self.is_full(family) {
                keep(&mut self.state.made_invites, tag, MADE_INVITES_MAX);
                self.correspondence.tell(LiaisonEvent::AskedTooMany { family: name });
            } else if self.make_invite(family, secret, self.state.history, true).is_ok() {
                self.correspondence.tell(LiaisonEvent::DeviceAsked { family: name });
            }
        }
    }

    fn is_full(&self, family: usize) -> bool {
        let devices = self.state.families[family].devices.iter();
        devices.filter(|device| device.belongs()).count() >= DEVICES_PER_FAMILY_MAX
    }

    pub(super) fn withdraw(&mut self, family: &str) -> Result<Done, Failure> {
        let name = family.trim().to_owned();
        let index = self.state.family_index(&name).ok_or_else(|| Failure::NoSuchFamily { family: name.clone() })?;
        match self.withdraw_where(|family, device| family == index && device.is_invited()) {
            0 => Err(Failure::NothingToWithdraw { family: name }),
            invites => Ok(Done::Withdrawn { family: name, invites }),
        }
    }

    /// Withdraws what nobody has used in time, and what the office before gave away.
    pub(super) fn withdraw_overdue(&mut self, now: Seconds) {
        if std::mem::take(&mut self.state.withdraws_inherited) {
            self.withdraw_where(|_, device| device.is_invited());
        }
        let is_expired = |device: &DeviceRecord| match device.stage {
            DeviceStage::Invited { made_at, .. } => has_passed(made_at, INVITE_LIVES_SECONDS, now),
            DeviceStage::Claimed { .. }
            | DeviceStage::Confirmed { .. }
            | DeviceStage::Spoiled
            | DeviceStage::Removed => false,
        };
        let expired =
            self.state.families.with_open_invites().filter(|(_, family)| family.devices.iter().any(is_expired));
        for family in expired.map(|(_, family)| family.name.clone()).collect::<Vec<_>>() {
            self.correspondence.tell(LiaisonEvent::InviteExpired { family });
        }
        self.withdraw_where(|_, device| is_expired(device));
    }

    /// Withdraws invites: their marks are left at the relay, and the coming epoch is not for who holds the links.
    pub(super) fn withdraw_where(&mut self, is_meant: impl Fn(usize, &DeviceRecord) -> bool) -> usize {
        let (feed, now) = (self.state.feed, self.session.now);
        let is_gone = |index: usize, device: &DeviceRecord| device.is_invited() && is_meant(index, device);
        // Looked for first: a roster that is taken up to be changed is saved anew.
        let families = self.state.families.with_open_invites();
        let concerned: Vec<_> = families
            .filter(|(index, family)| family.devices.iter().any(|device| is_gone(*index, device)))
            .map(|(index, _)| index)
            .collect();
        let mut withdrawn = Vec::new();
        for index in concerned {
            let FamilyRecord { name, devices, .. } = &mut self.state.families[index];
            for device in devices.extract_if(.., |device| is_gone(index, device)) {
                self.state.log.note(now, Act::Withdrawn { family: name.clone(), device: device.number });
                withdrawn.extend(device.invite_tag(&feed));
            }
        }
        if !withdrawn.is_empty() {
            self.forget_invites(&withdrawn);
        }
        withdrawn.len()
    }

    fn forget_invites(&mut self, tags: &[DropTag]) {
        let state = &mut self.state;
        let today = Day(u32::try_from(self.session.now / DAY_SECONDS).unwrap_or(u32::MAX));
        state.invites.retain(|(tag, _)| !tags.contains(tag));
        state.to_retire.extend(tags.iter().map(|tag| (*tag, today)));
        state.families.retain(|family| !family.devices.is_empty());
        (state.turn_wanted, state.vault.is_due) = (true, true);
        self.correspondence.changed();
    }

    /// Forgets an invite that the relay does not take. One that a family's device asked for must not stop the office, whatever
    /// link it was; the person who asked for one hears of it.
    pub(super) fn take_back_invite(&mut self, tag: &DropTag, refusal: Refusal) {
        let feed = self.state.feed;
        self.state.invites.retain(|(pending, _)| pending != tag);
        let mut asked_for = None;
        for family in self.state.families.iter_mut() {
            let taken_back = family.devices.extract_if(.., |device| device.invite_tag(&feed) == Some(*tag));
            if taken_back.filter(|device| device.is_asked_for).count() > 0 {
                asked_for = Some(family.name.clone());
            }
        }
        self.state.families.retain(|family| !family.devices.is_empty());
        self.state.vault.is_due = true;
        self.correspondence.changed();
        match asked_for {
            Some(family) => self.correspondence.tell(LiaisonEvent::InviteLost { family }),
            None => {
                self.state.unreported.retain(|(_, done)| !matches!(done, Done::Invited { .. }));
                self.fail(Failure::Refused(refusal));
            }
        }
    }

    pub(super) fn note_invited(&mut self, tag: &DropTag) {
        self.state.invites.retain(|(pending, _)| pending != tag);
        self.correspondence.changed();
    }
}

fn first_grant(state: &State, history: History) -> FirstGrant {
    let (previous, starts) = chain_starts(state, history);
    FirstGrant {
        epoch: state.epoch(),
        posting_key: state.posting_key(),
        kem_suite: KEM_SUITE,
        kem_generation: state.kem.generation,
        kem_key: state.kem.secret.public(),
        capability: state.capability,
        next_by: state.next_by,
        previous,
        starts,
        profile: state.profile.clone(),
    }
}

/// The previous hash at the first start, and a start for every epoch from there to the one in force.
fn chain_starts(state: &State, history: History) -> (Hash, Vec<ChainStart>) {
    let oldest = state.epochs.front().expect("the founding enters the first epoch");
    let (from, previous) = match (history, &state.latest_status) {
        (History::All, _) => (oldest.start.place(), oldest.previous),
        (History::Latest, Some(status)) if status.place >= oldest.start.place() => (status.place, status.previous),
        (History::Latest | History::None, _) => (state.next, state.last_hash),
    };
    let first = state.epochs.iter().rposition(|record| record.start.place() <= from).unwrap_or(0);
    let starts = state.epochs.iter().skip(first).enumerate().map(|(index, record)| {
        let mut chain = record.start.clone();
        if index == 0 {
            chain.advance_to(from).expect("the record was chosen because it starts at or before that place");
        }
        ChainStart { epoch: record.epoch, chain }
    });
    (previous, starts.collect())
}
