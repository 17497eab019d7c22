//! Control envelopes, and the control state that is a pure function of them.
//!
//! Relay and devices compute it with this same code: who may post, which epoch it is, and what the readers must show.
//! See docs/protocol.md#control-envelopes.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::limits::{HANDOVERS_MAX, RETENTION_DAYS_MAX, RETENTION_DAYS_MIN};
use crate::{
    BODY_BYTES, CapabilityHash, Envelope, Epoch, FeedId, Hash, Kind, Label, PostingKey, Refusal, Sequence, Signature,
};

/// What a control envelope says, in clear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Control {
    /// A new epoch.
    Epoch(EpochChange),
    /// A new posting key.
    Handover(Handover),
}

/// The clear body of an epoch envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EpochChange {
    /// The epoch that begins at this place.
    pub epoch: Epoch,
    /// What its readers must show the preimage of.
    pub capability: CapabilityHash,
    /// The posting key in force.
    pub posting_key: PostingKey,
    /// The control envelope before: its place and hash, or zeros.
    pub previous: (Sequence, Hash),
    /// How many days the relay keeps envelopes and drops from now on: 40 to 3,650.
    pub retention_days: u16,
}

/// The clear body of a handover envelope, which the new key signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handover {
    /// Who posts from now on.
    pub posting_key: PostingKey,
    /// Why that is right.
    pub authority: Authority,
    /// A signature over feed id ‖ sequence ‖ new posting key, by the former key or the mandate key.
    pub consent: Signature,
    /// The control envelope before: its place and hash.
    pub previous: (Sequence, Hash),
}

/// By what right an office changes hands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Authority {
    /// The former key consents itself.
    FormerKey,
    /// A deputy's key consents, whom the posting key in force has empowered.
    Mandate {
        /// The deputy's key.
        key: PostingKey,
        /// The posting key's signature over feed id ‖ mandate key.
        signature: Signature,
    },
}

const EPOCH_NUMBER: Range<usize> = 0..4;
const EPOCH_CAPABILITY: Range<usize> = 4..36;
const EPOCH_KEY: Range<usize> = 36..68;
const EPOCH_PREVIOUS: Range<usize> = 68..108;
const EPOCH_RETENTION: Range<usize> = 108..110;

const HANDOVER_KEY: Range<usize> = 0..32;
const HANDOVER_AUTHORITY: usize = 32;
const HANDOVER_MANDATE: Range<usize> = 33..65;
const HANDOVER_MANDATE_SIGNATURE: Range<usize> = 65..129;
const HANDOVER_CONSENT: Range<usize> = 129..193;
const HANDOVER_PREVIOUS: Range<usize> = 193..233;

impl EpochChange {
    /// The body's bytes.
    pub fn encode(&self) -> [u8; BODY_BYTES] {
        let mut body = [0; BODY_BYTES];
        body[EPOCH_NUMBER].copy_from_slice(&self.epoch.0.to_be_bytes());
        body[EPOCH_CAPABILITY].copy_from_slice(self.capability.as_bytes());
        body[EPOCH_KEY].copy_from_slice(self.posting_key.as_bytes());
        body[EPOCH_PREVIOUS].copy_from_slice(&encode_previous(self.previous));
        body[EPOCH_RETENTION].copy_from_slice(&self.retention_days.to_be_bytes());
        body
    }

    fn decode(body: &[u8]) -> Option<Self> {
        all_zero(&body[EPOCH_RETENTION.end..])?;
        let retention_days = u16::from_be_bytes(body[EPOCH_RETENTION].try_into().ok()?);
        if !(RETENTION_DAYS_MIN..=RETENTION_DAYS_MAX).contains(&retention_days) {
            return None;
        }
        Some(Self {
            epoch: Epoch(u32::from_be_bytes(body[EPOCH_NUMBER].try_into().ok()?)),
            capability: CapabilityHash::from_slice(&body[EPOCH_CAPABILITY])?,
            posting_key: PostingKey::from_slice(&body[EPOCH_KEY])?,
            previous: decode_previous(&body[EPOCH_PREVIOUS])?,
            retention_days,
        })
    }
}

