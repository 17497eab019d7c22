//! Fan-out: a few tasks walk a feed's followers whenever something more is on disk, and write to each what it lacks.
//!
//! The one thing that is done N times for each post, so it is done with as little as possible: no task is woken, no reader is
//! polled, nothing is copied. Whoever cannot be served in passing, because it lags or its socket is full, is called, and its
//! own session sees to it. What has come on disk during a walk goes along to all who have not been visited yet; nothing is
//! ever waited for so that it could go along.

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError, atomic::AtomicUsize, atomic::Ordering},
    thread::available_parallelism,
};

use tokio::{sync::watch, task::yield_now};

use super::{Durable, OnDisk};

/// Followers visited before other tasks have their turn: about a quarter of a millisecond.
const VISITS_AT_ONCE: usize = 32;
/// More processors than this are not kept busy by one feed.
const WALKERS_MAX: usize = 8;

/// Somebody who follows a feed.
pub(crate) trait Follows: Send + Sync {
    /// Writes what the follower lacks, as far as that is possible at once; calls its session where it is not.
    fn visit(&self, on_disk: &OnDisk);
}

/// A feed's followers, in as many shares as there are processors, each with a walker of its own.
pub(super) struct Walkers {
    shares: Vec<Arc<Share>>,
    seated: AtomicUsize,
}

/// The followers that one walker visits.
#[derive(Default)]
struct Share {
    slots: Mutex<Slots>,
}

#[derive(Default)]
struct Slots {
    taken: Vec<Option<Arc<dyn Follows>>>,
    free: Vec<usize>,
    has_walker: bool,
}

/// A follower's slot among those who are visited, given up when dropped.
pub(crate) struct Seat {
    share: Arc<Share>,
    index: usize,
}

impl Walkers {
    pub(super) fn new() -> Self {
        let count = available_parallelism().map_or(1, |count| count.get().min(WALKERS_MAX));
        Self { shares: (0..count).map(|_| Arc::default()).collect(), seated: AtomicUsize::new(0) }
    }

    pub(super) fn seat(&self, follower: Arc<dyn Follows>, durable: &watch::Sender<Durable>) -> Seat {
        let turn = self.seated.fetch_add(1, Ordering::Relaxed);
        let share = self.shares[turn % self.shares.len()].clone();
        let mut slots = share.slots();
        let index = slots.take(follower);
        if !std::mem::replace(&mut slots.has_walker, true) {
            tokio::spawn(walk(share.clone(), durable.subscribe()));
        }
        drop(slots);
        Seat { share, index }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut slots = self.share.slots();
        let left = slots.taken[self.index].take();
        slots.free.push(self.index);
        // The last of a follower may be dropped with it, and is not to be while others wait for the lock.
        drop(slots);
        drop(left);
    }
}

impl Share {
    fn slots(&self) -> MutexGuard<'_, Slots> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn some_from(&self, index: usize, some: &mut Vec<Arc<dyn Follows>>) -> bool {
        let slots = self.slots();
        let rest = slots.taken.get(index..).unwrap_or_default();
        some.extend(rest.iter().take(VISITS_AT_ONCE).flatten().cloned());
        rest.len() > VISITS_AT_ONCE
    }
}

impl Slots {
    // A slot that is free again lies where a walk has perhaps been already: whoever takes it has seen what that walk brings.
    fn take(&mut self, follower: Arc<dyn Follows>) -> usize {
        match self.free.pop() {
            Some(index) => {
                self.taken[index] = Some(follower);
                index
            }
            None => {
                self.taken.push(Some(follower));
                self.taken.len() - 1
            }
        }
    }
}

/// Held while a share has a walker: dropped however the walk ends, so that the next seat begins another.
struct Walking(Arc<Share>);

impl Drop for Walking {
    fn drop(&mut self) {
        self.0.slots().has_walker = false;
    }
}

// Ends with its feed.
async fn walk(share: Arc<Share>, mut durable: watch::Receiver<Durable>) {
    let _walking = Walking(share.clone());
    let mut visited = Vec::with_capacity(VISITS_AT_ONCE);
    while durable.changed().await.is_ok() {
        let (mut index, mut has_more) = (0, true);
        while has_more {
            // What has come meanwhile goes along; those already visited get it by the walk that follows.
            let Some(on_disk) = durable.borrow().clone() else { break };
            has_more = share.some_from(index, &mut visited);
            visited.drain(..).for_each(|follower| follower.visit(&on_disk));
            index += VISITS_AT_ONCE;
            yield_now().await;
        }
    }
}

impl fmt::Debug for Walkers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Walkers").field("shares", &self.shares.len()).finish_non_exhaustive()
    }
}
