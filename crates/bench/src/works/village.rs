//! A relay in memory, and parties who speak with it: what a device or an office costs, without sockets or disk.

use std::collections::VecDeque;

use porchlight_client::{Device, History, Input, Liaison, Output, Party, Task};
use porchlight_protocol::{Ask, Challenge, Charter, Day, RelayFrame, Request};
use porchlight_relay_core::{MemoryStore, Relay, SessionId};
use porchlight_sealing::{Link, Profile};
use rand_chacha::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};

use crate::{clock::now, trouble::Trouble};

const RELAY: &str = "relay.example";
/// Monday 2026-05-04, 06:00 UTC.
const MONDAY_MORNING: u64 = 1_777_874_400;
const DAY_SECONDS: u64 = 86_400;

/// A relay in memory, a clock and a seed.
pub(super) struct Village {
    relay: Relay<MemoryStore>,
    random: ChaCha20Rng,
    pub(super) now: u64,
}

/// What a party sent in a session, and how long it took to think: the relay's own work is left out.
#[derive(Default)]
pub(super) struct Sent {
    pub(super) bytes: usize,
    pub(super) drops: usize,
    pub(super) seconds: f64,
}

impl Village {
    pub(super) fn new(seed: u64) -> Self {
        Self { relay: Relay::in_memory(), random: ChaCha20Rng::seed_from_u64(seed), now: MONDAY_MORNING }
    }

    pub(super) fn liaison(&mut self) -> Result<Liaison, Trouble> {
        let charter = Charter::new(self.bytes());
        self.relay.grant_charter(&charter).map_err(|_| Trouble::lost("a store in memory works"))?;
        let random = self.fork();
        let profile = Profile::new("Relatives of the third company", DAY_SECONDS);
        let mut liaison = Liaison::found(RELAY, charter, profile, random, self.now);
        self.task(&mut liaison, Task::Found);
        Ok(liaison)
    }

    /// Has the liaison do something; what it sent.
    pub(super) fn task(&mut self, liaison: &mut Liaison, task: Task) -> Sent {
        liaison.set_task(task);
        self.session(liaison, |_| {})
    }

    pub(super) fn post(&mut self, liaison: &mut Liaison) -> Sent {
        self.now += 60;
        let as_of = self.today();
        self.task(liaison, Task::Post { code: "calm".into(), as_of, next_by: None, corrects: None })
    }

    /// A link for a device of a family.
    pub(super) fn invite(&mut self, liaison: &mut Liaison, family: &str) -> Result<String, Trouble> {
        let mut link = None;
        liaison.set_task(Task::Invite { family: family.into(), history: Some(History::Latest) });
        self.session(liaison, |event| {
            if let Some(Ok(porchlight_client::Done::Invited { link: made, .. })) = event.outcome() {
                link = Some(made);
            }
        });
        link.ok_or_else(|| Trouble::lost("an invite was refused"))
    }

    /// A device that has joined.
    pub(super) fn join(&mut self, link: &str) -> Result<Device, Trouble> {
        let link = Link::parse(link).map_err(|_| Trouble::lost("the liaison makes good links"))?;
        let mut device = Device::join(&link, self.fork());
        self.session(&mut device, |_| {});
        Ok(device)
    }

    /// One session, played until neither side has anything to say.
    pub(super) fn session<P: Party>(&mut self, party: &mut P, mut tell: impl FnMut(P::Event)) -> Sent {
        let (session, mut mail) = self.connect(party);
        let mut sent = Sent::default();
        loop {
            for request in sent.timed(|| settled(party, self.now, &mut tell)) {
                sent.note(&request);
                mail.extend(self.answered(session, request));
            }
            let Some(frame) = mail.pop_front() else { break };
            sent.timed(|| party.handle(Input::Frame(Box::new(frame)), self.now));
        }
        self.relay.close(session);
        sent.timed(|| {
            party.handle(Input::Disconnected, self.now);
            settled(party, self.now, &mut tell)
        });
        sent
    }

    /// A session up to the envelopes that the relay pushes: these are given, and not handed in.
    pub(super) fn pushed<P: Party>(&mut self, party: &mut P) -> Vec<RelayFrame> {
        let (session, mut mail) = self.connect(party);
        let mut pushed = Vec::new();
        loop {
            for request in settled(party, self.now, &mut |_| {}) {
                mail.extend(self.answered(session, request));
            }
            match mail.pop_front() {
                None => {
                    self.relay.close(session);
                    return pushed;
                }
                Some(frame @ RelayFrame::Envelope(_)) => pushed.push(frame),
                Some(frame) => party.handle(Input::Frame(Box::new(frame)), self.now),
            }
        }
    }

    fn connect<P: Party>(&mut self, party: &mut P) -> (SessionId, VecDeque<RelayFrame>) {
        let challenge = Challenge::new(self.bytes());
        let session = self.relay.open(RELAY, challenge);
        party.handle(Input::Connected, self.now);
        (session, VecDeque::new())
    }

    fn answered(&mut self, session: SessionId, request: Request) -> impl Iterator<Item = RelayFrame> {
        let today = self.today();
        let frames = self.relay.handle(session, request, today);
        frames.into_iter().filter(move |(to, _)| *to == session).map(|(_, frame)| frame)
    }

    fn today(&self) -> Day {
        Day(u32::try_from(self.now / DAY_SECONDS).unwrap_or(u32::MAX))
    }

    fn bytes(&mut self) -> [u8; 32] {
        let mut bytes = [0; 32];
        self.random.fill_bytes(&mut bytes);
        bytes
    }

    fn fork(&mut self) -> Box<ChaCha20Rng> {
        Box::new(ChaCha20Rng::seed_from_u64(self.random.next_u64()))
    }
}

/// Does all that a party wants but sending, which is the caller's.
pub(super) fn settled<P: Party>(party: &mut P, now: u64, tell: &mut impl FnMut(P::Event)) -> Vec<Request> {
    let mut requests = Vec::new();
    while let Some(output) = party.poll() {
        match output {
            Output::Tell(event) => tell(event),
            Output::Save(_) => party.handle(Input::Saved, now),
            Output::Send(request) => requests.push(request),
        }
    }
    requests
}

impl Sent {
    fn timed<T>(&mut self, think: impl FnOnce() -> T) -> T {
        let begun = now();
        let thought = think();
        self.seconds += begun.elapsed().as_secs_f64();
        thought
    }

    fn note(&mut self, request: &Request) {
        let bytes = request.encode().len();
        self.bytes += bytes;
        if matches!(request.ask, Ask::PutDrops { .. }) {
            self.drops += bytes;
        }
    }
}
