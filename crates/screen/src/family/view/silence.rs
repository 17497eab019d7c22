//! What is said of the silence: what the device knows, unless this page is the reason why it knows no more.

use porchlight_client::Standing as Known;
use porchlight_language::texts::OnPage;

use super::Sight;
use super::shelf::trouble_said;
use crate::family::{Group, Line, ShelfTrouble};
use crate::told::Standing;

/// What is said of it.
#[derive(Clone, Copy)]
pub(super) enum Silence {
    /// What the device knows.
    Known(Standing),
    /// An update is due, and the server has not been asked since: it may lie there. That nobody posts in time would be an accusation.
    Unasked,
    /// Nothing can be kept, so nothing is read: what the device knows grows old.
    Halted(ShelfTrouble),
}

impl Silence {
    pub(super) fn of(sight: &Sight<'_>, group: &Group<'_>) -> Self {
        if let Line::Halted(trouble) = group.line {
            return Self::Halted(trouble);
        }
        let (device, now) = (group.device, sight.around.now);
        let is_late = match device.standing(now, group.reach) {
            Known::Due | Known::Overdue => true,
            Known::Fresh
            | Known::PlannedSilence
            | Known::Unconfirmed
            | Known::Unreachable
            | Known::Offline
            | Known::Missing
            | Known::Conflict
            | Known::Removed => false,
        };
        match is_late && !group.has_asked_since(device.standing_since(now, group.reach)) {
            true => Self::Unasked,
            false => Self::Known(sight.reader.standing(device, group.reach, now)),
        }
    }

    /// In a word or two.
    pub(super) fn word(self, sight: &Sight<'_>) -> String {
        match self {
            Self::Known(standing) => standing.word(sight.texts),
            Self::Unasked => sight.say(OnPage::Unasked),
            Self::Halted(_) => sight.say(OnPage::Halted),
        }
    }

    /// In a sentence or two, with what it does not mean.
    pub(super) fn sentence(self, sight: &Sight<'_>) -> String {
        match self {
            Self::Known(standing) => standing.sentence(sight.texts),
            Self::Unasked => sight.say(OnPage::UnaskedWhat),
            Self::Halted(trouble) => sight.say(trouble_said(trouble)),
        }
    }
}
