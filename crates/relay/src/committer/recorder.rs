//! The committer's recorder: decides a pile of jobs, has it synced once, and answers.

use std::{
    collections::HashMap,
    sync::{Arc, Weak},
};

use porchlight_protocol::{Envelope, FeedId, Refusal, Reply};
use porchlight_relay_core::{Change, Decision, FeedState, Ledger, Store, StoreFailure};
use tracing::debug;

use super::{Done, Job, progress::Progress};
use crate::{feed::Feed, health::Health};

/// Entries of feeds that nobody is connected about are swept out when there are this many more.
const SWEEP_EVERY: usize = 1024;

/// The ledger, and the feeds that sessions are connected about.
pub(super) struct Recorder<S> {
    ledger: Ledger<S>,
    health: Arc<Health>,
    feeds: HashMap<FeedId, Weak<Feed>>,
    swept: usize,
    is_dirty: bool,
    progress: Progress,
}

/// A job decided and applied, whose answer waits for the sync.
#[expect(clippy::large_enum_variant, reason = "nearly all are of the large kind, and a pile of them is short-lived")]
enum Settled {
    Open { feed: FeedId, done: Done<Arc<Feed>> },
    Write { outcome: Result<Decision, Refusal>, done: Done<Reply> },
    Charter { outcome: Result<(), Refusal>, done: Done<()> },
}

impl Settled {
    /// The same, once a sync has succeeded or failed: nothing is accepted without it.
    fn synced(self, synced: Result<(), StoreFailure>) -> Self {
        let synced = synced.map_err(Refusal::from);
        match self {
            Self::Open { feed, done } => Self::Open { feed, done },
            Self::Write { outcome, done } => {
                Self::Write { outcome: outcome.and_then(|decision| synced.map(|()| decision)), done }
            }
            Self::Charter { outcome, done } => Self::Charter { outcome: outcome.and(synced), done },
        }
    }

    fn decision(&mut self) -> Option<&mut Decision> {
        match self {
            Self::Write { outcome, .. } => outcome.as_mut().ok(),
            Self::Open { .. } | Self::Charter { .. } => None,
        }
    }
}

impl<S> Drop for Recorder<S> {
    // A committer that panics must not look like one that is merely busy.
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.health.fail("the committer's thread ended");
        }
    }
}

impl<S: Store> Recorder<S> {
    pub(super) fn new(ledger: Ledger<S>, health: Arc<Health>, progress: Progress) -> Self {
        Self { ledger, health, feeds: HashMap::new(), swept: 0, is_dirty: false, progress }
    }

    /// Decides and applies all, syncs once, answers all.
    pub(super) fn settle(&mut self, jobs: Vec<Job>) {
        let settled = self.decide_all(jobs);
        self.finish(settled);
    }

    fn decide_all(&mut self, jobs: Vec<Job>) -> Vec<Settled> {
        self.progress.begin();
        jobs.into_iter().map(|job| self.decide(job)).collect()
    }

    fn finish(&mut self, settled: Vec<Settled>) {
        let synced = self.sync();
        match synced {
            Ok(()) => self.progress.reach(),
            Err(StoreFailure) => self.progress.fail(),
        }
        if settled.len() > 1 {
            debug!(jobs = settled.len(), "settled by one sync");
        }
        let mut settled: Vec<_> = settled.into_iter().map(|one| one.synced(synced)).collect();
        self.publish(&mut settled);
        settled.into_iter().for_each(|one| self.answer(one));
    }

    fn decide(&mut self, job: Job) -> Settled {
        match job {
            Job::Open { feed, done } => Settled::Open { feed, done },
            Job::Write { petition, today, done } => {
                let outcome = self.unless_failed(|recorder| recorder.ledger.write(petition, today));
                self.is_dirty |= outcome.as_ref().is_ok_and(|decision| !decision.changes.is_empty());
                Settled::Write { outcome, done }
            }
            Job::Charter { charter, done } => {
                let outcome = self.unless_failed(|recorder| Ok(recorder.ledger.grant_charter(charter)?));
                self.is_dirty |= outcome.is_ok();
                Settled::Charter { outcome, done }
            }
        }
    }

