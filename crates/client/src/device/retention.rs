//! What the relay no longer keeps: thrown away in its time, or earlier than it was to.
//!
//! See docs/protocol.md#what-a-device-concludes.

use porchlight_protocol::Sequence;
use serde::{Deserialize, Serialize};

use super::standing::CLOCK_SLACK_SECONDS;
use super::{Device, DeviceEvent, Finding};
use crate::{DAY_SECONDS, Seconds};

/// Places that the relay says it no longer keeps, and by this device's clock still would have to.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(super) struct SuspectedSpan {
    from: Sequence,
    through: Sequence,
    kept_until: Seconds,
}

impl Device {
    /// Names a span that the relay no longer keeps, at once where it may have outlived its time. What comes after an update is
    /// younger than it is: where the update itself would still have to be kept, so would these.
    pub(super) fn note_pruned(&mut self, from: Sequence, through: Sequence) {
        self.clear_of_suspicion();
        let kept_until = self.last_posted_at().map(|posted_at| posted_at.saturating_add(self.promised_retention()));
        match kept_until.filter(|until| self.is_surely_before(*until)) {
            Some(kept_until) => self.state.suspected = Some(SuspectedSpan { from, through, kept_until }),
            None => self.correspondence.tell(DeviceEvent::Found(Finding::Pruned { from, through })),
        }
        self.correspondence.changed();
    }

    /// Everything has been read. Only the clock of this device says that it is not later: the relay is accused where a status
    /// behind the span has come, and none shows that clock to be behind.
    pub(super) fn settle_pruned(&mut self) {
        let Some(SuspectedSpan { from, through, kept_until }) = self.state.suspected else { return };
        let has_status_behind = self.statuses().next_back().is_some_and(|status| status.sequence > through);
        let is_behind = self.clock_doubt(self.now).is_some();
        if !has_status_behind || is_behind || !self.is_surely_before(kept_until) {
            return self.clear_of_suspicion();
        }
        self.state.suspected = None;
        self.correspondence.changed();
        self.correspondence.tell(DeviceEvent::Found(Finding::PrunedEarly { from, through }));
    }

    /// A suspicion that nothing confirms accuses nobody; the places are lost all the same.
    fn clear_of_suspicion(&mut self) {
        if let Some(SuspectedSpan { from, through, .. }) = self.state.suspected.take() {
            self.correspondence.changed();
            self.correspondence.tell(DeviceEvent::Found(Finding::Pruned { from, through }));
        }
    }

    fn is_surely_before(&self, moment: Seconds) -> bool {
        self.now.saturating_add(CLOCK_SLACK_SECONDS) < moment
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
