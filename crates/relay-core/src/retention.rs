//! How long envelopes are kept: by their number, never by a clock.

use std::collections::BTreeSet;

use porchlight_protocol::{Envelope, Epoch, Sequence};

use crate::{Change, FeedState, Records, StoreFailure, cursor::turns_to};

/// Places pruned by one append at most, so that a bound that was lowered is reached step by step.
const PRUNED_PER_APPEND_MAX: usize = 64;

/// How many envelopes a feed keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    envelopes: Option<u64>,
}

impl Retention {
    /// Keeps everything.
    pub const FOREVER: Self = Self { envelopes: None };

    /// Keeps the last so many places of a feed, at least 2, and all control envelopes.
    pub fn last(envelopes: u64) -> Self {
        Self { envelopes: Some(envelopes.max(2)) }
    }

    /// Prunes what the last place leaves behind, and moves the state's mark.
    pub(crate) fn prune(self, records: &impl Records, state: &mut FeedState) -> Result<Vec<Change>, StoreFailure> {
        let Some(through) = self.bound(state) else { return Ok(Vec::new()) };
        let feed = state.control.feed;
        let first = state.first_kept();
        let controls = controls_until(records, state, through.next())?;
        let kept: BTreeSet<_> = controls.iter().map(Envelope::sequence).collect();
        let places = (first.0..=through.0).map(Sequence).filter(|place| !kept.contains(place)).collect();
        let mut changes = vec![Change::Prune { feed, places, through }];
        changes.extend(epochs_left(&controls, first).map(|epoch| Change::PruneDrops { feed, epoch }));
        state.pruned = through;
        Ok(changes)
    }

    fn bound(self, state: &FeedState) -> Option<Sequence> {
        let through = state.last.0.saturating_sub(self.envelopes?).min(state.pruned.0 + PRUNED_PER_APPEND_MAX as u64);
        (through > state.pruned.0).then_some(Sequence(through))
    }
}

fn controls_until(records: &impl Records, state: &FeedState, last: Sequence) -> Result<Vec<Envelope>, StoreFailure> {
    let mut controls = records.controls(&state.control.feed, state.pruned, PRUNED_PER_APPEND_MAX + 1)?;
    controls.retain(|control| control.sequence() <= last);
    Ok(controls)
}

// An epoch's whole span is pruned once everything before the next epoch's envelope is.
fn epochs_left(controls: &[Envelope], first: Sequence) -> impl Iterator<Item = Epoch> {
    let turns = controls.iter().filter(move |control| control.sequence() > first);
    turns.filter_map(turns_to).map(|epoch| Epoch(epoch.0.saturating_sub(1)))
}
