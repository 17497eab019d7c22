//! What the relay no longer keeps: thrown away in its time, or earlier than it was to.
//!
//! See docs/protocol.md#what-a-device-concludes.

use porchlight_protocol::Sequence;

use super::standing::CLOCK_SLACK_SECONDS;
use super::{Device, Finding};
use crate::{DAY_SECONDS, Seconds};

impl Device {
    /// The name of a span that the relay no longer keeps. What comes after an update is younger than it is: where the update
    /// itself would still have to be kept, so would these.
    pub(super) fn name_pruned(&self, from: Sequence, through: Sequence) -> Finding {
        let kept_until = self.last_posted_at().map(|posted_at| posted_at.saturating_add(self.promised_retention()));
        let now = self.counted(self.now).saturating_add(CLOCK_SLACK_SECONDS);
        match kept_until.is_some_and(|until| now < until) {
            true => Finding::PrunedEarly { from, through },
            false => Finding::Pruned { from, through },
        }
    }

    /// How long the relay was to keep what this device had not read yet: by the shortest retention that was ever in force since.
    fn promised_retention(&self) -> Seconds {
        let told = self.state.profile.as_ref().map(|profile| profile.retention_days);
        let controls = self.known_controls().map(|control| control.retention_days);
        let days = controls.chain(told).min().unwrap_or(0);
        Seconds::from(days) * DAY_SECONDS
    }

    fn last_posted_at(&self) -> Option<Seconds> {
        self.statuses().next_back().map(|status| status.posted_at)
    }
}
