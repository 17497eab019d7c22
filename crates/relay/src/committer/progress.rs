//! How far the committer has come: what has been applied, and what of it is on disk.
//!
//! Readers see what has been applied, perhaps a moment before its sync. An answer on which somebody will act must not leave in
//! that moment: a power cut would take back what it told.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use porchlight_protocol::Refusal;
use tokio::sync::watch;

/// Which piles are on disk.
#[derive(Debug, Clone, Copy, Default)]
struct OnDisk {
    through: u64,
    /// Nothing that was applied later ever will be, until the relay is restarted.
    has_failed: bool,
}

/// The committer's side: it counts its piles.
#[derive(Debug)]
pub(super) struct Progress {
    begun: Arc<AtomicU64>,
    on_disk: watch::Sender<OnDisk>,
}

/// The readers' side.
#[derive(Debug, Clone)]
pub(super) struct Watch {
    begun: Arc<AtomicU64>,
    on_disk: watch::Receiver<OnDisk>,
}

impl Progress {
    pub(super) fn new() -> (Self, Watch) {
        let begun = Arc::<AtomicU64>::default();
        let (sender, on_disk) = watch::channel(OnDisk::default());
        (Self { begun: begun.clone(), on_disk: sender }, Watch { begun, on_disk })
    }

    /// A pile begins. Called before anything of it is applied, so whoever reads any of it also reads its number.
    pub(super) fn begin(&self) {
        self.begun.fetch_add(1, Ordering::SeqCst);
    }

    /// Everything applied so far is on disk.
    pub(super) fn reach(&self) {
        let begun = self.begun.load(Ordering::SeqCst);
        self.on_disk.send_if_modified(|on_disk| {
            on_disk.through = if on_disk.has_failed { on_disk.through } else { begun };
            !on_disk.has_failed
        });
    }

    /// Something was applied, or may have been, that is not on disk.
    pub(super) fn fail(&self) {
        self.on_disk.send_modify(|on_disk| on_disk.has_failed = true);
    }
}

impl Watch {
    /// Waits until everything that had been applied when this was called is on disk.
    pub(super) fn reached(mut self) -> impl Future<Output = Result<(), Refusal>> {
        let pile = self.begun.load(Ordering::SeqCst);
        async move {
            let reached = self.on_disk.wait_for(|on_disk| on_disk.through >= pile || on_disk.has_failed).await;
            match reached.is_ok_and(|on_disk| on_disk.through >= pile) {
                true => Ok(()),
                false => Err(Refusal::StorageFailed),
            }
        }
    }
}
