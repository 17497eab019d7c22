//! What a device told while the page was open and does not keep itself: findings, and why a session ended.

use porchlight_client::{CannotForget, DeviceEvent, Ending, Finding, Unsayable};

use super::typed::PinDefect;
use super::{PinOutcome, ShelfTrouble};

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
    /// An update came.
    Updated,
    /// A private message came.
    NoticeCame,
    Joined,
    Confirmed,
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
}

impl Heard {
    /// Notes an event; gives what is to be told of it.
    pub(super) fn note(&mut self, event: DeviceEvent) -> Option<Outcome> {
        match event {
            DeviceEvent::Status(_) => Some(Outcome::Updated),
            DeviceEvent::Notice(_) => Some(Outcome::NoticeCame),
            DeviceEvent::Joined { words: _ } => Some(Outcome::Joined),
            DeviceEvent::Confirmed => Some(Outcome::Confirmed),
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
