//! What a relay knows of a feed: a pure function of the feed's envelopes.

use porchlight_protocol::{
    ControlState, Envelope, FeedId, Hash, Head, Kind, Refusal, Sequence, limits::CONTROLS_PER_PAGE,
};

use crate::{Records, StoreFailure};

/// The control state of a feed, and where it ends.
///
/// It may be held in memory, and [`FeedState::rebuilt`] yields the same from the stored envelopes at any time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedState {
    /// What the control envelopes add up to.
    pub control: ControlState,
    /// The last place.
    pub last: Sequence,
    /// The hash of its envelope.
    pub hash: Hash,
    /// Up to where sealed envelopes have been pruned.
    pub pruned: Sequence,
}

impl FeedState {
    /// Folds a feed's stored envelopes; `None` when there is no such feed.
    ///
    /// # Errors
    /// [`StoreFailure`] when the store cannot tell, or holds control envelopes that do not follow one another.
    pub fn rebuilt(records: &impl Records, feed: &FeedId) -> Result<Option<Self>, StoreFailure> {
        let Some(end) = records.last_envelope(feed)? else { return Ok(None) };
        let control = fold_controls(records, feed)?;
        let pruned = records.pruned_through(feed)?;
        Ok(Some(Self { control, last: end.sequence(), hash: end.hash(), pruned }))
    }

    /// The state after the first envelope.
    ///
    /// # Errors
    /// The refusals of [`ControlState::founded`].
    pub fn founded(feed: &FeedId, envelope: &Envelope) -> Result<Self, Refusal> {
        let control = ControlState::founded(feed, envelope)?;
        Ok(Self { control, last: envelope.sequence(), hash: envelope.hash(), pruned: Sequence::ZERO })
    }

    /// The state after the next envelope, whose place and previous hash the caller has checked.
    ///
    /// # Errors
    /// The refusals of [`ControlState::follow`].
    pub fn followed_by(&self, envelope: &Envelope) -> Result<Self, Refusal> {
        let control = self.control.follow(envelope)?.unwrap_or_else(|| self.control.clone());
        Ok(Self { control, last: envelope.sequence(), hash: envelope.hash(), pruned: self.pruned })
    }

    /// The place that the next envelope takes.
    pub fn next(&self) -> Sequence {
        self.last.next()
    }

    /// The first place from which on nothing is pruned.
    pub fn first_kept(&self) -> Sequence {
        self.pruned.next()
    }

    /// The head, as a client is told it.
    pub fn head(&self) -> Head {
        Head { sequence: self.last, hash: self.hash, epoch: self.control.epoch, control: self.control.sequence }
    }
}

fn fold_controls(records: &impl Records, feed: &FeedId) -> Result<ControlState, StoreFailure> {
    let first = records.envelope(feed, Sequence(1))?.ok_or(StoreFailure)?;
    let mut state = ControlState::founded(feed, &first).map_err(|_| StoreFailure)?;
    loop {
        let page = records.controls(feed, state.sequence, CONTROLS_PER_PAGE)?;
        if page.is_empty() {
            return Ok(state);
        }
        for envelope in &page {
            state = follow_stored(&state, envelope)?;
        }
    }
}

// What was accepted once is verified again: a store that was altered must not decide who posts.
fn follow_stored(state: &ControlState, envelope: &Envelope) -> Result<ControlState, StoreFailure> {
    match envelope.kind() {
        Kind::Sealed => Err(StoreFailure),
        Kind::Epoch | Kind::Handover => state.follow(envelope).ok().flatten().ok_or(StoreFailure),
    }
}
