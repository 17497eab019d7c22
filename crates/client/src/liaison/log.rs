//! The office's log: what it did, for whoever holds it next week. Of a notice it keeps to whom, never what.

use std::collections::VecDeque;

use porchlight_protocol::{Day, Epoch, Sequence};
use serde::{Deserialize, Serialize};

use super::roster::keep;
use crate::Seconds;

/// Entries that are kept: a quarter of a year at four a day.
const ENTRIES_MAX: usize = 400;

/// One act of the office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogEntry {
    /// When.
    pub at: Seconds,
    /// What.
    pub act: Act,
}

/// What an office did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each field is what its name says of the act")]
pub enum Act {
    /// Posted a status.
    Status { sequence: Sequence, code: String, as_of: Day, corrects: Option<Sequence> },
    /// Told a family something.
    Notice { sequence: Sequence, family: String },
    /// Changed the profile.
    Profile { sequence: Sequence },
    /// Made an invite.
    Invited { family: String, device: u32 },
    /// Withdrew an invite, or it expired.
    Withdrawn { family: String, device: u32 },
    /// Took in a claim.
    Joined { family: String, device: u32 },
    /// Removed a device.
    Removed { family: String, device: u32 },
    /// Saw a device leave.
    Left { family: String, device: u32 },
    /// Turned the epoch.
    Turned { epoch: Epoch },
    /// Empowered a deputy; without a name, prepared a handover.
    Empowered { name: Option<String> },
    /// Dismissed a deputy.
    Dismissed { name: String },
    /// Was taken over, by whoever keeps this log now.
    TakenOver { sequence: Sequence },
}

/// The latest entries, oldest first.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(crate) struct Log(VecDeque<LogEntry>);

impl Log {
    pub(crate) fn note(&mut self, at: Seconds, act: Act) {
        keep(&mut self.0, LogEntry { at, act }, ENTRIES_MAX);
    }

    pub(crate) fn entries(&self) -> impl DoubleEndedIterator<Item = &LogEntry> {
        self.0.iter()
    }

    /// The day that a posted status speaks of; `None` where there is no such status, or it is too long ago.
    pub(crate) fn status_day(&self, place: Sequence) -> Option<Day> {
        self.statuses().find(|status| status.sequence == place).map(|status| status.as_of)
    }

    /// The status that corrects another.
    pub(crate) fn correction_of(&self, place: Sequence) -> Option<Sequence> {
        self.statuses().find(|status| status.corrects == Some(place)).map(|status| status.sequence)
    }

    fn statuses(&self) -> impl Iterator<Item = Posted> {
        self.0.iter().filter_map(|entry| entry.act.posted())
    }
}

/// What the log knows of a status, but for its code.
struct Posted {
    sequence: Sequence,
    as_of: Day,
    corrects: Option<Sequence>,
}

impl Act {
    fn posted(&self) -> Option<Posted> {
        match *self {
            Self::Status { sequence, as_of, corrects, .. } => Some(Posted { sequence, as_of, corrects }),
            Self::Notice { .. }
            | Self::Profile { .. }
            | Self::Invited { .. }
            | Self::Withdrawn { .. }
            | Self::Joined { .. }
            | Self::Removed { .. }
            | Self::Left { .. }
            | Self::Turned { .. }
            | Self::Empowered { .. }
            | Self::Dismissed { .. }
            | Self::TakenOver { .. } => None,
        }
    }
}
