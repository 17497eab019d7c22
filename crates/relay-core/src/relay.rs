//! A whole relay in memory: sessions, store and delivery, played by the very code that decides in the real one.

use std::collections::BTreeMap;

use porchlight_protocol::{Challenge, Charter, Day, FeedId, Refusal, RelayFrame, Reply, Request};

use crate::{Admitted, Cursor, Delivery, Greeting, Ledger, MemoryStore, Retention, Step, Store, answer, turns_to};

/// Which session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionId(pub u64);

/// Frames read from the store at once; the real relay's page is bounded too.
const PAGE_MAX: usize = 64;

/// A relay without sockets, clock or disk. Frames come out in the order in which a session would receive them.
///
/// Cloned, it is a fork of itself: what a relay that shows two histories serves. [`Relay::restore`] rolls it back.
#[derive(Debug, Clone)]
pub struct Relay<S> {
    ledger: Ledger<S>,
    seats: BTreeMap<SessionId, Seat>,
    opened: u64,
}

#[derive(Debug, Clone)]
enum Seat {
    Greeting { greeting: Greeting, challenge: Challenge },
    Admitted { session: Admitted, cursor: Option<Cursor> },
}

impl Relay<MemoryStore> {
    /// A relay with an empty store that prunes nothing.
    pub fn in_memory() -> Self {
        Self::new(MemoryStore::new(), Retention::BY_DAYS)
    }
}

impl<S: Store> Relay<S> {
    /// A relay over a store.
    pub fn new(store: S, retention: Retention) -> Self {
        Self { ledger: Ledger::new(store, retention), seats: BTreeMap::new(), opened: 0 }
    }

    /// The store.
    pub fn store(&self) -> &S {
        self.ledger.store()
    }

    /// The store, to be tampered with: heads and control states that the relay has computed stay as they are. See also
    /// [`Relay::restore`].
    pub fn store_mut(&mut self) -> &mut S {
        self.ledger.store_mut()
    }

    /// What decides.
    pub fn ledger_mut(&mut self) -> &mut Ledger<S> {
        &mut self.ledger
    }

    /// Replaces the store, as a restart upon another copy does: every session ends and all is computed anew.
    pub fn restore(&mut self, store: S) {
        self.seats.clear();
        *self.ledger.store_mut() = store;
        self.ledger.forget();
    }

    /// Lets this charter found one feed.
    ///
    /// # Errors
    /// [`Refusal::StorageFailed`].
    pub fn grant_charter(&mut self, charter: &Charter) -> Result<(), Refusal> {
        self.ledger.grant_charter(charter.hash())?;
        Ok(self.ledger.sync()?)
    }

    /// A client that dialled the relay by this name connects; `challenge` is fresh random bytes.
    pub fn open(&mut self, relay_name: &str, challenge: Challenge) -> SessionId {
        self.opened += 1;
        let id = SessionId(self.opened);
        self.seats.insert(id, Seat::Greeting { greeting: Greeting::new(relay_name), challenge });
        id
    }

    /// A client is gone.
    pub fn close(&mut self, id: SessionId) {
        self.seats.remove(&id);
    }

    /// Whether the relay has not ended the session.
    pub fn is_open(&self, id: SessionId) -> bool {
        self.seats.contains_key(&id)
    }

    /// Takes a client's request. Returns what every session, this one or a follower, receives because of it.
    pub fn handle(&mut self, id: SessionId, request: Request, today: Day) -> Vec<(SessionId, RelayFrame)> {
        let Some(seat) = self.seats.remove(&id) else { return Vec::new() };
        let number = request.number;
        let (seat, outcome) = self.take(seat, request, today);
        let feed = seat.as_ref().and_then(Seat::feed).copied();
        if let Some(seat) = seat {
            self.seats.insert(id, seat);
        }
        let frame = match outcome {
            Ok(reply) => RelayFrame::Reply { number, reply },
            Err(refusal) => RelayFrame::Refused { number, refusal },
        };
        let mut frames = vec![(id, frame)];
        frames.extend(feed.map(|feed| self.deliver(&feed)).unwrap_or_default());
        frames
    }

