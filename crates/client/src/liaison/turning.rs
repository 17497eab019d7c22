//! Turning the epoch: drops first, then the envelope that makes them count. See docs/protocol.md#flows, 5.

use porchlight_protocol::limits::{DROPS_PER_FRAME_MAX, padded};
use porchlight_protocol::{Ask, Capability, Drop, DropBlob, Epoch};
use porchlight_sealing::{Chain, EpochGrant, EpochSecret, FamilyGrant, Secret, farewell, random_drop};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;

use super::log::Act;
use super::roster::DeviceStage;
use super::session::About;
use super::state::State;
use super::{Liaison, LiaisonEvent};
use crate::{DAY_SECONDS, Seconds, has_passed};

/// A relay that only says that it has lost drops gets no new ones more often than this.
const LOST_TURN_EVERY_SECONDS: Seconds = 3_600;
/// An epoch lasts a week at most.
pub const TURN_EVERY_SECONDS: Seconds = 7 * DAY_SECONDS;

impl Liaison {
    /// Begins a turn where one is due, and says whether one is under way.
    pub(super) fn begin_turn_if_due(&mut self, now: Seconds) -> bool {
        let is_due = self.state.turn_wanted
            || self.state.can_complete_renewals()
            || has_passed(self.state.turned_at, TURN_EVERY_SECONDS, now);
        if is_due && self.state.turn.is_none() {
            self.state.turn = Some(Secret::draw(&mut *self.random));
            self.state.turn_wanted = false;
            self.correspondence.changed();
        }
        self.state.turn.is_some()
    }

    /// Puts the coming epoch's drops: the same bytes however often it is begun.
    pub(super) fn put_drops(&mut self) {
        let Some(seed) = &self.state.turn else { return };
        let epoch = self.state.epoch().next();
        let drops = drops_of_turn(&self.state, seed, epoch);
        self.state.sentinel = drops.first().map(|(tag, _)| *tag);
        self.correspondence.changed();
        for page in drops.chunks(DROPS_PER_FRAME_MAX) {
            self.correspondence.ask(Ask::PutDrops { epoch, drops: page.to_vec() }, About::Done);
        }
    }

    /// Seals the epoch envelope, once all drops are on the relay's disk.
    pub(super) fn turn(&mut self, now: Seconds) {
        let Some(seed) = self.state.turn.take() else { return };
        let was_complete = self.state.lacks_renewal() == 0;
        let confirmed = self.state.complete_turn(&seed, now);
        self.state.seal_epoch();
        for (family, words) in confirmed {
            self.correspondence.tell(LiaisonEvent::ClaimTakenIn { family, words });
        }
        self.state.forget_removed();
        self.note_renewals(was_complete);
        let epoch = self.state.epoch();
        self.state.log.note(now, Act::Turned { epoch });
        self.correspondence.tell(LiaisonEvent::Turned { epoch });
        self.correspondence.changed();
    }

    /// Asks whether the relay still has what the last turn left: one of its drops stands for all.
    pub(super) fn probe_drops(&mut self) {
        if let (Some(sentinel), None) = (self.state.sentinel, &self.state.turn) {
            self.correspondence.ask(Ask::FetchDrops { tags: vec![sentinel] }, About::Sentinel);
        }
    }

    pub(super) fn note_probed(&mut self, drops: &[Option<DropBlob>]) {
        let is_recent = !has_passed(self.state.turned_at, LOST_TURN_EVERY_SECONDS, self.session.now);
        if matches!(drops, [None]) && (self.session.has_healed || !is_recent) {
            // Grants that the relay lost cannot be put again; a new epoch gives every device one.
            self.state.turn_wanted = true;
            self.correspondence.changed();
        }
    }
}

impl State {
    /// Enters the epoch that a turn's seed makes: its chains, and every device one step on. Gives the families whose
    /// devices this has confirmed, with the words to compare.
    pub(crate) fn complete_turn(&mut self, seed: &Secret, now: Seconds) -> Vec<(String, [u8; 4])> {
        let (epoch, place, feed) = (self.epoch().next(), self.next, self.feed);
        self.take_up_epoch(&epoch_secret(seed), epoch, now);
        let mut confirmed = Vec::new();
        for (index, family) in self.families.iter_mut().enumerate() {
            family.chain = Chain::new(place, family_key(seed, index));
            let words = family.devices.iter_mut().filter_map(|device| device.turn_to(epoch, &feed));
            confirmed.extend(words.map(|words| (family.name.clone(), words)));
        }
        confirmed
    }

    /// The capability of the epoch that a turn's seed makes: whether the feed has taken it shows by its hash.
    pub(crate) fn capability_of_turn(&self, seed: &Secret) -> Capability {
        epoch_secret(seed).capability(&self.feed, self.epoch().next())
    }
}

fn drops_of_turn(state: &State, seed: &Secret, epoch: Epoch) -> Vec<Drop> {
    let secret = epoch_secret(seed);
    let mut random = ChaCha20Rng::from_seed(*seed.derive("porchlight/1 turn drops", &[]).as_bytes());
    let mut drops = Vec::new();
    for (index, family) in state.families.iter().enumerate() {
        let granted = EpochGrant {
            epoch,
            secret: secret.clone(),
            family: Some(FamilyGrant { key: family_key(seed, index), next_ordinal: family.next_ordinal }),
        };
        let unconfirmed = EpochGrant { family: None, ..granted.clone() };
        for device in &family.devices {
            let Some(chain) = device.grants_at(epoch, &state.feed) else { continue };
            let grant = match device.stage {
                DeviceStage::Spoiled => continue,
                DeviceStage::Removed => {
                    drops.push(farewell(&chain, &state.feed, &state.posting, &mut random));
                    continue;
                }
                // An invite that nobody has claimed may be in anybody's hands: it gets no family chain.
                DeviceStage::Invited { .. } => &unconfirmed,
                DeviceStage::Claimed { .. } | DeviceStage::Confirmed { .. } => &granted,
            };
            drops.push(grant.seal(&chain, &state.feed, &state.posting, &mut random));
        }
    }
    // One tag holds one drop, come what may: two would stop every turn from here on.
    drops.sort_by_key(|(tag, _)| *tag);
    drops.dedup_by_key(|(tag, _)| *tag);
    let full = padded(drops.len());
    drops.resize_with(full, || random_drop(&mut random));
    // In the order of their tags, what was put first does not tell what is padding.
    drops.sort_by_key(|(tag, _)| *tag);
    drops
}

fn epoch_secret(seed: &Secret) -> EpochSecret {
    EpochSecret::new(seed.derive("porchlight/1 turn epoch secret", &[]))
}

fn family_key(seed: &Secret, index: usize) -> Secret {
    seed.derive("porchlight/1 turn family chain", &[&(index as u64).to_be_bytes()])
}
