//! Retiring served invites: the relay keeps a mark of each, among as many random ones as hide their number.
//!
//! See docs/protocol.md#grants, *Padding*.

use porchlight_protocol::limits::{RETIRED_PER_FRAME_MAX, padded};
use porchlight_protocol::{Ask, Day, DropTag};
use rand_core::CryptoRng;

use super::Liaison;
use super::session::About;
use super::state::{Retiring, State};

impl Liaison {
    /// Asks the relay to retire what has served, and to keep the number of marks a power of two.
    pub(super) fn retire(&mut self) {
        if self.state.retiring.is_none() && !self.state.to_retire.is_empty() {
            self.state.retiring = Some(plan(&mut self.state, &mut *self.random));
            self.correspondence.changed();
        }
        let Some(Retiring { invites, forgotten }) = self.state.retiring.clone() else { return };
        for page in forgotten.chunks(RETIRED_PER_FRAME_MAX) {
            self.ask_to_retire(Vec::new(), page.to_vec());
        }
        for page in invites.chunks(RETIRED_PER_FRAME_MAX) {
            self.ask_to_retire(page.to_vec(), Vec::new());
        }
    }

    fn ask_to_retire(&mut self, invites: Vec<(DropTag, Day)>, forgotten: Vec<DropTag>) {
        self.correspondence.ask(Ask::Retire { invites, forgotten }, About::Retire);
    }

    pub(super) fn note_retired(&mut self) {
        if self.state.retiring.take().is_some() {
            self.correspondence.changed();
        }
    }
}

/// What makes the marks a power of two again: padding goes as served invites come, and comes when the power doubles.
fn plan(state: &mut State, random: &mut dyn CryptoRng) -> Retiring {
    let mut invites = std::mem::take(&mut state.to_retire);
    let day = invites.first().map_or(Day(0), |(_, day)| *day);
    state.retired += invites.len() as u64;
    let retired = usize::try_from(state.retired).unwrap_or(usize::MAX / 2);
    let padding = padded(retired) - retired;
    let forgotten = state.padding.split_off(padding.min(state.padding.len()));
    while state.padding.len() < padding {
        let tag = random_tag(random);
        state.padding.push(tag);
        invites.push((tag, day));
    }
    // In the order of their tags, what comes together does not tell which of it is padding.
    invites.sort_unstable_by_key(|(tag, _)| *tag);
    Retiring { invites, forgotten }
}

fn random_tag(random: &mut dyn CryptoRng) -> DropTag {
    let mut tag = [0; DropTag::BYTES];
    random.fill_bytes(&mut tag);
    DropTag::new(tag)
}
