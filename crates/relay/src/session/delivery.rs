//! The one delivery path: page by page, from the ready-made frames where they are held, from the disk where not.

use std::ops::RangeInclusive;

use porchlight_protocol::{FeedId, RelayFrame, Sequence};
use porchlight_relay_core::{Cursor, Delivery, FeedState, Records, StoreFailure};
use tokio::task::spawn_blocking;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use super::Over;
use crate::{feed::Feed, feed::Frame, store::SledRecords, wire::Wire};

/// Envelopes queued before the session listens to its client again: about one write buffer.
const PAGE_MAX: usize = 32;

/// How far a delivery got.
pub(super) enum Delivered {
    /// The follower has all that is on disk.
    All,
    /// There is more.
    APage,
    /// The subscription has ended, and the follower has been told.
    Ended,
}

/// Queues the next page for a follower.
pub(super) async fn deliver(
    cursor: &mut Cursor,
    feed: &Feed,
    state: &FeedState,
    records: &SledRecords,
    wire: &mut Wire,
) -> Result<Delivered, Over> {
    let places = match cursor.next(state) {
        Delivery::Wait => return Ok(Delivered::All),
        Delivery::Outrun => return Err(Over::Close(CloseCode::Away)),
        Delivery::Push(places) => places,
    };
    for frame in page(feed, &state.control.feed, places, records).await? {
        wire.queue(frame.bytes).await?;
        if let Some(refusal) = cursor.pushed(frame.place, frame.turns_to) {
            let stopped = RelayFrame::Stopped { refusal }.encode();
            wire.queue(stopped.into()).await?;
            return Ok(Delivered::Ended);
        }
    }
    match cursor.sent() < state.last {
        true => Ok(Delivered::APage),
        false => Ok(Delivered::All),
    }
}

async fn page(
    feed: &Feed,
    id: &FeedId,
    places: RangeInclusive<Sequence>,
    records: &SledRecords,
) -> Result<Vec<Frame>, Over> {
    let recent = feed.recent(&places, PAGE_MAX);
    if !recent.is_empty() {
        return Ok(recent);
    }
    let (records, id) = (records.clone(), *id);
    let read = spawn_blocking(move || stored(&records, &id, places)).await;
    read.unwrap_or(Err(StoreFailure)).map_err(|_| Over::Close(CloseCode::Error))
}

fn stored(records: &SledRecords, feed: &FeedId, places: RangeInclusive<Sequence>) -> Result<Vec<Frame>, StoreFailure> {
    let first = *places.start();
    let envelopes = records.envelopes(feed, places, PAGE_MAX)?;
    let is_gapless = envelopes.iter().map(|(place, _)| place.0).eq((first.0..).take(envelopes.len()));
    // Pruned in this moment, or lost: either way the follower has to ask anew where the feed begins.
    if envelopes.is_empty() || !is_gapless {
        return Err(StoreFailure);
    }
    Ok(envelopes.into_iter().map(|(place, envelope)| Frame::of(place, envelope)).collect())
}
