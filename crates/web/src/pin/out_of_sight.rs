//! A page that was out of sight for long asks for its PIN again: whoever picks the phone up may be somebody else.

use porchlight_client::Seconds;

/// Long enough to look something up and come back; short for whoever finds a phone that was put down.
pub const PIN_HIDDEN_MAX: Seconds = 5 * 60;

/// Since when nobody has seen the page.
#[derive(Default)]
pub struct OutOfSight {
    since: Option<Seconds>,
}

impl OutOfSight {
    /// Notes whether the page is hidden at this moment; whether it comes into sight again after too long. A clock that was set back
    /// meanwhile tells nothing, and counts as too long.
    pub fn note(&mut self, is_hidden: bool, now: Seconds) -> bool {
        if is_hidden {
            self.since.get_or_insert(now);
            return false;
        }
        let since = self.since.take();
        since.is_some_and(|since| !(since..=since.saturating_add(PIN_HIDDEN_MAX)).contains(&now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_comes_back_soon_is_not_asked_and_who_comes_late_is() {
        let mut sight = OutOfSight::default();
        assert!(!sight.note(false, 50), "it was never hidden");
        assert!(!sight.note(true, 100) && !sight.note(false, 100 + PIN_HIDDEN_MAX));
        assert!(!sight.note(true, 1_000) && !sight.note(true, 1_200), "the first moment counts");
        assert!(sight.note(false, 1_001 + PIN_HIDDEN_MAX) && !sight.note(false, 9_000));
    }

    #[test]
    fn a_clock_that_was_set_back_hides_no_wait() {
        let mut sight = OutOfSight::default();
        assert!(!sight.note(true, 1_000) && sight.note(false, 999));
    }
}
