//! What an office's driver keeps, and what its vault holds.

use std::collections::VecDeque;

use porchlight_sealing::{PostingSecret, Secret};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::roster::Roster;
use super::state::State;
use crate::{Saved, StateUnreadable, saved};

/// Ties a state to its roster. It is drawn afresh for each roster that is saved: a state with the roster of another moment would
/// use keys twice.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RosterMark([u8; 16]);

impl State {
    /// What is to be saved now. It forgets that the roster has changed: what it gives has to reach the disk, or the party is
    /// given up.
    pub(crate) fn take_saved(&mut self, random: &mut dyn CryptoRng) -> Saved {
        let roster = self.families.take_changed().then(|| {
            random.fill_bytes(&mut self.roster_mark.0);
            saved::encode(&(&self.roster_mark, &*self.families))
        });
        Saved { state: saved::encode(self), roster }
    }

    /// Takes up what is kept.
    pub(crate) fn restored(kept: &Saved) -> Result<Self, StateUnreadable> {
        let mut state: Self = saved::decode(&kept.state)?;
        let (mark, families): (RosterMark, _) = saved::decode(kept.roster.as_ref().ok_or(StateUnreadable)?)?;
        if mark != state.roster_mark {
            return Err(StateUnreadable);
        }
        state.families = Roster::restored(families);
        Ok(state)
    }

    /// What a vault holds: not the posting key, which is a recipient's right; nothing that only heals a relay; and nothing that
    /// waits to be said, for it may have been said, or taken back, by the time that somebody recovers.
    pub(crate) fn for_vault(&self) -> Zeroizing<Vec<u8>> {
        let state = Self {
            posting: PostingSecret::new(Secret::new([0; 32])),
            former_posting: None,
            kept: VecDeque::new(),
            queue: VecDeque::new(),
            waiting: Vec::new(),
            unreported: Vec::new(),
            ..self.clone()
        };
        saved::encode(&(&state, &*state.families))
    }

    /// Takes up what a vault holds.
    pub(crate) fn from_vault(contents: &[u8]) -> Result<Self, StateUnreadable> {
        let (mut state, families): (Self, Vec<_>) = saved::decode(contents)?;
        *state.families = families;
        Ok(state)
    }
}
