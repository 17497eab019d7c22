//! A device of a family: it joins, reads, verifies, and says what it knows and what it cannot tell.

mod absence;
mod address;
mod evidence;
mod findings;
mod grants;
mod healing;
mod items;
mod joining;
mod promises;
mod reading;
mod renewing;
mod reports;
mod retention;
mod rounds;
mod session;
mod standing;
mod state;
mod verifying;
mod walking;

use porchlight_protocol::{Claimant, DropTag, FeedId, RelayFrame, Sequence};
use porchlight_sealing::{Link, Profile, Secret};
use rand_core::CryptoRng;

use crate::correspondence::{Correspondence, Input, Output};
use crate::{Saved, Seconds, StateUnreadable, saved};

pub use absence::{Absence, Doubt};
pub use evidence::LiaisonSince;
pub use findings::{DeviceEvent, Ending, Finding, ForkEvidence};
pub use items::{CannotForget, NoticeItem, StatusItem};
pub use reports::Unsayable;
pub use rounds::{Round, RoundNotice};
use session::{About, Session};
pub use standing::{CLOCK_SLACK_SECONDS, Reach, Standing};
use state::{Stage, State};

/// A device of a family, without sockets, clock or disk. See the crate's contract.
pub struct Device {
    state: State,
    session: Session,
    correspondence: Correspondence<DeviceEvent, About>,
    random: Box<dyn CryptoRng + Send>,
    /// The time that came in with the last input.
    now: Seconds,
    /// The relay's name with which this session was dialled.
    dialled: String,
}

impl Device {
    /// Begins to join with an invite's link. The next session claims it.
    pub fn join(link: &Link, mut random: Box<dyn CryptoRng + Send>) -> Self {
        let claimant = Claimant::new(*Secret::draw(&mut *random).as_bytes());
        let mut device = Self::with_state(State::claiming(link, claimant), random);
        device.correspondence.changed();
        device
    }

    /// Takes up a saved state.
    ///
    /// # Errors
    /// [`StateUnreadable`] for anything but what [`Output::Save`] gave.
    pub fn restore(saved: &Saved, random: Box<dyn CryptoRng + Send>) -> Result<Self, StateUnreadable> {
        Ok(Self::with_state(saved::decode(&saved.state)?, random))
    }

    fn with_state(state: State, random: Box<dyn CryptoRng + Send>) -> Self {
        Self {
            state,
            session: Session::away(),
            correspondence: Correspondence::new(),
            random,
            now: 0,
            dialled: String::new(),
        }
    }

    /// The group's feed.
    pub fn feed(&self) -> FeedId {
        self.state.feed
    }

    /// The group's name, cadence and codebook; `None` before the invite has been opened.
    pub fn profile(&self) -> Option<&Profile> {
        self.state.profile.as_ref()
    }

    /// The invite that this device claims or answers; `None` once it has joined.
    pub fn invite_tag(&self) -> Option<DropTag> {
        match &self.state.stage {
            Stage::Claiming { link, .. } => Some(link.invite_tag(&self.state.feed)),
            Stage::Answering { tag, .. } => Some(*tag),
            Stage::Unconfirmed { .. } | Stage::Confirmed { .. } | Stage::Removed { .. } => None,
        }
    }

    /// Whether the claim has been answered: the group's statuses can be read.
    pub fn has_joined(&self) -> bool {
        match self.state.stage {
            Stage::Claiming { .. } | Stage::Answering { .. } => false,
            Stage::Unconfirmed { .. } | Stage::Confirmed { .. } | Stage::Removed { .. } => true,
        }
    }

    /// Whether private messages can reach this device.
    pub fn is_confirmed(&self) -> bool {
        match self.state.stage {
            Stage::Claiming { .. } | Stage::Answering { .. } | Stage::Unconfirmed { .. } | Stage::Removed { .. } => {
                false
            }
            Stage::Confirmed { .. } => true,
        }
    }

    /// Whether the epoch has turned since the claim and brought no confirmation: somebody else may have used the link.
    pub fn is_link_disputed(&self) -> bool {
        !self.is_confirmed() && !self.is_removed() && self.state.is_disputed
    }

    /// Whether the liaison has ended this device's membership. It stays so; a session then ends before it has begun.
    pub fn is_removed(&self) -> bool {
        self.state.removed_at().is_some()
    }

    /// Four bytes to compare aloud with the liaison, once the claim has been answered.
    pub fn words(&self) -> Option<[u8; 4]> {
        match &self.state.stage {
            Stage::Claiming { .. } | Stage::Removed { .. } => None,
            Stage::Answering { root, .. } => Some(root.words(&self.state.feed)),
            Stage::Unconfirmed { words, .. } | Stage::Confirmed { words, .. } => Some(*words),
        }
    }

    /// The last place read.
    pub fn last_place(&self) -> Sequence {
        self.state.last.0
    }

    /// Takes in what happened.
    pub fn handle(&mut self, input: Input, now: Seconds) {
        let is_answer = match &input {
            Input::Connected => true,
            Input::Frame(frame) => matches!(**frame, RelayFrame::Reply { .. } | RelayFrame::Refused { .. }),
            Input::Disconnected | Input::Saved | Input::Tick => false,
        };
        self.now = now;
        match input {
            Input::Connected => self.greet(),
            Input::Disconnected => self.hang_up(),
            Input::Saved => self.correspondence.saved(),
            Input::Frame(frame) => self.hear(*frame),
            Input::Tick => self.look_at_the_clock(),
        }
        self.proceed();
        self.consider_report();
        self.session.set_answer_deadline(self.is_asking() || self.is_reporting(), is_answer, now);
    }

    /// When to hand in [`Input::Tick`], if nothing comes before.
    pub fn deadline(&self) -> Option<Seconds> {
        self.session.deadline.into_iter().chain(self.report_deadline()).min()
    }

    /// What is to be done next; `None` until something happens.
    pub fn poll(&mut self) -> Option<Output<DeviceEvent>> {
        let state = &self.state;
        self.correspondence.poll(|| saved::encode(state).into())
    }
}
