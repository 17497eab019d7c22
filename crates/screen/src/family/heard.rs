//! What a device told while the page was open and does not keep itself: findings, and why a session ended.

use porchlight_client::{CannotForget, DeviceEvent, Ending, Finding, Unsayable};

use super::{PinOutcome, ShelfTrouble};
use crate::pin::PinDefect;

/// Findings that are shown: more of them say nothing more.
const FINDINGS_MAX: usize = 12;

/// What one group's device told.
#[derive(Default)]
pub(super) struct Heard {
    /// What is wrong, oldest first, each once.
    pub(super) findings: Vec<Finding>,
    /// Why the last session gave nothing more, until one reads everything.
    pub(super) ending: Option<Ending>,
    /// How much the server got back that it had lost.
    pub(super) healed: Option<usize>,
}

/// What came of the last press, or happened last: told once, in words.
pub(super) enum Outcome {
    /// Something came: several things at once are told together.
    News(News),
    AlreadyHere,
    Read,
    Asked {
        code: String,
    },
    Preferred,
    Forgotten,
    Unsayable(Unsayable),
    Unforgettable(CannotForget),
    Gone {
        group: String,
        is_told: bool,
    },
    Wiped,
    LinkHandedOn(bool),
    Pin(PinOutcome),
    PinRefused(PinDefect),
    NotKept(ShelfTrouble),
    /// Another tab would have to do it.
    Elsewhere,
    NoSentences,
}

/// What came since it was last told and read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct News {
    pub(super) joined: bool,
    pub(super) confirmed: bool,
    pub(super) updated: bool,
    pub(super) private: bool,
}

impl News {
    /// Both.
    pub(super) const fn and(self, other: Self) -> Self {
        Self {
            joined: self.joined || other.joined,
            confirmed: self.confirmed || other.confirmed,
            updated: self.updated || other.updated,
            private: self.private || other.private,
        }
    }
}

impl Heard {
    /// Notes an event; gives what is to be told of it.
    pub(super) fn note(&mut self, event: DeviceEvent) -> Option<News> {
        match event {
            DeviceEvent::Status(_) => Some(News { updated: true, ..News::default() }),
            DeviceEvent::Notice(_) => Some(News { private: true, ..News::default() }),
            DeviceEvent::Joined { words: _ } => Some(News { joined: true, ..News::default() }),
            DeviceEvent::Confirmed => Some(News { confirmed: true, ..News::default() }),
            DeviceEvent::Healing { envelopes } => {
                self.healed = Some(envelopes);
                None
            }
            DeviceEvent::Found(finding) => {
                self.find(finding);
                None
            }
            DeviceEvent::CaughtUp => {
                self.ending = None;
                None
            }
            DeviceEvent::Ended(ending) => {
                self.ending = Some(ending);
                None
            }
            // These stand in the device itself, and the page shows them from there.
            DeviceEvent::Removed
            | DeviceEvent::ProfileChanged
            | DeviceEvent::NewLiaison { .. }
            | DeviceEvent::Reported
            | DeviceEvent::ReportPostponed
            | DeviceEvent::Left => None,
        }
    }

    fn find(&mut self, finding: Finding) {
        if !self.findings.contains(&finding) {
            if self.findings.len() == FINDINGS_MAX {
                self.findings.remove(0);
            }
            self.findings.push(finding);
        }
    }
}
