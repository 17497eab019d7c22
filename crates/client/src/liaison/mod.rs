//! The liaison: the only poster of a group.
//!
//! A session goes through [`Phase`]s, each of which asks the relay something and ends when all is answered. What must survive is
//! in [`State`] and is saved before it is sent.

mod address;
mod carrying;
mod claims;
mod composing;
mod deputies;
mod disputing;
mod events;
mod hearing;
mod inviting;
mod keeping;
mod log;
mod posting;
mod removing;
mod renewing;
mod retiring;
mod roster;
mod saying;
mod session;
mod state;
mod succeeding;
mod summaries;
mod tasks;
mod turning;
mod vaulting;

use porchlight_protocol::{Charter, FeedId, Sequence};
use porchlight_sealing::Profile;
use rand_core::CryptoRng;

use crate::correspondence::{Correspondence, Input, Output};
use crate::{Saved, Seconds, StateUnreadable};

pub use deputies::{BackupKey, DEPUTIES_MAX};
pub use events::{Failure, LiaisonEvent};
pub use inviting::INVITE_LIVES_SECONDS;
pub use log::{Act, LogEntry};
pub use renewing::KEM_RENEW_EVERY_SECONDS;
pub use roster::DEVICES_PER_FAMILY_MAX;
use session::{About, Session};
pub(crate) use state::{State, StatusRecord, Vault};
pub(crate) use succeeding::Succession;
pub use summaries::{DeviceSummary, FamilySummary, OpenInquiry, OpenInvite};
pub use tasks::{Done, History, QUEUE_MAX, Task};
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
        let (mut state, phrase) = State::founded(relay, charter, profile, &mut *random, now);
        state.unreported.push((Task::Found, Done::Founded { phrase }));
        let mut liaison = Self::with_state(state, random);
        liaison.correspondence.changed();
        liaison
    }

    /// Takes up a saved state.
    ///
    /// # Errors
    /// [`StateUnreadable`] for anything but what [`Output::Save`] gave.
    pub fn restore(saved: &Saved, random: Box<dyn CryptoRng + Send>) -> Result<Self, StateUnreadable> {
        Ok(Self::with_state(State::restored(saved)?, random))
    }

    pub(crate) fn with_state(state: State, random: Box<dyn CryptoRng + Send>) -> Self {
        Self { state, session: Session::away(), correspondence: Correspondence::new(), random }
    }

    /// What is to be saved of an office that was taken up. As [`State::take_saved`].
    pub(crate) fn take_saved(&mut self) -> Saved {
        self.state.take_saved(&mut *self.random)
    }

    /// The group's feed.
    pub fn feed(&self) -> FeedId {
        self.state.feed
    }

    /// Whether the relay has the group.
    pub const fn is_founded(&self) -> bool {
        self.state.charter.is_none()
    }

    /// The group's name, cadence and codebook.
    pub fn profile(&self) -> &Profile {
        &self.state.profile
    }

    /// How each family stands, in the order of their first invites.
    pub fn families(&self) -> Vec<FamilySummary> {
        self.state.family_summaries()
    }

    /// The inquiries that wait for an answer.
    pub fn inquiries(&self) -> Vec<OpenInquiry> {
        self.state.open_inquiries()
    }

    /// The invites that nobody has used yet.
    pub fn invites(&self) -> Vec<OpenInvite> {
        self.state.open_invites()
    }

    /// The deputies' names; `None` for a handover under way.
    pub fn deputies(&self) -> impl Iterator<Item = Option<&str>> {
        self.state.deputies.iter().map(|deputy| deputy.name.as_deref())
    }

    /// What the office did, oldest first.
    pub fn log(&self) -> impl DoubleEndedIterator<Item = &LogEntry> {
        self.state.log.entries()
    }

    /// By when the next status is promised.
    pub fn next_by(&self) -> Seconds {
        self.state.next_by
    }

    /// From which status on an invite reads that does not say so itself.
    pub fn default_history(&self) -> History {
        self.state.history
    }

    /// Sets it.
    pub fn set_default_history(&mut self, history: History) {
        self.state.history = history;
        self.correspondence.changed();
    }

    /// The last place that was sealed, carried or not.
    pub fn last_place(&self) -> Sequence {
        self.state.next.previous()
    }

    /// Takes in what happened.
    pub fn handle(&mut self, input: Input, now: Seconds) {
        self.session.now = now;
        match input {
            Input::Connected => self.greet(),
            Input::Disconnected => {
                self.pass_the_turn();
                self.hang_up();
            }
            Input::Saved => self.correspondence.saved(),
            Input::Frame(frame) => self.hear(*frame),
            Input::Tick => {}
        }
        self.proceed(now);
    }

    /// What is to be done next; `None` until something happens.
    pub fn poll(&mut self) -> Option<Output<LiaisonEvent>> {
        let (state, random) = (&mut self.state, &mut *self.random);
        self.correspondence.poll(|| state.take_saved(random))
    }
}
