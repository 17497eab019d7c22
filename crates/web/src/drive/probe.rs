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
    pub(super) fn heard(&mut self, mut frames: VecDeque<RelayFrame>, now: Seconds) -> VecDeque<RelayFrame> {
        frames.retain(|frame| !is_answer(frame));
        *self = Self::new(now);
        frames
    }

    /// The machine may have slept, or changed its network: ask at once.
    pub(super) const fn doubt(&mut self) {
        self.is_doubted = true;
    }

    pub(super) fn due(&mut self, now: Seconds) -> Due {
        match self.asked_at {
            Some(asked_at) if now.saturating_sub(asked_at) >= ANSWER_WAIT_SECONDS => Due::GiveUp,
            Some(_) => Due::Nothing,
            None if self.is_doubted || now.saturating_sub(self.heard_at) >= PING_EVERY.as_secs() => {
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

const fn question() -> Request {
    Request { number: PROBE_NUMBER, ask: Ask::Head }
}

const fn is_answer(frame: &RelayFrame) -> bool {
    match frame {
        RelayFrame::Reply { number, .. } | RelayFrame::Refused { number, .. } => *number == PROBE_NUMBER,
        RelayFrame::Envelope(_) | RelayFrame::Stopped { .. } => false,
    }
}
