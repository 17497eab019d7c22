//! A session about a feed. Requests are taken in order and answered in order; the disk is waited for, never the other way.

use std::{pin::Pin, sync::Arc};

use futures_util::{FutureExt, StreamExt, stream::FuturesOrdered};
use porchlight_protocol::{Refusal, Reply, Request, limits::REQUESTS_OUTSTANDING_MAX};
use porchlight_relay_core::{Admitted, Cursor, Petition, Reading, Step, answer};
use tokio::{sync::oneshot, sync::watch, task::spawn_blocking, time::Instant, time::timeout_at};
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use super::{Over, Shared, delivery::Follower};
use crate::{clock, committer, committer::Done, feed::Feed, feed::Seat, server::stopped, wire::Heard, wire::Wire};

/// What came of a request; a subscription begins when its reply has left.
struct Outcome {
    number: u32,
    result: Result<Reply, Refusal>,
    follow: Option<Cursor>,
}

type Pending = Pin<Box<dyn Future<Output = Outcome> + Send>>;

/// Something that the session has waited for.
enum Event {
    Heard(Heard),
    Answered(Outcome),
    Called,
    MoreToDeliver,
    Stopping,
}

/// An admitted session at work.
pub(super) struct AdmittedSession {
    session: Admitted,
    feed: Arc<Feed>,
    follower: Arc<Follower>,
    seat: Option<Seat>,
    /// Writes that are handed in once all that came with them has been taken.
    petitions: Vec<(Petition, Done<Reply>)>,
    shared: Arc<Shared>,
    stopping: watch::Receiver<bool>,
    outstanding: FuturesOrdered<Pending>,
    has_more: bool,
}

impl AdmittedSession {
    pub(super) fn new(
        session: Admitted,
        feed: Arc<Feed>,
        follower: Arc<Follower>,
        shared: Arc<Shared>,
        stopping: watch::Receiver<bool>,
    ) -> Self {
        let outstanding = FuturesOrdered::new();
        Self {
            session,
            feed,
            follower,
            seat: None,
            petitions: Vec::new(),
            shared,
            stopping,
            outstanding,
            has_more: false,
        }
    }

    /// Serves the client until one of both ends it.
    pub(super) async fn run(&mut self) -> Over {
        let follower = self.follower.clone();
        let wire = &follower.wire;
        let mut heard_at = Instant::now();
        loop {
            let Ok(event) = timeout_at(heard_at + self.shared.deadlines.idle, self.wait(wire)).await else {
                return Over::Close(CloseCode::Away);
            };
            if let Event::Heard(_) = event {
                heard_at = Instant::now();
            }
            if let Err(over) = self.handle(event, wire).await {
                return over;
            }
        }
    }

    async fn wait(&mut self, wire: &Wire) -> Event {
        tokio::select! {
            heard = wire.hear() => Event::Heard(heard),
            Some(outcome) = self.outstanding.next() => Event::Answered(outcome),
            () = self.follower.called(), if self.seat.is_some() => Event::Called,
            () = std::future::ready(()), if self.has_more => Event::MoreToDeliver,
            () = stopped(&mut self.stopping) => Event::Stopping,
        }
    }

    async fn handle(&mut self, event: Event, wire: &Wire) -> Result<(), Over> {
        match event {
            Event::Heard(heard) => self.take_all(heard, wire).await?,
            Event::Answered(outcome) => self.give(outcome, wire).await?,
            Event::Called | Event::MoreToDeliver => {}
            Event::Stopping => return Err(Over::Close(CloseCode::Away)),
        }
        self.hand_in();
        // Whatever else is ready goes out with it; nothing is waited for.
        while let Some(Some(outcome)) = self.outstanding.next().now_or_never() {
            self.give(outcome, wire).await?;
        }
        // A push goes past what is queued, so that has to leave before it, and what it has left behind after it.
        wire.flush().await?;
        self.deliver().await?;
        Ok(wire.flush().await?)
    }

