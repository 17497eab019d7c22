//! What a device keeps: its chains at their present places, and what it has read.

use std::collections::{BTreeMap, VecDeque};

use porchlight_protocol::{
    Capability, ClaimAnswer, Claimant, ControlState, DropTag, Envelope, Epoch, FeedId, Hash, Sequence,
};
use porchlight_sealing::{Assembly, Chain, DeviceRoot, GrantChain, Link, LinkSecret, Profile, Uplink};
use serde::{Deserialize, Serialize};

use super::absence::Doubt;
use super::evidence::LiaisonSince;
use super::findings::ForkEvidence;
use super::items::Items;
use super::renewing::Renewing;
use super::reports::Reporting;
use super::retention::SuspectedSpan;
use crate::Seconds;

/// Envelopes that are kept, to heal a relay with and as evidence: 64 posts, two weeks of four a day.
const KEPT_ENVELOPES_MAX: usize = 256;

#[derive(Serialize, Deserialize)]
pub(super) struct State {
    pub(super) relay: String,
    pub(super) feed: FeedId,
    pub(super) stage: Stage,
    pub(super) profile: Option<Profile>,
    /// The promise in force.
    pub(super) next_by: Seconds,
    /// The control state after the last place read; `None` before the first.
    pub(super) control: Option<ControlState>,
    /// The last place read, and its hash.
    pub(super) last: (Sequence, Hash),
    /// What was granted, from the epoch being read on.
    pub(super) epochs: BTreeMap<Epoch, HeldEpoch>,
    /// The epoch in force when the invite was made.
    pub(super) invited_in: Epoch,
    /// The epoch in force at the claim.
    pub(super) joined_in: Epoch,
    /// When the claim was answered.
    pub(super) claimed_at: Option<Seconds>,
    /// The head at the first look after the claim: a status beyond it should have come with the confirmation.
    pub(super) joined_at: Option<Sequence>,
    pub(super) is_disputed: bool,
    pub(super) group_parts: Assembly,
    pub(super) family_parts: Assembly,
    /// The ordinal that the next notice should have.
    pub(super) next_ordinal: u64,
    /// From which place on this device can tell what was for it.
    pub(super) certain_from: Option<Sequence>,
    pub(super) doubt: Option<Doubt>,
    /// Places that this device will never read: pruned before it came, or of an epoch that it holds no grant for.
    pub(super) lost: u64,
    /// When places behind the latest status were found to be lost: what the office says of the next one may lie in them.
    pub(super) lost_since: Option<Seconds>,
    /// Places that the relay promised last and did not send.
    pub(super) withheld: Option<Withheld>,
    /// When the first fork was found.
    pub(super) forked_at: Option<Seconds>,
    /// The first few that can be shown to others.
    pub(super) forks: Vec<ForkEvidence>,
    /// All handovers up to the last place read: a control state takes no more than `HANDOVERS_MAX`.
    pub(super) handovers: Vec<Envelope>,
    /// The last of them that was read here.
    pub(super) handed_over: Option<LiaisonSince>,
    /// The last place of a span that was stepped over blindly.
    pub(super) leapt: Sequence,
    pub(super) kept: VecDeque<Envelope>,
    pub(super) items: Items,
    pub(super) reporting: Reporting,
    pub(super) renewing: Renewing,
    /// The relay's name before it moved, until everything was read under the new one.
    pub(super) moved_from: Option<String>,
    /// Whether the next session is that one's: both are tried in turn.
    pub(super) tries_former_relay: bool,
    /// The relay's name in the last profile that was read, until everything is.
    pub(super) named_relay: Option<String>,
    /// A span that looks pruned too early, until the statuses behind it tell more of the time.
    pub(super) suspected: Option<SuspectedSpan>,
}

