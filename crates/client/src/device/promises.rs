//! What the relay promised, held against what came: nothing is missing in silence.

use porchlight_protocol::{Ask, Envelope, Head, Sequence};

use super::session::{About, PROMISE_WAIT_SECONDS, Phase};
use super::{Device, DeviceEvent, Ending, Finding};

/// Envelopes that are held when they come before their turn; more than these and the gap is called one.
const EARLY_MAX: usize = 64;

impl Device {
    pub(super) fn note_subscribed(&mut self, first: Sequence, head: Head) {
        let (last, hash) = self.state.last;
        // What the control envelopes show is promised too, whatever the head says.
        let walked = self.session.walk.last().map_or(Sequence::ZERO, |walked| walked.control.sequence);
        self.session.promised = head.sequence.max(walked);
        self.state.see_head(head.sequence);
        if head.sequence < last {
            return self.end_with_rollback(head);
        }
        self.session.deadline = Some(self.now.saturating_add(PROMISE_WAIT_SECONDS));
        if head.sequence == last && head.hash != hash && first > last && last > Sequence::ZERO {
            return self.demand_last_place();
        }
        self.session.expected = head.sequence.next().0.saturating_sub(first.0);
        self.session.received = 0;
        self.session.jump = (first > last.next()).then_some(first);
        self.note_progress();
    }

    /// The relay contradicts the last place read: asks for it again, once, so that the contradiction comes with its signature.
    fn demand_last_place(&mut self) {
        let last = self.state.last.0;
        if self.session.is_contradicted {
            return self.end_with(Finding::Missing { from: last, through: last });
        }
        self.session.is_contradicted = true;
        self.correspondence.ask(Ask::Subscribe { after: last.previous() }, About::Subscribe);
    }

    pub(super) fn hold_early(&mut self, envelope: Envelope) {
        let is_new = self.session.early.insert(envelope.sequence(), envelope).is_none();
        self.session.received += u64::from(is_new);
        if self.session.early.len() > EARLY_MAX {
            self.name_a_gap();
        }
    }

    /// Notes when everything promised is read, or when everything came and a gap is left.
    pub(super) fn note_progress(&mut self) {
        if self.session.phase != Phase::Following {
            return;
        }
        if self.session.is_contradicted {
            // What the relay says of the last place read has yet to be shown.
        } else if self.state.last.0 >= self.session.promised {
            self.session.deadline = None;
            self.note_caught_up();
        } else if self.session.received >= self.session.expected {
            self.name_a_gap();
        }
    }

    fn note_caught_up(&mut self) {
        if self.state.withheld.take().is_some() {
            self.correspondence.changed();
        }
        self.settle_relay();
        self.settle_pruned();
        if !self.session.has_caught_up {
            self.session.has_caught_up = true;
            self.correspondence.tell(DeviceEvent::CaughtUp);
        }
    }

    pub(super) fn look_at_the_clock(&mut self) {
        if self.session.deadline.is_some_and(|deadline| deadline <= self.now) {
            self.session.deadline = None;
            if self.is_asking() && !self.session.is_contradicted {
                return self.end(Ending::RelayMisbehaved);
            }
            self.give_report_up();
            let (last, promised) = (self.state.last.0, self.session.promised);
            if self.session.is_contradicted {
                self.end_with(Finding::Missing { from: last, through: last });
            } else if self.session.phase == Phase::Following && last < promised {
                let through = self.session.early.keys().next().map_or(promised, |early| early.previous());
                self.end_with(Finding::Missing { from: last.next(), through });
            }
        }
    }

    /// Names a gap, if there is one: later envelopes came, and this one did not.
    pub(super) fn name_a_gap(&mut self) {
        let from = self.state.last.0.next();
        if let Some(early) = self.session.early.keys().next() {
            let through = early.previous();
            self.session.early.clear();
            self.end_with(Finding::Missing { from, through });
        }
    }
}
