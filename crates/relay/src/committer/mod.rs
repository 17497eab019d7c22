//! The committer: one thread that owns the store's writing side.
//!
//! It takes what has queued up, decides and applies each, syncs once, and only then has the followers visited and answers all.
//! So accepted means on disk, and many posts share one sync without any of them waiting for company.

mod progress;
mod recorder;

use std::{io, sync::Arc, thread};

use porchlight_protocol::{CharterHash, Day, FeedId, Refusal, Reply};
use porchlight_relay_core::{Ledger, Petition, Store};
use tokio::sync::{
    mpsc::{self, error::TrySendError},
    oneshot,
};

use self::{progress::Progress, progress::Watch, recorder::Recorder};
use crate::{feed::Feed, health::Health};

/// Jobs that share one sync at most: bounds how long the first of them waits.
const JOBS_PER_SYNC_MAX: usize = 256;

/// Something for the committer to do.
enum Job {
    Open { feed: FeedId, done: Done<Arc<Feed>> },
    Write { petition: Petition, today: Day, done: Done<Reply> },
    Charter { charter: CharterHash, done: Done<()> },
}

/// Where the committer says what it has promised.
pub(crate) type Done<T> = oneshot::Sender<Result<T, Refusal>>;

/// What the committer will say, once it is on disk.
pub(crate) type Promise<T> = oneshot::Receiver<Result<T, Refusal>>;

/// The way to the committer. The thread ends when the last of these is gone.
#[derive(Debug, Clone)]
pub(crate) struct Committer {
    jobs: mpsc::Sender<Job>,
    progress: Watch,
}

/// Starts the thread.
pub(crate) fn start<S: Store + Send + 'static>(
    ledger: Ledger<S>,
    health: Arc<Health>,
    waiting_max: usize,
) -> io::Result<(Committer, thread::JoinHandle<()>)> {
    let (jobs, queue) = mpsc::channel(waiting_max);
    let (progress, watch) = Progress::new();
    let recorder = Recorder::new(ledger, health, progress);
    let thread = thread::Builder::new().name("committer".into()).spawn(move || run(recorder, queue))?;
    Ok((Committer { jobs, progress: watch }, thread))
}

fn run<S: Store>(mut recorder: Recorder<S>, mut queue: mpsc::Receiver<Job>) {
    while let Some(first) = queue.blocking_recv() {
        let mut jobs = vec![first];
        while let (true, Ok(job)) = (jobs.len() < JOBS_PER_SYNC_MAX, queue.try_recv()) {
            jobs.push(job);
        }
        recorder.settle(jobs);
    }
}

impl Committer {
    /// Opens a feed, known or not, as it is on disk.
    pub(crate) async fn open(&self, feed: FeedId) -> Result<Arc<Feed>, Refusal> {
        let (done, promise) = oneshot::channel();
        // A greeting waits for its turn: there is nothing yet that it could hold up.
        self.jobs.send(Job::Open { feed, done }).await.map_err(|_| Refusal::StorageFailed)?;
        kept(promise).await
    }

    /// Hands in petitions, in order.
    pub(crate) fn write(&self, petitions: impl Iterator<Item = (Petition, Done<Reply>)>, today: Day) {
        for (petition, done) in petitions {
            // Whoever asked may be gone; what was handed in is done all the same.
            match self.jobs.try_send(Job::Write { petition, today, done }) {
                Ok(()) => {}
                Err(TrySendError::Full(job)) => job.refuse(Refusal::Busy),
                Err(TrySendError::Closed(job)) => job.refuse(Refusal::StorageFailed),
            }
        }
    }

    /// Lets a charter be used.
    pub(crate) async fn grant_charter(&self, charter: CharterHash) -> Result<(), Refusal> {
        let (done, promise) = oneshot::channel();
        match self.jobs.try_send(Job::Charter { charter, done }) {
            Ok(()) => kept(promise).await,
            Err(TrySendError::Full(_)) => Err(Refusal::Busy),
            Err(TrySendError::Closed(_)) => Err(Refusal::StorageFailed),
        }
    }

    /// Waits until everything that has been applied by now is on disk. What was read before the call is then safe to tell.
    pub(crate) async fn on_disk(&self) -> Result<(), Refusal> {
        self.progress.clone().reached().await
    }
}

impl Job {
    fn refuse(self, refusal: Refusal) {
        match self {
            Self::Open { done, .. } => drop(done.send(Err(refusal))),
            Self::Write { done, .. } => drop(done.send(Err(refusal))),
            Self::Charter { done, .. } => drop(done.send(Err(refusal))),
        }
    }
}

/// Waits for what was promised; a committer that is gone has failed.
pub(crate) async fn kept<T>(promise: Promise<T>) -> Result<T, Refusal> {
    promise.await.unwrap_or(Err(Refusal::StorageFailed))
}
