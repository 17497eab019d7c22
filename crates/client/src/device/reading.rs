//! Opening what was verified: statuses for the group, notices for this family, and epochs as they turn.

use porchlight_protocol::{ControlState, Envelope, Epoch, Sequence};
use porchlight_sealing::{Chain, Message, Profile, Unopenable, open};
use zeroize::Zeroizing;

use super::absence::Doubt;
use super::standing::CLOCK_SLACK_SECONDS;
use super::{Device, DeviceEvent, Finding};
use crate::Seconds;

type Opened = Result<Option<Zeroizing<Vec<u8>>>, Unopenable>;

impl Device {
    /// Reads a verified envelope; `next` is the control state after a control envelope.
    pub(super) fn read(&mut self, envelope: &Envelope, next: Option<ControlState>) {
        match next {
            Some(control) => self.enter_control(envelope, control),
            None => self.read_sealed(envelope),
        }
        self.session.unlocks = 0;
        self.state.last = (envelope.sequence(), envelope.hash());
        self.state.keep_envelope(envelope.clone());
        self.correspondence.changed();
    }

    fn enter_control(&mut self, envelope: &Envelope, control: ControlState) {
        self.note_handover(envelope);
        let turned = self.state.control.as_ref().is_none_or(|before| before.epoch != control.epoch);
        let epoch = control.epoch;
        self.state.control = Some(control);
        if turned {
            self.enter_epoch(epoch);
        }
    }

    fn enter_epoch(&mut self, epoch: Epoch) {
        self.state.epochs.retain(|held, _| *held >= epoch);
        self.wipe_passed_grants();
        let was_amid = self.state.family_parts.is_amid();
        self.state.group_parts = Default::default();
        self.state.family_parts = Default::default();
        if was_amid {
            self.doubt(Doubt::Unopenable);
        } else {
            self.lift_doubt();
        }
        let is_walked = self.session.walk.iter().any(|walked| walked.control.epoch == epoch);
        let is_held = self.state.epochs.contains_key(&epoch);
        self.session.has_turned_unseen = !is_held && !is_walked;
        if !is_held && is_walked {
            self.correspondence.tell(DeviceEvent::Found(Finding::GrantMissing { epoch }));
        }
        self.enter_family();
    }

    /// The grant's ordinal tells how many notices the family had when the epoch began: it lifts a doubt, or proves a loss.
    pub(super) fn lift_doubt(&mut self) {
        let next_ordinal = self.state.next_ordinal;
        if self.family_ordinal().is_some_and(|ordinal| ordinal == next_ordinal) {
            self.state.doubt = None;
        }
    }

    /// Takes up the family chain of the epoch being read, and names what an ordinal shows to be lost.
    pub(super) fn enter_family(&mut self) {
        let Some(ordinal) = self.family_ordinal() else { return };
        let place = self.epoch_start().unwrap_or_else(|| self.state.last.0.next());
        let is_first = self.state.certain_from.is_none();
        if is_first {
            self.state.certain_from = Some(place);
            self.state.next_ordinal = ordinal;
        }
        if ordinal > self.state.next_ordinal {
            let count = ordinal - self.state.next_ordinal;
            self.state.next_ordinal = ordinal;
            self.state.certain_from = Some(place);
            if self.state.doubt != Some(Doubt::Pruned) || self.epoch_start().is_some() {
                self.state.doubt = None;
            }
            self.correspondence.tell(DeviceEvent::Found(Finding::NoticesLost { count }));
        }
    }

    /// The place of the epoch's envelope, while nothing behind it has been read.
    fn epoch_start(&self) -> Option<Sequence> {
        let begins = self.state.control.as_ref()?.begins;
        (begins >= self.state.last.0).then_some(begins)
    }

    fn family_ordinal(&self) -> Option<u64> {
        let epoch = self.state.control.as_ref()?.epoch;
        Some(self.state.epochs.get(&epoch)?.family.as_ref()?.next_ordinal)
    }

    fn read_sealed(&mut self, envelope: &Envelope) {
        let epoch = self.state.control.as_ref().map(|control| control.epoch).unwrap_or_default();
        let Some(held) = self.state.epochs.get_mut(&epoch) else {
            self.state.note_lost(1, self.now);
            return self.doubt(Doubt::Missing);
        };
        let group = open_and_step(&mut held.group, envelope);
        let family = held.family.as_mut().map(|family| open_and_step(&mut family.chain, envelope));
        let place = envelope.sequence();
        self.hear_group(place, group);
        match family {
            Some(opened) => self.hear_family(place, opened),
            None => self.note_unheard_family(),
        }
    }

