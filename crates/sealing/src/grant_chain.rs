//! A device's grants step once per epoch, so that a thief of today's keys cannot go back to the relay for yesterday's.
//!
//! See docs/protocol.md#keys.

use porchlight_protocol::{DropTag, Epoch, FeedId};
use serde::{Deserialize, Serialize};

use crate::secret::extracted;
use crate::{ChainPassed, Renewal, Secret, Uplink};

/// What finds and opens one device's grant at one epoch, and at all later ones.
#[derive(Clone, Serialize, Deserialize)]
pub struct GrantChain {
    epoch: Epoch,
    key: Secret,
}

impl GrantChain {
    /// A grant chain whose key at `epoch` is known.
    pub const fn new(epoch: Epoch, key: Secret) -> Self {
        Self { epoch, key }
    }

    /// The epoch it stands at.
    pub const fn epoch(&self) -> Epoch {
        self.epoch
    }

    /// Where this epoch's grant waits.
    pub fn tag(&self, feed: &FeedId) -> DropTag {
        DropTag::new(self.key.expand("porchlight/1 grant tag", &[feed.as_bytes()]))
    }

    /// Goes to a later epoch and wipes what came before.
    ///
    /// # Errors
    /// [`ChainPassed`] when it stands beyond; it then stays where it is.
    pub fn advance_to(&mut self, epoch: Epoch) -> Result<(), ChainPassed> {
        if epoch < self.epoch {
            return Err(ChainPassed);
        }
        while self.epoch < epoch {
            self.key = self.key.derive("porchlight/1 grant step", &[]);
            self.epoch = self.epoch.next();
        }
        Ok(())
    }

    /// The chain as it will stand at a later epoch; `None` when it is beyond.
    pub fn at(&self, epoch: Epoch) -> Option<Self> {
        let mut chain = self.clone();
        chain.advance_to(epoch).ok().map(|()| chain)
    }

    /// What this epoch's reports are sealed with.
    pub fn uplink(&self, feed: &FeedId) -> Uplink {
        Uplink::new(self.key.derive("porchlight/1 uplink", &[feed.as_bytes()]))
    }

    /// The chain at this epoch with something fresh mixed in: whoever copied the one before cannot follow.
    pub fn renewed(&self, renewal: &Renewal, feed: &FeedId) -> Self {
        let mixed = extracted(self.key.as_bytes(), renewal.secret().as_bytes());
        Self { epoch: self.epoch, key: mixed.derive("porchlight/1 renewed grant chain", &[feed.as_bytes()]) }
    }

    pub(crate) fn grant_key(&self, feed: &FeedId) -> Secret {
        self.key.derive("porchlight/1 grant key", &[feed.as_bytes()])
    }
}
