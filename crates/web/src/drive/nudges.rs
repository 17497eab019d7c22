//! What others ask of a driver that waits.

use std::cell::RefCell;

use futures_channel::mpsc::{Receiver, Sender, channel};
use futures_util::{StreamExt as _, select_biased};

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

/// Of each kind, beside the one that every nudger may always leave: asked twice is asked once.
const WAITING_MAX: usize = 0;

/// Where nudges come in.
pub struct Nudges {
    changed: Receiver<()>,
    try_now: Receiver<()>,
    stop: Receiver<()>,
}

/// Whoever nudges. When the last one is gone, the driver stops.
#[derive(Clone)]
pub struct Nudger {
    changed: RefCell<Sender<()>>,
    try_now: RefCell<Sender<()>>,
    stop: RefCell<Sender<()>>,
}

/// Both ends.
pub fn nudges() -> (Nudger, Nudges) {
    let [changed, try_now, stop] = [(); 3].map(|()| channel(WAITING_MAX));
    let nudger =
        Nudger { changed: RefCell::new(changed.0), try_now: RefCell::new(try_now.0), stop: RefCell::new(stop.0) };
    (nudger, Nudges { changed: changed.1, try_now: try_now.1, stop: stop.1 })
}

impl Nudger {
    /// Asks this of the driver; one that has stopped does not hear it.
    pub fn nudge(&self, nudge: Nudge) {
        let kind = match nudge {
            Nudge::Changed => &self.changed,
            Nudge::TryNow => &self.try_now,
            Nudge::Stop => &self.stop,
        };
        // Full: the same waits already.
        let _ = kind.borrow_mut().try_send(());
    }
}

impl Nudges {
    /// The next one. What has changed comes first: it is saved before a driver stops.
    pub(super) async fn next(&mut self) -> Nudge {
        select_biased! {
            asked = self.changed.next() => asked.map_or(Nudge::Stop, |()| Nudge::Changed),
            _ = self.stop.next() => Nudge::Stop,
            asked = self.try_now.next() => asked.map_or(Nudge::Stop, |()| Nudge::TryNow),
        }
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt as _;

    use super::*;

    #[test]
    fn asked_twice_is_asked_once_and_nothing_asked_is_lost() {
        let (nudger, mut nudges) = nudges();
        for nudge in [Nudge::TryNow, Nudge::TryNow, Nudge::Changed, Nudge::Changed, Nudge::Stop, Nudge::Stop] {
            nudger.nudge(nudge);
        }
        let mut next = || nudges.next().now_or_never();
        let heard: Vec<_> = std::iter::from_fn(&mut next).collect();
        assert_eq!(heard, [Nudge::Changed, Nudge::Stop, Nudge::TryNow]);
        assert_eq!(next(), None, "the nudger may still ask");
    }

    #[test]
    fn a_driver_whom_nobody_can_ask_any_more_stops() {
        let (nudger, mut nudges) = nudges();
        drop(nudger);
        assert_eq!(nudges.next().now_or_never(), Some(Nudge::Stop));
    }
}
