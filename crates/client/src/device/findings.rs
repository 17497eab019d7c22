//! What a device tells: what it read, and what it found wrong, each thing by its own name.
//!
//! See docs/protocol.md#what-a-device-concludes.

use porchlight_protocol::{Envelope, Epoch, Refusal, Sequence};
use serde::{Deserialize, Serialize};

use super::items::{NoticeItem, StatusItem};

/// What a device tells its person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeviceEvent {
    /// The claim is answered; both sides can compare these four words.
    Joined {
        /// Four bytes, a word each.
        words: [u8; 4],
    },
    /// Private messages can reach this device from now on.
    Confirmed,
    /// The liaison has ended this device's membership.
    Removed,
    /// A status to the group.
    Status(StatusItem),
    /// A notice to this family.
    Notice(NoticeItem),
    /// The group's name, cadence or codebook has changed.
    ProfileChanged,
    /// The office has been handed over.
    NewLiaison {
        /// The place of the handover.
        place: Sequence,
        /// A deputy took over; else the liaison handed over to another key of their own.
        by_mandate: bool,
    },
    /// The relay was restored from an old copy, and gets back what it lost.
    Healing {
        /// How many envelopes.
        envelopes: usize,
    },
    /// A report is at the relay.
    Reported,
    /// A report could not be left now: a later one says it all again.
    ReportPostponed,
    /// The liaison will hear that this device has left.
    Left,
    /// Something is wrong.
    Found(Finding),
    /// All that the relay promised has been read.
    CaughtUp,
    /// The session has nothing more to give.
    Ended(Ending),
}

/// Why a session gives nothing more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// The link cannot be used.
    LinkRefused(Refusal),
    /// The relay refused.
    Refused(Refusal),
    /// The device holds no grant for the epoch in force: it cannot tell why.
    CannotTell,
    /// The liaison has ended this device's membership: there is nothing to read for it any more.
    Removed,
    /// What was found forbids reading on.
    Found(Finding),
    /// The relay answered what was not asked.
    RelayMisbehaved,
}

/// What a device found wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// The posting key did not sign these bytes.
    Altered {
        /// The place that they claim.
        place: Sequence,
    },
    /// The envelope is of another feed.
    Spliced {
        /// The place where it was put.
        place: Sequence,
    },
    /// A place already read, the same bytes.
    Repeated {
        /// Which.
        place: Sequence,
    },
    /// Two signed versions of one place.
    Forked {
        /// Which.
        place: Sequence,
        /// Both, where this device still holds the one that it read.
        evidence: Option<Box<ForkEvidence>>,
    },
    /// Places arrived in another order.
    Swapped {
        /// The one that came late.
        place: Sequence,
    },
    /// Promised places did not come.
    Missing {
        /// The first.
        from: Sequence,
        /// The last.
        through: Sequence,
    },
    /// The relay has less than this device has read.
    RolledBack {
        /// Where the relay ends.
        head: Sequence,
    },
    /// The relay no longer keeps these places, and this device had not read them.
    Pruned {
        /// The first.
        from: Sequence,
        /// The last.
        through: Sequence,
    },
    /// The same, of places that are younger than the retention that was promised.
    PrunedEarly {
        /// The first.
        from: Sequence,
        /// The last.
        through: Sequence,
    },
    /// Something addressed to this device does not open, or says nothing known.
    Unopenable {
        /// Where.
        place: Sequence,
    },
    /// Notices were in places that this device could not read.
    NoticesLost {
        /// How many.
        count: u64,
    },
    /// A grant that is not the liaison's.
    GrantForged,
    /// No grant for this device.
    GrantMissing {
        /// For which epoch.
        epoch: Epoch,
    },
}

/// Two envelopes of one place, or a successor that names another past: proof against whoever holds the posting key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForkEvidence {
    /// What this device read first.
    pub read: Envelope,
    /// What contradicts it.
    pub shown: Envelope,
}
