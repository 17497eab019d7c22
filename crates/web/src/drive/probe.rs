//! Whether the line still stands. A page cannot ping; it asks a question that costs nothing. See docs/protocol.md#transport.

use std::collections::VecDeque;
use std::time::Duration;

use porchlight_client::Seconds;
use porchlight_protocol::limits::PING_EVERY;
use porchlight_protocol::{Ask, RelayFrame, Request};

/// A number that no party's request ever has: they count up from one.
const PROBE_NUMBER: u32 = u32::MAX;
/// How long the relay may take to answer a question that costs nothing.
const ANSWER_WAIT_SECONDS: Seconds = 15;

/// When the relay was last heard, and whether a question is out.
pub(super) struct Probe {
    heard_at: Seconds,
    asked_at: Option<Seconds>,
    is_doubted: bool,
}

/// What came from the relay.
pub(super) struct Heard {
    /// What it answered to a probe is among it: the line stands.
    pub(super) has_answered: bool,
    /// Everything else.
    pub(super) others: VecDeque<RelayFrame>,
}

/// What is to be done about the line.
pub(super) enum Due {
    Nothing,
    Ask(Request),
    GiveUp,
}

impl Probe {
    pub(super) const fn new(now: Seconds) -> Self {
        Self { heard_at: now, asked_at: None, is_doubted: false }
    }

    /// Notes that the relay was heard, and takes out its answers to probes.
    pub(super) fn heard(&mut self, mut frames: VecDeque<RelayFrame>, now: Seconds) -> Heard {
        let all = frames.len();
        frames.retain(|frame| !is_answer(frame));
        *self = Self::new(now);
        Heard { has_answered: frames.len() < all, others: frames }
    }

    /// The machine may have slept, or changed its network: ask at once.
    pub(super) const fn doubt(&mut self) {
        self.is_doubted = true;
    }

    pub(super) fn due(&mut self, now: Seconds) -> Due {
        match self.asked_at {
            Some(asked_at) if elapsed(asked_at, now) >= ANSWER_WAIT_SECONDS => Due::GiveUp,
            Some(_) => Due::Nothing,
            None if self.is_doubted || elapsed(self.heard_at, now) >= PING_EVERY.as_secs() => {
                (self.asked_at, self.is_doubted) = (Some(now), false);
                Due::Ask(question())
            }
            None => Due::Nothing,
        }
    }

    /// How long to wait at most, where the party would wait so long.
    pub(super) fn until_next(&self, wait: Duration, now: Seconds) -> Duration {
        let at = match self.asked_at {
            Some(asked_at) => asked_at.saturating_add(ANSWER_WAIT_SECONDS),
            None => self.heard_at.saturating_add(PING_EVERY.as_secs()),
        };
        wait.min(Duration::from_secs(at.saturating_sub(now).max(1)))
    }
}

/// After a clock that was set back nobody can tell how long it has been: longer than any wait.
const fn elapsed(since: Seconds, now: Seconds) -> Seconds {
    match now.checked_sub(since) {
        Some(elapsed) => elapsed,
        None => Seconds::MAX,
    }
}

const fn question() -> Request {
    Request { number: PROBE_NUMBER, ask: Ask::Head }
}

const fn is_answer(frame: &RelayFrame) -> bool {
    match frame {
        RelayFrame::Reply { number, .. } | RelayFrame::Refused { number, .. } => *number == PROBE_NUMBER,
        RelayFrame::Envelope(_) | RelayFrame::Stopped { .. } => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer() -> VecDeque<RelayFrame> {
        VecDeque::from([RelayFrame::Refused { number: PROBE_NUMBER, refusal: porchlight_protocol::Refusal::Busy }])
    }

    #[test]
    fn a_quiet_line_is_asked_and_given_up_where_nobody_answers() {
        let mut probe = Probe::new(1_000);
        assert!(matches!(probe.due(1_044), Due::Nothing));
        assert!(matches!(probe.due(1_045), Due::Ask(_)));
        assert!(matches!(probe.due(1_059), Due::Nothing));
        assert!(matches!(probe.due(1_060), Due::GiveUp));
    }

    #[test]
    fn an_answer_is_kept_from_the_party_and_told_of() {
        let mut probe = Probe::new(1_000);
        probe.doubt();
        assert!(matches!(probe.due(1_001), Due::Ask(_)));
        let heard = probe.heard(answer(), 1_002);
        assert!(heard.has_answered && heard.others.is_empty());
        assert!(matches!(probe.due(1_046), Due::Nothing), "it was heard just now");
    }

    #[test]
    fn a_clock_that_was_set_back_does_not_keep_a_dead_line_alive() {
        let mut probe = Probe::new(1_000_000);
        assert!(matches!(probe.due(1_000), Due::Ask(_)));
        assert!(matches!(probe.due(900), Due::GiveUp));
    }
}
