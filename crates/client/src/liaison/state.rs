//! What a liaison keeps: keys, roster, and what is on its way.

use std::collections::VecDeque;

use porchlight_protocol::{
    Capability, Charter, Day, DropTag, Envelope, Epoch, EpochChange, FeedId, Hash, InviteGrant, Kind, PostingKey,
    Sequence,
};
use porchlight_sealing::{
    Chain, EpochSecret, Generation, KemSecret, PostingSecret, Profile, RecoveryPhrase, STARTS_MAX, Secret,
    VaultRecipient, control_envelope,
};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::keeping::RosterMark;
use super::log::Log;
use super::retiring::Padding;
use super::roster::{DeviceRecord, Roster, keep};
use super::tasks::{Done, History, Task};
use crate::Seconds;

/// Carried envelopes that are kept, to heal a relay restored from an old copy: 64 posts, two weeks of four a day.
pub(super) const KEPT_ENVELOPES_MAX: usize = 256;

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct State {
    pub(crate) relay: String,
    /// Where the group is told to follow to, until a session has been proven there.
    pub(crate) next_relay: Option<String>,
    /// Whether it is the turn of the name in use, of the two.
    pub(crate) tries_former_relay: bool,
    pub(crate) feed: FeedId,
    pub(crate) profile: Profile,
    /// From which status on an invite reads that does not say so itself.
    pub(crate) history: History,
    pub(crate) posting: PostingSecret,
    /// The key that consents to a handover, until the relay has taken it.
    pub(crate) former_posting: Option<PostingSecret>,
    pub(crate) kem: Kem,
    /// Until the feed is founded.
    pub(crate) charter: Option<Charter>,
    /// The place that the next envelope gets.
    pub(crate) next: Sequence,
    /// The hash of the last sealed envelope.
    pub(crate) last_hash: Hash,
    /// The last control envelope.
    pub(crate) last_control: (Sequence, Hash),
    /// The epochs in which history may be offered, oldest first; the last is in force.
    pub(crate) epochs: VecDeque<EpochRecord>,
    /// The group chain at `next`, or before it.
    pub(crate) group: Chain,
    pub(crate) capability: Capability,
    pub(crate) turned_at: Seconds,
    pub(crate) next_by: Seconds,
    pub(crate) latest_status: Option<StatusRecord>,
    /// The place before which no notice is of the round of negative information under way.
    pub(crate) round: Option<Sequence>,
    /// Saved apart from the rest.
    #[serde(skip)]
    pub(crate) families: Roster,
    /// Of the roster that was saved last.
    pub(crate) roster_mark: RosterMark,
    pub(crate) vault: Vault,
    pub(crate) deputies: Vec<DeputyRecord>,
    pub(crate) log: Log,
    /// Posts and notices that wait for a session, in order.
    pub(crate) queue: VecDeque<Task>,
    /// Notices that ride with the next status.
    pub(crate) waiting: Vec<WaitingNotice>,
    /// Sealed and not yet known to be on the relay's disk, in order.
    pub(crate) outbox: VecDeque<Envelope>,
    /// The last carried envelopes, oldest first.
    pub(crate) kept: VecDeque<Envelope>,
    /// Whether the epoch is to turn at the next opportunity.
    pub(crate) turn_wanted: bool,
    /// A turn that has begun: everything in it is a function of this seed.
    pub(crate) turn: Option<Secret>,
    /// One of the drops of the last turn: where the relay lacks it, it has lost grants.
    pub(crate) sentinel: Option<DropTag>,
    /// Invites' grants that are not yet known to be on the relay's disk.
    pub(crate) invites: Vec<(DropTag, Box<InviteGrant>)>,
    /// The tags of the invites made last, whatever became of them.
    pub(crate) made_invites: VecDeque<DropTag>,
    /// Whether the invites of the office before are to be withdrawn once its claims have been taken in.
    pub(crate) withdraws_inherited: bool,
    /// Invites to be reduced to used-up marks.
    pub(crate) to_retire: Vec<(DropTag, Day)>,
    /// Invites that have been reduced to marks.
    pub(crate) retired: u64,
    /// Marks at the relay that are only padding.
    pub(crate) padding: Padding,
    /// What the relay is being asked to retire and to forget: the same until it has done so.
    pub(crate) retiring: Option<Retiring>,
    /// Tasks that are done but for the answer to the person.
    pub(crate) unreported: Vec<(Task, Done)>,
}

