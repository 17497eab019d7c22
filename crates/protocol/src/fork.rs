//! Evidence of a fork, which convinces whoever has nothing but the file: two things that one posting key signed and that
//! cannot both be true. See docs/protocol.md#files.

use std::fmt;

use crate::{Control, Defect, ENVELOPE_BYTES, Envelope, FeedId, Handover, PostingKey, Sequence, limits::HANDOVERS_MAX};

const BEGINNING: &[u8] = b"porchlight/1 fork\n";

/// Evidence that a feed has been forked. Whoever builds or reads one has proved nothing yet: see [`ForkProof::verify`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForkProof {
    /// The key that founded the feed, and so names it.
    pub founding_key: PostingKey,
    /// The handovers from there to the key that signed both envelopes, in order; at most 64.
    pub handovers: Vec<Envelope>,
    /// The two envelopes that contradict one another. Where they have two places, the lower is the first.
    pub envelopes: [Envelope; 2],
}

/// Why bytes are no evidence of a fork, or the evidence proves none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ForkDefect {
    /// The bytes begin like something else.
    NotAForkFile,
    /// More handovers than a feed may have.
    TooManyHandovers,
    /// Bytes are missing, or left over.
    Length,
    /// Bytes that are no envelope.
    NotAnEnvelope {
        /// Which of them, counted from 0, the handovers first.
        index: usize,
        /// What is wrong with it.
        defect: Defect,
    },
    /// An envelope of another feed than the one that the founding key names.
    OtherFeed,
    /// An envelope in a handover's stead that is none.
    NotAHandover,
    /// A handover that the key before it did not allow, or that its new key did not sign.
    HandoverUnauthorised,
    /// No key of the feed has signed both envelopes.
    NotSigned,
    /// The two envelopes can both be true.
    NoContradiction,
}

impl fmt::Display for ForkDefect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAForkFile => write!(f, "this is no file with evidence of a fork"),
            Self::TooManyHandovers => write!(f, "no feed has more than {HANDOVERS_MAX} handovers"),
            Self::Length => write!(f, "the file is cut short, or something is left over"),
            Self::NotAnEnvelope { index, defect } => write!(f, "number {} is no envelope: {defect}", index + 1),
            Self::OtherFeed => write!(f, "an envelope is of another feed than the founding key's"),
            Self::NotAHandover => write!(f, "an envelope that should be a handover is none"),
            Self::HandoverUnauthorised => write!(f, "a handover was not allowed by the key before it"),
            Self::NotSigned => write!(f, "no posting key of the feed signed both envelopes"),
            Self::NoContradiction => write!(f, "the two envelopes do not contradict one another"),
        }
    }
}

impl std::error::Error for ForkDefect {}

impl ForkProof {
    /// The file's bytes.
    ///
    /// # Errors
    /// [`ForkDefect::TooManyHandovers`]: no file tells of so many.
    pub fn encode(&self) -> Result<Vec<u8>, ForkDefect> {
        let count = self.handovers.len();
        if count > HANDOVERS_MAX {
            return Err(ForkDefect::TooManyHandovers);
        }
        let mut file = BEGINNING.to_vec();
        file.extend_from_slice(self.founding_key.as_bytes());
        file.push(u8::try_from(count).map_err(|_| ForkDefect::TooManyHandovers)?);
        for envelope in self.handovers.iter().chain(&self.envelopes) {
            file.extend_from_slice(envelope.as_bytes());
        }
        Ok(file)
    }

    /// Reads a file; what it proves is asked of [`ForkProof::verify`].
    ///
    /// # Errors
    /// [`ForkDefect::NotAForkFile`], [`ForkDefect::Length`], [`ForkDefect::TooManyHandovers`] or
    /// [`ForkDefect::NotAnEnvelope`].
    pub fn decode(file: &[u8]) -> Result<Self, ForkDefect> {
        let rest = file.strip_prefix(BEGINNING).ok_or(ForkDefect::NotAForkFile)?;
        let (founding_key, rest) = rest.split_first_chunk().ok_or(ForkDefect::Length)?;
        let (count, rest) = rest.split_first().ok_or(ForkDefect::Length)?;
        let count = usize::from(*count);
        if count > HANDOVERS_MAX {
            return Err(ForkDefect::TooManyHandovers);
        }
        let (pieces, left_over) = rest.as_chunks::<ENVELOPE_BYTES>();
        if pieces.len() != count + 2 || !left_over.is_empty() {
            return Err(ForkDefect::Length);
        }
        let mut envelopes = parse_all(pieces)?;
        let two = envelopes.split_off(count).try_into().map_err(|_| ForkDefect::Length)?;
        Ok(Self { founding_key: PostingKey::new(*founding_key), handovers: envelopes, envelopes: two })
    }

    /// The feed that the evidence is about.
    pub fn feed(&self) -> FeedId {
        FeedId::founded_by(&self.founding_key)
    }

    /// Checks that one key of this feed signed two things that cannot both be true. Returns the place that has two versions.
    ///
    /// # Errors
    /// [`ForkDefect::TooManyHandovers`], [`ForkDefect::OtherFeed`], [`ForkDefect::NotAHandover`],
    /// [`ForkDefect::HandoverUnauthorised`], [`ForkDefect::NotSigned`] or [`ForkDefect::NoContradiction`], looked for in
    /// this order.
    pub fn verify(&self) -> Result<Sequence, ForkDefect> {
        if self.handovers.len() > HANDOVERS_MAX {
            return Err(ForkDefect::TooManyHandovers);
        }
        let feed = self.feed();
        if self.handovers.iter().chain(&self.envelopes).any(|envelope| envelope.feed() != feed) {
            return Err(ForkDefect::OtherFeed);
        }
        let keys = self.keys(&feed)?;
        let [first, second] = &self.envelopes;
        if !keys.iter().any(|key| first.is_signed_by(key) && second.is_signed_by(key)) {
            return Err(ForkDefect::NotSigned);
        }
        contradicted(first, second).ok_or(ForkDefect::NoContradiction)
    }

    /// The keys that have posted, each by the leave of the one before.
    fn keys(&self, feed: &FeedId) -> Result<Vec<PostingKey>, ForkDefect> {
        let mut current = self.founding_key;
        let mut keys = vec![current];
        for envelope in &self.handovers {
            let handover = handover_of(envelope).ok_or(ForkDefect::NotAHandover)?;
            let is_right = envelope.is_signed_by(&handover.posting_key)
                && handover.is_authorised(feed, envelope.sequence(), &current);
            if !is_right {
                return Err(ForkDefect::HandoverUnauthorised);
            }
            current = handover.posting_key;
            keys.push(current);
        }
        Ok(keys)
    }
}

fn parse_all(pieces: &[[u8; ENVELOPE_BYTES]]) -> Result<Vec<Envelope>, ForkDefect> {
    let parsed = pieces
        .iter()
        .enumerate()
        .map(|(index, bytes)| Envelope::parse(bytes).map_err(|defect| ForkDefect::NotAnEnvelope { index, defect }));
    parsed.collect()
}

fn handover_of(envelope: &Envelope) -> Option<Handover> {
    match Control::of(envelope)? {
        Control::Epoch(_) => None,
        Control::Handover(handover) => Some(handover),
    }
}

/// The place of which the two tell two versions: they stand there both, or the second names another there.
fn contradicted(first: &Envelope, second: &Envelope) -> Option<Sequence> {
    let place = first.sequence();
    let stand_at_one_place = second.sequence() == place && second != first;
    let names_another =
        second.sequence() > place && second.sequence() == place.next() && second.previous() != first.hash();
    (stand_at_one_place || names_another).then_some(place)
}
