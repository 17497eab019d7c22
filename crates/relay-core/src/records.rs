//! What a relay's store holds, in the words of the protocol; how it is laid out on a disk is the store's own business.

use std::{fmt, ops::RangeInclusive};

use porchlight_protocol::{
    CharterHash, ClaimAnswer, Claimant, Day, Drop, DropBlob, DropTag, Envelope, Epoch, FeedId, InboxBlob, InboxMessage,
    InviteGrant, Refusal, Sequence,
};

/// The store could not read or write. What exactly happened is for the operator's log, not for the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoreFailure;

impl fmt::Display for StoreFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the store failed")
    }
}

impl std::error::Error for StoreFailure {}

impl From<StoreFailure> for Refusal {
    fn from(_: StoreFailure) -> Self {
        Self::StorageFailed
    }
}

/// How an invite stands, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Invite {
    /// It waits for its claimant.
    Unclaimed {
        /// What the claimant will get.
        grant: Box<InviteGrant>,
    },
    /// It has a claimant.
    Claimed {
        /// What the claimant gets, as often as it asks.
        grant: Box<InviteGrant>,
        /// The claimant's mark.
        claimant: Claimant,
        /// Since when.
        day: Day,
        /// The one answer.
        answer: Option<Box<ClaimAnswer>>,
    },
    /// Only the mark is left.
    UsedUp {
        /// When it served.
        day: Day,
    },
}

/// Which numbers of an inbox are taken: those up to `cleared` are gone, those up to `last` wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct InboxSpan {
    /// The last number that the poster has cleared.
    pub cleared: u64,
    /// The last number given; never given again.
    pub last: u64,
}

impl InboxSpan {
    /// How many messages wait.
    pub fn waiting(self) -> u64 {
        self.last.saturating_sub(self.cleared)
    }
}

/// One change of what is stored. A decision's changes are applied together or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The envelope stands at its place of its feed.
    Append {
        /// The envelope.
        envelope: Envelope,
    },
    /// Sealed envelopes go; control envelopes never do.
    Prune {
        /// Of this feed.
        feed: FeedId,
        /// From these places.
        places: Vec<Sequence>,
        /// All sealed places up to this one are gone now.
        through: Sequence,
    },
    /// Drops are left.
    PutDrops {
        /// Of this feed.
        feed: FeedId,
        /// They are kept as long as this epoch is.
        epoch: Epoch,
        /// Each under a tag that was free.
        drops: Vec<Drop>,
        /// How many the epoch has now.
        total: usize,
    },
    /// An epoch's drops go.
    PruneDrops {
        /// Of this feed.
        feed: FeedId,
        /// Of this epoch.
        epoch: Epoch,
    },
    /// Invites are as told here.
    SetInvites {
        /// Of this feed.
        feed: FeedId,
        /// The tag, and how the invite stands now.
        invites: Vec<(DropTag, Invite)>,
        /// Tags under which nothing stands any more.
        forgotten: Vec<DropTag>,
        /// How many the feed has now, used-up marks included.
        total: usize,
    },
    /// A message waits for the poster.
    PutInbox {
        /// Of this feed.
        feed: FeedId,
        /// Its number.
        number: u64,
        /// The message.
        message: Box<InboxBlob>,
    },
    /// Messages up to and with a number go.
    ClearInbox {
        /// Of this feed.
        feed: FeedId,
        /// The first that is there.
        from: u64,
        /// The last that goes.
        through: u64,
    },
    /// A charter may be used.
    AddCharter {
        /// What is kept of it.
        charter: CharterHash,
    },
    /// A charter has been used.
    SpendCharter {
        /// What was kept of it.
        charter: CharterHash,
    },
}

/// The reading side of a store.
///
/// Every method fails with [`StoreFailure`] when the store cannot tell; it never answers "nothing" in that case.
pub trait Records {
    /// The envelope at a place.
    fn envelope(&self, feed: &FeedId, place: Sequence) -> Result<Option<Envelope>, StoreFailure>;
    /// The envelope at the last place; `None` means that there is no such feed.
    fn last_envelope(&self, feed: &FeedId) -> Result<Option<Envelope>, StoreFailure>;
    /// At most `max` envelopes of these places, in order, each with the place it is kept at; pruned places are left out.
    fn envelopes(
        &self,
        feed: &FeedId,
        places: RangeInclusive<Sequence>,
        max: usize,
    ) -> Result<Vec<(Sequence, Envelope)>, StoreFailure>;
    /// At most `max` control envelopes after a place, in order.
    fn controls(&self, feed: &FeedId, after: Sequence, max: usize) -> Result<Vec<Envelope>, StoreFailure>;
    /// Up to where sealed envelopes have been pruned; place 0 when none has been.
    fn pruned_through(&self, feed: &FeedId) -> Result<Sequence, StoreFailure>;
    /// The drop under a tag.
    fn drop_under(&self, feed: &FeedId, tag: &DropTag) -> Result<Option<DropBlob>, StoreFailure>;
    /// How many drops an epoch has.
    fn drop_total(&self, feed: &FeedId, epoch: Epoch) -> Result<usize, StoreFailure>;
    /// The invite under a tag.
    fn invite(&self, feed: &FeedId, tag: &DropTag) -> Result<Option<Invite>, StoreFailure>;
    /// How many invites a feed has, used-up marks included.
    fn invite_total(&self, feed: &FeedId) -> Result<usize, StoreFailure>;
    /// Which numbers of the inbox are taken.
    fn inbox_span(&self, feed: &FeedId) -> Result<InboxSpan, StoreFailure>;
    /// At most `max` messages after a number, in order.
    fn inbox(&self, feed: &FeedId, after: u64, max: usize) -> Result<Vec<InboxMessage>, StoreFailure>;
    /// Whether a charter may be used.
    fn has_charter(&self, charter: &CharterHash) -> Result<bool, StoreFailure>;
}

/// A store: its records, and the one writer.
pub trait Store: Records {
    /// Applies all changes or none; from then on they can be read, but they may not have reached the disk.
    ///
    /// # Errors
    /// [`StoreFailure`]; whether the changes were applied is then unknown until the store is opened anew.
    fn apply(&mut self, changes: &[Change]) -> Result<(), StoreFailure>;

    /// Returns once everything applied so far is on stable storage.
    ///
    /// # Errors
    /// [`StoreFailure`]; nothing that was applied since the last success may then be called accepted.
    fn sync(&mut self) -> Result<(), StoreFailure>;
}
