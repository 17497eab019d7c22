//! Batches of constant shape: notices that wait, cover, the status last. See docs/protocol.md#batches.

use porchlight_protocol::limits::BATCH_ENVELOPES;
use porchlight_protocol::{PLAINTEXT_BYTES, Sequence};
use porchlight_sealing::{Message, Notice, Profile, cover, seal};

use super::Liaison;
use super::events::Failure;
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
    /// Seals notices, and a status behind them, into whole batches. Returns the last place that says something.
    pub(super) fn seal_post(
        &mut self,
        notices: &[WaitingNotice],
        status: Option<Message>,
    ) -> Result<Sequence, Failure> {
        let mut slots = Vec::new();
        let mut told = Vec::new();
        for notice in notices {
            let family = self.family_index(&notice.family)?;
            let told_before = told.iter().filter(|index| **index == family).count() as u64;
            told.push(family);
            let message = Message::Notice(Notice {
                ordinal: self.state.families[family].next_ordinal + told_before,
                code: notice.code.clone(),
                text: notice.text.clone(),
                answers: None,
            });
            slots.extend(parts(&message)?.into_iter().map(|part| Slot::Family(family, part)));
        }
        let status = status.map(|message| parts(&message)).transpose()?.unwrap_or_default();
        for family in told {
            self.state.families[family].next_ordinal += 1;
        }
        Ok(self.seal_slots(slots, status.into_iter().map(Slot::Status).collect()))
    }

    /// Seals a profile's parts into whole batches. Returns its last place.
    pub(super) fn seal_profile(&mut self, profile: &Profile) -> Result<Sequence, Failure> {
        let parts = Message::Profile(profile.clone()).to_parts().map_err(|_| Failure::ProfileTooLong)?;
        let slots = parts.into_iter().map(Slot::Group).collect();
        Ok(self.seal_slots(slots, Vec::new()))
    }

    fn family_index(&self, name: &str) -> Result<usize, Failure> {
        let index = self.state.families.iter().position(|family| family.name == name);
        index.ok_or_else(|| Failure::NoSuchFamily { family: name.to_owned() })
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
