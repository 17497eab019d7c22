//! Bringing back what a relay has lost that was restored from an old copy. See docs/protocol.md#flows, 8.
//!
//! It happens before the device unlocks, for a relay in an earlier epoch knows another capability. A relay that only claims to
//! have lost something gets what it had.

use porchlight_protocol::{Ask, Envelope, Head};

use super::session::{About, Phase};
use super::{Device, DeviceEvent, Ending, Finding};

impl Device {
    /// Compares where the relay ends with what was read here. Says whether the session goes on with the walk that it has made.
    pub(super) fn is_whole(&mut self, head: Head) -> bool {
        if head.sequence >= self.state.last.0 {
            return true;
        }
        match self.lost_behind(head) {
            Some(lost) if !self.session.has_healed => self.heal(head, lost),
            Some(_) | None => self.end_with_rollback(head),
        }
        false
    }

    /// The envelopes that stood behind the relay's head, where all of them are kept and the relay agrees about the head.
    fn lost_behind(&self, head: Head) -> Option<Vec<Envelope>> {
        let lost: Vec<_> = self.state.kept.iter().filter(|kept| kept.sequence() > head.sequence).cloned().collect();
        let mut due = head.sequence;
        let is_gapless = lost.iter().all(|envelope| {
            due = due.next();
            envelope.sequence() == due
        });
        let agrees = lost.first().is_some_and(|first| first.previous() == head.hash);
        (is_gapless && due == self.state.last.0 && agrees).then_some(lost)
    }

    fn heal(&mut self, head: Head, lost: Vec<Envelope>) {
        self.session.phase = Phase::Healing;
        // Once a session: whom it does not help, it will not help a second time.
        self.session.has_healed = true;
        self.correspondence.tell(DeviceEvent::Healing { envelopes: lost.len() });
        for envelope in lost {
            let about = About::Append { place: envelope.sequence(), head };
            self.correspondence.ask(Ask::Append { envelope }, about);
        }
    }

    pub(super) fn end_with_rollback(&mut self, head: Head) {
        let finding = Finding::RolledBack { head: head.sequence };
        self.correspondence.tell(DeviceEvent::Found(finding.clone()));
        self.end(Ending::Found(finding));
    }
}
