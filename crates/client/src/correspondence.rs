//! What a party exchanges with its driver, in the order that keeps its promises: tell, then save, then send.

use std::collections::{BTreeMap, VecDeque};

use porchlight_protocol::{Ask, RelayFrame, Request};

use crate::Saved;

/// Requests that a party leaves unanswered at once: half of what a relay takes, so that a second window is never refused.
const WINDOW: usize = 16;

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A session with the relay stands.
    Connected,
    /// The session has ended, or none could be had.
    Disconnected,
    /// A frame came.
    Frame(Box<RelayFrame>),
    /// What [`Output::Save`] gave is on stable storage.
    Saved,
    /// Time has passed.
    Tick,
}

/// What a party wants of its driver.
pub enum Output<E> {
    /// Show this to the person.
    Tell(E),
    /// Put this on stable storage, all of it or nothing; then hand in [`Input::Saved`]. Where it brings no roster, the one before
    /// stays.
    Save(Saved),
    /// Send this to the relay.
    Send(Request),
}

/// Outputs that wait, and requests that await their replies; `A` says what a request was about.
pub(crate) struct Correspondence<E, A> {
    events: VecDeque<E>,
    unsaved: bool,
    saving: bool,
    unsent: VecDeque<(Ask, A)>,
    unanswered: BTreeMap<u32, A>,
    number: u32,
}

impl<E, A> Correspondence<E, A> {
    pub(crate) fn new() -> Self {
        Self {
            events: VecDeque::new(),
            unsaved: false,
            saving: false,
            unsent: VecDeque::new(),
            unanswered: BTreeMap::new(),
            number: 0,
        }
    }

    pub(crate) fn tell(&mut self, event: E) {
        self.events.push_back(event);
    }

    /// Notes that the state has changed: nothing is sent until it is saved.
    pub(crate) fn changed(&mut self) {
        self.unsaved = true;
    }

    pub(crate) fn saved(&mut self) {
        self.saving = false;
    }

    pub(crate) fn ask(&mut self, ask: Ask, about: A) {
        self.unsent.push_back((ask, about));
    }

    /// What the request with this number was about; `None` when none with it is open.
    pub(crate) fn answered(&mut self, number: u32) -> Option<A> {
        self.unanswered.remove(&number)
    }

    /// Whether every request has been sent and answered.
    pub(crate) fn is_quiet(&self) -> bool {
        self.unsent.is_empty() && self.unanswered.is_empty()
    }

    /// Whether a request of this kind has been asked for and is not answered yet.
    pub(crate) fn awaits(&self, is_meant: impl Fn(&A) -> bool) -> bool {
        self.unsent.iter().any(|(_, about)| is_meant(about)) || self.unanswered.values().any(is_meant)
    }

    /// Forgets the requests that are not sent, and those that are but for some: the session goes on with other things.
    pub(crate) fn turn_to_other_things(&mut self, stays: impl Fn(&A) -> bool) {
        self.unsent.clear();
        self.unanswered.retain(|_, about| stays(about));
    }

    /// Forgets the session's requests; what is to be told or saved stays.
    pub(crate) fn hang_up(&mut self) {
        self.unsent.clear();
        self.unanswered.clear();
    }

    pub(crate) fn poll(&mut self, state: impl FnOnce() -> Saved) -> Option<Output<E>> {
        if self.saving {
            return None;
        }
        if let Some(event) = self.events.pop_front() {
            return Some(Output::Tell(event));
        }
        if self.unsaved {
            (self.unsaved, self.saving) = (false, true);
            return Some(Output::Save(state()));
        }
        if self.unanswered.len() >= WINDOW {
            return None;
        }
        let (ask, about) = self.unsent.pop_front()?;
        self.number = self.number.wrapping_add(1);
        self.unanswered.insert(self.number, about);
        Some(Output::Send(Request { number: self.number, ask }))
    }
}
