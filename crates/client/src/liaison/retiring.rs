//! Retiring served invites: the relay keeps a mark of each, among as many random ones as hide their number.
//!
//! See docs/protocol.md#grants, *Padding*.

use std::ops::Range;

use porchlight_protocol::limits::{RETIRED_PER_FRAME_MAX, padded};
use porchlight_protocol::{Ask, Day, DropTag};
use porchlight_sealing::Secret;
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::Liaison;
use super::session::About;
use super::state::{Retiring, State};

impl Liaison {
    /// Asks the relay to retire what has served, and to keep the number of marks a power of two.
    pub(super) fn retire(&mut self) {
        if self.state.retiring.is_none() && !self.state.to_retire.is_empty() {
            self.state.retiring = Some(plan(&mut self.state));
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

/// Marks at the relay that are only padding: as many as bring all marks to a power of two, thousands in a large group.
///
/// Their tags come from a secret and a number, so that they weigh nothing in what is saved with each post. No number comes twice: a
/// mark that is there again would show that it is no invite's.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Padding {
    secret: Secret,
    marks: Range<u64>,
}

impl Padding {
    /// None yet.
    pub(crate) fn draw(random: &mut dyn CryptoRng) -> Self {
        Self { secret: Secret::draw(random), marks: 0..0 }
    }

    /// Brings their number to this: the tags of those to be forgotten, the oldest, and of those to be made.
    fn resize(&mut self, marks: u64) -> (Vec<DropTag>, Vec<DropTag>) {
        let Range { start, end } = self.marks;
        let first = end.saturating_sub(marks).max(start);
        self.marks = first..first.saturating_add(marks);
        (self.tags(start..first), self.tags(end..self.marks.end))
    }

    fn tags(&self, marks: Range<u64>) -> Vec<DropTag> {
        let tag = |mark: u64| self.secret.derive("porchlight/1 padding mark", &[&mark.to_be_bytes()]);
        marks.map(|mark| DropTag::new(*tag(mark).as_bytes())).collect()
    }
}

/// What makes the marks a power of two again: padding goes as served invites come, and comes when the power doubles.
fn plan(state: &mut State) -> Retiring {
    let mut invites = std::mem::take(&mut state.to_retire);
    let day = invites.first().map_or(Day(0), |(_, day)| *day);
    state.retired += invites.len() as u64;
    let retired = usize::try_from(state.retired).unwrap_or(usize::MAX / 2);
    let (forgotten, fresh) = state.padding.resize((padded(retired) - retired) as u64);
    invites.extend(fresh.into_iter().map(|tag| (tag, day)));
    // In the order of their tags, what comes together does not tell which of it is padding.
    invites.sort_unstable_by_key(|(tag, _)| *tag);
    Retiring { invites, forgotten }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rand_chacha::ChaCha20Rng;
    use rand_core::SeedableRng;

    use super::*;

    #[test]
    fn padding_is_as_much_as_it_should_be_and_no_mark_comes_back() {
        let mut padding = Padding::draw(&mut ChaCha20Rng::seed_from_u64(1));
        let (mut made, mut held) = (BTreeSet::new(), BTreeSet::new());
        for marks in [15, 14, 14, 3, 0, 31, 2, 60, 61, 0, 16] {
            let (forgotten, fresh) = padding.resize(marks);
            assert!(forgotten.iter().all(|tag| held.remove(tag)), "only what is held is forgotten");
            assert!(fresh.iter().all(|tag| made.insert(*tag)), "no mark comes back");
            held.extend(fresh);
            assert_eq!(held.len() as u64, marks);
        }
    }
}
