//! Where a party's state rests, and those who are told.

use std::io;

use porchlight_client::{Party, Reach, Saved, Seconds};

use crate::state_file::{StateFile, StateTrouble};

/// Where a party's state rests.
pub trait Shelf {
    /// Replaces what this save changes, all of it or nothing. When this returns, it is on stable storage.
    ///
    /// # Errors
    /// Where it could not be saved: nothing that rests on it may be sent.
    fn save(&mut self, saved: &Saved) -> Result<(), StateTrouble>;
}

impl Shelf for StateFile {
    fn save(&mut self, saved: &Saved) -> Result<(), StateTrouble> {
        StateFile::save(self, saved)
    }
}

/// For a party that has no state: what it carries is kept elsewhere.
pub struct NoShelf;

impl Shelf for NoShelf {
    fn save(&mut self, _saved: &Saved) -> Result<(), StateTrouble> {
        Ok(())
    }
}

/// Whether there is more to do after an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Onward {
    /// Go on.
    Continue,
    /// This session gives nothing more. Whoever follows tries another one later; whoever came once ends here.
    HangUp,
    /// That was what the session was for: save, send nothing more, and end.
    Finish,
}

/// Those who are told.
pub trait Audience<P: Party> {
    /// Shows an event. When this returns, it has been shown: what was told may be saved as told.
    ///
    /// # Errors
    /// Where it could not be shown. The driver then ends without saving, so that it is told again.
    fn hear(&mut self, event: P::Event, party: &P, now: Seconds) -> io::Result<Onward>;

    /// Looks at a party that waits, with everything told and saved. Returns when to look again though nothing happens.
    ///
    /// # Errors
    /// Where something could not be shown.
    fn look(&mut self, _party: &P, _reach: Reach, _now: Seconds) -> io::Result<Option<Seconds>> {
        Ok(None)
    }

    /// Notes that a session stood and broke off: what was sent in it may have arrived, though nothing says so.
    fn cut_off(&mut self) {}
}
