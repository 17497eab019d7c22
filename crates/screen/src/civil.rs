//! The reader's own calendar and clock, which only the world outside knows.

use porchlight_client::Seconds;
use porchlight_language::texts::Moment;

/// Turns moments into what a reader's wall clock shows.
pub trait Civil {
    /// The minute of the reader's day; `None` beyond the calendar.
    fn moment(&self, at: Seconds) -> Option<Moment>;
}

impl<C: Civil + ?Sized> Civil for &C {
    fn moment(&self, at: Seconds) -> Option<Moment> {
        (**self).moment(at)
    }
}
