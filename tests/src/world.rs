//! A simulated world: a relay, a liaison and devices in memory, with a clock and a seed of their own.
//!
//! Every byte of randomness comes from the world's seed, every second from its clock; a failure is replayed by its seed.

mod offices;
mod person;
mod scribe;

use std::collections::{BTreeMap, VecDeque};

use porchlight_client::{Device, DeviceEvent, Done, Finding, History, Liaison, LiaisonEvent, Task};
use porchlight_protocol::{Challenge, Charter, Day, FeedId, RelayFrame, Request};
use porchlight_relay_core::{MemoryStore, Relay, Retention, SessionId};
use porchlight_sealing::{Link, Profile};
use rand_chacha::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};

pub use person::{Party, Person};
pub use scribe::{Heard, Member, Scribe};

/// What the relay is called by those who dial it.
pub const RELAY_NAME: &str = "relay.example:8443";
/// Monday 2026-05-04, 06:00 UTC.
pub const MONDAY_MORNING: u64 = 1_777_874_400;
/// A day, in seconds.
pub const DAY: u64 = 86_400;

/// Changes what a relay answers: a lie is a function from an honest frame to frames.
pub type Meddler<'a> = &'a mut dyn FnMut(RelayFrame) -> Vec<RelayFrame>;

/// A relay, a clock and a source of randomness.
#[derive(Clone)]
pub struct World {
    /// The relay.
    pub relay: Relay<MemoryStore>,
    /// Seconds since 1970.
    pub now: u64,
    random: ChaCha20Rng,
    mail: BTreeMap<SessionId, VecDeque<RelayFrame>>,
}

impl World {
    /// A world in which everything follows from the seed, which is printed.
    pub fn new(seed: u64) -> Self {
        println!("seed {seed}");
        Self {
            relay: Relay::in_memory(),
            now: MONDAY_MORNING,
            random: ChaCha20Rng::seed_from_u64(seed),
            mail: BTreeMap::new(),
        }
    }

    /// The same, with a relay that keeps only so many envelopes of a feed.
    pub fn pruning(seed: u64, envelopes: u64) -> Self {
        let relay = Relay::new(MemoryStore::new(), Retention::last(envelopes));
        Self { relay, ..Self::new(seed) }
    }