    /// A device that had the family's chain before has a doubt where it lacks it.
    fn note_unheard_family(&mut self) {
        if self.state.certain_from.is_some() {
            self.doubt(Doubt::Missing);
        }
    }

    fn hear_group(&mut self, place: Sequence, opened: Opened) {
        let Ok(opened) = opened else { return self.name_unopenable(place) };
        let Some(plaintext) = opened else { return };
        match self.state.group_parts.take(&plaintext) {
            Ok(None) => {}
            Ok(Some(Message::Status(status))) => {
                self.notice_a_dispute(place, status.posted_at);
                self.state.next_by = status.next_by;
                self.state.lost_since = None;
                if let Some(handed_over) = &mut self.state.handed_over {
                    handed_over.since.get_or_insert(status.posted_at);
                }
                let item = self.state.items.keep_status(place, status);
                self.correspondence.tell(DeviceEvent::Status(item));
            }
            Ok(Some(Message::Profile(profile))) => {
                self.hear_profile(profile);
            }
            Ok(Some(Message::KemKey(next))) => self.hear_kem_key(next),
            Ok(Some(Message::Notice(_))) | Err(_) => self.name_unopenable(place),
        }
    }

    /// What was told before the invite's epoch is older than the profile that came with the invite.
    fn hear_profile(&mut self, profile: Profile) {
        if self.state.control.as_ref().is_some_and(|control| control.epoch >= self.state.invited_in) {
            self.state.note_relay_named(&profile.relay);
            self.state.profile = Some(profile);
            self.correspondence.tell(DeviceEvent::ProfileChanged);
        }
    }

    /// The liaison takes in claims before it posts: a status without a confirmation means that it never saw this one. Unless it
    /// was sealed before the claim, and came late by a courier.
    fn notice_a_dispute(&mut self, place: Sequence, posted_at: Seconds) {
        let is_later_by_place = self.state.joined_at.is_some_and(|head| place > head);
        let is_later_by_time = |claimed: Seconds| posted_at > claimed.saturating_add(CLOCK_SLACK_SECONDS);
        if !self.is_confirmed() && is_later_by_place && self.state.claimed_at.is_some_and(is_later_by_time) {
            self.state.is_disputed = true;
        }
    }

    fn hear_family(&mut self, place: Sequence, opened: Opened) {
        let Ok(opened) = opened else { return self.doubt_unopenable(place) };
        let Some(plaintext) = opened else { return };
        match self.state.family_parts.take(&plaintext) {
            Ok(None) => {}
            Ok(Some(Message::Notice(notice))) => {
                if notice.ordinal > self.state.next_ordinal {
                    let count = notice.ordinal - self.state.next_ordinal;
                    // Those that were lost lie before this place: the proof begins anew with it.
                    self.state.certain_from = Some(place);
                    self.correspondence.tell(DeviceEvent::Found(Finding::NoticesLost { count }));
                }
                self.state.next_ordinal = notice.ordinal.saturating_add(1);
                notice.answers.into_iter().for_each(|inquiry| self.note_answer(inquiry));
                let item = self.state.items.keep_notice(place, notice);
                self.correspondence.tell(DeviceEvent::Notice(item));
            }
            Ok(Some(Message::Status(_) | Message::Profile(_) | Message::KemKey(_))) | Err(_) => {
                self.doubt_unopenable(place)
            }
        }
    }

    fn doubt_unopenable(&mut self, place: Sequence) {
        self.doubt(Doubt::Unopenable);
        self.name_unopenable(place);
    }

    fn name_unopenable(&mut self, place: Sequence) {
        self.correspondence.tell(DeviceEvent::Found(Finding::Unopenable { place }));
    }

    fn doubt(&mut self, doubt: Doubt) {
        self.state.doubt = Some(doubt);
        self.correspondence.changed();
    }
}

/// Opens with the chain at the envelope's place, and wipes that place's key.
fn open_and_step(chain: &mut Chain, envelope: &Envelope) -> Opened {
    if chain.advance_to(envelope.sequence()).is_err() {
        return Ok(None);
    }
    let opened = open(chain, envelope);
    chain.step();
    opened
}
