//! Between moments and what the date fields of a browser hold, on the liaison's own clock.

use porchlight_client::Seconds;
use porchlight_language::texts::{Day, Moment};

use crate::Civil;

const SECONDS_PER_DAY: Seconds = 86_400;
/// A zone's offset shows itself at the first look; the second settles one that changes in between.
const LOOKS_MAX: usize = 3;

/// Today; `None` beyond the calendar.
pub(super) fn today(civil: &dyn Civil, now: Seconds) -> Option<Day> {
    civil.moment(now).map(Moment::day)
}

/// What a field for a time holds at a moment.
pub(super) fn field_of(civil: &dyn Civil, at: Seconds) -> String {
    civil.moment(at).map(Moment::to_field).unwrap_or_default()
}

/// When a clock on the wall shows this. Of an hour that a clock skips, a moment near it.
pub(super) fn seconds_of(civil: &dyn Civil, wanted: Moment) -> Option<Seconds> {
    let wanted = on_the_wall(wanted);
    let mut guess = wanted;
    for _ in 0..LOOKS_MAX {
        let shown = on_the_wall(civil.moment(guess)?);
        if shown == wanted {
            break;
        }
        guess = guess.checked_add_signed(wanted.cast_signed().checked_sub(shown.cast_signed())?)?;
    }
    Some(guess)
}

/// Seconds from the first day to what a wall clock shows, as if it stood in no zone.
fn on_the_wall(moment: Moment) -> Seconds {
    let (hour, minute) = moment.clock();
    Seconds::from(moment.day().number()) * SECONDS_PER_DAY + Seconds::from(hour) * 3_600 + Seconds::from(minute) * 60
}

/// Days from one moment to another, a day that has begun as a whole one.
pub(super) fn days_until(from: Seconds, to: Seconds) -> Option<u32> {
    u32::try_from(to.saturating_sub(from).div_ceil(SECONDS_PER_DAY)).ok().filter(|days| *days > 0)
}

/// So many days later.
pub(super) const fn days_later(from: Seconds, days: u32) -> Seconds {
    from.saturating_add(days as Seconds * SECONDS_PER_DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two hours east of Greenwich, and three from a moment on.
    struct Changing;

    const CHANGES_AT: Seconds = 1_774_746_000;

    impl Civil for Changing {
        fn moment(&self, at: Seconds) -> Option<Moment> {
            let shown = at + if at < CHANGES_AT { 7_200 } else { 10_800 };
            let day = Day::from_number(u32::try_from(shown / SECONDS_PER_DAY).ok()?);
            let of_day = shown % SECONDS_PER_DAY;
            Moment::new(day, u8::try_from(of_day / 3_600).ok()?, u8::try_from(of_day % 3_600 / 60).ok()?)
        }
    }

    #[test]
    fn what_a_field_holds_comes_back_to_its_moment() {
        for at in [CHANGES_AT - 86_400, CHANGES_AT - 60, CHANGES_AT, CHANGES_AT + 86_400, 60] {
            let field = field_of(&Changing, at);
            assert_eq!(seconds_of(&Changing, Moment::from_field(&field).unwrap()), Some(at), "{field}");
        }
    }

    #[test]
    fn an_hour_that_is_skipped_is_a_moment_near_it() {
        let skipped = Moment::from_field("2026-03-29T03:30").unwrap();
        let near = seconds_of(&Changing, skipped).unwrap();
        assert!(near.abs_diff(CHANGES_AT) <= 3_600, "{near}");
    }
}
