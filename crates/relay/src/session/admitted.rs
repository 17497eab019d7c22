//! A session about a feed. Requests are taken in order and answered in order; the disk is waited for, never the other way.

use std::{pin::Pin, sync::Arc};

use futures_util::{FutureExt, StreamExt, stream::FuturesOrdered};
use porchlight_protocol::{Refusal, Reply, Request, limits::REQUESTS_OUTSTANDING_MAX};
use porchlight_relay_core::{Admitted, Cursor, Reading, Step, answer};
use tokio::{sync::watch, task::spawn_blocking, time::Instant, time::timeout_at};
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use super::{Over, Shared, delivery::Delivered, delivery::deliver};
use crate::{clock, committer, feed::Durable, feed::Feed, server::stopped, wire::Heard, wire::Wire};

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
    HeadMoved,
    MoreToDeliver,
    Stopping,
}

/// An admitted session at work.
pub(super) struct AdmittedSession {
    session: Admitted,
    feed: Arc<Feed>,
    durable: watch::Receiver<Durable>,
    shared: Arc<Shared>,
    stopping: watch::Receiver<bool>,
    outstanding: FuturesOrdered<Pending>,
    cursor: Option<Cursor>,
    has_more: bool,
}

impl AdmittedSession {
    pub(super) fn new(
        session: Admitted,
        feed: Arc<Feed>,
        shared: Arc<Shared>,
        stopping: watch::Receiver<bool>,
    ) -> Self {
        let durable = feed.watch();
        let outstanding = FuturesOrdered::new();
        Self { session, feed, durable, shared, stopping, outstanding, cursor: None, has_more: false }
    }

    /// Serves the client until one of both ends it.
    pub(super) async fn run(&mut self, wire: &mut Wire) -> Over {
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

    async fn wait(&mut self, wire: &mut Wire) -> Event {
        let is_following = self.cursor.is_some();
        tokio::select! {
            heard = wire.hear() => Event::Heard(heard),
            Some(outcome) = self.outstanding.next() => Event::Answered(outcome),
            Ok(()) = self.durable.changed(), if is_following => Event::HeadMoved,
            () = std::future::ready(()), if self.has_more => Event::MoreToDeliver,
            () = stopped(&mut self.stopping) => Event::Stopping,
        }
    }

    async fn handle(&mut self, event: Event, wire: &mut Wire) -> Result<(), Over> {
        match event {
            Event::Heard(heard) => self.take(heard, wire).await?,
            Event::Answered(outcome) => self.give(outcome, wire).await?,
            Event::HeadMoved | Event::MoreToDeliver => {}
            Event::Stopping => return Err(Over::Close(CloseCode::Away)),
        }
        // Whatever else is ready goes out with it; nothing is waited for.
        while let Some(Some(outcome)) = self.outstanding.next().now_or_never() {
            self.give(outcome, wire).await?;
        }
        self.deliver(wire).await?;
        Ok(wire.flush().await?)
    }

    async fn take(&mut self, heard: Heard, wire: &mut Wire) -> Result<(), Over> {
        match heard {
            Heard::Request(request) => self.request(request, wire).await,
            Heard::Complaint { number, refusal: Refusal::EnvelopeMalformed } => {
                self.promise(number, Err(Refusal::EnvelopeMalformed), None);
                Ok(())
            }
            Heard::Complaint { number, refusal } => Err(super::refuse(wire, number, refusal).await),
            Heard::Ping => Ok(()),
            Heard::Farewell => Err(Over::Left),
            Heard::End => Err(Over::Gone),
            Heard::Unfit(code) => Err(Over::Close(code)),
        }
    }

    async fn request(&mut self, request: Request, wire: &mut Wire) -> Result<(), Over> {
        let Request { number, ask } = request;
        if self.outstanding.len() >= REQUESTS_OUTSTANDING_MAX {
            return Ok(wire.answer(number, Err(Refusal::TooManyOutstanding)).await?);
        }
        match self.session.take(ask, self.feed.durable().as_deref()) {
            Err(refusal) => self.promise(number, Err(refusal), None),
            Ok(Step::Answered(reply)) => self.promise(number, Ok(reply), None),
            Ok(Step::Follow(cursor, reply)) => self.promise(number, Ok(reply), Some(cursor)),
            Ok(Step::Read(reading)) => self.read(number, reading),
            Ok(Step::Write(petition)) => match self.shared.committer.write(petition, clock::today()) {
                Err(refusal) => self.promise(number, Err(refusal), None),
                Ok(promise) => self.outstanding.push_back(
                    committer::kept(promise).map(move |result| Outcome { number, result, follow: None }).boxed(),
                ),
            },
        }
        Ok(())
    }

    fn promise(&mut self, number: u32, result: Result<Reply, Refusal>, follow: Option<Cursor>) {
        self.outstanding.push_back(std::future::ready(Outcome { number, result, follow }).boxed());
    }

    fn read(&mut self, number: u32, reading: Reading) {
        let records = self.shared.records.clone();
        let (state, credentials) = (self.feed.durable(), self.session.credentials());
        let shared = self.shared.clone();
        let waits_for_disk = reading.waits_for_disk();
        let outcome = async move {
            let answered = spawn_blocking(move || answer(&records, state.as_deref(), credentials, &reading)).await;
            let mut result = answered.unwrap_or(Err(Refusal::StorageFailed));
            if waits_for_disk && result.is_ok() {
                result = shared.committer.on_disk().await.and(result);
            }
            Outcome { number, result, follow: None }
        };
        self.outstanding.push_back(outcome.boxed());
    }

    async fn give(&mut self, outcome: Outcome, wire: &mut Wire) -> Result<(), Over> {
        if outcome.follow.is_some() {
            self.cursor = outcome.follow;
        }
        Ok(wire.answer(outcome.number, outcome.result).await?)
    }

    async fn deliver(&mut self, wire: &mut Wire) -> Result<(), Over> {
        self.has_more = false;
        let Some(cursor) = &mut self.cursor else { return Ok(()) };
        let Some(state) = self.durable.borrow_and_update().clone() else { return Ok(()) };
        match deliver(cursor, &self.feed, &state, &self.shared.records, wire).await? {
            Delivered::All => {}
            Delivered::APage => self.has_more = true,
            Delivered::Ended => self.cursor = None,
        }
        Ok(())
    }
}
