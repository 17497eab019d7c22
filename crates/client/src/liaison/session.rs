//! A liaison's session with the relay: one phase after another, each ended by the answers to what it asked.

use porchlight_protocol::{Ask, Challenge, DropTag, Label, Refusal, RelayFrame, Reply, Sequence};

use super::Liaison;
use super::events::{Failure, LiaisonEvent};
use super::tasks::Task;
use crate::Seconds;

/// What a request was about.
pub(super) enum About {
    Hello,
    Found,
    Head,
    Append(Sequence),
    Invite,
    Answers(Vec<DropTag>),
    Retire,
    Controls,
    Subscribe,
    Done,
}

/// Where a session stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    Away,
    Greeting,
    Founding,
    Proving,
    Comparing,
    Carrying,
    Collecting,
    Dropping,
    Turning,
    Retiring,
    Working,
    Reporting,
    /// Looking among the control envelopes for the proof that this office runs twice.
    Disputing,
    /// Waiting for the disputed place itself.
    Demanding,
    Resting,
}

pub(super) struct Session {
    pub(super) phase: Phase,
    challenge: Option<Challenge>,
    has_collected: bool,
    pub(super) task: Option<Task>,
    /// The place of which the relay says that it holds another envelope.
    pub(super) disputed: Option<Sequence>,
}

impl Phase {
    /// Whether it lasts until something comes that was not asked for.
    const fn waits(self) -> bool {
        matches!(self, Self::Away | Self::Demanding | Self::Resting)
    }
}

impl Session {
    pub(super) const fn away() -> Self {
        Self { phase: Phase::Away, challenge: None, has_collected: false, task: None, disputed: None }
    }
}

impl Liaison {
    pub(super) fn greet(&mut self) {
        self.hang_up();
        self.session.phase = Phase::Greeting;
        self.correspondence.ask(Ask::Hello { feed: self.state.feed }, About::Hello);
    }

    /// Ends the session; the task stays, to be taken up in the next.
    pub(super) fn hang_up(&mut self) {
        self.correspondence.hang_up();
        let task = self.session.task.take();
        self.session = Session { task, ..Session::away() };
    }

    pub(super) fn fail(&mut self, failure: Failure) {
        self.correspondence.hang_up();
        self.session.phase = Phase::Resting;
        self.session.task = None;
        self.correspondence.tell(LiaisonEvent::Failed(failure));
    }

    pub(super) fn hear(&mut self, frame: RelayFrame) {
        if self.session.phase == Phase::Resting {
            return;
        }
        match frame {
            RelayFrame::Reply { number, reply } => match self.correspondence.answered(number) {
                Some(about) => self.hear_reply(about, reply),
                None => self.fail(Failure::RelayMisbehaved),
            },
            RelayFrame::Refused { number, refusal } => match self.correspondence.answered(number) {
                Some(about) => self.hear_refusal(&about, refusal),
                None => self.fail(Failure::RelayMisbehaved),
            },
            RelayFrame::Envelope(envelope) if self.session.phase == Phase::Demanding => self.judge(&envelope),
            RelayFrame::Envelope(_) | RelayFrame::Stopped { .. } => self.fail(Failure::RelayMisbehaved),
        }
    }

    fn hear_reply(&mut self, about: About, reply: Reply) {
        match (about, reply) {
            (About::Hello, Reply::Welcome { challenge }) => self.session.challenge = Some(challenge),
            (About::Found, Reply::Appended { sequence }) => self.note_founded(sequence),
            (About::Head, Reply::Head(head)) => self.compare(head),
            (About::Append(place), Reply::Appended { sequence }) if place == sequence => self.note_appended(sequence),
            (About::Invite, Reply::Done) => self.note_invited(),
            (About::Answers(tags), Reply::Answers(states)) if tags.len() == states.len() => {
                self.take_in(&tags, &states);
            }
            (About::Controls, Reply::Controls { envelopes, .. }) => self.judge_controls(&envelopes),
            (About::Subscribe, Reply::Subscribed { .. }) | (About::Retire | About::Done, Reply::Done) => {}
            (
                About::Hello
                | About::Found
                | About::Head
                | About::Append(_)
                | About::Invite
                | About::Answers(_)
                | About::Retire
                | About::Controls
                | About::Subscribe
                | About::Done,
                _,
            ) => self.fail(Failure::RelayMisbehaved),
        }
    }