impl Handover {
    /// The body's bytes.
    pub fn encode(&self) -> [u8; BODY_BYTES] {
        let mut body = [0; BODY_BYTES];
        body[HANDOVER_KEY].copy_from_slice(self.posting_key.as_bytes());
        match &self.authority {
            Authority::FormerKey => body[HANDOVER_AUTHORITY] = 1,
            Authority::Mandate { key, signature } => {
                body[HANDOVER_AUTHORITY] = 2;
                body[HANDOVER_MANDATE].copy_from_slice(key.as_bytes());
                body[HANDOVER_MANDATE_SIGNATURE].copy_from_slice(signature.as_bytes());
            }
        }
        body[HANDOVER_CONSENT].copy_from_slice(self.consent.as_bytes());
        body[HANDOVER_PREVIOUS].copy_from_slice(&encode_previous(self.previous));
        body
    }

    fn decode(body: &[u8]) -> Option<Self> {
        all_zero(&body[HANDOVER_PREVIOUS.end..])?;
        let authority = match body[HANDOVER_AUTHORITY] {
            1 => {
                all_zero(&body[HANDOVER_MANDATE.start..HANDOVER_MANDATE_SIGNATURE.end])?;
                Authority::FormerKey
            }
            2 => Authority::Mandate {
                key: PostingKey::from_slice(&body[HANDOVER_MANDATE])?,
                signature: Signature::from_slice(&body[HANDOVER_MANDATE_SIGNATURE])?,
            },
            _ => return None,
        };
        Some(Self {
            posting_key: PostingKey::from_slice(&body[HANDOVER_KEY])?,
            authority,
            consent: Signature::from_slice(&body[HANDOVER_CONSENT])?,
            previous: decode_previous(&body[HANDOVER_PREVIOUS])?,
        })
    }

    /// Whether the holder of `current` allowed this handover, at this place of this feed.
    pub fn is_authorised(&self, feed: &FeedId, sequence: Sequence, current: &PostingKey) -> bool {
        let place = sequence.0.to_be_bytes();
        let consent: [&[u8]; 3] = [feed.as_bytes(), &place, self.posting_key.as_bytes()];
        match &self.authority {
            Authority::FormerKey => current.verifies(Label::Handover, &consent, &self.consent),
            Authority::Mandate { key, signature } => {
                current.verifies(Label::Mandate, &[feed.as_bytes(), key.as_bytes()], signature)
                    && key.verifies(Label::Handover, &consent, &self.consent)
            }
        }
    }
}

impl Control {
    /// Reads what a control envelope says; `None` for a sealed one, or where the body is not laid out as one: a retention
    /// beyond its bounds included.
    pub fn of(envelope: &Envelope) -> Option<Self> {
        match envelope.kind() {
            Kind::Sealed => None,
            Kind::Epoch => EpochChange::decode(envelope.body()).map(Self::Epoch),
            Kind::Handover => Handover::decode(envelope.body()).map(Self::Handover),
        }
    }
}

/// What a feed's control envelopes add up to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ControlState {
    /// The feed.
    pub feed: FeedId,
    /// Who posts.
    pub posting_key: PostingKey,
    /// Who posted before, oldest first.
    pub former_keys: Vec<PostingKey>,
    /// The epoch in force.
    pub epoch: Epoch,
    /// The place of its epoch envelope: a handover leaves the epoch as it is.
    pub begins: Sequence,
    /// What its readers must show the preimage of.
    pub capability: CapabilityHash,
    /// How many days the relay keeps envelopes and drops.
    pub retention_days: u16,
    /// The place of the last control envelope.
    pub sequence: Sequence,
    /// Its hash.
    pub hash: Hash,
}

impl ControlState {
    /// Verifies a feed's first envelope, from the feed id alone.
    ///
    /// # Errors
    /// [`Refusal::WrongFeed`], [`Refusal::WrongPlace`], [`Refusal::WrongPrevious`], [`Refusal::ControlRefused`] or
    /// [`Refusal::NotThePoster`], by what does not fit.
    pub fn founded(feed: &FeedId, envelope: &Envelope) -> Result<Self, Refusal> {
        if envelope.feed() != *feed {
            return Err(Refusal::WrongFeed);
        }
        if envelope.sequence() != Sequence(1) {
            return Err(Refusal::WrongPlace { next: Sequence(1) });
        }
        if envelope.previous() != Hash::ZERO {
            return Err(Refusal::WrongPrevious);
        }
        let Some(Control::Epoch(first)) = Control::of(envelope) else { return Err(Refusal::ControlRefused) };
        if first.epoch != Epoch(1) || first.previous != (Sequence::ZERO, Hash::ZERO) {
            return Err(Refusal::ControlRefused);
        }
        if FeedId::founded_by(&first.posting_key) != *feed {
            return Err(Refusal::NotThePoster);
        }
        if !envelope.is_signed_by(&first.posting_key) {
            return Err(Refusal::NotThePoster);
        }
        Ok(Self {
            feed: *feed,
            posting_key: first.posting_key,
            former_keys: Vec::new(),
            epoch: first.epoch,
            begins: envelope.sequence(),
            capability: first.capability,
            retention_days: first.retention_days,
            sequence: envelope.sequence(),
            hash: envelope.hash(),
        })
    }

