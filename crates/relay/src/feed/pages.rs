//! What is read from the disk for readers who come late, as ready-made frames, shared by all who need it at about the same
//! time: after a restart everybody does.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
};

use bytes::Bytes;
use porchlight_protocol::{Epoch, FeedId, Sequence};
use porchlight_relay_core::{FeedState, Records, StoreFailure};
use tokio::{sync::OnceCell, task::spawn_blocking};

use super::{FRAME_BYTES, Frame};
use crate::store::SledRecords;

/// Places in a page: 128 KiB, so that the way to a thread that reads is worth it.
const PAGE_PLACES: u64 = 128;
/// Pages held, of all feeds together: 16 MiB.
const PAGES_MAX: usize = 128;

/// A feed, and its page's first and last place. The last page grows, and is another one each time.
type Key = (FeedId, Sequence, Sequence);
type Cell = Arc<OnceCell<Arc<Page>>>;

/// Envelopes that follow one another.
#[derive(Debug)]
pub(crate) struct Page {
    first: Sequence,
    bytes: Bytes,
    /// The places at which an epoch begins.
    turns: Vec<(Sequence, Epoch)>,
}

impl Page {
    /// The frames from a place on; none of a place that is not in it.
    pub(crate) fn frames(&self, from: Sequence) -> impl Iterator<Item = Frame> {
        let skipped = from.0.checked_sub(self.first.0).and_then(|skipped| usize::try_from(skipped).ok());
        let frames = self.bytes.chunks_exact(FRAME_BYTES).skip(skipped.unwrap_or(usize::MAX));
        (from.0..).map(Sequence).zip(frames).map(|(place, bytes)| {
            let turns_to = self.turns.iter().find(|(turn, _)| *turn == place).map(|(_, epoch)| *epoch);
            Frame { place, bytes: self.bytes.slice_ref(bytes), turns_to }
        })
    }

    fn of(frames: &[Frame]) -> Option<Self> {
        let first = frames.first()?.place;
        let mut bytes = Vec::with_capacity(frames.len() * FRAME_BYTES);
        frames.iter().for_each(|frame| bytes.extend_from_slice(&frame.bytes));
        let turns = frames.iter().filter_map(|frame| Some((frame.place, frame.turns_to?))).collect();
        Some(Self { first, bytes: bytes.into(), turns })
    }
}

/// Pages that were read last.
#[derive(Debug, Default)]
pub(crate) struct Pages {
    held: Mutex<Held>,
}

#[derive(Debug, Default)]
struct Held {
    cells: HashMap<Key, Cell>,
    order: VecDeque<Key>,
}

impl Pages {
    /// A page with this place in it, which is on disk and not pruned.
    pub(crate) async fn page(
        &self,
        records: &SledRecords,
        state: &FeedState,
        place: Sequence,
    ) -> Result<Arc<Page>, StoreFailure> {
        let (feed, number) = (state.control.feed, (place.0 - 1) / PAGE_PLACES);
        let first = Sequence(number * PAGE_PLACES + 1).max(state.first_kept());
        let last = Sequence((number + 1) * PAGE_PLACES).min(state.last);
        let cell = self.cell((feed, first, last));
        let page = cell.get_or_try_init(|| read(records.clone(), feed, first, last)).await;
        page.cloned()
    }

    fn cell(&self, key: Key) -> Cell {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(cell) = held.cells.get(&key) {
            return cell.clone();
        }
        if held.order.len() >= PAGES_MAX
            && let Some(oldest) = held.order.pop_front()
        {
            held.cells.remove(&oldest);
        }
        let cell = Cell::default();
        held.cells.insert(key, cell.clone());
        held.order.push_back(key);
        cell
    }
}

async fn read(records: SledRecords, feed: FeedId, first: Sequence, last: Sequence) -> Result<Arc<Page>, StoreFailure> {
    let read = spawn_blocking(move || stored(&records, &feed, first, last)).await;
    read.unwrap_or(Err(StoreFailure))
}

fn stored(records: &SledRecords, feed: &FeedId, first: Sequence, last: Sequence) -> Result<Arc<Page>, StoreFailure> {
    let count = usize::try_from(last.0 - first.0 + 1).map_err(|_| StoreFailure)?;
    let envelopes = records.envelopes(feed, first..=last, count)?;
    let is_gapless = envelopes.iter().map(|(place, _)| place.0).eq((first.0..).take(envelopes.len()));
    // Pruned in this moment, or lost: either way the follower has to ask anew where the feed begins.
    if envelopes.len() < count || !is_gapless {
        return Err(StoreFailure);
    }
    let frames: Vec<_> = envelopes.into_iter().map(|(place, envelope)| Frame::of(place, envelope)).collect();
    Page::of(&frames).map(Arc::new).ok_or(StoreFailure)
}
