//! Real envelopes, sealed and signed by the functions that the liaison's client calls, in the shape in which it posts them:
//! batches of three covers and a status.

use std::collections::VecDeque;

use porchlight_protocol::{
    Capability, Envelope, Epoch, EpochChange, FeedId, Hash, Kind, Sequence, limits::BATCH_ENVELOPES,
    limits::RETENTION_DAYS_DEFAULT,
};
use porchlight_sealing::{Chain, EpochSecret, Message, PostingSecret, Secret, Status, control_envelope, cover, seal};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;

use crate::trouble::Trouble;

/// A poster of one feed.
pub(crate) struct Office {
    posting: PostingSecret,
    pub(crate) feed: FeedId,
    pub(crate) capability: Capability,
    group: Chain,
    head: (Sequence, Hash),
    random: ChaCha20Rng,
    sealed: VecDeque<Envelope>,
    given: Sequence,
}

impl Office {
    /// Draws the keys of a feed; its first envelope.
    pub(crate) fn found(seed: u64) -> (Self, Envelope) {
        let mut random = ChaCha20Rng::seed_from_u64(seed);
        let posting = PostingSecret::new(Secret::draw(&mut random));
        let feed = FeedId::founded_by(&posting.public());
        let secret = EpochSecret::new(Secret::draw(&mut random));
        let capability = secret.capability(&feed, Epoch(1));
        let change = EpochChange {
            epoch: Epoch(1),
            capability: capability.hash(),
            posting_key: posting.public(),
            previous: (Sequence::ZERO, Hash::ZERO),
            retention_days: RETENTION_DAYS_DEFAULT,
        };
        let place = (Sequence(1), Hash::ZERO);
        let founding = control_envelope(&posting, Kind::Epoch, &feed, place, &change.encode());
        let group = secret.group_chain(&feed, Epoch(1), Sequence(1));
        let head = (founding.sequence(), founding.hash());
        (Self { posting, feed, capability, group, head, random, sealed: VecDeque::new(), given: Sequence(1) }, founding)
    }

    /// The last place that was given to somebody.
    pub(crate) fn last(&self) -> Sequence {
        self.given
    }

    /// The next envelopes, sealed in whole batches.
    pub(crate) fn next(&mut self, count: usize) -> Result<Vec<Envelope>, Trouble> {
        while self.sealed.len() < count {
            for _ in 1..BATCH_ENVELOPES {
                let (previous, place) = (self.head.1, self.head.0.next());
                let envelope = cover(&self.posting, &self.feed, previous, place, &mut self.random);
                self.place(envelope);
            }
            let envelope = self.status()?;
            self.place(envelope);
        }
        self.given = Sequence(self.given.0 + count as u64);
        Ok(self.sealed.drain(..count).collect())
    }

    fn status(&mut self) -> Result<Envelope, Trouble> {
        let status = Status {
            code: "calm".into(),
            as_of: porchlight_protocol::Day(20_000),
            posted_at: 1_777_874_400,
            next_by: 1_777_960_800,
            vault: None,
            supersedes: None,
        };
        let parts = Message::Status(status).to_parts().map_err(|_| Trouble::lost("a status fits in one envelope"))?;
        let place = self.head.0.next();
        self.group.advance_to(place).map_err(|_| Trouble::lost("the chain is never beyond the next place"))?;
        let envelope = seal(&self.posting, &self.feed, self.head.1, &self.group, &parts[0], &mut self.random);
        self.group.step();
        Ok(envelope)
    }

    fn place(&mut self, envelope: Envelope) {
        self.head = (envelope.sequence(), envelope.hash());
        self.sealed.push_back(envelope);
    }
}
