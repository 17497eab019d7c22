//! The clock on silence, and the proof that nothing was for this family.
//!
//! See docs/protocol.md#what-a-device-concludes.

use porchlight_protocol::Sequence;
use serde::{Deserialize, Serialize};

use super::Device;
use crate::Seconds;

/// Whether the relay could be reached just now; the driver knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// A session stood.
    Reached,
    /// None could be had.
    Unreachable,
}

/// What a device knows of the silence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The next status is not due yet.
    Fresh,
    /// It is due.
    Due,
    /// It is overdue by a quarter of the cadence or more.
    Overdue,
    /// The relay cannot be reached: the device cannot check.
    Unreachable,
    /// The relay promised updates that it did not send.
    Missing,
    /// There are two versions of one update.
    Conflict,
}

/// Why a device cannot say that nothing was for its family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Doubt {
    /// Private messages cannot reach it yet.
    Unconfirmed,
    /// Private messages cannot reach it, and somebody else may have used its link.
    LinkDisputed,
    /// The relay no longer keeps places that it has not read.
    Pruned,
    /// Places were read without the family's chain, or not at all.
    Missing,
    /// Something addressed to it did not open.
    Unopenable,
    /// There are two versions of the feed.
    Forked,
}

/// The places for which a device knows everything that was for its family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Absence {
    /// The first.
    pub from: Sequence,
    /// The last.
    pub through: Sequence,
    /// Notices opened, ever. Where it is 0, none was for this family from the first place through the last.
    pub notices: u64,
}

impl Device {
    /// What this device knows of the silence, from its feed, the time and its connection alone.
    pub fn standing(&self, now: Seconds, reach: Reach) -> Standing {
        let cadence = self.state.profile.as_ref().map_or(0, |profile| profile.cadence_seconds);
        let grace_ends = self.state.next_by.saturating_add(cadence / 4);
        match reach {
            _ if self.state.is_forked => Standing::Conflict,
            _ if self.state.withheld > 0 => Standing::Missing,
            Reach::Unreachable => Standing::Unreachable,
            Reach::Reached if now < self.state.next_by => Standing::Fresh,
            Reach::Reached if now < grace_ends => Standing::Due,
            Reach::Reached => Standing::Overdue,
        }
    }

    /// By when the next status was promised.
    pub fn next_by(&self) -> Seconds {
        self.state.next_by
    }

    /// Places that this device knows of and has not read: withheld just now, or lost to it for good.
    pub fn missing(&self) -> u64 {
        self.state.withheld.saturating_add(self.state.lost)
    }

    /// For which places this device knows everything that was for its family.
    ///
    /// # Errors
    /// The [`Doubt`] that forbids to say "none".
    pub fn absence(&self) -> Result<Absence, Doubt> {
        if self.state.is_forked {
            return Err(Doubt::Forked);
        }
        if self.is_link_disputed() {
            return Err(Doubt::LinkDisputed);
        }
        if !self.is_confirmed() {
            return Err(Doubt::Unconfirmed);
        }
        if let Some(doubt) = self.state.doubt {
            return Err(doubt);
        }
        if self.state.withheld > 0 || self.state.family_parts.is_amid() {
            return Err(Doubt::Missing);
        }
        let from = self.state.certain_from.ok_or(Doubt::Unconfirmed)?;
        match from <= self.state.last.0 {
            true => Ok(Absence { from, through: self.state.last.0, notices: self.state.notices_opened }),
            false => Err(Doubt::Unconfirmed),
        }
    }
}
