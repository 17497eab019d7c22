//! Turning the epoch: drops first, then the envelope that makes them count. See docs/protocol.md#flows, 5.

use porchlight_protocol::limits::{DROPS_PER_FRAME_MAX, padded};
use porchlight_protocol::{Ask, Drop, Epoch};
use porchlight_sealing::{Chain, EpochGrant, EpochSecret, FamilyGrant, Secret, random_drop};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;

use super::session::About;
use super::state::{DeviceRecord, DeviceStage, State};
use super::{Liaison, LiaisonEvent};
use crate::Seconds;

/// An epoch lasts a week at most.
pub const TURN_EVERY_SECONDS: Seconds = 7 * 86_400;

impl Liaison {
    /// Begins a turn where one is due, and says whether one is under way.
    pub(super) fn begin_turn_if_due(&mut self, now: Seconds) -> bool {
        let is_due = self.state.devices().any(|device| device.is_claimed() && !device.is_confirmed())
            || now.saturating_sub(self.state.turned_at) >= TURN_EVERY_SECONDS;
        if is_due {
            self.ask_for_turn();
        }
        self.state.turn.is_some()
    }

    /// Begins a turn, unless one is under way.
    pub(super) fn ask_for_turn(&mut self) {
        if self.state.turn.is_none() {
            self.state.turn = Some(Secret::draw(&mut *self.random));
            self.correspondence.changed();
        }
    }

    /// Puts the coming epoch's drops: the same bytes however often it is begun.
    pub(super) fn put_drops(&mut self) {
        let Some(seed) = &self.state.turn else { return };
        let epoch = self.state.epoch().next();
        let drops = drops_of_turn(&self.state, seed, epoch);
        for page in drops.chunks(DROPS_PER_FRAME_MAX) {
            self.correspondence.ask(Ask::PutDrops { epoch, drops: page.to_vec() }, About::Done);
        }
    }

    /// Seals the epoch envelope, once all drops are on the relay's disk.
    pub(super) fn turn(&mut self, now: Seconds) {
        let Some(seed) = self.state.turn.take() else { return };
        let epoch = self.state.epoch().next();
        let place = self.state.next;
        self.state.enter_epoch(&epoch_secret(&seed), epoch, now);
        for (index, family) in self.state.families.iter_mut().enumerate() {
            family.chain = Chain::new(place, family_key(&seed, index));
            for device in &mut family.devices {
                if let Some(words) = device.turn_to(epoch) {
                    let family = family.name.clone();
                    self.correspondence.tell(LiaisonEvent::ClaimTakenIn { family, words });
                }
            }
        }
        self.correspondence.tell(LiaisonEvent::Turned { epoch });
        self.correspondence.changed();
        self.carry();
    }
}

impl DeviceRecord {
    /// Its grant for the epoch is given: the key that sealed it is wiped, so that who takes this machine cannot open it.
    /// Gives the words to compare when this has confirmed the device.
    fn turn_to(&mut self, epoch: Epoch) -> Option<[u8; 4]> {
        // An error means that it stands beyond already, which is where it is meant to be.
        let _beyond = self.grants.advance_to(epoch.next());
        let DeviceStage::Claimed { words } = self.stage else { return None };
        self.stage = DeviceStage::Confirmed { words };
        Some(words)
    }
}

fn drops_of_turn(state: &State, seed: &Secret, epoch: Epoch) -> Vec<Drop> {
    let secret = epoch_secret(seed);
    let mut random = ChaCha20Rng::from_seed(*seed.derive("porchlight/1 turn random", &[]).as_bytes());
    let mut drops = Vec::new();
    for (index, family) in state.families.iter().enumerate() {
        let granted = EpochGrant {
            epoch,
            previous: state.last_hash,
            group: secret.group_chain(&state.feed, epoch, state.next),
            capability: secret.capability(&state.feed, epoch),
            family: Some(FamilyGrant {
                chain: Chain::new(state.next, family_key(seed, index)),
                next_ordinal: family.next_ordinal,
            }),
        };
        let unconfirmed = EpochGrant { family: None, ..granted.clone() };
        for device in family.devices.iter().filter(|device| device.gets_grants()) {
            // An invite that nobody has claimed may be in anybody's hands: it gets no family chain.
            let grant = if device.is_claimed() { &granted } else { &unconfirmed };
            if let Some(chain) = device.grants.at(epoch) {
                drops.push(grant.seal(&chain, &state.feed, &state.posting, &mut random));
            }
        }
    }
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