    fn unless_failed<T>(&mut self, decide: impl FnOnce(&mut Self) -> Result<T, Refusal>) -> Result<T, Refusal> {
        if self.health.has_failed() {
            return Err(Refusal::StorageFailed);
        }
        decide(self).inspect_err(|refusal| {
            if *refusal == Refusal::StorageFailed {
                self.health.fail("a decision");
                self.progress.fail();
            }
        })
    }

    fn sync(&mut self) -> Result<(), StoreFailure> {
        if !std::mem::take(&mut self.is_dirty) {
            return Ok(());
        }
        self.ledger.sync().inspect_err(|_| self.health.fail("a sync"))
    }

    // What followed upon one another in a feed goes to its followers together.
    fn publish(&self, settled: &mut [Settled]) {
        let mut published: HashMap<FeedId, (Vec<Envelope>, FeedState)> = HashMap::new();
        for decision in settled.iter_mut().filter_map(Settled::decision) {
            let envelope = std::mem::take(&mut decision.changes).into_iter().find_map(appended);
            let (Some(envelope), Some(state)) = (envelope, decision.state.take()) else { continue };
            let (envelopes, last) = published.entry(envelope.feed()).or_insert_with(|| (Vec::new(), state.clone()));
            envelopes.push(envelope);
            *last = state;
        }
        for (feed, (envelopes, state)) in published {
            if let Some(feed) = self.feeds.get(&feed).and_then(Weak::upgrade) {
                feed.publish(envelopes, state);
            }
        }
    }

    // A receiver that is gone belongs to a session that has ended: what was applied stays applied.
    fn answer(&mut self, settled: Settled) {
        match settled {
            Settled::Open { feed, done } => drop(done.send(self.open(feed).map_err(Refusal::from))),
            Settled::Charter { outcome, done } => drop(done.send(outcome)),
            Settled::Write { outcome, done } => drop(done.send(outcome.map(|decision| decision.reply))),
        }
    }

    // Only ever called between a sync and the next change, so what a new session sees is on disk. After a sync that failed it
    // may also see what was applied and not acknowledged; nothing is accepted any more then, and its poster still has it.
    fn open(&mut self, id: FeedId) -> Result<Arc<Feed>, StoreFailure> {
        if let Some(feed) = self.feeds.get(&id).and_then(Weak::upgrade) {
            return Ok(feed);
        }
        self.sweep();
        let feed = Arc::new(Feed::new(self.ledger.state(&id)?));
        self.feeds.insert(id, Arc::downgrade(&feed));
        Ok(feed)
    }

    fn sweep(&mut self) {
        if self.feeds.len() >= self.swept + SWEEP_EVERY {
            self.feeds.retain(|_, feed| feed.strong_count() > 0);
            self.swept = self.feeds.len();
        }
    }
}

