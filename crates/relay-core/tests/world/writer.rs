//! Whoever writes a feed, with a posting key of its own, and the small things that scenarios fill frames with.

use porchlight_protocol::{
    Ask, Authority, BODY_BYTES, Capability, Challenge, Charter, ClaimAnswer, Claimant, DropBlob, DropTag, Envelope,
    Epoch, EpochChange, FeedId, Handover, Hash, Header, InboxBlob, InviteGrant, Kind, Label, PostingKey, Sequence,
    Signature, Tag, VaultPiece, limits::RETENTION_DAYS_DEFAULT, signed_bytes,
};
use ring::signature::{Ed25519KeyPair, KeyPair};

/// A posting key with its secret.
pub struct Signer(Ed25519KeyPair);

impl Signer {
    pub fn new(seed: u8) -> Self {
        Self(Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap())
    }

    pub fn key(&self) -> PostingKey {
        PostingKey::from_slice(self.0.public_key().as_ref()).unwrap()
    }

    pub fn sign(&self, bytes: &[u8]) -> Signature {
        Signature::from_slice(self.0.sign(bytes).as_ref()).unwrap()
    }

    pub fn sign_labelled(&self, label: Label, parts: &[&[u8]]) -> Signature {
        self.sign(&signed_bytes(label, parts))
    }
}

/// Where a feed ends, as its poster knows it.
#[derive(Clone, Copy)]
pub struct End {
    pub sequence: Sequence,
    pub hash: Hash,
    pub control: (Sequence, Hash),
    pub epoch: Epoch,
}

/// Who writes a feed, and every envelope written so far.
pub struct Poster {
    pub signer: Signer,
    pub feed: FeedId,
    pub end: End,
    pub written: Vec<Envelope>,
}

pub fn capability(epoch: u32) -> Capability {
    Capability::new([epoch as u8; 32])
}

impl Poster {
    pub fn new(seed: u8) -> Self {
        let signer = Signer::new(seed);
        let feed = FeedId::founded_by(&signer.key());
        let end =
            End { sequence: Sequence::ZERO, hash: Hash::ZERO, control: (Sequence::ZERO, Hash::ZERO), epoch: Epoch(0) };
        Self { signer, feed, end, written: Vec::new() }
    }

    pub fn header(&self, kind: Kind) -> Header {
        Header {
            kind,
            feed: self.feed,
            sequence: self.end.sequence.next(),
            previous: self.end.hash,
            tag: Tag::new([0; 16]),
            nonce: [0; 12],
        }
    }

    /// A sealed envelope for the next place, not yet counted as written.
    pub fn draft(&self, fill: u8) -> Envelope {
        Envelope::assemble(&self.header(Kind::Sealed), &[fill; BODY_BYTES], |bytes| self.signer.sign(bytes))
    }

    /// The next sealed envelope.
    pub fn seal(&mut self, fill: u8) -> Envelope {
        let envelope = self.draft(fill);
        self.count(envelope)
    }

    /// The next epoch's envelope.
    pub fn turn(&mut self) -> Envelope {
        self.turn_keeping(RETENTION_DAYS_DEFAULT)
    }

    /// The next epoch's envelope, which asks the relay to keep everything for so many days from now on.
    pub fn turn_keeping(&mut self, retention_days: u16) -> Envelope {
        let epoch = self.end.epoch.next();
        let change = EpochChange {
            epoch,
            capability: capability(epoch.0).hash(),
            posting_key: self.signer.key(),
            previous: self.end.control,
            retention_days,
        };
        let envelope = Envelope::assemble(&self.header(Kind::Epoch), &change.encode(), |bytes| self.signer.sign(bytes));
        self.end.epoch = epoch;
        self.end.control = (envelope.sequence(), envelope.hash());
        self.count(envelope)
    }

    /// The envelope by which this poster hands over, and the successor who goes on. This poster's own end stays put.
    pub fn hand_over(&self, seed: u8) -> (Envelope, Poster) {
        self.handed_over(Signer::new(seed), Authority::FormerKey, &self.signer)
    }

    /// The envelope by which a deputy, whom this poster has given a mandate, takes the office over, and the successor.
    pub fn taken_over_by(&self, deputy: &Signer, seed: u8) -> (Envelope, Poster) {
        let signature = self.signer.sign_labelled(Label::Mandate, &[self.feed.as_bytes(), deputy.key().as_bytes()]);
        self.handed_over(Signer::new(seed), Authority::Mandate { key: deputy.key(), signature }, deputy)
    }

    fn handed_over(&self, next: Signer, authority: Authority, consenting: &Signer) -> (Envelope, Poster) {
        let place = self.end.sequence.next().0.to_be_bytes();
        let key = next.key();
        let consented: [&[u8]; 3] = [self.feed.as_bytes(), &place, key.as_bytes()];
        let handover = Handover {
            posting_key: key,
            authority,
            consent: consenting.sign_labelled(Label::Handover, &consented),
            previous: self.end.control,
        };
        let envelope = Envelope::assemble(&self.header(Kind::Handover), &handover.encode(), |bytes| next.sign(bytes));
        let mut successor = Self { signer: next, feed: self.feed, end: self.end, written: self.written.clone() };
        successor.end.control = (envelope.sequence(), envelope.hash());
        successor.count(envelope.clone());
        (envelope, successor)
    }

    /// The proof of the posting key in a session.
    pub fn proof(&self, challenge: &Challenge, name: &str) -> Ask {
        let parts: [&[u8]; 3] = [challenge.as_bytes(), self.feed.as_bytes(), name.as_bytes()];
        Ask::Prove { signature: self.signer.sign_labelled(Label::Poster, &parts) }
    }

    fn count(&mut self, envelope: Envelope) -> Envelope {
        self.end.sequence = envelope.sequence();
        self.end.hash = envelope.hash();
        self.written.push(envelope.clone());
        envelope
    }
}

pub fn challenge() -> Challenge {
    Challenge::new([9; 32])
}

pub fn charter(fill: u8) -> Charter {
    Charter::new([fill; 32])
}

pub fn tag(fill: u8) -> DropTag {
    DropTag::new([fill; 32])
}

pub fn blob(fill: u8) -> DropBlob {
    DropBlob::new([fill; 192])
}

pub fn grant(fill: u8) -> Box<InviteGrant> {
    Box::new(InviteGrant::new([fill; 8192]))
}

pub fn claimant(fill: u8) -> Claimant {
    Claimant::new([fill; 32])
}

pub fn claim_answer(fill: u8) -> Box<ClaimAnswer> {
    Box::new(ClaimAnswer::new([fill; 1152]))
}

/// One piece of a vault of four, under eight tags that begin with `first_tag`.
pub fn vault_piece(version: u64, first_tag: u8, index: u16, fill: u8) -> Ask {
    Ask::PutVault { version, tags: vault_tags(first_tag), count: 4, index, piece: piece(fill) }
}

pub fn vault_tags(first: u8) -> Vec<DropTag> {
    (first..first + 8).map(tag).collect()
}

pub fn piece(fill: u8) -> Box<VaultPiece> {
    Box::new(VaultPiece::new([fill; 8192]))
}

pub fn message(fill: u8) -> Box<InboxBlob> {
    Box::new(InboxBlob::new([fill; 2048]))
}
