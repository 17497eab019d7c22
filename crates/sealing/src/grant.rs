//! Grants: what lets a device read on, signed by the poster and sealed for one device.
//!
//! The signature is sealed with the contents: a relay that saw it could tell grants from padding. See docs/protocol.md#grants.

use std::fmt;

use porchlight_protocol::{
    Capability, Drop, DropBlob, DropTag, Epoch, FeedId, Hash, InviteGrant, Label, PostingKey, Sequence, Signature,
};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::drops::{DROP_OVERHEAD_BYTES, open_drop, seal_drop};
use crate::{
    Chain, EpochSecret, Generation, GrantChain, KEM_SUITE, KemKey, LinkSecret, PostingSecret, Profile, Secret,
};

const EPOCH_CONTENTS_BYTES: usize = DropBlob::BYTES - DROP_OVERHEAD_BYTES - Signature::BYTES;
const FIRST_CONTENTS_BYTES: usize = InviteGrant::BYTES - DROP_OVERHEAD_BYTES - Signature::BYTES;
const KIND_GRANT: u8 = 1;
const KIND_FAREWELL: u8 = 2;

/// Chain starts that a first grant may carry: with them, the KEM key and the largest profile it is full.
pub const STARTS_MAX: usize = 64;

/// Why a drop under a device's own tag is no grant for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GrantDefect {
    /// It does not open under this device's key.
    Unopenable,
    /// It opens, but the posting key did not sign it.
    Unsigned,
    /// It is signed, but is not laid out as a grant of this version.
    Malformed,
}

impl fmt::Display for GrantDefect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unopenable => write!(f, "the grant does not open"),
            Self::Unsigned => write!(f, "the grant is not signed by the liaison"),
            Self::Malformed => write!(f, "the grant is not laid out as one of this version"),
        }
    }
}

impl std::error::Error for GrantDefect {}

/// What one device gets for one epoch.
#[derive(Clone)]
pub struct EpochGrant {
    /// The epoch.
    pub epoch: Epoch,
    /// What the group chain and the read capability of this epoch come from.
    pub secret: EpochSecret,
    /// What only a confirmed device gets.
    pub family: Option<FamilyGrant>,
}

/// A confirmed device's part of a grant.
#[derive(Clone)]
pub struct FamilyGrant {
    /// The family chain's key at the epoch envelope's place.
    pub key: Secret,
    /// The ordinal that the family's next notice will have.
    pub next_ordinal: u64,
}

/// What a device finds under its tag for an epoch.
#[derive(Clone)]
pub enum Granted {
    /// It reads on.
    Grant(EpochGrant),
    /// Its membership has ended.
    Farewell,
}

impl Granted {
    /// Opens what lies at this device's tag for the epoch at which its chain stands.
    ///
    /// # Errors
    /// Names the [`GrantDefect`].
    pub fn open(chain: &GrantChain, feed: &FeedId, blob: &DropBlob, key: &PostingKey) -> Result<Self, GrantDefect> {
        let tag = chain.tag(feed);
        let plaintext =
            open_drop(&chain.grant_key(feed), feed, &tag, blob.as_bytes()).ok_or(GrantDefect::Unopenable)?;
        let contents = verified(&plaintext, feed, &tag, key)?;
        if farewell_contents(chain.epoch()).as_slice() == contents {
            return Ok(Self::Farewell);
        }
        let grant = EpochGrant::decode(contents).ok_or(GrantDefect::Malformed)?;
        if grant.epoch == chain.epoch() { Ok(Self::Grant(grant)) } else { Err(GrantDefect::Malformed) }
    }
}

/// Signs and seals the farewell for a removed device, whose chain stands at the epoch that it is not to read.
pub fn farewell(chain: &GrantChain, feed: &FeedId, signer: &PostingSecret, random: &mut dyn CryptoRng) -> Drop {
    sealed_drop(chain, feed, signer, &farewell_contents(chain.epoch()), random)
}

fn farewell_contents(epoch: Epoch) -> [u8; EPOCH_CONTENTS_BYTES] {
    let mut contents = [0; EPOCH_CONTENTS_BYTES];
    contents[0] = KIND_FAREWELL;
    contents[2..6].copy_from_slice(&epoch.0.to_be_bytes());
    contents
}

