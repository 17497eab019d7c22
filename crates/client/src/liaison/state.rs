//! What a liaison keeps: keys, roster, and what is on its way.

use std::collections::VecDeque;

use porchlight_protocol::{
    Capability, Charter, Day, DropTag, Envelope, Epoch, EpochChange, FeedId, Hash, InviteGrant, Kind, PostingKey,
    Sequence, limits::RETENTION_DAYS_DEFAULT,
};
use porchlight_sealing::{
    Chain, EpochSecret, GrantChain, KemSecret, LinkSecret, PostingSecret, Profile, STARTS_MAX, Secret, control_envelope,
};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::tasks::{Done, Task};
use crate::Seconds;

/// Carried envelopes that are kept, to heal a relay restored from an old copy: 64 posts, two weeks of four a day.
pub(super) const KEPT_ENVELOPES_MAX: usize = 256;

#[derive(Serialize, Deserialize)]
pub(super) struct State {
    pub(super) relay: String,
    pub(super) feed: FeedId,
    pub(super) profile: Profile,
    pub(super) posting: PostingSecret,
    pub(super) kem: KemSecret,
    /// Until the feed is founded.
    pub(super) charter: Option<Charter>,
    /// The place that the next envelope gets.
    pub(super) next: Sequence,
    /// The hash of the last sealed envelope.
    pub(super) last_hash: Hash,
    /// The last control envelope.
    pub(super) last_control: (Sequence, Hash),
    /// The epochs in which history may be offered, oldest first; the last is in force.
    pub(super) epochs: VecDeque<EpochRecord>,
    /// The group chain at `next`, or before it.
    pub(super) group: Chain,
    pub(super) capability: Capability,
    pub(super) turned_at: Seconds,
    pub(super) next_by: Seconds,
    pub(super) latest_status: Option<StatusRecord>,
    pub(super) families: Vec<FamilyRecord>,
    /// Notices that ride with the next status.
    pub(super) waiting: Vec<WaitingNotice>,
    /// Sealed and not yet known to be on the relay's disk, in order.
    pub(super) outbox: VecDeque<Envelope>,
    /// The last carried envelopes, oldest first.
    pub(super) kept: VecDeque<Envelope>,
    /// A turn that has begun: everything in it is a function of this seed.
    pub(super) turn: Option<Secret>,
    /// An invite's grant that is not yet known to be on the relay's disk.
    pub(super) invite: Option<(DropTag, Box<InviteGrant>)>,
    /// Invites to be reduced to used-up marks.
    pub(super) to_retire: Vec<(DropTag, Day)>,
    /// Invites that have been reduced to marks.
    pub(super) retired: u64,
    /// Marks at the relay that are only padding.
    pub(super) padding: Vec<DropTag>,
    /// What the relay is being asked to retire and to forget: the same until it has done so.
    pub(super) retiring: Option<Retiring>,
    /// A task that is done but for the answer to the person.
    pub(super) unreported: Option<(Task, Done)>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct EpochRecord {
    pub(super) epoch: Epoch,
    /// The hash that the epoch envelope names as its previous.
    pub(super) previous: Hash,
    /// The group chain at the epoch envelope's place.
    pub(super) start: Chain,
}

#[derive(Serialize, Deserialize)]
pub(super) struct StatusRecord {
    pub(super) place: Sequence,
    /// The hash that its envelope names as its previous.
    pub(super) previous: Hash,
}

#[derive(Serialize, Deserialize)]
pub(super) struct FamilyRecord {
    pub(super) name: String,
    /// The family chain at the last place used in this epoch.
    pub(super) chain: Chain,
    pub(super) next_ordinal: u64,
    pub(super) devices: Vec<DeviceRecord>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct DeviceRecord {
    /// Stands at the epoch whose grant comes next.
    pub(super) grants: GrantChain,
    pub(super) stage: DeviceStage,
}

/// How far a device has come.
#[derive(Serialize, Deserialize)]
pub(super) enum DeviceStage {
    /// Nobody has claimed it yet, as far as the liaison knows.
    Invited { link: LinkSecret, epoch: Epoch },
    /// Its claim is taken in; the next turn of the epoch confirms it.
    Claimed { words: [u8; 4] },
    /// A grant under its own root is at the relay.
    Confirmed { words: [u8; 4] },
    /// Its claim did not open: somebody meddled. It gets no grants.
    Spoiled,
}

#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Retiring {
    pub(super) invites: Vec<(DropTag, Day)>,
    pub(super) forgotten: Vec<DropTag>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct WaitingNotice {
    pub(super) family: String,
    pub(super) code: String,
    pub(super) text: Option<String>,
}

impl DeviceRecord {
    /// Four bytes to compare aloud, once the claim is taken in.
    pub(super) fn words(&self) -> Option<[u8; 4]> {
        match self.stage {
            DeviceStage::Claimed { words } | DeviceStage::Confirmed { words } => Some(words),
            DeviceStage::Invited { .. } | DeviceStage::Spoiled => None,
        }
    }

