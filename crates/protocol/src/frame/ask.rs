//! What a client may ask.

use serde::{Deserialize, Serialize};

use crate::{
    Capability, Charter, ClaimAnswer, Claimant, Day, DropBlob, DropTag, Envelope, Epoch, FeedId, InboxBlob,
    InviteGrant, Sequence, Signature, VaultPiece,
};

/// A drop and its address.
pub type Drop = (DropTag, DropBlob);

/// What a client may ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ask {
    /// Names the feed that the session is about. First frame, once.
    Hello {
        /// The feed.
        feed: FeedId,
    },
    /// Proves that the client holds the posting key.
    Prove {
        /// Over challenge ‖ feed id ‖ relay's name.
        signature: Signature,
    },
    /// Shows the read capability.
    Unlock {
        /// The present epoch's.
        capability: Capability,
    },
    /// Asks for the feed's head.
    Head,
    /// Asks for control envelopes.
    Controls {
        /// Those after this place.
        after: Sequence,
    },
    /// Founds a feed.
    Found {
        /// The operator's leave.
        charter: Charter,
        /// The first envelope.
        envelope: Envelope,
    },
    /// Brings the next envelope; anyone may.
    Append {
        /// The envelope.
        envelope: Envelope,
    },
    /// Asks for all envelopes after a place, those to come included.
    Subscribe {
        /// The last place that the reader has.
        after: Sequence,
    },
    /// Leaves drops.
    PutDrops {
        /// The epoch they grant: they are kept as long as it is.
        epoch: Epoch,
        /// At most [`DROPS_PER_FRAME_MAX`](crate::limits::DROPS_PER_FRAME_MAX).
        drops: Vec<Drop>,
    },
    /// Fetches drops.
    FetchDrops {
        /// At most [`TAGS_PER_FRAME_MAX`](crate::limits::TAGS_PER_FRAME_MAX).
        tags: Vec<DropTag>,
    },
    /// Leaves an invite's first grant.
    PutInvite {
        /// Where.
        tag: DropTag,
        /// What its claimant gets.
        grant: Box<InviteGrant>,
    },
    /// Claims an invite.
    Claim {
        /// Which.
        tag: DropTag,
        /// The device's own mark: who shows it again may fetch again.
        claimant: Claimant,
    },
    /// Leaves the claimant's one answer.
    LeaveAnswer {
        /// At which invite.
        tag: DropTag,
        /// The mark shown at the claim.
        claimant: Claimant,
        /// The answer.
        answer: Box<ClaimAnswer>,
    },
    /// Asks how invites stand.
    Answers {
        /// At most [`ANSWERS_PER_FRAME_MAX`](crate::limits::ANSWERS_PER_FRAME_MAX).
        tags: Vec<DropTag>,
    },
    /// Reduces invites to used-up marks, and forgets marks that were only padding.
    Retire {
        /// Each with the day that its mark tells.
        invites: Vec<(DropTag, Day)>,
        /// Marks that go. Both lists together: at most [`RETIRED_PER_FRAME_MAX`](crate::limits::RETIRED_PER_FRAME_MAX).
        forgotten: Vec<DropTag>,
    },
    /// Sends a message to the poster.
    Send {
        /// The message.
        message: Box<InboxBlob>,
    },
    /// Asks for messages.
    Inbox {
        /// Those after this number.
        after: u64,
    },
    /// Clears messages.
    ClearInbox {
        /// Up to and with this number.
        through: u64,
    },
    /// Leaves one piece of a vault.
    PutVault {
        /// Which version: it replaces the one before when its last piece is there.
        version: u64,
        /// Exactly [`VAULT_TAGS`](crate::limits::VAULT_TAGS), the same with every piece.
        tags: Vec<DropTag>,
        /// How many pieces the version has: a power of two, at most [`VAULT_PIECES_MAX`](crate::limits::VAULT_PIECES_MAX).
        count: u16,
        /// Which of them this is, counted from 0.
        index: u16,
        /// The piece.
        piece: Box<VaultPiece>,
    },
    /// Fetches one piece of a vault, whatever feed the session is about.
    FetchVault {
        /// One of the vault's tags.
        tag: DropTag,
        /// Which piece, counted from 0.
        index: u16,
    },
}
