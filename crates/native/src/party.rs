//! What a driver needs of a party, and of those who are told.

use std::io;

use porchlight_client::{
    Courier, CourierEvent, Device, DeviceEvent, Input, Liaison, LiaisonEvent, Output, Reach, Recovery, RecoveryEvent,
    Seconds,
};

use crate::state_file::{StateFile, StateTrouble};

/// A party that a [`Driver`](crate::Driver) can drive.
pub trait Party {
    /// What it tells people.
    type Event;

    /// `host` or `host:port` of its relay.
    fn relay(&self) -> &str;
    /// Takes in what happened.
    fn handle(&mut self, input: Input, now: Seconds);
    /// What is to be done next.
    fn poll(&mut self) -> Option<Output<Self::Event>>;
    /// When it wants [`Input::Tick`].
    fn deadline(&self) -> Option<Seconds> {
        None
    }
}

impl Party for Device {
    type Event = DeviceEvent;

    fn relay(&self) -> &str {
        Device::relay(self)
    }

    fn handle(&mut self, input: Input, now: Seconds) {
        Device::handle(self, input, now);
    }

    fn poll(&mut self) -> Option<Output<DeviceEvent>> {
        Device::poll(self)
    }

    fn deadline(&self) -> Option<Seconds> {
        Device::deadline(self)
    }
}

impl Party for Liaison {
    type Event = LiaisonEvent;

    fn relay(&self) -> &str {
        Liaison::relay(self)
    }

    fn handle(&mut self, input: Input, now: Seconds) {
        Liaison::handle(self, input, now);
    }

    fn poll(&mut self) -> Option<Output<LiaisonEvent>> {
        Liaison::poll(self)
    }
}

impl Party for Recovery {
    type Event = RecoveryEvent;

    fn relay(&self) -> &str {
        Recovery::relay(self)
    }

    fn handle(&mut self, input: Input, now: Seconds) {
        Recovery::handle(self, input, now);
    }

    fn poll(&mut self) -> Option<Output<RecoveryEvent>> {
        Recovery::poll(self)
    }
}

impl Party for Courier {
    type Event = CourierEvent;

    fn relay(&self) -> &str {
        Courier::relay(self)
    }

    fn handle(&mut self, input: Input, now: Seconds) {
        Courier::handle(self, input, now);
    }

    fn poll(&mut self) -> Option<Output<CourierEvent>> {
        Courier::poll(self)
    }
}

/// Where a party's state rests.
pub trait Shelf {
    /// Replaces the state. When this returns, it is on stable storage.
    ///
    /// # Errors
    /// Where it could not be saved: nothing that rests on it may be sent.
    fn save(&mut self, state: &[u8]) -> Result<(), StateTrouble>;
}

impl Shelf for StateFile {
    fn save(&mut self, state: &[u8]) -> Result<(), StateTrouble> {
        StateFile::save(self, state)
    }
}

/// For a party that has no state: what it carries is kept elsewhere.
pub struct NoShelf;

impl Shelf for NoShelf {
    fn save(&mut self, _state: &[u8]) -> Result<(), StateTrouble> {
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
