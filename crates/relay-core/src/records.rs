//! What a relay's store holds, in the words of the protocol; how it is laid out on a disk is the store's own business.

use std::{fmt, ops::RangeInclusive};

use porchlight_protocol::{
    CharterHash, ClaimAnswer, Claimant, Day, Drop, DropBlob, DropTag, Envelope, Epoch, FeedId, InboxBlob, InboxMessage,
    InviteGrant, Refusal, Sequence, VaultPiece, limits::VAULT_TAGS,
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

/// The tags of a vault.
pub type VaultTags = [DropTag; VAULT_TAGS];

/// One version of a vault, without its pieces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VaultVersion {
    /// Which: versions ascend.
    pub number: u64,
    /// Whoever knows one of them may fetch the vault.
    pub tags: VaultTags,
    /// How many pieces it has.
    pub count: u16,
}

/// A version of which not all pieces are there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingVault {
    /// Which.
    pub version: VaultVersion,
    /// How many of its pieces are there.
    pub held: u16,
}

/// How a feed's vault stands: never more than one version that can be fetched, and a higher one that is to replace it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Vault {
    /// All its pieces are there.
    pub complete: Option<VaultVersion>,
    /// Nobody can fetch it yet.
    pub pending: Option<PendingVault>,
}

impl Vault {
    /// The version of this number, complete or pending.
    pub fn version(&self, number: u64) -> Option<&VaultVersion> {
        self.versions().find(|version| version.number == number)
    }

    /// The tags of both versions; one that both have comes twice.
    pub fn tags(&self) -> impl Iterator<Item = DropTag> {
        self.versions().flat_map(|version| version.tags)
    }

    fn versions(&self) -> impl Iterator<Item = &VaultVersion> {
        self.complete.iter().chain(self.pending.iter().map(|pending| &pending.version))
    }
}

/// A day, and the first place that was accepted on it.
pub type DayMark = (Day, Sequence);

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
    /// An envelope is the first that was accepted on its day.
    MarkDay {
        /// Of this feed.
        feed: FeedId,
        /// The day.
        day: Day,
        /// The envelope's place.
        place: Sequence,
    },
    /// Marks of days go: everything accepted on them has been pruned.
    ForgetDays {
        /// Of this feed.
        feed: FeedId,
        /// These days.
        days: Vec<Day>,
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
    /// A piece of a vault is there.
    PutVaultPiece {
        /// Of this feed.
        feed: FeedId,
        /// Of this version.
        version: u64,
        /// Which piece.
        index: u16,
        /// The piece.
        piece: Box<VaultPiece>,
    },
    /// All pieces of a version go that are there.
    RemoveVaultPieces {
        /// Of this feed.
        feed: FeedId,
        /// Of this version.
        version: u64,
        /// How many it has, or would have had.
        count: u16,
    },
    /// A vault stands as told here.
    SetVault {
        /// Of this feed.
        feed: FeedId,
        /// How it stands now.
        vault: Box<Vault>,
        /// Tags that lead to this feed from now on.
        taken: Vec<DropTag>,
        /// Tags that lead nowhere any more.
        left: Vec<DropTag>,
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
    /// At most `max` marks of this day and later ones, in order.
    fn day_marks(&self, feed: &FeedId, from: Day, max: usize) -> Result<Vec<DayMark>, StoreFailure>;
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
    /// How a feed's vault stands.
    fn vault(&self, feed: &FeedId) -> Result<Vault, StoreFailure>;
    /// A piece of a version, complete or pending.
    fn vault_piece(&self, feed: &FeedId, version: u64, index: u16) -> Result<Option<Box<VaultPiece>>, StoreFailure>;
    /// The feed whose vault has this tag, of all feeds.
    fn vault_under(&self, tag: &DropTag) -> Result<Option<FeedId>, StoreFailure>;
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
