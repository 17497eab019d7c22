//! The re-claim: something fresh for this device's grant chain, and looking for grants under the chain with and without it.
//!
//! See docs/protocol.md#re-claim.

use porchlight_protocol::Epoch;
use porchlight_sealing::{
    Encapsulation, Generation, GrantChain, KemKey, NextKemKey, Renewal, ReportedRenewal, reclaim,
};
use serde::{Deserialize, Serialize};

use super::Device;

/// Re-claims whose mixing a device still waits for. More handovers than that in a row, and the oldest was never taken in.
const PENDING_MAX: usize = 3;

/// What a device knows of the liaison's KEM keys, and what it has made of them.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Renewing {
    /// The generation that was told last.
    generation: Generation,
    /// The key of that generation, until this device has encapsulated to it.
    untaken: Option<Box<KemKey>>,
    /// Encapsulated, and not known to be mixed in; oldest first.
    pending: Vec<Pending>,
}

#[derive(Clone, Serialize, Deserialize)]
struct Pending {
    generation: Generation,
    encapsulation: Box<Encapsulation>,
    renewal: Renewal,
}

impl Renewing {
    pub(super) fn from_generation(generation: Generation) -> Self {
        Self { generation, untaken: None, pending: Vec::new() }
    }

    /// What the next report tells: the latest re-claim, until it is known to be mixed in.
    pub(super) fn reported(&self) -> Option<ReportedRenewal> {
        let latest = self.pending.last()?;
        Some(ReportedRenewal { generation: latest.generation, encapsulation: (*latest.encapsulation).clone() })
    }

    /// Every chain under which the grant of an epoch may lie: as it was, or with one re-claim mixed in at that epoch or one
    /// before, each with the generation of what was mixed in.
    pub(super) fn candidates(
        &self,
        chain: &GrantChain,
        epoch: Epoch,
        feed: &porchlight_protocol::FeedId,
    ) -> Vec<(GrantChain, Option<Generation>)> {
        let mut candidates: Vec<_> = chain.at(epoch).map(|chain| (chain, None)).into_iter().collect();
        for pending in &self.pending {
            for mixed_at in (chain.epoch().0..=epoch.0).map(Epoch) {
                let renewed = chain.at(mixed_at).map(|chain| chain.renewed(&pending.renewal, feed));
                let there = renewed.and_then(|chain| chain.at(epoch));
                candidates.extend(there.map(|chain| (chain, Some(pending.generation))));
            }
        }
        candidates
    }

    /// A grant lay under the chain with this one mixed in: it and what came before it are wiped.
    pub(super) fn settle(&mut self, generation: Generation) {
        self.pending.retain(|pending| pending.generation > generation);
    }

    pub(super) fn is_pending(&self, generation: Generation) -> bool {
        self.pending.iter().any(|pending| pending.generation == generation)
    }

    /// Whether a KEM key is known on which no grant of this device hangs yet.
    pub(super) fn is_under_way(&self) -> bool {
        self.untaken.is_some() || self.has_pending()
    }

    pub(super) fn has_pending(&self) -> bool {
        !self.pending.is_empty()
    }
}

impl Device {
    /// The liaison has a new KEM key. One that does not follow upon those before was told already.
    pub(super) fn hear_kem_key(&mut self, next: NextKemKey) {
        let renewing = &mut self.state.renewing;
        if next.generation > renewing.generation {
            renewing.generation = next.generation;
            renewing.untaken = Some(next.key);
            self.correspondence.changed();
        }
    }

    /// Encapsulates to the latest KEM key, once.
    pub(super) fn reclaim_if_asked(&mut self) {
        let renewing = &mut self.state.renewing;
        let Some(key) = renewing.untaken.take() else { return };
        let made = reclaim(&self.state.feed, renewing.generation, &key, &mut *self.random);
        // A key that is none renews nothing; the liaison sees who has not renewed.
        let Ok((encapsulation, renewal)) = made else { return };
        if renewing.pending.len() >= PENDING_MAX {
            renewing.pending.remove(0);
        }
        let generation = renewing.generation;
        renewing.pending.push(Pending { generation, encapsulation: Box::new(encapsulation), renewal });
        self.correspondence.changed();
    }
}
