//! When to try again: with full jitter, so that a thousand devices do not come back in the same second.

use std::time::Duration;

use crate::random;

const BASE: Duration = Duration::from_millis(500);
const CAP: Duration = Duration::from_secs(60);
/// How often someone who waits at a prompt is made to wait.
const ATTEMPTS_ONCE: u32 = 3;
/// After this time, no further attempt is begun for someone who waits at a prompt.
const ATTEMPTS_ONCE_WITHIN: Duration = Duration::from_secs(6);
/// A relay that takes a request and does not answer for so long has lost it.
const ANSWER_WAIT: Duration = Duration::from_secs(30);

/// How long to go on trying.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Patience {
    /// Three times, within a few seconds: someone waits at a prompt.
    Once,
    /// Until interrupted.
    Forever,
}

impl Patience {
    /// How long to wait before the next attempt, after so many that failed in such a time; `None` to give up.
    pub(crate) fn wait_after(self, failures: u32, spent: Duration) -> Option<Duration> {
        match self {
            Self::Once if failures >= ATTEMPTS_ONCE || spent >= ATTEMPTS_ONCE_WITHIN => None,
            Self::Once | Self::Forever => Some(jittered(ceiling(failures))),
        }
    }

    /// For how long the relay may say nothing.
    pub(crate) const fn silence_max(self) -> Duration {
        match self {
            Self::Once => ANSWER_WAIT,
            Self::Forever => porchlight_protocol::limits::IDLE_WAIT,
        }
    }
}

/// The longest wait after so many failures.
fn ceiling(failures: u32) -> Duration {
    let doublings = failures.saturating_sub(1).min(16);
    BASE.saturating_mul(1 << doublings).min(CAP)
}

/// Anything from nothing to the ceiling, evenly.
fn jittered(ceiling: Duration) -> Duration {
    let mut bytes = [0; 4];
    random::fill(&mut bytes);
    ceiling.mul_f64(f64::from(u32::from_be_bytes(bytes)) / f64::from(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ceiling_doubles_up_to_a_minute() {
        let seconds = [1, 2, 3, 7, 8, 1000].map(|failures| ceiling(failures).as_secs_f64());
        assert_eq!(seconds, [0.5, 1.0, 2.0, 32.0, 60.0, 60.0]);
    }

    #[test]
    fn a_wait_never_passes_its_ceiling() {
        assert!((0..100).all(|_| jittered(CAP) <= CAP));
    }

    #[test]
    fn someone_at_a_prompt_waits_for_three_attempts() {
        let soon = Duration::from_secs(1);
        assert!(Patience::Once.wait_after(2, soon).is_some_and(|wait| wait <= Duration::from_secs(1)));
        assert_eq!(Patience::Once.wait_after(3, soon), None);
        assert_eq!(Patience::Once.wait_after(1, Duration::from_secs(10)), None);
        assert!(Patience::Forever.wait_after(u32::MAX, Duration::MAX).is_some());
    }
}