/// The KEM keys: the present generation's, and the one before while an invite still names it.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Kem {
    pub(crate) secret: KemSecret,
    pub(crate) generation: Generation,
    pub(crate) drawn_at: Seconds,
    /// Whether the group has not been told of it yet.
    pub(crate) is_untold: bool,
    pub(crate) former: Option<(Generation, KemSecret)>,
}

/// The sealed copy at the relay.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Vault {
    /// The last version that was begun.
    pub(crate) version: u64,
    /// Of the version that the relay has whole.
    pub(crate) hash: Option<Hash>,
    /// Whether what it holds has changed since.
    pub(crate) is_due: bool,
    pub(crate) phrase: VaultRecipient,
    pub(crate) backup: Option<VaultRecipient>,
}

/// Who may take the office over.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct DeputyRecord {
    /// None for a handover that is under way.
    pub(crate) name: Option<String>,
    pub(crate) recipient: VaultRecipient,
    pub(crate) mandate_key: PostingKey,
}

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct EpochRecord {
    pub(crate) epoch: Epoch,
    /// The hash that the epoch envelope names as its previous.
    pub(crate) previous: Hash,
    /// The group chain at the epoch envelope's place.
    pub(crate) start: Chain,
}

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct StatusRecord {
    pub(crate) place: Sequence,
    /// The hash that its envelope names as its previous.
    pub(crate) previous: Hash,
}

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Retiring {
    pub(crate) invites: Vec<(DropTag, Day)>,
    pub(crate) forgotten: Vec<DropTag>,
}

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct WaitingNotice {
    pub(crate) family: String,
    pub(crate) code: String,
    pub(crate) text: Option<String>,
    pub(crate) answers: Option<u64>,
}

impl Kem {
    pub(crate) fn first(random: &mut dyn CryptoRng, now: Seconds) -> Self {
        let secret = KemSecret::new(Secret::draw(random));
        // The first invites tell of it; there is nobody yet to be told otherwise.
        Self { secret, generation: Generation(1), drawn_at: now, is_untold: false, former: None }
    }

    /// Draws the next generation's key.
    pub(crate) fn renew(&mut self, random: &mut dyn CryptoRng, now: Seconds) {
        let secret = std::mem::replace(&mut self.secret, KemSecret::new(Secret::draw(random)));
        self.former = Some((self.generation, secret));
        (self.generation, self.drawn_at, self.is_untold) = (self.generation.next(), now, true);
    }

    /// The key of a generation, while it is held.
    pub(crate) fn of(&self, generation: Generation) -> Option<&KemSecret> {
        let former = self.former.as_ref().filter(|(former, _)| *former == generation).map(|(_, secret)| secret);
        if generation == self.generation { Some(&self.secret) } else { former }
    }
}