fn sealed_drop(
    chain: &GrantChain,
    feed: &FeedId,
    signer: &PostingSecret,
    contents: &[u8],
    random: &mut dyn CryptoRng,
) -> Drop {
    let tag = chain.tag(feed);
    let plaintext = signed(signer, feed, &tag, contents);
    let blob = seal_drop(&chain.grant_key(feed), feed, &tag, &plaintext, random);
    (tag, DropBlob::from_slice(&blob).expect("the layout fills a drop"))
}

impl EpochGrant {
    /// Signs and seals the grant for one device, whose chain stands at the grant's epoch.
    pub fn seal(&self, chain: &GrantChain, feed: &FeedId, signer: &PostingSecret, random: &mut dyn CryptoRng) -> Drop {
        sealed_drop(chain, feed, signer, &self.encode(), random)
    }

    fn encode(&self) -> Zeroizing<Vec<u8>> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(EPOCH_CONTENTS_BYTES));
        bytes.push(KIND_GRANT);
        bytes.push(u8::from(self.family.is_some()));
        bytes.extend(self.epoch.0.to_be_bytes());
        bytes.extend(self.secret.secret().as_bytes());
        match &self.family {
            Some(family) => {
                bytes.extend(family.key.as_bytes());
                bytes.extend(family.next_ordinal.to_be_bytes());
            }
            None => bytes.extend([0; 40]),
        }
        bytes.resize(EPOCH_CONTENTS_BYTES, 0);
        bytes
    }

    fn decode(contents: &[u8]) -> Option<Self> {
        let mut fields = Fields(contents);
        if fields.take::<1>()? != [KIND_GRANT] {
            return None;
        }
        let confirmed = match fields.take::<1>()? {
            [0] => false,
            [1] => true,
            _ => return None,
        };
        let epoch = Epoch(u32::from_be_bytes(fields.take()?));
        let secret = EpochSecret::new(Secret::new(fields.take()?));
        let key = Secret::new(fields.take()?);
        let next_ordinal = u64::from_be_bytes(fields.take()?);
        let family = confirmed.then_some(FamilyGrant { key, next_ordinal });
        Some(Self { epoch, secret, family })
    }
}

/// Where a chain can be entered.
#[derive(Clone, Serialize, Deserialize)]
pub struct ChainStart {
    /// The epoch of the chain.
    pub epoch: Epoch,
    /// The group chain there.
    pub chain: Chain,
}

/// What an invite holds for its claimant.
#[derive(Clone, Serialize, Deserialize)]
pub struct FirstGrant {
    /// The epoch in force when the invite was made.
    pub epoch: Epoch,
    /// The posting key in force then.
    pub posting_key: PostingKey,
    /// Which KEM the key below is for.
    pub kem_suite: u16,
    /// Which of the liaison's KEM keys that is.
    pub kem_generation: Generation,
    /// What the claim is encapsulated to.
    pub kem_key: KemKey,
    /// That epoch's read capability.
    pub capability: Capability,
    /// By when the next status was promised, in seconds since 1970-01-01T00:00:00Z.
    pub next_by: u64,
    /// The hash that the envelope at the first start names as its previous.
    pub previous: Hash,
    /// Ascending in epochs without a gap, up to `epoch`; at most [`STARTS_MAX`].
    pub starts: Vec<ChainStart>,
    /// The group's name, cadence and codebook.
    pub profile: Profile,
}

impl FirstGrant {
    /// Signs and seals the grant for whoever holds the link.
    ///
    /// # Errors
    /// [`GrantDefect::Malformed`] when starts or profile are beyond their bounds.
    pub fn seal(
        &self,
        link: &LinkSecret,
        feed: &FeedId,
        signer: &PostingSecret,
        random: &mut dyn CryptoRng,
    ) -> Result<(DropTag, InviteGrant), GrantDefect> {
        if !self.is_well_formed() {
            return Err(GrantDefect::Malformed);
        }
        let tag = link.invite_tag(feed);
        let plaintext = signed(signer, feed, &tag, &self.encode().ok_or(GrantDefect::Malformed)?);
        let blob = seal_drop(&link.invite_key(feed), feed, &tag, &plaintext, random);
        Ok((tag, InviteGrant::from_slice(&blob).expect("the layout fills an invite")))
    }

