//! How long envelopes are kept: as many days as the feed itself asks for, and never more than the operator has room for.
//!
//! The relay knows only on which day it accepted a place, by *day marks*: for each day, the first place accepted on it. A clock
//! that is set back makes no mark, so what comes then counts as accepted later than it was, and is kept longer.

use std::collections::BTreeSet;

use porchlight_protocol::{Day, Envelope, Epoch, Sequence};

use crate::{Change, DayMark, FeedState, Records, StoreFailure, cursor::turns_to};

/// Places pruned by one append at most, so that whoever comes back after years does not hold up everybody. One append adds one
/// place, so the rest goes with the next ones.
const PRUNED_PER_APPEND_MAX: usize = 64;

/// The operator's bound on how many envelopes a feed keeps, beside the days that the feed asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    envelopes: Option<u64>,
}

impl Retention {
    /// No bound by number: the days alone decide.
    pub const BY_DAYS: Self = Self { envelopes: None };

    /// Keeps the last so many places of a feed at most, at least 2, and all control envelopes.
    pub fn last(envelopes: u64) -> Self {
        Self { envelopes: Some(envelopes.max(2)) }
    }

    /// Takes note of a last place that is accepted today: marks the day where it is the first, prunes what it leaves behind,
    /// and moves the state's bound.
    pub(crate) fn note(
        self,
        records: &impl Records,
        state: &mut FeedState,
        today: Day,
    ) -> Result<Vec<Change>, StoreFailure> {
        let feed = state.control.feed;
        let is_first = records.day_marks(&feed, today, 1)?.is_empty();
        let fresh = is_first.then_some((today, state.last));
        let mut changes: Vec<_> = fresh.map(|(day, place)| Change::MarkDay { feed, day, place }).into_iter().collect();
        changes.extend(self.prune(records, state, fresh, today)?);
        Ok(changes)
    }

    fn prune(
        self,
        records: &impl Records,
        state: &mut FeedState,
        fresh: Option<DayMark>,
        today: Day,
    ) -> Result<Vec<Change>, StoreFailure> {
        let outlived = self.crowded_out(state).max(outlived(records, state, today)?);
        let through = outlived.min(Sequence(state.pruned.0 + PRUNED_PER_APPEND_MAX as u64));
        if through <= state.pruned {
            return Ok(Vec::new());
        }
        let feed = state.control.feed;
        let controls = controls_until(records, state, through)?;
        let kept: BTreeSet<_> = controls.iter().map(Envelope::sequence).collect();
        let places = (state.first_kept().0..=through.0).map(Sequence).filter(|place| !kept.contains(place)).collect();
        let mut changes = vec![Change::Prune { feed, places, through }];
        changes.extend(epochs_left(&controls).map(|epoch| Change::PruneDrops { feed, epoch }));
        changes.extend(days_left(records, state, fresh, through)?);
        state.pruned = through;
        Ok(changes)
    }

    fn crowded_out(self, state: &FeedState) -> Sequence {
        self.envelopes.map_or(Sequence::ZERO, |envelopes| Sequence(state.last.0.saturating_sub(envelopes)))
    }
}

/// The last place that has been kept for as many whole days as the feed asks for: the days between the one on which it was
/// accepted and today.
fn outlived(records: &impl Records, state: &FeedState, today: Day) -> Result<Sequence, StoreFailure> {
    let Some(first_day) = today.0.checked_sub(u32::from(state.control.retention_days)) else {
        return Ok(Sequence::ZERO);
    };
    let marks = records.day_marks(&state.control.feed, Day(first_day), 1)?;
    // Where there is no mark yet, the last place makes one today.
    Ok(marks.first().map_or(state.last, |(_, place)| *place).previous())
}

fn controls_until(records: &impl Records, state: &FeedState, last: Sequence) -> Result<Vec<Envelope>, StoreFailure> {
    let mut controls = records.controls(&state.control.feed, state.pruned, PRUNED_PER_APPEND_MAX)?;
    controls.retain(|control| control.sequence() <= last);
    Ok(controls)
}

// An epoch's drops may have been completed until the moment in which it ended. So they go when that moment has been outlived,
// and not when its last sealed envelope has.
fn epochs_left(controls: &[Envelope]) -> impl Iterator<Item = Epoch> {
    let turns = controls.iter().filter_map(turns_to).filter(|epoch| *epoch > Epoch(1));
    turns.map(|epoch| Epoch(epoch.0 - 1))
}

// The mark that tells the age of the first kept place stays, though its own place may be gone.
fn days_left(
    records: &impl Records,
    state: &FeedState,
    fresh: Option<DayMark>,
    through: Sequence,
) -> Result<Option<Change>, StoreFailure> {
    let feed = state.control.feed;
    let mut marks = records.day_marks(&feed, Day(0), PRUNED_PER_APPEND_MAX + 1)?;
    marks.extend(fresh);
    let pairs = marks.windows(2).take_while(|pair| pair[1].1 <= through.next());
    let days: Vec<_> = pairs.map(|pair| pair[0].0).collect();
    Ok((!days.is_empty()).then_some(Change::ForgetDays { feed, days }))
}
