//! What a relay answers.

use serde::{Deserialize, Serialize};

use crate::{
    Challenge, ClaimAnswer, Day, DropBlob, Envelope, Epoch, FeedId, Hash, InboxBlob, InviteGrant, Sequence, VaultPiece,
};

/// A message and its number in the inbox.
pub type InboxMessage = (u64, InboxBlob);

/// What came of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reply {
    /// To `Hello`.
    Welcome {
        /// Fresh bytes for a poster to sign.
        challenge: Challenge,
    },
    /// It is done, and on disk where it changed something.
    Done,
    /// To `Head`.
    Head(Head),
    /// To `Controls`.
    Controls {
        /// In the order of the feed.
        envelopes: Vec<Envelope>,
        /// Whether there are later ones.
        more: bool,
    },
    /// The envelope is on disk.
    Appended {
        /// Its place.
        sequence: Sequence,
    },
    /// To `Subscribe`.
    Subscribed {
        /// The first place that will come.
        first: Sequence,
        /// The head at this moment.
        head: Head,
    },
    /// To `FetchDrops`, in the order of the tags.
    Drops(Vec<Option<DropBlob>>),
    /// To `Claim`.
    Claimed {
        /// The first grant.
        grant: Box<InviteGrant>,
    },
    /// To `Answers`, in the order of the tags.
    Answers(Vec<InviteState>),
    /// To `Inbox`.
    Inbox {
        /// In the order of their numbers.
        messages: Vec<InboxMessage>,
        /// Whether there are later ones.
        more: bool,
    },
    /// To `FetchVault`.
    Vault {
        /// The feed whose vault it is.
        feed: FeedId,
        /// Which version.
        version: u64,
        /// How many pieces it has.
        count: u16,
        /// The piece that was asked for.
        piece: Box<VaultPiece>,
    },
}

/// Where a feed ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The last place.
    pub sequence: Sequence,
    /// The hash of its envelope.
    pub hash: Hash,
    /// The epoch in force.
    pub epoch: Epoch,
    /// The place of the last control envelope.
    pub control: Sequence,
}

/// How an invite stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum InviteState {
    /// Nothing under that tag.
    Unknown,
    /// It waits for its claimant.
    Unclaimed,
    /// It has a claimant.
    Claimed {
        /// Since when.
        day: Day,
        /// What the claimant left.
        answer: Option<Box<ClaimAnswer>>,
    },
    /// Only the mark is left.
    UsedUp {
        /// When it served.
        day: Day,
    },
}