    /// Opens an invite with its link, without knowing yet who should have signed it: the caller checks with
    /// [`FirstGrant::is_signed_by`] once control envelopes have told the posting key.
    ///
    /// # Errors
    /// Names the [`GrantDefect`].
    pub fn open(link: &LinkSecret, feed: &FeedId, blob: &InviteGrant) -> Result<Self, GrantDefect> {
        let contents = Self::contents(link, feed, blob)?;
        let (length, rest) = contents.split_first_chunk().ok_or(GrantDefect::Malformed)?;
        let encoded = rest.get(..usize::from(u16::from_be_bytes(*length))).ok_or(GrantDefect::Malformed)?;
        let grant: Self = postcard::from_bytes(encoded).map_err(|_| GrantDefect::Malformed)?;
        if grant.is_well_formed() { Ok(grant) } else { Err(GrantDefect::Malformed) }
    }

    /// Whether this key signed the invite's grant.
    pub fn is_signed_by(key: &PostingKey, link: &LinkSecret, feed: &FeedId, blob: &InviteGrant) -> bool {
        Self::contents(link, feed, blob)
            .is_ok_and(|plaintext| verified(&plaintext, feed, &link.invite_tag(feed), key).is_ok())
    }

    fn contents(link: &LinkSecret, feed: &FeedId, blob: &InviteGrant) -> Result<Zeroizing<Vec<u8>>, GrantDefect> {
        open_drop(&link.invite_key(feed), feed, &link.invite_tag(feed), blob.as_bytes()).ok_or(GrantDefect::Unopenable)
    }

    fn encode(&self) -> Option<Zeroizing<Vec<u8>>> {
        let size =
            postcard::experimental::serialized_size(self).ok().filter(|size| 2 + size <= FIRST_CONTENTS_BYTES)?;
        let mut bytes = Zeroizing::new(vec![0; FIRST_CONTENTS_BYTES]);
        bytes[..2].copy_from_slice(&u16::try_from(size).ok()?.to_be_bytes());
        postcard::to_slice(self, &mut bytes[2..]).ok()?;
        Some(bytes)
    }

    fn is_well_formed(&self) -> bool {
        let gapless = self
            .starts
            .windows(2)
            .all(|pair| pair[0].epoch.next() == pair[1].epoch && pair[0].chain.place() < pair[1].chain.place());
        let ends = self.starts.last().is_some_and(|last| last.epoch == self.epoch);
        gapless
            && ends
            && self.starts.len() <= STARTS_MAX
            && self.starts[0].chain.place() > Sequence::ZERO
            && self.kem_suite == KEM_SUITE
            && self.profile.is_within_bounds()
    }
}

fn signed(signer: &PostingSecret, feed: &FeedId, tag: &DropTag, contents: &[u8]) -> Zeroizing<Vec<u8>> {
    let signature = signer.sign(Label::Grant, &[feed.as_bytes(), tag.as_bytes(), contents]);
    let mut plaintext = Zeroizing::new(Vec::with_capacity(contents.len() + Signature::BYTES));
    plaintext.extend_from_slice(contents);
    plaintext.extend_from_slice(signature.as_bytes());
    plaintext
}

fn verified<'a>(plaintext: &'a [u8], feed: &FeedId, tag: &DropTag, key: &PostingKey) -> Result<&'a [u8], GrantDefect> {
    let (contents, signature) = plaintext.split_last_chunk().ok_or(GrantDefect::Malformed)?;
    let parts: [&[u8]; 3] = [feed.as_bytes(), tag.as_bytes(), contents];
    match key.verifies(Label::Grant, &parts, &Signature::new(*signature)) {
        true => Ok(contents),
        false => Err(GrantDefect::Unsigned),
    }
}

/// Takes fields of fixed size from the front.
struct Fields<'a>(&'a [u8]);

impl Fields<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (field, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*field)
    }
}