/// How far the device has come in joining.
#[derive(Serialize, Deserialize)]
pub(super) enum Stage {
    /// It holds the link.
    Claiming { link: LinkSecret, claimant: Claimant },
    /// It has opened the invite; its answer may not have arrived.
    Answering { link: LinkSecret, tag: DropTag, claimant: Claimant, answer: Box<ClaimAnswer>, root: DeviceRoot },
    /// Its answer is at the relay. It still follows the grants that the link alone opens.
    Unconfirmed { invited: GrantChain, own: GrantChain, words: [u8; 4] },
    /// The liaison has granted it an epoch under its own root.
    Confirmed { own: GrantChain, words: [u8; 4] },
    /// The liaison has ended its membership.
    Removed { since: Seconds },
}

#[derive(Serialize, Deserialize)]
pub(super) struct HeldEpoch {
    pub(super) group: Chain,
    /// Known for the epochs that a device may have to unlock.
    pub(super) capability: Option<Capability>,
    pub(super) family: Option<HeldFamily>,
    /// What reports of this epoch are sealed with.
    pub(super) uplink: Option<Uplink>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct HeldFamily {
    pub(super) chain: Chain,
    /// The ordinal of the family's next notice when the epoch began.
    pub(super) next_ordinal: u64,
}

/// Places that were promised and did not come.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(super) struct Withheld {
    pub(super) places: u64,
    /// When that was first found.
    pub(super) since: Seconds,
}

impl State {
    pub(super) fn claiming(link: &Link, claimant: Claimant) -> Self {
        Self {
            relay: link.relay.clone(),
            feed: link.feed,
            stage: Stage::Claiming { link: link.secret.clone(), claimant },
            profile: None,
            next_by: 0,
            control: None,
            last: (Sequence::ZERO, Hash::ZERO),
            epochs: BTreeMap::new(),
            invited_in: Epoch(0),
            joined_in: Epoch(0),
            claimed_at: None,
            joined_at: None,
            is_disputed: false,
            group_parts: Assembly::default(),
            family_parts: Assembly::default(),
            next_ordinal: 0,
            certain_from: None,
            doubt: None,
            lost: 0,
            lost_since: None,
            withheld: None,
            forked_at: None,
            forks: Vec::new(),
            handovers: Vec::new(),
            handed_over: None,
            leapt: Sequence::ZERO,
            kept: VecDeque::new(),
            items: Items::default(),
            reporting: Reporting::default(),
            renewing: Renewing::default(),
            moved_from: None,
            tries_former_relay: false,
            named_relay: None,
            suspected: None,
        }
    }

    /// Notes the head at the claim: of what the relay says of it before anything was read, the lowest.
    pub(super) fn see_head(&mut self, head: Sequence) {
        self.joined_at = Some(match self.joined_at {
            // Heads only grow: the one that was named first was none.
            Some(known) if head < known => head.min(self.last.0),
            Some(known) => known,
            None => head,
        });
    }

    /// When it was found that the device's membership has ended.
    pub(super) fn removed_at(&self) -> Option<Seconds> {
        match self.stage {
            Stage::Claiming { .. } | Stage::Answering { .. } | Stage::Unconfirmed { .. } | Stage::Confirmed { .. } => {
                None
            }
            Stage::Removed { since } => Some(since),
        }
    }

    /// Notes places that this device will never read.
    pub(super) fn note_lost(&mut self, places: u64, now: Seconds) {
        self.lost = self.lost.saturating_add(places);
        self.lost_since.get_or_insert(now);
    }

    /// Notes that places which the relay promised last did not come.
    pub(super) fn note_withheld(&mut self, places: u64, now: Seconds) {
        let since = self.withheld.map_or(now, |before| before.since);
        self.withheld = Some(Withheld { places: places.max(1), since });
    }

    pub(super) fn keep_envelope(&mut self, envelope: Envelope) {
        if self.kept.len() == KEPT_ENVELOPES_MAX {
            self.kept.pop_front();
        }
        self.kept.push_back(envelope);
    }
}
