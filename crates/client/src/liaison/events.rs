//! What a liaison tells its person: what came of a task, and what happened on the way.

use porchlight_protocol::{Epoch, Refusal, Sequence};

use super::tasks::Done;

/// What a liaison tells its person.
#[derive(Clone, PartialEq, Eq)]
pub enum LiaisonEvent {
    /// The task is done. The session has nothing more to do.
    Done(Done),
    /// The task could not be done. The session has nothing more to do.
    Failed(Failure),
    /// What an earlier run had begun is done now.
    EarlierDone(Done),
    /// A claim was taken in and the epoch has turned: private messages reach the device. Both sides can compare these words.
    ClaimTakenIn {
        /// Whose.
        family: String,
        /// Four bytes, a word each.
        words: [u8; 4],
    },
    /// A claim does not open: the invite is void, and somebody has meddled.
    ClaimUnreadable {
        /// Whose.
        family: String,
    },
    /// The relay no longer holds an invite that nobody claimed.
    InviteLost {
        /// Whose.
        family: String,
    },
    /// The epoch has turned.
    Turned {
        /// The new one.
        epoch: Epoch,
    },
    /// The relay was restored from an old copy, and gets back what it lost.
    Healing {
        /// How many envelopes.
        envelopes: usize,
    },
}

/// Why a task could not be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The relay refused.
    Refused(Refusal),
    /// The relay holds envelopes of this office that this state did not seal.
    RunsTwice {
        /// Where.
        place: Sequence,
    },
    /// The relay was restored from a copy older than all that is kept here.
    RelayTooOld,
    /// The relay answered what was not asked.
    RelayMisbehaved,
    /// No family of that name.
    NoSuchFamily {
        /// The name.
        family: String,
    },
    /// No device of that family is confirmed: private messages cannot reach it.
    FamilyUnconfirmed {
        /// The name.
        family: String,
    },
    /// A family's name is empty or too long.
    FamilyName {
        /// The bound.
        bytes_max: usize,
    },
    /// The text does not fit.
    MessageTooLong,
    /// The group's name or codebook does not fit.
    ProfileTooLong,
    /// The promised time has already passed.
    NextByPassed,
}
