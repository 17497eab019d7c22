//! The clock on silence: which of its causes holds, and since when.
//!
//! See docs/protocol.md#what-a-device-concludes, "Standing".

use super::Device;
use crate::Seconds;
use crate::codes::SILENCE;

/// How far two clocks may differ before one of them is called wrong.
pub const CLOCK_SLACK_SECONDS: Seconds = 300;

/// Whether the relay could be reached just now; the driver knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// A session stood.
    Reached,
    /// None could be had.
    Unreachable,
    /// This device has no way out at all.
    Offline,
}

/// What a device knows of the silence: the first of these that holds, from the last to the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The next status is not due yet.
    Fresh,
    /// The silence until next-by is planned.
    PlannedSilence,
    /// Private messages cannot reach this device yet.
    Unconfirmed,
    /// The next status is due.
    Due,
    /// It is overdue by a quarter of the cadence or more.
    Overdue,
    /// The relay cannot be reached: the device cannot check.
    Unreachable,
    /// This device has no way out at all.
    Offline,
    /// The relay promised updates that it did not send.
    Missing,
    /// The liaison has ended this device's membership: silence says nothing to it any more.
    Removed,
    /// There are two versions of one update.
    Conflict,
}

impl Device {
    /// What this device knows of the silence, from its feed, the time and its connection alone.
    pub fn standing(&self, now: Seconds, reach: Reach) -> Standing {
        match reach {
            _ if self.state.forked_at.is_some() => Standing::Conflict,
            _ if self.is_removed() => Standing::Removed,
            _ if self.missing_since().is_some() => Standing::Missing,
            Reach::Offline => Standing::Offline,
            Reach::Unreachable => Standing::Unreachable,
            Reach::Reached => self.standing_of_promise(self.counted(now)),
        }
    }

    /// Since when places behind the latest status are known and not read: withheld now, or lost. A device that lacks them
    /// cannot say that the liaison is late.
    fn missing_since(&self) -> Option<Seconds> {
        self.state.withheld.map(|withheld| withheld.since).or(self.state.lost_since)
    }

    fn standing_of_promise(&self, now: Seconds) -> Standing {
        if !self.has_joined() {
            // Nothing was promised to it yet.
            return Standing::Unconfirmed;
        }
        if now >= self.grace_ends() {
            return Standing::Overdue;
        }
        if now >= self.state.next_by {
            return Standing::Due;
        }
        if !self.is_confirmed() {
            return Standing::Unconfirmed;
        }
        let is_planned = self.headline().is_some_and(|status| status.code == SILENCE);
        if is_planned { Standing::PlannedSilence } else { Standing::Fresh }
    }

    /// Since when the standing holds; `None` where this device has not noted it: only the driver knows when the relay was
    /// lost, and before the first status nothing says since when none was due.
    pub fn standing_since(&self, now: Seconds, reach: Reach) -> Option<Seconds> {
        match self.standing(now, reach) {
            Standing::Fresh => self.statuses().next_back().map(|status| status.posted_at),
            Standing::PlannedSilence => self.headline().map(|status| status.posted_at),
            Standing::Unconfirmed => self.state.claimed_at,
            Standing::Due => Some(self.state.next_by),
            Standing::Overdue => Some(self.grace_ends()),
            Standing::Unreachable | Standing::Offline => None,
            Standing::Missing => self.missing_since(),
            Standing::Removed => self.state.removed_at(),
            Standing::Conflict => self.state.forked_at,
        }
    }

    /// How far ahead of `now` the latest status was sealed, where that is more than clocks may differ: one of them is wrong.
    pub fn clock_doubt(&self, now: Seconds) -> Option<Seconds> {
        let ahead = self.statuses().next_back()?.posted_at.checked_sub(now)?;
        (ahead > CLOCK_SLACK_SECONDS).then_some(ahead)
    }

    /// By when the next status was promised: the newest promise counts, whatever its status corrects.
    pub fn next_by(&self) -> Seconds {
        self.state.next_by
    }

    /// When what is due becomes overdue.
    pub fn grace_ends(&self) -> Seconds {
        let cadence = self.state.profile.as_ref().map_or(0, |profile| profile.cadence_seconds);
        self.state.next_by.saturating_add(cadence / 4)
    }

    /// The time that counts: a device whose clock is shown to be behind goes by the latest status's.
    pub(super) fn counted(&self, now: Seconds) -> Seconds {
        now.saturating_add(self.clock_doubt(now).unwrap_or(0))
    }
}
