//! Recovering an office: from the vault, with a phrase, a backup key or a mandate. See docs/protocol.md#flows, 12.
//!
//! It takes up to two sessions: the first fetches the vault, and may not know yet of which feed it is; the second reads the feed
//! from where the vault ends. What it saves then is a [`Liaison`]'s state, in which a handover to a key of its own waits to be
//! carried: the liaison's next session finishes what was begun here.

mod reading;
mod session;

use porchlight_protocol::{ControlState, Envelope, FeedId, Hash, Refusal, Sequence, VaultPiece};
use porchlight_sealing::{Mandate, OpenedRight, PostingSecret, RecoveryPhrase, VaultOpener};
use rand_core::CryptoRng;

use crate::correspondence::{Correspondence, Input, Output};
use crate::liaison::{BackupKey, State};
use crate::{Liaison, Seconds};
use reading::Listening;
use session::{About, Phase};

/// What a recovery tells its person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecoveryEvent {
    /// The vault is opened. Where the feed was not known before, another session is needed.
    VaultOpened {
        /// Whose it is.
        feed: FeedId,
    },
    /// The office is taken up; the state is saved next, and a liaison's session finishes the rest.
    TakenUp,
    /// It cannot be done.
    Failed(RecoveryFailure),
}

/// Why an office cannot be recovered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecoveryFailure {
    /// The relay refused.
    Refused(Refusal),
    /// The relay has no vault for this phrase, file or mandate.
    NoVault,
    /// What the relay gave does not open, or says nothing that this version knows.
    VaultUnreadable,
    /// The vault is older than the feed: recovering from it would let removed devices back in.
    VaultStale,
    /// The office is in other hands since this phrase, file or mandate was made.
    HandedOver,
    /// The relay gave something that the posting key did not sign, or not in order.
    Altered {
        /// Where.
        place: Sequence,
    },
    /// The relay answered what was not asked.
    RelayMisbehaved,
}

/// By what an office is recovered.
enum Means {
    /// The phrase, or a backup file.
    Own,
    /// A mandate: its key consents to the handover.
    Mandate(PostingSecret),
}

/// One attempt to recover an office, without sockets, clock or disk. See the crate's contract.
pub struct Recovery {
    relay: String,
    opener: VaultOpener,
    means: Means,
    /// Known from the beginning to all but the phrase.
    feed: Option<FeedId>,
    phase: Phase,
    now: Seconds,
    vault: FetchedVault,
    vault_feed: Option<FeedId>,
    opened: Option<(State, OpenedRight)>,
    walk: Vec<Envelope>,
    control: Option<ControlState>,
    head: Sequence,
    listening: Listening,
    /// The hash of the vault before the one that was opened.
    former_vault: Option<Hash>,
    /// What the latest status says of the vault, where it was sealed after this one.
    named_vault: Option<Option<Hash>>,
    taken_up: Option<Liaison>,
    correspondence: Correspondence<RecoveryEvent, About>,
    random: Option<Box<dyn CryptoRng + Send>>,
}

#[derive(Default)]
struct FetchedVault {
    version: u64,
    pieces: Vec<Option<VaultPiece>>,
}

impl Recovery {
    /// With the phrase that was written down when the group was founded, or the office accepted.
    pub fn by_phrase(relay: &str, phrase: &RecoveryPhrase, random: Box<dyn CryptoRng + Send>) -> Self {
        Self::new(relay, phrase.opener(), Means::Own, None, random)
    }

    /// With a backup file's key.
    pub fn by_backup(key: &BackupKey, random: Box<dyn CryptoRng + Send>) -> Self {
        Self::new(key.relay(), key.opener(), Means::Own, Some(key.feed()), random)
    }

    /// With a mandate: the office changes hands.
    pub fn by_mandate(mandate: &Mandate, random: Box<dyn CryptoRng + Send>) -> Self {
        let feed = mandate.feed;
        let means = Means::Mandate(mandate.secret.mandate_key(&feed));
        Self::new(&mandate.relay, mandate.secret.opener(&feed), means, Some(feed), random)
    }

    fn new(
        relay: &str,
        opener: VaultOpener,
        means: Means,
        feed: Option<FeedId>,
        random: Box<dyn CryptoRng + Send>,
    ) -> Self {
        Self {
            relay: relay.to_owned(),
            opener,
            means,
            feed,
            phase: Phase::Away,
            now: 0,
            vault: FetchedVault::default(),
            vault_feed: None,
            opened: None,
            walk: Vec::new(),
            control: None,
            head: Sequence::ZERO,
            listening: Listening::default(),
            former_vault: None,
            named_vault: None,
            taken_up: None,
            correspondence: Correspondence::new(),
            random: Some(random),
        }
    }

    /// `host` or `host:port` of the relay.
    pub fn relay(&self) -> &str {
        &self.relay
    }

    /// The group's feed, once it is known.
    pub const fn feed(&self) -> Option<FeedId> {
        self.feed
    }

    /// Whether the office is taken up, and its state has been given to be saved.
    pub const fn is_done(&self) -> bool {
        self.taken_up.is_some()
    }

    /// Takes in what happened.
    pub fn handle(&mut self, input: Input, now: Seconds) {
        self.now = now;
        match input {
            Input::Connected => self.greet(),
            Input::Disconnected => self.hang_up(),
            Input::Saved => self.correspondence.saved(),
            Input::Frame(frame) => self.hear(*frame),
            Input::Tick => {}
        }
        self.proceed();
    }

    /// What is to be done next; `None` until something happens.
    pub fn poll(&mut self) -> Option<Output<RecoveryEvent>> {
        let taken_up = self.taken_up.as_mut();
        self.correspondence.poll(|| taken_up.expect("nothing is saved before an office is taken up").take_saved())
    }
}
