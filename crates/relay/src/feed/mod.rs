//! A feed that somebody is connected about: what is on disk of it, its followers, and its recent envelopes as ready-made
//! frames.

mod frame;
mod pages;
mod walkers;

use std::sync::Arc;

use porchlight_protocol::{Envelope, Sequence};
use porchlight_relay_core::FeedState;
use tokio::sync::watch;

use self::walkers::Walkers;
pub(crate) use self::{
    frame::{FRAME_BYTES, Frame, run_from, stopped},
    pages::Pages,
    walkers::{Follows, Seat},
};

/// Recent frames held for each feed: sixteen posts, so that live readers never touch the disk.
const RECENT_FRAMES_MAX: usize = 64;

/// What is on disk of a feed; `None` before it is founded.
pub(crate) type Durable = Option<Arc<OnDisk>>;

/// A feed as it is on disk, at one moment.
#[derive(Debug)]
pub(crate) struct OnDisk {
    pub(crate) state: FeedState,
    /// Its last envelopes, without a gap; perhaps none.
    recent: Vec<Frame>,
}

impl OnDisk {
    /// The ready-made frames from a place on; none where it is no longer held.
    pub(crate) fn recent_from(&self, place: Sequence) -> &[Frame] {
        run_from(&self.recent, place)
    }

    fn followed_by(&self, envelopes: Vec<Envelope>, state: FeedState) -> Self {
        let fresh = envelopes.into_iter().filter(|envelope| envelope.sequence() > self.state.last);
        let fresh = fresh.map(|envelope| Frame::of(envelope.sequence(), envelope));
        let mut recent: Vec<_> = self.recent.iter().cloned().chain(fresh).collect();
        recent.drain(..recent.len().saturating_sub(RECENT_FRAMES_MAX));
        Self { state, recent }
    }
}

/// A feed in memory, shared by its sessions and the committer. It may be dropped at any time: the disk is the truth.
#[derive(Debug)]
pub(crate) struct Feed {
    durable: watch::Sender<Durable>,
    walkers: Walkers,
}

impl Feed {
    /// A feed as it is on disk.
    pub(crate) fn new(state: Option<FeedState>) -> Self {
        let durable = state.map(|state| Arc::new(OnDisk { state, recent: Vec::new() }));
        Self { durable: watch::Sender::new(durable), walkers: Walkers::new() }
    }

    /// Sends the walkers to the followers: these envelopes are on disk, and the state is the one with them.
    pub(crate) fn publish(&self, envelopes: Vec<Envelope>, state: FeedState) {
        let known = self.durable();
        // A feed opened by the same sync begins with all of it.
        if known.as_ref().is_some_and(|known| known.state.last >= state.last) {
            return;
        }
        let next = match known {
            Some(known) => known.followed_by(envelopes, state),
            None => OnDisk { state, recent: Vec::new() },
        };
        self.durable.send_replace(Some(Arc::new(next)));
    }

    /// What is on disk.
    pub(crate) fn durable(&self) -> Durable {
        self.durable.borrow().clone()
    }

    /// From now on the walkers come by whenever something more is on disk, until the seat is given up. What is on disk
    /// already the follower has to see to itself, after this.
    pub(crate) fn seat(&self, follower: Arc<dyn Follows>) -> Seat {
        self.walkers.seat(follower, &self.durable)
    }
}