    /// Takes what has come, and what came with it: writes that were sent together are handed in together, so that they share
    /// a sync, and go to the followers together.
    async fn take_all(&mut self, first: Heard, wire: &Wire) -> Result<(), Over> {
        self.take(first, wire).await?;
        for _ in 1..REQUESTS_OUTSTANDING_MAX {
            let Some(heard) = wire.hear().now_or_never() else { break };
            if let Err(over) = self.take(heard, wire).await {
                // What came before it counts all the same.
                self.hand_in();
                return Err(over);
            }
        }
        Ok(())
    }

    async fn take(&mut self, heard: Heard, wire: &Wire) -> Result<(), Over> {
        match heard {
            Heard::Request(request) => self.request(request, wire).await,
            Heard::Complaint { number, refusal: Refusal::EnvelopeMalformed } => {
                self.promise(number, Err(Refusal::EnvelopeMalformed), None);
                Ok(())
            }
            Heard::Complaint { number, refusal } => Err(super::refuse(wire, number, refusal).await),
            Heard::Ping => Ok(()),
            Heard::Goodbye => Err(Over::Left),
            Heard::End => Err(Over::Gone),
            Heard::Unfit(code) => Err(Over::Close(code)),
        }
    }

    async fn request(&mut self, request: Request, wire: &Wire) -> Result<(), Over> {
        let Request { number, ask } = request;
        if self.outstanding.len() >= REQUESTS_OUTSTANDING_MAX {
            return Ok(wire.answer(number, Err(Refusal::TooManyOutstanding)).await?);
        }
        let durable = self.feed.durable();
        let state = durable.as_deref().map(|on_disk| &on_disk.state);
        match self.session.take(ask, state) {
            Err(refusal) => self.promise(number, Err(refusal), None),
            Ok(Step::Answered(reply)) => self.promise(number, Ok(reply), None),
            Ok(Step::Follow(cursor, reply)) => self.promise(number, Ok(reply), Some(cursor)),
            Ok(Step::Read(reading)) => self.read(number, reading),
            Ok(Step::Write(mut petition)) => {
                petition.verify_ahead(state);
                self.await_hand_in(number, petition);
            }
        }
        Ok(())
    }

    fn await_hand_in(&mut self, number: u32, petition: Petition) {
        let (done, promise) = oneshot::channel();
        self.petitions.push((petition, done));
        let kept = committer::kept(promise).map(move |result| Outcome { number, result, follow: None });
        self.outstanding.push_back(kept.boxed());
    }

    fn hand_in(&mut self) {
        self.shared.committer.write(self.petitions.drain(..), clock::today());
    }

    fn promise(&mut self, number: u32, result: Result<Reply, Refusal>, follow: Option<Cursor>) {
        self.outstanding.push_back(std::future::ready(Outcome { number, result, follow }).boxed());
    }

    fn read(&mut self, number: u32, reading: Reading) {
        let records = self.shared.records.clone();
        let (durable, credentials) = (self.feed.durable(), self.session.credentials());
        let shared = self.shared.clone();
        let waits_for_disk = reading.waits_for_disk();
        let outcome = async move {
            let answered = spawn_blocking(move || {
                let state = durable.as_deref().map(|on_disk| &on_disk.state);
                answer(&records, state, credentials, &reading)
            })
            .await;
            let mut result = answered.unwrap_or(Err(Refusal::StorageFailed));
            if waits_for_disk && result.is_ok() {
                result = shared.committer.on_disk().await.and(result);
            }
            Outcome { number, result, follow: None }
        };
        self.outstanding.push_back(outcome.boxed());
    }

    async fn give(&mut self, outcome: Outcome, wire: &Wire) -> Result<(), Over> {
        wire.answer(outcome.number, outcome.result).await?;
        if let Some(cursor) = outcome.follow {
            self.follower.follow(cursor);
            self.seat.get_or_insert_with(|| self.feed.seat(self.follower.clone()));
        }
        Ok(())
    }

    async fn deliver(&mut self) -> Result<(), Over> {
        self.has_more = false;
        let (Some(_), Some(on_disk)) = (&self.seat, self.feed.durable()) else { return Ok(()) };
        self.has_more = self.follower.deliver(&on_disk, &self.shared).await?;
        Ok(())
    }
}