    fn hear_refusal(&mut self, about: &About, refusal: Refusal) {
        match (about, refusal) {
            (About::Append(_), Refusal::Conflict { sequence }) => self.dispute(sequence),
            // What follows upon a disputed envelope is refused with it.
            (About::Append(_), _) if self.session.disputed.is_some() => {}
            // An invite for which there is no room must not stop the office.
            (About::Invite, Refusal::FeedFull) => {
                self.take_back_invite();
                self.fail(Failure::Refused(refusal));
            }
            // A mark is a courtesy to who opens a link late: a relay that has no room for it must not stop the office.
            (About::Retire, Refusal::FeedFull) => {}
            (
                About::Hello
                | About::Found
                | About::Head
                | About::Append(_)
                | About::Invite
                | About::Answers(_)
                | About::Retire
                | About::Controls
                | About::Subscribe
                | About::Done,
                _,
            ) => self.fail(Failure::Refused(refusal)),
        }
    }

    /// Goes on to the next phase once all that this one asked is answered.
    pub(super) fn proceed(&mut self, now: Seconds) {
        while self.correspondence.is_quiet() && !self.session.phase.waits() {
            self.leave();
            self.session.phase = self.next_phase(now);
            self.enter(now);
        }
    }

    /// Notes what a phase has achieved.
    fn leave(&mut self) {
        match self.session.phase {
            Phase::Collecting => self.session.has_collected = true,
            Phase::Retiring => self.note_retired(),
            Phase::Away
            | Phase::Greeting
            | Phase::Founding
            | Phase::Proving
            | Phase::Comparing
            | Phase::Carrying
            | Phase::Dropping
            | Phase::Turning
            | Phase::Working
            | Phase::Reporting
            | Phase::Disputing
            | Phase::Demanding
            | Phase::Resting => {}
        }
    }

    fn next_phase(&mut self, now: Seconds) -> Phase {
        match self.session.phase {
            Phase::Greeting if self.state.charter.is_some() => Phase::Founding,
            Phase::Greeting | Phase::Founding => Phase::Proving,
            Phase::Proving => Phase::Comparing,
            Phase::Comparing => Phase::Carrying,
            // A turn that a crash interrupted is completed before anything else may change what it rests on.
            Phase::Carrying if self.state.turn.is_some() => Phase::Dropping,
            Phase::Carrying => Phase::Collecting,
            Phase::Collecting => match self.begin_turn_if_due(now) {
                true => Phase::Dropping,
                false => Phase::Retiring,
            },
            Phase::Dropping => Phase::Turning,
            Phase::Turning if !self.session.has_collected => Phase::Collecting,
            Phase::Turning => Phase::Retiring,
            Phase::Retiring => Phase::Working,
            Phase::Working => Phase::Reporting,
            Phase::Reporting | Phase::Resting => Phase::Resting,
            Phase::Disputing | Phase::Demanding => Phase::Demanding,
            Phase::Away => Phase::Away,
        }
    }

    fn enter(&mut self, now: Seconds) {
        match self.session.phase {
            Phase::Founding => self.ask_to_found(),
            Phase::Proving => self.prove(),
            Phase::Comparing => self.correspondence.ask(Ask::Head, About::Head),
            Phase::Collecting => self.collect(),
            Phase::Dropping => self.put_drops(),
            Phase::Turning => self.turn(now),
            Phase::Retiring => self.retire(),
            Phase::Working => self.work(now),
            Phase::Reporting => self.report(),
            Phase::Demanding => self.demand_disputed(),
            Phase::Away | Phase::Greeting | Phase::Carrying | Phase::Disputing | Phase::Resting => {}
        }
    }

    fn ask_to_found(&mut self) {
        let (Some(charter), Some(envelope)) = (self.state.charter, self.state.outbox.front()) else { return };
        self.correspondence.ask(Ask::Found { charter, envelope: envelope.clone() }, About::Found);
    }

    fn prove(&mut self) {
        let Some(challenge) = self.session.challenge.take() else { return };
        let parts: [&[u8]; 3] = [challenge.as_bytes(), self.state.feed.as_bytes(), self.state.relay.as_bytes()];
        let signature = self.state.posting.sign(Label::Poster, &parts);
        self.correspondence.ask(Ask::Prove { signature }, About::Done);
    }

    fn note_founded(&mut self, sequence: Sequence) {
        self.state.charter = None;
        self.state.carried(sequence);
        self.correspondence.changed();
    }

    fn note_invited(&mut self) {
        self.state.invite = None;
        self.correspondence.changed();
    }
}
