//! One task per session: hears requests, gives answers, and delivers. What it means is decided in `porchlight-relay-core`.

mod admitted;
mod delivery;

use std::{sync::Arc, time::Duration};

use porchlight_protocol::{Challenge, Refusal, Reply, Request};
use porchlight_relay_core::{Admitted, Greeting};
use tokio::{sync::watch, time::timeout};
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tracing::debug;

use self::{admitted::AdmittedSession, delivery::Follower};
use crate::{
    Deadlines,
    committer::Committer,
    feed::{Feed, Pages},
    random,
    store::SledRecords,
    wire::{Gone, Heard, Wire},
};

/// What all sessions share.
pub(crate) struct Shared {
    pub(crate) committer: Committer,
    pub(crate) records: SledRecords,
    pub(crate) pages: Pages,
    pub(crate) deadlines: Deadlines,
    pub(crate) write_buffer_bytes: usize,
}

/// Why a session is over.
pub(crate) enum Over {
    /// The client is gone.
    Gone,
    /// The client has said goodbye.
    Left,
    /// The relay ends it, with a word.
    Close(CloseCode),
}

impl From<Gone> for Over {
    fn from(_: Gone) -> Self {
        Self::Gone
    }
}

/// Serves one client to the end.
pub(crate) async fn run(wire: Wire, relay_name: &str, shared: Arc<Shared>, stopping: watch::Receiver<bool>) {
    let follower = Arc::new(Follower::new(wire, shared.write_buffer_bytes));
    let wire = &follower.wire;
    let over = match greet(wire, relay_name, &shared).await {
        Ok((session, feed)) => AdmittedSession::new(session, feed, follower.clone(), shared, stopping).run().await,
        Err(over) => over,
    };
    // A walker may be on its way here: no frame may follow upon a goodbye.
    follower.rest();
    debug!("session over");
    match over {
        Over::Gone => {}
        Over::Left => wire.return_goodbye().await,
        Over::Close(code) => wire.close(code).await,
    }
}

async fn greet(wire: &Wire, relay_name: &str, shared: &Shared) -> Result<(Admitted, Arc<Feed>), Over> {
    let request = first_request(wire, shared.deadlines.first_frame).await?;
    let (session, welcome, feed) = match admit(&request, relay_name, shared).await {
        Ok(admitted) => admitted,
        Err(refusal) => return Err(refuse(wire, request.number, refusal).await),
    };
    wire.answer(request.number, Ok(welcome)).await?;
    wire.flush().await?;
    debug!(feed = ?session.feed(), "session admitted");
    Ok((session, feed))
}

async fn admit(request: &Request, relay_name: &str, shared: &Shared) -> Result<(Admitted, Reply, Arc<Feed>), Refusal> {
    let challenge = Challenge::new(random::bytes());
    let (session, welcome) = Greeting::new(relay_name).admit(request, challenge)?;
    let feed = shared.committer.open(*session.feed()).await?;
    Ok((session, welcome, feed))
}

async fn first_request(wire: &Wire, wait: Duration) -> Result<Request, Over> {
    let first = async {
        loop {
            match wire.hear().await {
                Heard::Ping => {}
                Heard::Request(request) => return Ok(request),
                Heard::Complaint { number, refusal } => return Err(refuse(wire, number, refusal).await),
                Heard::Goodbye => return Err(Over::Left),
                Heard::End => return Err(Over::Gone),
                Heard::Unfit(code) => return Err(Over::Close(code)),
            }
        }
    };
    timeout(wait, first).await.unwrap_or(Err(Over::Close(CloseCode::Policy)))
}

/// Refuses a request, and the session with it.
async fn refuse(wire: &Wire, number: u32, refusal: Refusal) -> Over {
    match wire.answer(number, Err(refusal)).await {
        Ok(()) => Over::Close(CloseCode::Protocol),
        Err(gone) => gone.into(),
    }
}
