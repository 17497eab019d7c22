//! What others ask of a driver that waits.

use futures_channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};
use futures_util::StreamExt as _;

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nudge {
    /// The party was given something to do or to say: see to it.
    Changed,
    /// The line may have come back, or somebody looks again: do not wait any longer.
    TryNow,
    /// Save, and let go of the state.
    Stop,
}

/// Where nudges come in.
pub struct Nudges(UnboundedReceiver<Nudge>);

/// Whoever nudges. When the last one is gone, the driver stops.
#[derive(Clone)]
pub struct Nudger(UnboundedSender<Nudge>);

/// Both ends.
pub fn nudges() -> (Nudger, Nudges) {
    let (nudger, nudges) = unbounded();
    (Nudger(nudger), Nudges(nudges))
}

impl Nudger {
    /// Asks this of the driver; one that has stopped does not hear it.
    pub fn nudge(&self, nudge: Nudge) {
        drop(self.0.unbounded_send(nudge));
    }
}

impl Nudges {
    pub(super) async fn next(&mut self) -> Nudge {
        self.0.next().await.unwrap_or(Nudge::Stop)
    }
}
