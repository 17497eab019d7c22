//! The file of carried envelopes: whoever has it may bring them to the relay. See docs/protocol.md#files.

use std::fmt;

use crate::{Defect, ENVELOPE_BYTES, Envelope, FeedId, Sequence, limits::CARRIED_ENVELOPES_MAX};

const BEGINNING: &[u8] = b"porchlight/1 carry\n";

/// Envelopes of one feed, at places that ascend by one: 1 to 256 of them. Who signed them is not looked at; the relay does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried(Vec<Envelope>);

/// Why envelopes cannot be carried together, or bytes are no file of carried ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CarryDefect {
    /// The bytes begin like something else.
    NotACarryFile,
    /// No envelope at all, or more than 256.
    Count,
    /// The bytes end within an envelope.
    CutShort,
    /// Bytes that are no envelope.
    NotAnEnvelope {
        /// Which of them, counted from 0.
        index: usize,
        /// What is wrong with it.
        defect: Defect,
    },
    /// An envelope of another feed than the first.
    OtherFeed {
        /// Its place.
        place: Sequence,
    },
    /// An envelope that does not stand at the place after the one before it.
    OutOfOrder {
        /// Its place.
        place: Sequence,
    },
}

impl fmt::Display for CarryDefect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotACarryFile => write!(f, "this is no file of carried envelopes"),
            Self::Count => write!(f, "a file carries 1 to {CARRIED_ENVELOPES_MAX} envelopes"),
            Self::CutShort => write!(f, "the file ends within an envelope"),
            Self::NotAnEnvelope { index, defect } => write!(f, "number {} is no envelope: {defect}", index + 1),
            Self::OtherFeed { place } => write!(f, "the envelope at place {place} is of another feed"),
            Self::OutOfOrder { place } => write!(f, "the envelope at place {place} does not stand where it should"),
        }
    }
}

impl std::error::Error for CarryDefect {}

impl Carried {
    /// Takes envelopes to be carried together.
    ///
    /// # Errors
    /// [`CarryDefect::Count`], [`CarryDefect::OtherFeed`] or [`CarryDefect::OutOfOrder`].
    pub fn new(envelopes: Vec<Envelope>) -> Result<Self, CarryDefect> {
        let Some(first) = envelopes.first() else { return Err(CarryDefect::Count) };
        if envelopes.len() > CARRIED_ENVELOPES_MAX {
            return Err(CarryDefect::Count);
        }
        if let Some(stray) = envelopes.iter().find(|envelope| envelope.feed() != first.feed()) {
            return Err(CarryDefect::OtherFeed { place: stray.sequence() });
        }
        let follows = |[before, after]: &&[Envelope; 2]| before.sequence().0.checked_add(1) == Some(after.sequence().0);
        match envelopes.array_windows().find(|pair| !follows(pair)) {
            Some([_, stray]) => Err(CarryDefect::OutOfOrder { place: stray.sequence() }),
            None => Ok(Self(envelopes)),
        }
    }

    /// Reads a file.
    ///
    /// # Errors
    /// The first [`CarryDefect`].
    pub fn decode(file: &[u8]) -> Result<Self, CarryDefect> {
        let rest = file.strip_prefix(BEGINNING).ok_or(CarryDefect::NotACarryFile)?;
        let (pieces, left_over) = rest.as_chunks::<ENVELOPE_BYTES>();
        if pieces.len() > CARRIED_ENVELOPES_MAX {
            return Err(CarryDefect::Count);
        }
        if !left_over.is_empty() {
            return Err(CarryDefect::CutShort);
        }
        let parsed = pieces.iter().enumerate().map(|(index, bytes)| {
            Envelope::parse(bytes).map_err(|defect| CarryDefect::NotAnEnvelope { index, defect })
        });
        Self::new(parsed.collect::<Result<_, _>>()?)
    }

    /// The file's bytes.
    pub fn encode(&self) -> Vec<u8> {
        let mut file = BEGINNING.to_vec();
        for envelope in &self.0 {
            file.extend_from_slice(envelope.as_bytes());
        }
        file
    }

    /// The feed that all of them are of.
    pub fn feed(&self) -> FeedId {
        self.0[0].feed()
    }

    /// The envelopes, in the order of their places; never none.
    pub fn envelopes(&self) -> &[Envelope] {
        &self.0
    }

    /// The envelopes themselves.
    pub fn into_envelopes(self) -> Vec<Envelope> {
        self.0
    }
}
