//! Batches of constant shape: notices that wait, cover, the status last. See docs/protocol.md#batches.

use porchlight_protocol::limits::BATCH_ENVELOPES;
use porchlight_protocol::{PLAINTEXT_BYTES, Sequence};
use porchlight_sealing::{Message, Notice, Profile, cover, seal};

use super::Liaison;
use super::events::Failure;
use super::log::Act;
use super::state::{StatusRecord, WaitingNotice};

type Part = [u8; PLAINTEXT_BYTES];

/// To whom a place of a batch speaks.
enum Slot {
    Family(usize, Part),
    Group(Part),
    Status(Part),
    Cover,
}

impl Liaison {
    /// Seals notices, and a status behind them, into whole batches; a KEM key that the group does not know yet goes first.
    /// Returns the last place that says something.
    pub(super) fn seal_post(
        &mut self,
        notices: &[WaitingNotice],
        status: Option<Message>,
    ) -> Result<Sequence, Failure> {
        let mut told = Vec::new();
        for notice in notices {
            told.push(self.notice_parts(notice, &told)?);
        }
        let status = status.map(|message| parts(&message)).transpose()?.unwrap_or_default();
        let kem = self.take_untold_kem().map(|message| parts(&message)).transpose()?.unwrap_or_default();
        let mut slots: Vec<Slot> = kem.into_iter().map(Slot::Group).collect();
        let first = self.state.next;
        for ((family, parts), notice) in told.into_iter().zip(notices) {
            slots.extend(parts.into_iter().map(|part| Slot::Family(family, part)));
            self.note_told(family, Sequence(first.0 + slots.len() as u64).previous(), notice);
        }
        Ok(self.seal_slots(slots, status.into_iter().map(Slot::Status).collect()))
    }

    /// A notice's parts, and for whom; `before` are those that go ahead of it.
    fn notice_parts(
        &self,
        notice: &WaitingNotice,
        before: &[(usize, Vec<Part>)],
    ) -> Result<(usize, Vec<Part>), Failure> {
        let family = self.state.family_index(&notice.family);
        let family = family.ok_or_else(|| Failure::NoSuchFamily { family: notice.family.clone() })?;
        let told_before = before.iter().filter(|(told, _)| *told == family).count() as u64;
        let message = Message::Notice(Notice {
            ordinal: self.state.families[family].next_ordinal + told_before,
            code: notice.code.clone(),
            text: notice.text.clone(),
            answers: notice.answers,
        });
        Ok((family, parts(&message)?))
    }

    fn note_told(&mut self, family: usize, sequence: Sequence, notice: &WaitingNotice) {
        let record = &mut self.state.families[family];
        record.next_ordinal += 1;
        record.note_sent(sequence);
        if let Some(inquiry) = notice.answers {
            record.note_answered(inquiry);
        }
        self.state.log.note(self.session.now, Act::Notice { sequence, family: notice.family.clone() });
    }

    /// Tells the group of a KEM key that it does not know yet, in a batch of its own.
    pub(super) fn tell_kem(&mut self) {
        if self.state.kem.is_untold {
            self.seal_post(&[], None).expect("a KEM key is within the bounds of a message");
        }
    }

    /// Seals a profile's parts into whole batches. Returns its last place.
    pub(super) fn seal_profile(&mut self, profile: &Profile) -> Result<Sequence, Failure> {
        let parts = Message::Profile(profile.clone()).to_parts().map_err(|_| Failure::ProfileTooLong)?;
        let slots = parts.into_iter().map(Slot::Group).collect();
        Ok(self.seal_slots(slots, Vec::new()))
    }

    fn seal_slots(&mut self, mut slots: Vec<Slot>, status: Vec<Slot>) -> Sequence {
        let full = (slots.len() + status.len()).next_multiple_of(BATCH_ENVELOPES).max(BATCH_ENVELOPES);
        slots.resize_with(full - status.len(), || Slot::Cover);
        slots.extend(status);
        let mut last_said = self.state.next;
        for slot in slots {
            if !matches!(slot, Slot::Cover) {
                last_said = self.state.next;
            }
            self.seal_slot(slot);
        }
        last_said
    }

    fn seal_slot(&mut self, slot: Slot) {
        let (state, random) = (&mut self.state, &mut *self.random);
        let (place, previous) = (state.next, state.last_hash);
        if let Slot::Status(_) = slot {
            state.latest_status = Some(StatusRecord { place, previous });
        }
        let (chain, part) = match slot {
            Slot::Cover => return state.push(cover(&state.posting, &state.feed, previous, place, random)),
            Slot::Family(family, part) => (&mut state.families[family].chain, part),
            Slot::Group(part) | Slot::Status(part) => (&mut state.group, part),
        };
        chain.advance_to(place).expect("no chain is ever beyond the next place");
        let envelope = seal(&state.posting, &state.feed, previous, chain, &part, random);
        // The used key is wiped; what may be offered as history stands in the epoch's record.
        chain.step();
        state.push(envelope);
    }
}

fn parts(message: &Message) -> Result<Vec<Part>, Failure> {
    message.to_parts().map_err(|_| Failure::MessageTooLong)
}
