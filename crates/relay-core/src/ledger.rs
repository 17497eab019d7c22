//! The one writer: decides each petition against the store, applies what it changes, and knows each feed's state.

use std::collections::BTreeMap;

use porchlight_protocol::{
    Charter, CharterHash, ClaimAnswer, Claimant, Day, Drop, DropTag, Envelope, Epoch, FeedId, InboxBlob, InviteGrant,
    Refusal, Reply, VaultPiece, limits::REQUESTS_OUTSTANDING_MAX,
};

use crate::{Change, Credentials, FeedState, Records, Retention, Store, StoreFailure};
use crate::{appends, charters, drops, inbox, invites, vaults, vaults::BroughtPiece};

/// Feed states held at once; past it all are forgotten and rebuilt as they are asked for.
const STATES_MAX: usize = 4096;

/// An ask that may change what is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the ask of its name, with its fields: see docs/protocol.md#frames")]
pub enum Writing {
    Found { charter: Charter, envelope: Envelope },
    Append { envelope: Envelope },
    PutDrops { epoch: Epoch, drops: Vec<Drop> },
    PutInvite { tag: DropTag, grant: Box<InviteGrant> },
    Claim { tag: DropTag, claimant: Claimant },
    LeaveAnswer { tag: DropTag, claimant: Claimant, answer: Box<ClaimAnswer> },
    Retire { invites: Vec<(DropTag, Day)>, forgotten: Vec<DropTag> },
    Send { message: Box<InboxBlob> },
    ClearInbox { through: u64 },
    PutVault { version: u64, tags: Vec<DropTag>, count: u16, index: u16, piece: Box<VaultPiece> },
}

/// A writing ask, with what its session had shown when it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Petition {
    /// The feed that the session is about.
    pub feed: FeedId,
    /// What the session had shown.
    pub credentials: Credentials,
    /// What is asked.
    pub writing: Writing,
}

impl Petition {
    /// Verifies ahead what needs no store: that the key in force signed what is to be appended. The ledger decides all the
    /// same, and by the key that is in force by then; it is only spared the work, for it does one thing at a time.
    ///
    /// Places further ahead than one session may have requests on their way, [`REQUESTS_OUTSTANDING_MAX`], are left to the ledger,
    /// which refuses them for less than a verification.
    pub fn verify_ahead(&mut self, state: Option<&FeedState>) {
        let (Writing::Append { envelope }, Some(state)) = (&mut self.writing, state) else { return };
        let ahead = envelope.sequence().0.checked_sub(state.last.0);
        let may_follow = ahead.is_some_and(|ahead| (1..=REQUESTS_OUTSTANDING_MAX as u64).contains(&ahead));
        if may_follow && envelope.feed() == self.feed {
            // Whether it was is for the ledger to ask: the envelope remembers.
            let _is_signed = envelope.remember_signer(&state.control.posting_key);
        }
    }
}

/// What a petition comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Empty when it was done before.
    pub changes: Vec<Change>,
    /// To be sent once the changes, and all before them, are on disk.
    pub reply: Reply,
    /// The feed's state after them, where an envelope was appended.
    pub state: Option<FeedState>,
}

impl Decision {
    pub(crate) fn unchanged(reply: Reply) -> Self {
        Self { changes: Vec::new(), reply, state: None }
    }

    pub(crate) fn done(change: Change) -> Self {
        Self { changes: vec![change], reply: Reply::Done, state: None }
    }
}

/// A store and what is known of its feeds.
#[derive(Debug, Clone)]
pub struct Ledger<S> {
    store: S,
    states: BTreeMap<FeedId, FeedState>,
    retention: Retention,
}

impl<S: Store> Ledger<S> {
    /// A ledger over a store.
    pub fn new(store: S, retention: Retention) -> Self {
        Self { store, states: BTreeMap::new(), retention }
    }

    /// The store.
    pub fn store(&self) -> &S {
        &self.store
    }

    /// The store, to be tampered with behind the ledger's back: what it knows of the feeds stays as it is.
    pub fn store_mut(&mut self) -> &mut S {
        &mut self.store
    }

    /// Forgets what it knows of the feeds; it is rebuilt from the store when next asked for.
    pub fn forget(&mut self) {
        self.states.clear();
    }

    /// A feed's state, applied but not yet synced changes included; `None` when there is no such feed.
    ///
    /// # Errors
    /// [`StoreFailure`].
    pub fn state(&mut self, feed: &FeedId) -> Result<Option<FeedState>, StoreFailure> {
        if let Some(state) = self.states.get(feed) {
            return Ok(Some(state.clone()));
        }
        let state = FeedState::rebuilt(&self.store, feed)?;
        if let Some(state) = &state {
            self.remember(*feed, state.clone());
        }
        Ok(state)
    }

    /// Decides a petition and applies what it changes. The reply may leave after the next [`Ledger::sync`] only.
    ///
    /// # Errors
    /// The refusal; nothing has changed.
    pub fn write(&mut self, petition: Petition, today: Day) -> Result<Decision, Refusal> {
        let feed = petition.feed;
        let state = self.state(&feed)?;
        let decision = decide(&self.store, state.as_ref(), petition, self.retention, today)?;
        self.apply(&feed, &decision.changes)?;
        if let Some(after) = &decision.state {
            self.remember(feed, after.clone());
        }
        Ok(decision)
    }

    /// Lets a charter be used, once. It may be handed out after the next [`Ledger::sync`] only.
    ///
    /// # Errors
    /// [`StoreFailure`].
    pub fn grant_charter(&mut self, charter: CharterHash) -> Result<(), StoreFailure> {
        self.store.apply(&[Change::AddCharter { charter }])
    }

    /// Returns once everything applied so far is on stable storage.
    ///
    /// # Errors
    /// [`StoreFailure`].
    pub fn sync(&mut self) -> Result<(), StoreFailure> {
        self.store.sync()
    }

    fn apply(&mut self, feed: &FeedId, changes: &[Change]) -> Result<(), StoreFailure> {
        if changes.is_empty() {
            return Ok(());
        }
        self.store.apply(changes).inspect_err(|_| {
            self.states.remove(feed);
        })
    }

    fn remember(&mut self, feed: FeedId, state: FeedState) {
        if self.states.len() >= STATES_MAX {
            self.states.clear();
        }
        self.states.insert(feed, state);
    }
}

fn decide(
    records: &impl Records,
    state: Option<&FeedState>,
    petition: Petition,
    retention: Retention,
    today: Day,
) -> Result<Decision, Refusal> {
    let Petition { feed, credentials, writing } = petition;
    match writing {
        Writing::Found { charter, envelope } => charters::found(records, &feed, &charter, envelope, today),
        Writing::Append { envelope } => appends::append(records, &feed, state, envelope, retention, today),
        Writing::PutDrops { epoch, drops } => drops::put(records, state, credentials, epoch, drops),
        Writing::PutInvite { tag, grant } => invites::put(records, state, credentials, tag, grant),
        Writing::Claim { tag, claimant } => invites::claim(records, state, tag, claimant, today),
        Writing::LeaveAnswer { tag, claimant, answer } => invites::leave_answer(records, state, tag, &claimant, answer),
        Writing::Retire { invites, forgotten } => invites::retire(records, state, credentials, invites, forgotten),
        Writing::Send { message } => inbox::send(records, state, credentials, message),
        Writing::ClearInbox { through } => inbox::clear(records, state, credentials, through),
        Writing::PutVault { version, tags, count, index, piece } => {
            vaults::put(records, state, credentials, BroughtPiece { version, tags, count, index, piece })
        }
    }
}
