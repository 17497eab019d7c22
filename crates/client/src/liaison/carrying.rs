//! Carrying sealed envelopes to the relay, byte for byte until each is on its disk. See docs/protocol.md#flows, 7 and 8.

use porchlight_protocol::{Ask, Envelope, Head, Kind, Sequence};

use super::events::Failure;
use super::session::About;
use super::{Liaison, LiaisonEvent};

impl Liaison {
    /// Asks the relay to take what is sealed.
    pub(super) fn carry(&mut self) {
        let envelopes: Vec<_> = self.state.outbox.iter().cloned().collect();
        for envelope in envelopes {
            self.append(envelope);
        }
    }

    /// Asks the relay to take what is sealed, and the invites that wait.
    pub(super) fn deliver(&mut self) {
        self.carry();
        for (tag, grant) in &self.state.invites {
            self.correspondence.ask(Ask::PutInvite { tag: *tag, grant: grant.clone() }, About::Invite(*tag));
        }
    }

    /// Whether a handover waits in the outbox: the relay has to take it before the new key can be proven.
    pub(super) fn is_handing_over(&self) -> bool {
        self.state.outbox.iter().any(|envelope| envelope.kind() == Kind::Handover)
    }

    /// Compares the relay's head with what was sealed here, and brings back what a restored relay has lost.
    pub(super) fn compare(&mut self, head: Head) {
        if head.sequence >= self.state.next {
            return self.dispute(head.sequence);
        }
        let ours = self.state.kept.iter().chain(&self.state.outbox).find(|e| e.sequence() == head.sequence);
        if ours.is_some_and(|envelope| envelope.hash() != head.hash) {
            return self.dispute(head.sequence);
        }
        if ours.is_some() && !self.is_handing_over() {
            // The hash proves that all up to there has arrived, heard of or not: where the relay prunes it soon, it could not be
            // brought once more.
            self.note_appended(head.sequence);
        }
        let lost: Vec<_> = self.state.kept.iter().filter(|e| e.sequence() > head.sequence).cloned().collect();
        let oldest = lost.first().map(|envelope| envelope.sequence());
        if oldest.is_some_and(|oldest| oldest > head.sequence.next()) {
            return self.fail(Failure::RelayTooOld);
        }
        if !lost.is_empty() {
            // What the relay lost of the vault does not show: it is put again.
            (self.session.has_healed, self.state.vault.is_due) = (true, true);
            self.correspondence.tell(LiaisonEvent::Healing { envelopes: lost.len() });
        }
        for envelope in lost {
            self.append(envelope);
        }
        self.carry();
    }

    fn append(&mut self, envelope: Envelope) {
        let about = About::Append(envelope.sequence());
        self.correspondence.ask(Ask::Append { envelope }, about);
    }

    pub(super) fn note_appended(&mut self, sequence: Sequence) {
        if self.state.outbox.front().is_some_and(|envelope| envelope.sequence() <= sequence) {
            self.state.carried(sequence);
            let wipes_former = !self.is_handing_over() && self.state.former_posting.take().is_some();
            // One save for all that are on their way, for the relay takes the same bytes again. A former key leaves the disk at once.
            if wipes_former || self.state.outbox.is_empty() {
                self.correspondence.changed();
            }
        }
    }
}