    /// Randomness for one more party.
    pub fn random(&mut self) -> ChaCha20Rng {
        ChaCha20Rng::seed_from_u64(self.random.next_u64())
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.random.next_u64() % bound as u64).expect("the bound is a usize")
    }

    /// Today, by the world's clock.
    pub fn today(&self) -> Day {
        Day(u32::try_from(self.now / DAY).expect("the story ends before day 2^32"))
    }

    /// Lets time pass.
    pub fn wait(&mut self, seconds: u64) {
        self.now += seconds;
    }

    /// A liaison who has drawn the keys of a group, with the operator's charter in hand.
    pub fn liaison_before_founding(&mut self) -> Person<Liaison> {
        let mut charter = [0; 32];
        self.random.fill_bytes(&mut charter);
        let charter = Charter::new(charter);
        self.relay.grant_charter(&charter).expect("the store in memory works");
        let random = Box::new(self.random());
        Person::new(Liaison::found(RELAY_NAME, charter, profile(), random, self.now))
    }

    /// A liaison whose group exists.
    pub fn liaison(&mut self) -> Person<Liaison> {
        let mut liaison = self.liaison_before_founding();
        assert!(matches!(self.task(&mut liaison, Task::Found), Ok(Done::Founded { .. })));
        liaison
    }

    /// Has the liaison do one task in a session of its own.
    pub fn task(&mut self, liaison: &mut Person<Liaison>, task: Task) -> Result<Done, LiaisonEvent> {
        liaison.party().set_task(task);
        self.session(liaison);
        let last = liaison.events().into_iter().rev().find_map(LiaisonEvent::outcome);
        last.expect("a session ends with what came of its task").map_err(LiaisonEvent::Failed)
    }

    /// Invites a device of a family; the link as text.
    pub fn invite(&mut self, liaison: &mut Person<Liaison>, family: &str, history: History) -> String {
        match self.task(liaison, Task::Invite { family: family.into(), history: Some(history) }) {
            Ok(Done::Invited { link, .. }) => link,
            Ok(_) | Err(_) => panic!("the invite of {family} failed"),
        }
    }

    /// Posts a status; its place.
    pub fn post(&mut self, liaison: &mut Person<Liaison>, code: &str) -> u64 {
        let task = Task::Post { code: code.into(), as_of: self.today(), next_by: None, corrects: None };
        match self.task(liaison, task) {
            Ok(Done::Posted { sequence, .. }) => sequence.0,
            Ok(_) | Err(_) => panic!("the post of {code} failed"),
        }
    }

    /// Tells one family something, at once; its place.
    pub fn tell(&mut self, liaison: &mut Person<Liaison>, family: &str, code: &str, text: Option<&str>) -> u64 {
        let text = text.map(str::to_owned);
        let (family_name, code) = (family.into(), code.into());
        let task = Task::Tell { family: family_name, code, text, with_next: false, answers: None };
        match self.task(liaison, task) {
            Ok(Done::Told { sequence: Some(sequence), .. }) => sequence.0,
            Ok(_) | Err(_) => panic!("telling {family} failed"),
        }
    }

    /// A device that holds a link and has not used it.
    pub fn holder(&mut self, link: &str) -> Person<Device> {
        let link = Link::parse(link).expect("the liaison makes good links");
        Person::new(Device::join(&link, Box::new(self.random())))
    }

    /// A device that has joined and read what there is.
    pub fn join(&mut self, link: &str) -> Person<Device> {
        let mut device = self.holder(link);
        self.session(&mut device);
        assert!(device.party().has_joined());
        device
    }

    /// Invites a family, has its device join, and takes the claim in.
    pub fn family(&mut self, liaison: &mut Person<Liaison>, name: &str) -> Person<Device> {
        let link = self.invite(liaison, name, History::Latest);
        let mut device = self.join(&link);
        self.session_for(liaison, Task::Families);
        self.read(&mut device);
        assert!(device.party().is_confirmed(), "the turn that follows a claim confirms it");
        device
    }

    /// A session that does a task whose outcome does not matter here.
    pub fn session_for(&mut self, liaison: &mut Person<Liaison>, task: Task) {
        liaison.party().set_task(task);
        self.session(liaison);
    }

    /// Has a device read all there is; what it told.
    pub fn read(&mut self, device: &mut Person<Device>) -> Vec<DeviceEvent> {
        self.read_meddled(device, &mut |frame| vec![frame])
    }

    /// The same, from a relay that lies.
    pub fn read_meddled(&mut self, device: &mut Person<Device>, meddler: Meddler<'_>) -> Vec<DeviceEvent> {
        device.events();
        self.session_meddled(device, meddler);
        device.events()
    }

    /// One session: connected, played to its end, and hung up.
    pub fn session<P: Party>(&mut self, person: &mut Person<P>) {
        self.session_meddled(person, &mut |frame| vec![frame]);
    }

    /// One session with a relay that lies.
    pub fn session_meddled<P: Party>(&mut self, person: &mut Person<P>, meddler: Meddler<'_>) {
        let session = self.connect(person);
        self.play(person, session, meddler);
        self.hang_up(person, session);
    }

    /// Ends a session.
    pub fn hang_up<P: Party>(&mut self, person: &mut Person<P>, session: SessionId) {
        self.relay.close(session);
        self.mail.remove(&session);
        person.hang_up(self.now);
    }

    /// Connects, and leaves the session open.
    pub fn connect<P: Party>(&mut self, person: &mut Person<P>) -> SessionId {
        let mut challenge = [0; 32];
        self.random.fill_bytes(&mut challenge);
        let session = self.relay.open(RELAY_NAME, Challenge::new(challenge));
        person.connect(self.now);
        session
    }

    /// Plays an open session until neither side has anything to say; time then passes once, so that a wait can end.
    pub fn play<P: Party>(&mut self, person: &mut Person<P>, session: SessionId, meddler: Meddler<'_>) {
        self.exchange(person, session, meddler);
        if let Some(deadline) = person.deadline() {
            person.tick(deadline);
            self.exchange(person, session, meddler);
        }
    }

    /// Plays an open session as far as it goes at this moment: nobody waits for anything.
    pub fn deliver<P: Party>(&mut self, person: &mut Person<P>, session: SessionId) {
        self.exchange(person, session, &mut |frame| vec![frame]);
    }

    /// The same, with a relay that lies.
    pub fn deliver_meddled<P: Party>(&mut self, person: &mut Person<P>, session: SessionId, meddler: Meddler<'_>) {
        self.exchange(person, session, meddler);
    }

    fn exchange<P: Party>(&mut self, person: &mut Person<P>, session: SessionId, meddler: Meddler<'_>) {
        loop {
            while let Some(request) = person.step(self.now) {
                self.send(session, request);
            }
            let Some(frame) = self.mail.entry(session).or_default().pop_front() else { return };
            for told in meddler(frame) {
                person.hear(told, self.now);
                while let Some(request) = person.step(self.now) {
                    self.send(session, request);
                }
            }
        }
    }

    fn send(&mut self, session: SessionId, request: Request) {
        let today = self.today();
        // What a client sends is what the relay reads: every frame goes through its bytes.
        let request = Request::decode(&request.encode()).expect("parties send well-formed frames");
        for (to, frame) in self.relay.handle(session, request, today) {
            let frame = RelayFrame::decode(&frame.encode()).expect("the relay sends well-formed frames");
            self.mail.entry(to).or_default().push_back(frame);
        }
    }

    /// The feed of a liaison.
    pub fn feed(&self, liaison: &mut Person<Liaison>) -> FeedId {
        liaison.party().feed()
    }
}

/// What a device found to be wrong, in order.
pub fn findings(events: &[DeviceEvent]) -> Vec<Finding> {
    let found = |event: &DeviceEvent| match event {
        DeviceEvent::Found(finding) => Some(finding.clone()),
        DeviceEvent::Joined { .. }
        | DeviceEvent::Confirmed
        | DeviceEvent::Status(_)
        | DeviceEvent::Notice(_)
        | DeviceEvent::ProfileChanged
        | DeviceEvent::Removed
        | DeviceEvent::NewLiaison { .. }
        | DeviceEvent::Healing { .. }
        | DeviceEvent::Reported
        | DeviceEvent::ReportPostponed
        | DeviceEvent::Left
        | DeviceEvent::CaughtUp
        | DeviceEvent::Ended(_) => None,
    };
    events.iter().filter_map(found).collect()
}

/// What came of a task, if the event says that it is done.
pub fn done_of(event: LiaisonEvent) -> Option<Done> {
    event.outcome().and_then(Result::ok)
}

/// The group of the story.
pub fn profile() -> Profile {
    Profile::new("Relatives of the third company", DAY)
}
