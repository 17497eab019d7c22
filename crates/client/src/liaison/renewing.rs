//! Renewing the KEM key, and when all have re-claimed. See docs/protocol.md#re-claim.

use porchlight_sealing::{KEM_SUITE, Message, NextKemKey};

use super::roster::DeviceRecord;
use super::state::State;
use super::{Liaison, LiaisonEvent};
use crate::{DAY_SECONDS, Seconds, has_passed};

/// A KEM key serves a month: that is how long a copied phone may read on unseen.
pub const KEM_RENEW_EVERY_SECONDS: Seconds = 30 * DAY_SECONDS;

impl Liaison {
    /// Draws a new key where the month is over; the next post tells of it.
    pub(super) fn renew_kem_if_due(&mut self, now: Seconds) {
        if has_passed(self.state.kem.drawn_at, KEM_RENEW_EVERY_SECONDS, now) {
            self.state.kem.renew(&mut *self.random, now);
            self.state.vault.is_due = true;
            self.correspondence.changed();
        }
    }

    /// The message that tells of a new key, once.
    pub(super) fn take_untold_kem(&mut self) -> Option<Message> {
        let kem = &mut self.state.kem;
        std::mem::take(&mut kem.is_untold).then(|| {
            let key = Box::new(kem.secret.public());
            Message::KemKey(NextKemKey { generation: kem.generation, suite: KEM_SUITE, key })
        })
    }

    /// Notes what a turn has completed: who is renewed, and which former key nobody needs any more.
    pub(super) fn note_renewals(&mut self, was_complete: bool) {
        let state = &mut self.state;
        let present = state.kem.generation;
        if !state.devices().any(|device| device.is_invited() && device.generation < present) {
            state.kem.former = None;
        }
        if !was_complete && state.lacks_renewal() == 0 {
            self.correspondence.tell(LiaisonEvent::RenewalsComplete);
        }
    }
}

impl State {
    /// How many devices hang on a KEM key of an earlier generation, invited ones included.
    pub(crate) fn lacks_renewal(&self) -> usize {
        self.devices().filter(|device| self.is_unrenewed(device)).count()
    }

    pub(crate) fn is_unrenewed(&self, device: &DeviceRecord) -> bool {
        device.belongs() && device.generation < self.kem.generation
    }

    /// Whether the turn that the last re-claim waits for is due.
    pub(crate) fn can_complete_renewals(&self) -> bool {
        let has_renewed = |device: &DeviceRecord| device.renewal.is_some();
        self.families.has_renewals() && !self.devices().any(|device| self.is_unrenewed(device) && !has_renewed(device))
    }
}
