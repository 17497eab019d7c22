//! Whoever writes a feed, with a posting key of its own, and the small things that scenarios fill frames with.

use porchlight_protocol::{
    Ask, Authority, BODY_BYTES, Capability, Challenge, Charter, ClaimAnswer, Claimant, DropBlob, DropTag, Envelope,
    Epoch, EpochChange, FeedId, Handover, Hash, Header, InboxBlob, InviteGrant, Kind, Label, PostingKey, Sequence,
    Signature, Tag, limits::RETENTION_DAYS_DEFAULT, signed_bytes,
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
        let epoch = self.end.epoch.next();
        let change = EpochChange {
            epoch,
            capability: capability(epoch.0).hash(),
            posting_key: self.signer.key(),
            previous: self.end.control,
            retention_days: RETENTION_DAYS_DEFAULT,
        };
        let envelope = Envelope::assemble(&self.header(Kind::Epoch), &change.encode(), |bytes| self.signer.sign(bytes));
        self.end.epoch = epoch;
        self.end.control = (envelope.sequence(), envelope.hash());
        self.count(envelope)
    }

    /// The envelope by which this poster hands over, and the successor who goes on. This poster's own end stays put.
    pub fn hand_over(&self, seed: u8) -> (Envelope, Poster) {
        let next = Signer::new(seed);
        let place = self.end.sequence.next().0.to_be_bytes();
        let key = next.key();
        let consented: [&[u8]; 3] = [self.feed.as_bytes(), &place, key.as_bytes()];
        let handover = Handover {
            posting_key: key,
            authority: Authority::FormerKey,
            consent: self.signer.sign_labelled(Label::Handover, &consented),
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
    DropBlob::new([fill; 256])
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

pub fn message(fill: u8) -> Box<InboxBlob> {
    Box::new(InboxBlob::new([fill; 2048]))
}