    /// Checks who signed an envelope of this feed and, if it is a control envelope, what it changes. Returns the state after it.
    ///
    /// Its place and previous hash are the caller's to check: a joiner walks control envelopes alone.
    ///
    /// # Errors
    /// [`Refusal::WrongFeed`], [`Refusal::NotThePoster`], [`Refusal::FormerPoster`] or [`Refusal::ControlRefused`].
    pub fn follow(&self, envelope: &Envelope) -> Result<Option<Self>, Refusal> {
        if envelope.feed() != self.feed {
            return Err(Refusal::WrongFeed);
        }
        if envelope.kind() == Kind::Sealed {
            self.check_signature(envelope)?;
            return Ok(None);
        }
        if envelope.sequence() <= self.sequence {
            return Err(Refusal::ControlRefused);
        }
        match Control::of(envelope) {
            None => {
                self.check_signature(envelope)?;
                Err(Refusal::ControlRefused)
            }
            Some(Control::Epoch(change)) => self.turn(envelope, &change).map(Some),
            Some(Control::Handover(handover)) => self.hand_over(envelope, handover).map(Some),
        }
    }

    fn turn(&self, envelope: &Envelope, change: &EpochChange) -> Result<Self, Refusal> {
        self.check_signature(envelope)?;
        let fits = Some(change.epoch.0) == self.epoch.0.checked_add(1)
            && change.posting_key == self.posting_key
            && change.previous == (self.sequence, self.hash);
        if !fits {
            return Err(Refusal::ControlRefused);
        }
        Ok(Self {
            epoch: change.epoch,
            begins: envelope.sequence(),
            capability: change.capability,
            retention_days: change.retention_days,
            sequence: envelope.sequence(),
            hash: envelope.hash(),
            ..self.clone()
        })
    }

    fn hand_over(&self, envelope: &Envelope, handover: Handover) -> Result<Self, Refusal> {
        if !envelope.is_signed_by(&handover.posting_key) {
            return Err(Refusal::NotThePoster);
        }
        let fits = self.former_keys.len() < HANDOVERS_MAX
            && handover.previous == (self.sequence, self.hash)
            && !self.has_posted(&handover.posting_key)
            && handover.is_authorised(&self.feed, envelope.sequence(), &self.posting_key);
        if !fits {
            return Err(Refusal::ControlRefused);
        }
        let mut next = self.clone();
        next.former_keys.push(next.posting_key);
        next.posting_key = handover.posting_key;
        next.sequence = envelope.sequence();
        next.hash = envelope.hash();
        Ok(next)
    }

    // A key that came back would make "signed by a former key" and "signed by the poster" the same sentence.
    fn has_posted(&self, key: &PostingKey) -> bool {
        self.posting_key == *key || self.former_keys.contains(key)
    }

    fn check_signature(&self, envelope: &Envelope) -> Result<(), Refusal> {
        if envelope.is_signed_by(&self.posting_key) {
            return Ok(());
        }
        match self.former_keys.iter().any(|key| envelope.is_signed_by(key)) {
            true => Err(Refusal::FormerPoster),
            false => Err(Refusal::NotThePoster),
        }
    }
}

fn encode_previous((sequence, hash): (Sequence, Hash)) -> [u8; 40] {
    let mut bytes = [0; 40];
    bytes[..8].copy_from_slice(&sequence.0.to_be_bytes());
    bytes[8..].copy_from_slice(hash.as_bytes());
    bytes
}

fn decode_previous(bytes: &[u8]) -> Option<(Sequence, Hash)> {
    let (sequence, hash) = bytes.split_first_chunk()?;
    Some((Sequence(u64::from_be_bytes(*sequence)), Hash::from_slice(hash)?))
}

fn all_zero(bytes: &[u8]) -> Option<()> {
    bytes.iter().all(|byte| *byte == 0).then_some(())
}
