//! A party and its driver: a disk that can be crashed at any step.

use porchlight_client::{
    Courier, CourierEvent, Device, DeviceEvent, Input, Liaison, LiaisonEvent, Output, Recovery, RecoveryEvent, Saved,
};
use porchlight_protocol::{RelayFrame, Request};
use rand_chacha::ChaCha20Rng;
use rand_core::CryptoRng;
use rand_core::SeedableRng;

/// A sans-IO party of either tower.
pub trait Party: Sized {
    /// What it tells.
    type Event: Clone;
    /// Hands in what happened.
    fn take(&mut self, input: Input, now: u64);
    /// What is to be done next.
    fn next_output(&mut self) -> Option<Output<Self::Event>>;
    /// Takes up a saved state.
    fn restored(saved: &Saved, random: Box<dyn CryptoRng + Send>) -> Self;
    /// When it wants to look at the clock.
    fn wants_tick(&self) -> Option<u64>;
}

impl Party for Liaison {
    type Event = LiaisonEvent;
    fn take(&mut self, input: Input, now: u64) {
        self.handle(input, now);
    }
    fn next_output(&mut self) -> Option<Output<LiaisonEvent>> {
        self.poll()
    }
    fn restored(saved: &Saved, random: Box<dyn CryptoRng + Send>) -> Self {
        Self::restore(saved, random).expect("a saved state is readable")
    }
    fn wants_tick(&self) -> Option<u64> {
        None
    }
}

impl Party for Device {
    type Event = DeviceEvent;
    fn take(&mut self, input: Input, now: u64) {
        self.handle(input, now);
    }
    fn next_output(&mut self) -> Option<Output<DeviceEvent>> {
        self.poll()
    }
    fn restored(saved: &Saved, random: Box<dyn CryptoRng + Send>) -> Self {
        Self::restore(saved, random).expect("a saved state is readable")
    }
    fn wants_tick(&self) -> Option<u64> {
        self.deadline()
    }
}

impl Party for Recovery {
    type Event = RecoveryEvent;
    fn take(&mut self, input: Input, now: u64) {
        self.handle(input, now);
    }
    fn next_output(&mut self) -> Option<Output<RecoveryEvent>> {
        self.poll()
    }
    fn restored(_: &Saved, _: Box<dyn CryptoRng + Send>) -> Self {
        panic!("what a recovery saves is a liaison's state")
    }
    fn wants_tick(&self) -> Option<u64> {
        None
    }
}

impl Party for Courier {
    type Event = CourierEvent;
    fn take(&mut self, input: Input, now: u64) {
        self.handle(input, now);
    }
    fn next_output(&mut self) -> Option<Output<CourierEvent>> {
        self.poll()
    }
    fn restored(_: &Saved, _: Box<dyn CryptoRng + Send>) -> Self {
        panic!("a courier keeps nothing")
    }
    fn wants_tick(&self) -> Option<u64> {
        None
    }
}

/// Somebody with a party on a machine of their own.
pub struct Person<P: Party> {
    party: P,
    disk: Option<Saved>,
    rosters_saved: usize,
    events: Vec<P::Event>,
    steps: usize,
    crash_after: Option<usize>,
    has_crashed: bool,
}

impl<P: Party> Person<P> {
    /// Gives a party its machine.
    pub fn new(party: P) -> Self {
        Self {
            party,
            disk: None,
            rosters_saved: 0,
            events: Vec::new(),
            steps: 0,
            crash_after: None,
            has_crashed: false,
        }
    }

    /// The party.
    pub fn party(&mut self) -> &mut P {
        &mut self.party
    }

    /// The party, to be looked at.
    pub const fn peek(&self) -> &P {
        &self.party
    }

    /// What was told since this was last asked.
    pub fn events(&mut self) -> Vec<P::Event> {
        std::mem::take(&mut self.events)
    }

    /// All that is on its disk.
    pub fn disk_bytes(&self) -> Option<Vec<u8>> {
        let disk = self.disk.as_ref()?;
        Some([disk.state.as_slice(), disk.roster.as_ref().map_or(&[], |roster| roster.as_slice())].concat())
    }

    /// What is on its disk, in its parts.
    pub const fn saved(&self) -> Option<&Saved> {
        self.disk.as_ref()
    }

    /// How many of its saves brought a roster.
    pub const fn rosters_saved(&self) -> usize {
        self.rosters_saved
    }

    /// How many outputs have been carried out.
    pub fn steps(&self) -> usize {
        self.steps
    }

    /// The machine dies once it has carried out this many more outputs.
    pub fn crash_after(&mut self, outputs: usize) {
        self.crash_after = Some(self.steps + outputs);
    }

    /// Whether it died; from here on it will not.
    pub fn has_crashed(&mut self) -> bool {
        self.crash_after = None;
        self.has_crashed
    }

    /// Another machine with a copy of this one's disk; `None` where nothing had been saved.
    pub fn with_disk_of<Q: Party>(other: &Person<Q>, seed: u64) -> Option<Self> {
        let random = Box::new(ChaCha20Rng::seed_from_u64(seed));
        let disk = other.disk.clone();
        Some(Self { disk: disk.clone(), ..Self::new(P::restored(disk.as_ref()?, random)) })
    }

    /// Starts again from the disk; `None` where nothing had been saved.
    pub fn restart(&self, seed: u64) -> Option<Self> {
        let random = Box::new(ChaCha20Rng::seed_from_u64(seed));
        Some(Self { disk: self.disk.clone(), ..Self::new(P::restored(self.disk.as_ref()?, random)) })
    }

    /// Lets the party tell and save what it has to, without a network.
    pub fn settle(&mut self, now: u64) {
        while self.step(now).is_some() {}
    }

    pub(super) fn connect(&mut self, now: u64) {
        self.party.take(Input::Connected, now);
    }

    pub(super) fn hang_up(&mut self, now: u64) {
        if !self.has_crashed {
            self.party.take(Input::Disconnected, now);
            while self.step(now).is_some() {}
        }
    }

    pub(super) fn hear(&mut self, frame: RelayFrame, now: u64) {
        if !self.has_crashed {
            self.party.take(Input::Frame(Box::new(frame)), now);
        }
    }

    /// Hands in that time has passed.
    pub fn tick(&mut self, now: u64) {
        if !self.has_crashed {
            self.party.take(Input::Tick, now);
        }
    }

    pub(super) fn deadline(&self) -> Option<u64> {
        if self.has_crashed { None } else { self.party.wants_tick() }
    }

    /// Carries out outputs up to the next request, which is the relay's to hear.
    pub(super) fn step(&mut self, now: u64) -> Option<Request> {
        loop {
            if self.has_crashed || self.crash_after.is_some_and(|limit| self.steps >= limit) {
                self.has_crashed = true;
                return None;
            }
            let output = self.party.next_output()?;
            self.steps += 1;
            match output {
                Output::Tell(event) => self.events.push(event),
                Output::Save(saved) => {
                    self.rosters_saved += usize::from(saved.roster.is_some());
                    let roster = saved.roster.or_else(|| self.disk.take().and_then(|disk| disk.roster));
                    self.disk = Some(Saved { state: saved.state, roster });
                    self.party.take(Input::Saved, now);
                }
                Output::Send(request) => return Some(request),
            }
        }
    }
}
