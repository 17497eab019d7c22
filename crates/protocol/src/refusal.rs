//! The catalogue of refusals: what, whose fault, and whether to try again. See docs/protocol.md#refusals.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Day, Sequence};

/// Who has to change something before the request can succeed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The program that asked.
    Client,
    /// The relay.
    Relay,
    /// The link that somebody was given, or the phrase that stands for one.
    Link,
    /// Nobody: the world moved on in between.
    Nobody,
}

/// Why a relay did not do what it was asked. A refused request has changed nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// The frame does not decode.
    Malformed,
    /// Not in this state of the session.
    OutOfTurn,
    /// More requests at once than the limit.
    TooManyOutstanding,
    /// More items than a frame of this kind may carry.
    TooLarge,
    /// No such feed here.
    UnknownFeed,
    /// Not this epoch's read capability.
    CapabilityRefused,
    /// Not a signature of the posting key in force over this session's challenge.
    ProofRefused,
    /// Only the proven poster may.
    PosterOnly,
    /// Only a reader who has unlocked may.
    ReaderOnly,
    /// Version, kind, or a field that must be zero.
    EnvelopeMalformed,
    /// The envelope belongs to another feed.
    WrongFeed,
    /// Not the next place.
    WrongPlace {
        /// The place that would be.
        next: Sequence,
    },
    /// That place holds other bytes.
    Conflict {
        /// The place.
        sequence: Sequence,
    },
    /// Does not name the hash of the place before.
    WrongPrevious,
    /// Not signed by the posting key.
    NotThePoster,
    /// Signed by a key that has handed over.
    FormerPoster,
    /// Epoch, authority or previous control do not fit.
    ControlRefused,
    /// Unknown or used charter.
    CharterRefused,
    /// Other bytes stand under that tag.
    DropTaken,
    /// No invite under that tag.
    UnknownInvite,
    /// Somebody else opened the link.
    AlreadyClaimed {
        /// When.
        day: Day,
    },
    /// The link has served.
    UsedUp {
        /// When.
        day: Day,
    },
    /// An answer by another than the claimant.
    NotTheClaimant,
    /// The poster has to clear the inbox first.
    InboxFull,
    /// More drops or invites than a feed may hold.
    FeedFull,
    /// Too much waits for the disk.
    Busy,
    /// The store failed; the relay refuses writes until it is restarted.
    StorageFailed,
    /// The epoch has turned.
    CapabilityChanged,
    /// No vault under that tag.
    UnknownVault,
}

impl Refusal {
    /// The stable code: the variant's index on the wire.
    pub const fn code(self) -> u8 {
        match self {
            Self::Malformed => 0,
            Self::OutOfTurn => 1,
            Self::TooManyOutstanding => 2,
            Self::TooLarge => 3,
            Self::UnknownFeed => 4,
            Self::CapabilityRefused => 5,
            Self::ProofRefused => 6,
            Self::PosterOnly => 7,
            Self::ReaderOnly => 8,
            Self::EnvelopeMalformed => 9,
            Self::WrongFeed => 10,
            Self::WrongPlace { .. } => 11,
            Self::Conflict { .. } => 12,
            Self::WrongPrevious => 13,
            Self::NotThePoster => 14,
            Self::FormerPoster => 15,
            Self::ControlRefused => 16,
            Self::CharterRefused => 17,
            Self::DropTaken => 18,
            Self::UnknownInvite => 19,
            Self::AlreadyClaimed { .. } => 20,
            Self::UsedUp { .. } => 21,
            Self::NotTheClaimant => 22,
            Self::InboxFull => 23,
            Self::FeedFull => 24,
            Self::Busy => 25,
            Self::StorageFailed => 26,
            Self::CapabilityChanged => 27,
            Self::UnknownVault => 28,
        }
    }

    /// Who has to change something.
    pub const fn fault(self) -> Fault {
        match self {
            Self::CapabilityRefused | Self::InboxFull | Self::CapabilityChanged => Fault::Nobody,
            Self::UnknownInvite | Self::AlreadyClaimed { .. } | Self::UsedUp { .. } | Self::UnknownVault => Fault::Link,
            Self::Busy | Self::StorageFailed => Fault::Relay,
            Self::Malformed
            | Self::OutOfTurn
            | Self::TooManyOutstanding
            | Self::TooLarge
            | Self::UnknownFeed
            | Self::ProofRefused
            | Self::PosterOnly
            | Self::ReaderOnly
            | Self::EnvelopeMalformed
            | Self::WrongFeed
            | Self::WrongPlace { .. }
            | Self::Conflict { .. }
            | Self::WrongPrevious
            | Self::NotThePoster
            | Self::FormerPoster
            | Self::ControlRefused
            | Self::CharterRefused
            | Self::DropTaken
            | Self::NotTheClaimant
            | Self::FeedFull => Fault::Client,
        }
    }

    /// Whether the same request may succeed later.
    pub const fn may_try_again(self) -> bool {
        match self.fault() {
            Fault::Nobody | Fault::Relay => true,
            Fault::Link => false,
            Fault::Client => {
                matches!(self, Self::TooManyOutstanding | Self::ReaderOnly | Self::WrongPlace { .. })
            }
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed => write!(f, "the relay could not read what was sent"),
            Self::OutOfTurn => write!(f, "the request came at the wrong moment of the session"),
            Self::TooManyOutstanding => write!(f, "too many requests at once"),
            Self::TooLarge => write!(f, "the request holds more than one frame may"),
            Self::UnknownFeed => write!(f, "the relay does not hold this group"),
            Self::CapabilityRefused => write!(f, "the relay wants the read capability of the present epoch"),
            Self::ProofRefused => write!(f, "this office does not hold the posting key in force"),
            Self::PosterOnly => write!(f, "only the liaison may do this"),
            Self::ReaderOnly => write!(f, "only a device of the group may do this"),
            Self::EnvelopeMalformed => write!(f, "the envelope is not laid out as one"),
            Self::WrongFeed => write!(f, "the envelope belongs to another group"),
            Self::WrongPlace { next } => write!(f, "the envelope is not the next one; place {next} is"),
            Self::Conflict { sequence } => write!(f, "place {sequence} already holds another envelope"),
            Self::WrongPrevious => write!(f, "the envelope does not follow the one before it"),
            Self::NotThePoster => write!(f, "the envelope is not signed by the posting key"),
            Self::FormerPoster => write!(f, "the envelope is signed by a key that has handed over"),
            Self::ControlRefused => write!(f, "the change of epoch or office does not fit the one before"),
            Self::CharterRefused => write!(f, "the charter is unknown or has been used"),
            Self::DropTaken => write!(f, "other bytes already stand under that tag"),
            Self::UnknownInvite => write!(f, "the relay knows no such invite"),
            Self::AlreadyClaimed { .. } => write!(f, "somebody else has already opened this link"),
            Self::UsedUp { .. } => write!(f, "this link has already served"),
            Self::NotTheClaimant => write!(f, "the answer comes from another than the claimant"),
            Self::InboxFull => write!(f, "the liaison's inbox is full"),
            Self::FeedFull => write!(f, "the group has as many invites or devices as the relay takes"),
            Self::Busy => write!(f, "the relay has too much to do at the moment"),
            Self::StorageFailed => write!(f, "the relay's disk failed, so it takes nothing new"),
            Self::CapabilityChanged => write!(f, "the epoch has turned"),
            Self::UnknownVault => write!(f, "the relay knows no vault that this opens"),
        }
    }
}

impl std::error::Error for Refusal {}