    pub(super) fn is_claimed(&self) -> bool {
        self.words().is_some()
    }

    pub(super) fn is_confirmed(&self) -> bool {
        match self.stage {
            DeviceStage::Confirmed { .. } => true,
            DeviceStage::Invited { .. } | DeviceStage::Claimed { .. } | DeviceStage::Spoiled => false,
        }
    }

    pub(super) fn gets_grants(&self) -> bool {
        match self.stage {
            DeviceStage::Invited { .. } | DeviceStage::Claimed { .. } | DeviceStage::Confirmed { .. } => true,
            DeviceStage::Spoiled => false,
        }
    }
}

impl State {
    pub(super) fn founded(
        relay: &str,
        charter: Charter,
        profile: Profile,
        random: &mut dyn CryptoRng,
        now: Seconds,
    ) -> Self {
        let posting = PostingSecret::new(Secret::draw(random));
        let feed = FeedId::founded_by(&posting.public());
        let secret = EpochSecret::new(Secret::draw(random));
        let (epoch, place) = (Epoch(1), Sequence(1));
        let start = secret.group_chain(&feed, epoch, place);
        let mut state = Self {
            relay: relay.to_owned(),
            feed,
            next_by: now.saturating_add(profile.cadence_seconds),
            profile,
            posting,
            kem: KemSecret::new(Secret::draw(random)),
            charter: Some(charter),
            next: place,
            last_hash: Hash::ZERO,
            last_control: (Sequence::ZERO, Hash::ZERO),
            epochs: VecDeque::new(),
            group: start.clone(),
            capability: secret.capability(&feed, epoch),
            turned_at: now,
            latest_status: None,
            families: Vec::new(),
            waiting: Vec::new(),
            outbox: VecDeque::new(),
            kept: VecDeque::new(),
            turn: None,
            invite: None,
            to_retire: Vec::new(),
            retired: 0,
            padding: Vec::new(),
            retiring: None,
            unreported: None,
        };
        state.enter_epoch(&secret, epoch, now);
        state
    }

    /// Seals the epoch's envelope at the next place and makes its chains the ones in force.
    pub(super) fn enter_epoch(&mut self, secret: &EpochSecret, epoch: Epoch, now: Seconds) {
        let previous = self.last_hash;
        let capability = secret.capability(&self.feed, epoch);
        let start = secret.group_chain(&self.feed, epoch, self.next);
        let change = EpochChange {
            epoch,
            capability: capability.hash(),
            posting_key: self.posting_key(),
            previous: self.last_control,
            retention_days: RETENTION_DAYS_DEFAULT,
        };
        let place = (self.next, previous);
        let envelope = control_envelope(&self.posting, Kind::Epoch, &self.feed, place, &change.encode());
        self.last_control = (envelope.sequence(), envelope.hash());
        self.group = start.clone();
        self.capability = capability;
        self.turned_at = now;
        self.epochs.push_back(EpochRecord { epoch, previous, start });
        while self.epochs.len() > STARTS_MAX {
            self.epochs.pop_front();
        }
        self.push(envelope);
    }

    /// Puts a sealed envelope into the outbox: from here on it is the one of its place.
    pub(super) fn push(&mut self, envelope: Envelope) {
        debug_assert_eq!(envelope.sequence(), self.next);
        self.last_hash = envelope.hash();
        self.next = self.next.next();
        self.outbox.push_back(envelope);
    }

    /// Notes that an envelope is on the relay's disk.
    pub(super) fn carried(&mut self, sequence: Sequence) {
        while let Some(envelope) = self.outbox.pop_front_if(|envelope| envelope.sequence() <= sequence) {
            self.kept.push_back(envelope);
        }
        while self.kept.len() > KEPT_ENVELOPES_MAX {
            self.kept.pop_front();
        }
    }

    pub(super) fn posting_key(&self) -> PostingKey {
        self.posting.public()
    }

    pub(super) fn epoch(&self) -> Epoch {
        self.epochs.back().expect("the founding enters the first epoch").epoch
    }

    pub(super) fn devices(&self) -> impl Iterator<Item = &DeviceRecord> {
        self.families.iter().flat_map(|family| &family.devices)
    }
}
