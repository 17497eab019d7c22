//! When the next session begins after one that came to an end: at once while there is something to do, and ever later with a server
//! that refuses.

use std::time::Duration;

use porchlight_client::Failure;

/// The first wait after a server that refused: as long as a person needs to read what it said.
const BACK_OFF_BASE: Duration = Duration::from_secs(2);
/// No longer than this: what waits has waited long enough, and a dial every five minutes bothers no server.
const BACK_OFF_MAX: Duration = Duration::from_secs(5 * 60);
/// Doublings that lead past the longest wait; more would overflow.
const DOUBLINGS_MAX: u32 = 8;

/// How often the server has refused in a row, or answered what was not asked.
#[derive(Default)]
pub(super) struct Pacing {
    refusals: u32,
}

impl Pacing {
    /// Notes what came of a session. A task that cannot be done is no fault of the server's: the next one may do better.
    pub(super) fn note(&mut self, failure: Option<&Failure>) {
        self.refusals = match failure.is_some_and(Failure::is_of_the_session) {
            true => self.refusals.saturating_add(1),
            false => 0,
        };
    }

    /// Whether what else there is to do may be begun at once.
    pub(super) const fn goes_on(&self) -> bool {
        self.refusals == 0
    }

    /// How long what waits has to wait: half of a ceiling that doubles with each refusal, and by chance up to all of it, so that
    /// many desks do not come back in the same second.
    pub(super) fn wait(&self, chance: u32) -> Duration {
        let doublings = self.refusals.saturating_sub(1).min(DOUBLINGS_MAX);
        let ceiling = BACK_OFF_BASE.saturating_mul(1 << doublings).min(BACK_OFF_MAX);
        let half_milliseconds = ceiling.as_secs() * 500;
        Duration::from_millis(half_milliseconds + ((half_milliseconds * u64::from(chance)) >> u32::BITS))
    }
}

#[cfg(test)]
mod tests {
    use porchlight_protocol::Refusal;

    use super::*;

    const BUSY: Option<Failure> = Some(Failure::Refused(Refusal::Busy));

    fn after(outcomes: &[Option<Failure>]) -> Pacing {
        let mut pacing = Pacing::default();
        outcomes.iter().for_each(|failure| pacing.note(failure.as_ref()));
        pacing
    }

    #[test]
    fn a_server_that_refuses_is_not_dialled_again_at_once_and_ever_more_rarely() {
        let of_the_session = [
            BUSY,
            Some(Failure::Refused(Refusal::StorageFailed)),
            Some(Failure::RelayTooOld),
            Some(Failure::RelayMisbehaved),
        ];
        for outcome in of_the_session {
            let pacing = after(&[outcome]);
            assert!(!pacing.goes_on());
            assert_eq!(pacing.wait(0), BACK_OFF_BASE / 2);
            assert!((BACK_OFF_BASE / 2..=BACK_OFF_BASE).contains(&pacing.wait(u32::MAX)));
        }
        let waits: Vec<_> = (1..=12).map(|refusals| after(&vec![BUSY; refusals]).wait(0).as_secs()).collect();
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 64, 128, 150, 150, 150, 150]);
    }

    #[test]
    fn what_is_done_or_cannot_be_done_is_followed_by_the_next_at_once() {
        let unknown = Failure::NoSuchFamily { family: "Bondar".into() };
        assert!(after(&[BUSY, None]).goes_on());
        assert!(after(&[BUSY, Some(unknown)]).goes_on());
        assert!(after(&[]).goes_on());
    }
}
