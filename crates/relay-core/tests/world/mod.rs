//! A poster, readers and a relay in memory, for the scenarios beside this folder.
#![allow(dead_code, unused_imports, unreachable_pub, reason = "each scenario uses its own part")]
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "a scenario stops where it breaks")]

mod dice;
mod writer;

use porchlight_protocol::{Ask, Day, Envelope, FeedId, Refusal, RelayFrame, Reply, Request};
use porchlight_relay_core::{MemoryStore, Relay, Retention, SessionId};

pub use dice::Dice;
pub use writer::*;

pub const NAME: &str = "relay.example:8443";
pub const TODAY: Day = Day(20_779);

/// A relay in memory with one founded feed.
pub struct World {
    pub relay: Relay<MemoryStore>,
    pub poster: Poster,
    pub today: Day,
    requests: u32,
}

/// What came of a request for the session that asked, and what others received.
pub struct Outcome {
    pub answer: Result<Reply, Refusal>,
    pub pushed: Vec<(SessionId, RelayFrame)>,
}

impl World {
    /// A feed of one place, founded.
    pub fn founded() -> Self {
        Self::founded_keeping(Retention::BY_DAYS)
    }

    pub fn founded_keeping(retention: Retention) -> Self {
        let mut world = Self::unfounded(retention);
        let envelope = world.poster.turn();
        world.relay.grant_charter(&charter(1)).unwrap();
        let session = world.hello();
        world.asks(session, Ask::Found { charter: charter(1), envelope }).unwrap();
        world
    }

    pub fn unfounded(retention: Retention) -> Self {
        Self { relay: Relay::new(MemoryStore::new(), retention), poster: Poster::new(1), today: TODAY, requests: 0 }
    }

    /// Founds another feed at the same relay; the session has proved its posting key.
    pub fn found_another(&mut self, poster: &mut Poster) -> SessionId {
        let charter = charter(poster.feed.as_bytes()[0]);
        self.relay.grant_charter(&charter).unwrap();
        let session = self.hello_about(poster.feed);
        self.asks(session, Ask::Found { charter, envelope: poster.turn() }).unwrap();
        self.asks(session, poster.proof(&challenge(), NAME)).unwrap();
        session
    }

    /// A session that has said hello about the poster's feed.
    pub fn hello(&mut self) -> SessionId {
        self.hello_about(self.poster.feed)
    }

    pub fn hello_about(&mut self, feed: FeedId) -> SessionId {
        let session = self.relay.open(NAME, challenge());
        self.asks(session, Ask::Hello { feed }).unwrap();
        session
    }

    /// A session that has proved the posting key.
    pub fn posting(&mut self) -> SessionId {
        let session = self.hello();
        let proof = self.poster.proof(&challenge(), NAME);
        self.asks(session, proof).unwrap();
        session
    }

    /// A session that has unlocked the present epoch.
    pub fn reading(&mut self) -> SessionId {
        let session = self.hello();
        let capability = capability(self.poster.end.epoch.0);
        self.asks(session, Ask::Unlock { capability }).unwrap();
        session
    }

    /// Appends, through a session of its own.
    pub fn append(&mut self, envelope: Envelope) -> Outcome {
        let session = self.hello();
        let outcome = self.ask(session, Ask::Append { envelope });
        self.relay.close(session);
        outcome
    }

    /// Seals and appends so many envelopes.
    pub fn post(&mut self, count: usize) {
        for fill in 0..count {
            let envelope = self.poster.seal(fill as u8);
            self.append(envelope).answer.unwrap();
        }
    }

    /// Turns the epoch.
    pub fn turn(&mut self) -> Outcome {
        let envelope = self.poster.turn();
        let outcome = self.append(envelope);
        assert!(outcome.answer.is_ok());
        outcome
    }

    pub fn ask(&mut self, session: SessionId, ask: Ask) -> Outcome {
        self.requests += 1;
        let number = self.requests;
        let mut frames = self.relay.handle(session, Request { number, ask }, self.today);
        let (to, first) = frames.remove(0);
        assert_eq!(to, session);
        let (answered, answer) = match first {
            RelayFrame::Reply { number, reply } => (number, Ok(reply)),
            RelayFrame::Refused { number, refusal } => (number, Err(refusal)),
            RelayFrame::Envelope(_) | RelayFrame::Stopped { .. } => panic!("pushed before the answer"),
        };
        assert_eq!(answered, number);
        Outcome { answer, pushed: frames }
    }

    pub fn asks(&mut self, session: SessionId, ask: Ask) -> Result<Reply, Refusal> {
        self.ask(session, ask).answer
    }
}

/// The places of the envelopes that one session was pushed.
pub fn places(pushed: &[(SessionId, RelayFrame)], session: SessionId) -> Vec<u64> {
    let mine = pushed.iter().filter(|(to, _)| *to == session);
    mine.filter_map(|(_, frame)| match frame {
        RelayFrame::Envelope(envelope) => Some(envelope.sequence().0),
        RelayFrame::Reply { .. } | RelayFrame::Refused { .. } | RelayFrame::Stopped { .. } => None,
    })
    .collect()
}