impl State {
    pub(crate) fn founded(
        relay: &str,
        charter: Charter,
        profile: Profile,
        random: &mut dyn CryptoRng,
        now: Seconds,
    ) -> (Self, RecoveryPhrase) {
        let posting = PostingSecret::new(Secret::draw(random));
        let feed = FeedId::founded_by(&posting.public());
        let secret = EpochSecret::new(Secret::draw(random));
        let (epoch, place) = (Epoch(1), Sequence(1));
        let start = secret.group_chain(&feed, epoch, place);
        let phrase = RecoveryPhrase::draw(random);
        let vault = Vault::sealed_for(&phrase);
        let mut state = Self {
            relay: relay.to_owned(),
            next_relay: None,
            tries_former_relay: false,
            feed,
            next_by: now.saturating_add(profile.cadence_seconds),
            profile,
            posting,
            former_posting: None,
            kem: Kem::first(random, now),
            history: History::Latest,
            charter: Some(charter),
            next: place,
            last_hash: Hash::ZERO,
            last_control: (Sequence::ZERO, Hash::ZERO),
            epochs: VecDeque::new(),
            group: start.clone(),
            capability: secret.capability(&feed, epoch),
            turned_at: now,
            latest_status: None,
            round: None,
            families: Roster::default(),
            roster_mark: RosterMark::default(),
            vault,
            deputies: Vec::new(),
            log: Log::default(),
            queue: VecDeque::new(),
            waiting: Vec::new(),
            outbox: VecDeque::new(),
            kept: VecDeque::new(),
            turn_wanted: false,
            turn: None,
            sentinel: None,
            invites: Vec::new(),
            made_invites: VecDeque::new(),
            withdraws_inherited: false,
            to_retire: Vec::new(),
            retired: 0,
            padding: Padding::draw(random),
            retiring: None,
            unreported: Vec::new(),
        };
        state.take_up_epoch(&secret, epoch, now);
        state.seal_epoch();
        (state, phrase)
    }

    /// Makes an epoch's chains the ones in force, from the next place on.
    pub(crate) fn take_up_epoch(&mut self, secret: &EpochSecret, epoch: Epoch, now: Seconds) {
        let start = secret.group_chain(&self.feed, epoch, self.next);
        self.group = start.clone();
        self.capability = secret.capability(&self.feed, epoch);
        self.turned_at = now;
        self.epochs.push_back(EpochRecord { epoch, previous: self.last_hash, start });
        while self.epochs.len() > STARTS_MAX {
            self.epochs.pop_front();
        }
    }

    /// Seals the envelope at the next place that begins the epoch just taken up.
    pub(crate) fn seal_epoch(&mut self) {
        let change = EpochChange {
            epoch: self.epoch(),
            capability: self.capability.hash(),
            posting_key: self.posting_key(),
            previous: self.last_control,
            retention_days: self.profile.retention_days,
        };
        let place = (self.next, self.last_hash);
        let envelope = control_envelope(&self.posting, Kind::Epoch, &self.feed, place, &change.encode());
        self.last_control = (envelope.sequence(), envelope.hash());
        self.push(envelope);
    }

    /// Puts a sealed envelope into the outbox: from here on it is the one of its place.
    pub(crate) fn push(&mut self, envelope: Envelope) {
        debug_assert_eq!(envelope.sequence(), self.next);
        self.last_hash = envelope.hash();
        self.next = self.next.next();
        self.outbox.push_back(envelope);
    }

    /// Notes that an envelope is on the relay's disk.
    pub(crate) fn carried(&mut self, sequence: Sequence) {
        while let Some(envelope) = self.outbox.pop_front_if(|envelope| envelope.sequence() <= sequence) {
            self.keep(envelope);
        }
    }

    /// Keeps an envelope that the relay has, to bring it back should the relay lose it.
    pub(crate) fn keep(&mut self, envelope: Envelope) {
        keep(&mut self.kept, envelope, KEPT_ENVELOPES_MAX);
    }

    pub(crate) fn posting_key(&self) -> PostingKey {
        self.posting.public()
    }

    pub(crate) fn epoch(&self) -> Epoch {
        self.epochs.back().expect("the founding enters the first epoch").epoch
    }

    pub(crate) fn devices(&self) -> impl Iterator<Item = &DeviceRecord> {
        self.families.iter().flat_map(|family| &family.devices)
    }

    /// Where a family stands in the roster.
    pub(crate) fn family_index(&self, name: &str) -> Option<usize> {
        self.families.iter().position(|family| family.name == name)
    }
}

impl Vault {
    /// A vault that is still to be sealed, for this phrase.
    pub(crate) fn sealed_for(phrase: &RecoveryPhrase) -> Self {
        Self { version: 0, hash: None, is_due: true, phrase: phrase.opener().recipient(), backup: None }
    }
}