fn appended(change: Change) -> Option<Envelope> {
    match change {
        Change::Append { envelope } => Some(envelope),
        Change::Prune { .. }
        | Change::MarkDay { .. }
        | Change::ForgetDays { .. }
        | Change::PutVaultPiece { .. }
        | Change::RemoveVaultPieces { .. }
        | Change::SetVault { .. }
        | Change::PutDrops { .. }
        | Change::PruneDrops { .. }
        | Change::SetInvites { .. }
        | Change::PutInbox { .. }
        | Change::ClearInbox { .. }
        | Change::AddCharter { .. }
        | Change::SpendCharter { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;
    use porchlight_protocol::{Charter, CharterHash};
    use porchlight_relay_core::{MemoryStore, Records, Retention};
    use tokio::sync::oneshot;

    use super::{super::progress::Watch, *};

    fn charter(fill: u8) -> CharterHash {
        Charter::new([fill; 32]).hash()
    }

    fn recorder(health: &Arc<Health>) -> (Recorder<MemoryStore>, Watch) {
        let (progress, watch) = Progress::new();
        let ledger = Ledger::new(MemoryStore::new(), Retention::BY_DAYS);
        (Recorder::new(ledger, health.clone(), progress), watch)
    }

    fn settle(recorder: &mut Recorder<MemoryStore>, fills: &[u8]) -> Vec<Result<(), Refusal>> {
        let (jobs, promises): (Vec<_>, Vec<_>) = fills
            .iter()
            .map(|fill| {
                let (done, promise) = oneshot::channel();
                (Job::Charter { charter: charter(*fill), done }, promise)
            })
            .unzip();
        recorder.settle(jobs);
        promises.into_iter().map(|mut promise| promise.try_recv().unwrap()).collect()
    }

    #[test]
    fn after_one_failure_of_the_store_nothing_is_accepted_even_if_the_disk_recovers() {
        let health = Arc::<Health>::default();
        let (mut recorder, _) = recorder(&health);
        assert_eq!(settle(&mut recorder, &[1, 2]), [Ok(()), Ok(())]);

        recorder.ledger.store_mut().set_broken(true);
        assert_eq!(settle(&mut recorder, &[3, 4]), [Err(Refusal::StorageFailed); 2]);
        assert!(health.has_failed());
        recorder.ledger.store_mut().set_broken(false);

        let before = recorder.ledger.store().clone();
        assert_eq!(settle(&mut recorder, &[5]), [Err(Refusal::StorageFailed)]);
        assert_eq!(*recorder.ledger.store(), before);
    }

    #[test]
    fn a_sync_that_fails_takes_back_every_answer_that_rests_on_it() {
        let health = Arc::<Health>::default();
        let (mut recorder, _) = recorder(&health);
        recorder.is_dirty = true;
        recorder.ledger.store_mut().set_broken(true);

        let (done, mut promise) = oneshot::channel();
        let decided = Settled::Charter { outcome: Ok(()), done };
        let synced = recorder.sync();
        recorder.answer(decided.synced(synced));

        assert_eq!(promise.try_recv().unwrap(), Err(Refusal::StorageFailed));
        assert!(health.has_failed());
    }

    /// A charter that every reader can see, and that a power cut would still take.
    fn applied(recorder: &mut Recorder<MemoryStore>, fill: u8) -> Vec<Settled> {
        let (done, _) = oneshot::channel();
        let settled = recorder.decide_all(vec![Job::Charter { charter: charter(fill), done }]);
        assert_eq!(recorder.ledger.store().has_charter(&charter(fill)), Ok(true));
        settled
    }

    #[test]
    fn what_a_reader_has_seen_is_told_once_it_is_on_disk() {
        let (mut recorder, watch) = recorder(&Arc::default());
        assert_eq!(watch.clone().reached().now_or_never(), Some(Ok(())), "nothing is on its way");

        let settled = applied(&mut recorder, 1);
        let mut seen = Box::pin(watch.clone().reached());
        assert_eq!(seen.as_mut().now_or_never(), None, "a power cut would take it");
        recorder.finish(settled);

        assert_eq!(seen.now_or_never(), Some(Ok(())));
    }

    #[test]
    fn a_reader_waits_for_what_it_has_seen_and_not_for_what_came_later() {
        let (mut recorder, watch) = recorder(&Arc::default());
        let first = applied(&mut recorder, 1);
        let seen = {
            let mut seen = Box::pin(watch.clone().reached());
            assert_eq!(seen.as_mut().now_or_never(), None);
            seen
        };
        recorder.finish(first);
        let second = applied(&mut recorder, 2);

        assert_eq!(seen.now_or_never(), Some(Ok(())));
        recorder.finish(second);
    }

    #[test]
    fn what_a_failed_sync_left_behind_is_told_to_nobody() {
        let (mut recorder, watch) = recorder(&Arc::default());
        let settled = applied(&mut recorder, 1);
        let seen = watch.clone().reached();
        recorder.ledger.store_mut().set_broken(true);
        recorder.finish(settled);
        recorder.ledger.store_mut().set_broken(false);
        settle(&mut recorder, &[2]);

        assert_eq!(seen.now_or_never(), Some(Err(Refusal::StorageFailed)));
        assert_eq!(watch.reached().now_or_never(), Some(Err(Refusal::StorageFailed)), "not later either");
    }

    #[test]
    fn a_committer_that_is_gone_keeps_nobody_waiting() {
        let (mut recorder, watch) = recorder(&Arc::default());
        let settled = applied(&mut recorder, 1);
        let seen = watch.reached();
        drop((settled, recorder));

        assert_eq!(seen.now_or_never(), Some(Err(Refusal::StorageFailed)));
    }
}
