//! How long whoever typed a wrong PIN has to wait: longer each time, whatever is reloaded.

use porchlight_client::Seconds;

/// Slips of the finger cost nothing.
const FREE_TRIES: u32 = 3;
/// From then on, by the number of tries behind the free ones; the last holds for all that follow.
const WAITS: [Seconds; 6] = [5, 15, 60, 5 * 60, 15 * 60, 60 * 60];

/// Wrong PINs in a row, and from when on the next may be tried.
///
/// The clock is the phone's: whoever can set it forward does not wait. Set back, it makes them wait once more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Waits {
    failures: u32,
    noted: Seconds,
}

impl Waits {
    /// Reads what was kept. Where it is damaged or gone, the longest wait begins: neither must gain anything. A try that lies ahead of
    /// a clock that was set back counts from now on.
    pub fn read(bytes: &[u8], now: Seconds) -> Self {
        let read = bytes.split_first_chunk().and_then(|(failures, noted)| {
            let (failures, noted) = (u32::from_be_bytes(*failures), u64::from_be_bytes(noted.try_into().ok()?));
            Some(Self { failures, noted: noted.min(now) })
        });
        read.unwrap_or(Self { failures: u32::MAX, noted: now })
    }

    /// What is to be kept.
    pub fn to_bytes(self) -> [u8; 12] {
        let mut bytes = [0; 12];
        bytes[..4].copy_from_slice(&self.failures.to_be_bytes());
        bytes[4..].copy_from_slice(&self.noted.to_be_bytes());
        bytes
    }

    /// The same with one more try; it counts as failed until it is known to be right.
    #[must_use]
    pub fn tried(self, now: Seconds) -> Self {
        Self { failures: self.failures.saturating_add(1), noted: now }
    }

    /// From when on the next may be tried; `None` where it may be at once.
    pub fn until(self, now: Seconds) -> Option<Seconds> {
        let behind_free = self.failures.checked_sub(FREE_TRIES)?;
        let at = usize::try_from(behind_free).unwrap_or(usize::MAX).min(WAITS.len() - 1);
        let until = self.noted.saturating_add(WAITS[at]);
        (until > now).then_some(until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_grows_with_each_wrong_pin_and_ends() {
        let mut waits = Waits::default();
        let mut grown = Vec::new();
        for _ in 0..10 {
            waits = waits.tried(1000);
            grown.push(waits.until(1000).map_or(0, |until| until - 1000));
        }
        assert_eq!(grown, [0, 0, 5, 15, 60, 300, 900, 3600, 3600, 3600]);
        assert_eq!(waits.until(1000 + 3600), None);
    }

    #[test]
    fn what_was_kept_is_read_again() {
        let waits = Waits::default().tried(5).tried(6).tried(7);
        assert_eq!(Waits::read(&waits.to_bytes(), 9), waits);
        assert_eq!(waits.until(9), Some(12));
    }

    #[test]
    fn who_damages_or_removes_what_was_kept_waits_longest() {
        for kept in [[1, 2, 3].as_slice(), &[]] {
            assert_eq!(Waits::read(kept, 50).until(50), Some(50 + 3600));
        }
    }

    #[test]
    fn a_clock_that_was_set_back_costs_one_wait() {
        let kept = Waits::default().tried(9000).tried(9000).tried(9000).to_bytes();
        let read = Waits::read(&kept, 100);
        assert_eq!(read.until(100), Some(105));
        assert_eq!(read.until(105), None);
    }
}
