//! A chain steps once per place, used or not, so that nothing ever falls out of step. See docs/protocol.md#keys.

use std::fmt;

use porchlight_protocol::{Sequence, Tag};
use serde::{Deserialize, Serialize};

use crate::Secret;

/// A chain at one place: it tells the tag and the key of that place and of all later ones, and of none before.
///
/// ```
/// use porchlight_protocol::Sequence;
/// use porchlight_sealing::{Chain, Secret};
///
/// let mut chain = Chain::new(Sequence(1), Secret::new([7; 32]));
/// let first = chain.tag();
/// chain.advance_to(Sequence(5)).unwrap();
/// assert_ne!(chain.tag(), first);
/// assert!(chain.advance_to(Sequence(4)).is_err());
/// ```
#[derive(Clone, Serialize, Deserialize)]
pub struct Chain {
    place: Sequence,
    key: Secret,
}

/// The chain is already beyond that place, and what came before is wiped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChainPassed;

impl fmt::Display for ChainPassed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the chain has already passed that place")
    }
}

impl std::error::Error for ChainPassed {}

impl Chain {
    /// A chain whose key at `place` is known.
    pub const fn new(place: Sequence, key: Secret) -> Self {
        Self { place, key }
    }

    /// The place it stands at.
    pub const fn place(&self) -> Sequence {
        self.place
    }

    /// The chain's own key at this place: whoever gets it reads from here on.
    pub const fn key(&self) -> &Secret {
        &self.key
    }

    /// How an addressee recognises the envelope at this place.
    pub fn tag(&self) -> Tag {
        Tag::new(self.key.expand("porchlight/1 chain tag", &[]))
    }

    /// What seals the envelope at this place.
    pub fn envelope_key(&self) -> Secret {
        self.key.derive("porchlight/1 chain key", &[])
    }

    /// Goes to the next place and wipes this one.
    pub fn step(&mut self) {
        self.key = self.key.derive("porchlight/1 chain step", &[]);
        self.place = self.place.next();
    }

    /// Steps until it stands at `place`.
    ///
    /// # Errors
    /// [`ChainPassed`] when it stands beyond; it then stays where it is.
    pub fn advance_to(&mut self, place: Sequence) -> Result<(), ChainPassed> {
        if place < self.place {
            return Err(ChainPassed);
        }
        while self.place < place {
            self.step();
        }
        Ok(())
    }
}
