//! What a driver needs of a party, whichever it is.

use crate::{
    Courier, CourierEvent, Device, DeviceEvent, Input, Liaison, LiaisonEvent, Output, Recovery, RecoveryEvent, Seconds,
};

/// A party that a driver can drive.
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
