//! The one delivery path: a live reader is a late reader who is one envelope behind.

use std::ops::RangeInclusive;

use porchlight_protocol::{Control, Envelope, Epoch, Refusal, Sequence};

use crate::FeedState;

/// Where a follower stands in its feed; never a queue, so a slow reader holds no memory and loses nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    sent: Sequence,
    epoch: Epoch,
}

/// What a follower gets next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// Nothing until the head moves.
    Wait,
    /// The envelopes of these places, in order.
    Push(RangeInclusive<Sequence>),
    /// The next place was pruned while the follower lagged. It has to connect again, and is then told where to begin:
    /// a silent leap would look like an envelope withheld.
    Outrun,
}

impl Cursor {
    /// A cursor that begins after a place, or where pruning has left off, and reads under the present epoch. It never begins
    /// beyond the last place: the turn of the epoch, which stops it, may be the next.
    pub fn after(after: Sequence, state: &FeedState) -> Self {
        Self { sent: after.min(state.last).max(state.pruned), epoch: state.control.epoch }
    }

    /// The last place that has been pushed.
    pub fn sent(&self) -> Sequence {
        self.sent
    }

    /// What to push now; `state` is the feed's as it is on disk.
    pub fn next(&self, state: &FeedState) -> Delivery {
        if self.sent >= state.last {
            return Delivery::Wait;
        }
        if self.sent < state.pruned {
            return Delivery::Outrun;
        }
        Delivery::Push(self.sent.next()..=state.last)
    }

    /// Takes note that an envelope has been pushed; `turns_to` is [`turns_to`] of it. Returns why the subscription ends
    /// with it, if it does.
    pub fn pushed(&mut self, place: Sequence, turns_to: Option<Epoch>) -> Option<Refusal> {
        self.sent = place;
        turns_to.is_some_and(|epoch| epoch > self.epoch).then_some(Refusal::CapabilityChanged)
    }
}

/// The epoch that begins with this envelope, if one does.
pub fn turns_to(envelope: &Envelope) -> Option<Epoch> {
    match Control::of(envelope)? {
        Control::Epoch(change) => Some(change.epoch),
        Control::Handover(_) => None,
    }
}
