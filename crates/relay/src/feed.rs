//! A feed that somebody is connected about: its state on disk, a wake-up, and its recent envelopes as ready-made frames.

use std::{
    collections::VecDeque,
    ops::RangeInclusive,
    sync::{Arc, Mutex, PoisonError},
};

use bytes::Bytes;
use porchlight_protocol::{Envelope, Epoch, RelayFrame, Sequence};
use porchlight_relay_core::{FeedState, turns_to};
use tokio::sync::watch;

/// Recent frames held for each feed: sixteen posts, so that live readers never touch the disk.
const RECENT_FRAMES_MAX: usize = 64;

/// What is on disk of a feed; `None` before it is founded.
pub(crate) type Durable = Option<Arc<FeedState>>;

/// One envelope as it goes over the wire, built once and shared by all readers.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    pub(crate) place: Sequence,
    pub(crate) bytes: Bytes,
    pub(crate) turns_to: Option<Epoch>,
}

impl Frame {
    /// The frame of the envelope at a place.
    pub(crate) fn of(place: Sequence, envelope: Envelope) -> Self {
        let turns_to = turns_to(&envelope);
        Self { place, bytes: RelayFrame::Envelope(envelope).encode().into(), turns_to }
    }
}

/// A feed in memory, shared by its sessions and the committer. It may be dropped at any time: the disk is the truth.
#[derive(Debug)]
pub(crate) struct Feed {
    durable: watch::Sender<Durable>,
    recent: Mutex<VecDeque<Frame>>,
}

impl Feed {
    /// A feed as it is on disk.
    pub(crate) fn new(state: Option<FeedState>) -> Self {
        Self { durable: watch::Sender::new(state.map(Arc::new)), recent: Mutex::default() }
    }

    /// Wakes the followers: this envelope is on disk, and the state is the one with it.
    pub(crate) fn publish(&self, envelope: Envelope, state: FeedState) {
        // A feed opened by the same sync begins with all of it.
        if self.durable.borrow().as_ref().is_some_and(|known| known.last >= state.last) {
            return;
        }
        self.keep(Frame::of(envelope.sequence(), envelope));
        self.durable.send_replace(Some(Arc::new(state)));
    }

    /// What is on disk.
    pub(crate) fn durable(&self) -> Durable {
        self.durable.borrow().clone()
    }

    /// Is woken whenever something more is on disk.
    pub(crate) fn watch(&self) -> watch::Receiver<Durable> {
        self.durable.subscribe()
    }

    /// The first of these places as ready-made frames, at most `max`; none where the first is no longer held.
    pub(crate) fn recent(&self, places: &RangeInclusive<Sequence>, max: usize) -> Vec<Frame> {
        let recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        let from = recent.partition_point(|frame| frame.place < *places.start());
        let held = recent.range(from..).take_while(|frame| frame.place <= *places.end());
        match recent.get(from) {
            Some(first) if first.place == *places.start() => held.take(max).cloned().collect(),
            Some(_) | None => Vec::new(),
        }
    }

    fn keep(&self, frame: Frame) {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        if recent.len() >= RECENT_FRAMES_MAX {
            recent.pop_front();
        }
        recent.push_back(frame);
    }
}
