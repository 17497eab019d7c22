//! The liaison: the only poster of a group.
//!
//! A session goes through [`Phase`]s, each of which asks the relay something and ends when all is answered. What must survive is
//! in [`State`] and is saved before it is sent.

mod carrying;
mod claims;
mod disputing;
mod events;
mod posting;
mod retiring;
mod session;
mod state;
mod tasks;
mod turning;

use porchlight_protocol::{Charter, FeedId, Sequence};
use porchlight_sealing::Profile;
use rand_core::CryptoRng;

use crate::correspondence::{Correspondence, Input, Output};
use crate::{Seconds, StateUnreadable, saved};

pub use events::{Failure, LiaisonEvent};
use session::{About, Session};
use state::State;
pub use tasks::{Done, FamilySummary, History, Task};
pub use turning::TURN_EVERY_SECONDS;

/// The only poster of a group, without sockets, clock or disk. See the crate's contract.
pub struct Liaison {
    state: State,
    session: Session,
    correspondence: Correspondence<LiaisonEvent, About>,
    random: Box<dyn CryptoRng + Send>,
}

impl Liaison {
    /// Draws a new group's keys and seals its first envelope. Nothing is founded before a session has done [`Task::Found`].
    pub fn found(
        relay: &str,
        charter: Charter,
        profile: Profile,
        mut random: Box<dyn CryptoRng + Send>,
        now: Seconds,
    ) -> Self {
        let state = State::founded(relay, charter, profile, &mut *random, now);
        let mut liaison = Self::with_state(state, random);
        liaison.correspondence.changed();
        liaison
    }

    /// Takes up a saved state.
    ///
    /// # Errors
    /// [`StateUnreadable`] for anything but what [`Output::Save`] gave.
    pub fn restore(saved: &[u8], random: Box<dyn CryptoRng + Send>) -> Result<Self, StateUnreadable> {
        Ok(Self::with_state(saved::decode(saved)?, random))
    }

    fn with_state(state: State, random: Box<dyn CryptoRng + Send>) -> Self {
        Self { state, session: Session::away(), correspondence: Correspondence::new(), random }
    }

    /// `host` or `host:port` of the relay.
    pub fn relay(&self) -> &str {
        &self.state.relay
    }

    /// The group's feed.
    pub fn feed(&self) -> FeedId {
        self.state.feed
    }

    /// The group's name, cadence and codebook.
    pub fn profile(&self) -> &Profile {
        &self.state.profile
    }

    /// How each family stands, in the order of their first invites.
    pub fn families(&self) -> Vec<FamilySummary> {
        tasks::summaries(&self.state)
    }

    /// The last place that was sealed, carried or not.
    pub fn last_place(&self) -> Sequence {
        self.state.next.previous()
    }

    /// Sets what the next session is to do, after it has carried, collected and turned what is due.
    pub fn set_task(&mut self, task: Task) {
        self.session.task = Some(task);
    }

    /// Takes in what happened.
    pub fn handle(&mut self, input: Input, now: Seconds) {
        match input {
            Input::Connected => self.greet(),
            Input::Disconnected => self.hang_up(),
            Input::Saved => self.correspondence.saved(),
            Input::Frame(frame) => self.hear(*frame),
            Input::Tick => {}
        }
        self.proceed(now);
    }

    /// What is to be done next; `None` until something happens.
    pub fn poll(&mut self) -> Option<Output<LiaisonEvent>> {
        let state = &self.state;
        self.correspondence.poll(|| saved::encode(state))
    }
}