    fn take(&mut self, seat: Seat, request: Request, today: Day) -> (Option<Seat>, Result<Reply, Refusal>) {
        match seat {
            Seat::Greeting { greeting, challenge } => match self.greet(greeting, challenge, &request) {
                Ok((session, reply)) => (Some(Seat::Admitted { session, cursor: None }), Ok(reply)),
                Err(refusal) => (None, Err(refusal)),
            },
            Seat::Admitted { mut session, mut cursor } => {
                let outcome = self.step(&mut session, &mut cursor, request, today);
                (Some(Seat::Admitted { session, cursor }), outcome)
            }
        }
    }

    fn greet(
        &mut self,
        greeting: Greeting,
        challenge: Challenge,
        request: &Request,
    ) -> Result<(Admitted, Reply), Refusal> {
        let (session, welcome) = greeting.admit(request, challenge)?;
        self.ledger.state(session.feed())?;
        Ok((session, welcome))
    }

    fn step(
        &mut self,
        session: &mut Admitted,
        cursor: &mut Option<Cursor>,
        request: Request,
        today: Day,
    ) -> Result<Reply, Refusal> {
        let state = self.ledger.state(session.feed())?;
        match session.take(request.ask, state.as_ref())? {
            Step::Answered(reply) => Ok(reply),
            Step::Follow(begun, reply) => {
                *cursor = Some(begun);
                Ok(reply)
            }
            Step::Read(reading) => answer(self.ledger.store(), state.as_ref(), session.credentials(), &reading),
            Step::Write(mut petition) => {
                petition.verify_ahead(state.as_ref());
                let decision = self.ledger.write(petition, today)?;
                self.ledger.sync()?;
                Ok(decision.reply)
            }
        }
    }

    fn deliver(&mut self, feed: &FeedId) -> Vec<(SessionId, RelayFrame)> {
        let mut frames = Vec::new();
        let mut ended = Vec::new();
        for (id, seat) in &mut self.seats {
            let Seat::Admitted { session, cursor } = seat else { continue };
            if session.feed() != feed {
                continue;
            }
            match pump(&mut self.ledger, feed, cursor) {
                Ok(pushed) => frames.extend(pushed.into_iter().map(|frame| (*id, frame))),
                Err(SessionEnds) => ended.push(*id),
            }
        }
        ended.into_iter().for_each(|id| self.close(id));
        frames
    }
}

impl Seat {
    fn feed(&self) -> Option<&FeedId> {
        match self {
            Self::Greeting { .. } => None,
            Self::Admitted { session, .. } => Some(session.feed()),
        }
    }
}

struct SessionEnds;

/// Pushes all that waits for one follower.
fn pump<S: Store>(
    ledger: &mut Ledger<S>,
    feed: &FeedId,
    cursor: &mut Option<Cursor>,
) -> Result<Vec<RelayFrame>, SessionEnds> {
    let mut frames = Vec::new();
    let Some(state) = ledger.state(feed).map_err(|_| SessionEnds)? else { return Ok(frames) };
    while let Some(following) = cursor {
        let places = match following.next(&state) {
            Delivery::Wait => break,
            Delivery::Outrun => return Err(SessionEnds),
            Delivery::Push(places) => places,
        };
        let page = ledger.store().envelopes(feed, places, PAGE_MAX).map_err(|_| SessionEnds)?;
        // A store that was tampered with may lack what its head promises: a liar says nothing about it.
        if page.is_empty() {
            break;
        }
        for (place, envelope) in page {
            let stopped = following.pushed(place, turns_to(&envelope));
            frames.push(RelayFrame::Envelope(envelope));
            if let Some(refusal) = stopped {
                frames.push(RelayFrame::Stopped { refusal });
                *cursor = None;
                break;
            }
        }
    }
    Ok(frames)
}
