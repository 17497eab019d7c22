//! A liaison's session with the relay: one phase after another, each ended by the answers to what it asked.

use std::collections::BTreeMap;

use porchlight_protocol::{Ask, Challenge, DropTag, Hash, Label, Refusal, RelayFrame, Reply, Sequence, Tag};

use super::Liaison;
use super::events::{Failure, LiaisonEvent};
use super::hearing::Announced;
use super::tasks::Task;
use crate::Seconds;

/// What a request was about.
pub(super) enum About {
    Hello,
    Prove,
    Found,
    Head,
    Sentinel,
    Append(Sequence),
    Invite(DropTag),
    /// The messages after this number.
    Inbox(u64),
    Vault,
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
    /// Carrying a handover, ahead of the new key's proof.
    HandingOver,
    Proving,
    Comparing,
    Carrying,
    Hearing,
    Collecting,
    Vaulting,
    Dropping,
    Turning,
    Delivering,
    Retiring,
    Working,
    /// Carrying what was sealed just now: a vault holds nothing that is only half said.
    Sending,
    Reporting,
    /// Looking among the control envelopes for the proof that this office runs twice.
    Disputing,
    /// Waiting for the disputed place itself.
    Demanding,
    Resting,
}

pub(super) struct Session {
    pub(super) phase: Phase,
    /// The present moment, as the driver last told it.
    pub(super) now: Seconds,
    challenge: Option<Challenge>,
    /// Whether the relay has taken this office's proof.
    pub(super) is_proven: bool,
    has_collected: bool,
    pub(super) has_healed: bool,
    /// Whether the session's tasks have their turn now: before, what is due goes first.
    pub(super) has_worked: bool,
    pub(super) task: Option<Task>,
    /// Whose reports are known by which tags, once there is a report.
    pub(super) announced: Option<BTreeMap<Tag, Announced>>,
    /// Messages that the relay has given out: it keeps no more than a bound.
    pub(super) heard: usize,
    /// The hash of the vault that is being put.
    pub(super) vault: Option<Hash>,
    /// Whether the relay no longer takes the proof of the key that consents to the handover under way.
    is_handed_over: bool,
    /// Whether the relay has refused this key's proof.
    pub(super) is_unproven: bool,
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
        Self {
            phase: Phase::Away,
            now: 0,
            challenge: None,
            is_proven: false,
            has_collected: false,
            has_healed: false,
            has_worked: false,
            task: None,
            announced: None,
            heard: 0,
            vault: None,
            is_handed_over: false,
            is_unproven: false,
            disputed: None,
        }
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
        let (task, now) = (self.session.task.take(), self.session.now);
        self.session = Session { task, now, ..Session::away() };
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
            (About::Sentinel, Reply::Drops(drops)) => self.note_probed(&drops),
            (About::Invite(tag), Reply::Done) => self.note_invited(&tag),
            (About::Inbox(after), Reply::Inbox { messages, more }) => self.hear_inbox(after, &messages, more),
            (About::Answers(tags), Reply::Answers(states)) if tags.len() == states.len() => {
                self.take_in(&tags, &states);
            }
            (About::Controls, Reply::Controls { envelopes, .. }) => self.judge_controls(&envelopes),
            (About::Subscribe, Reply::Subscribed { .. })
            | (About::Prove | About::Retire | About::Vault | About::Done, Reply::Done) => {}
            (
                About::Hello
                | About::Prove
                | About::Found
                | About::Head
                | About::Sentinel
                | About::Append(_)
                | About::Invite(_)
                | About::Inbox(_)
                | About::Vault
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
            // A key that was handed on proves nothing any more: the feed itself has to show by which handover.
            (About::Prove, Refusal::ProofRefused) if self.is_handing_over() => self.session.is_handed_over = true,
            (About::Prove, Refusal::ProofRefused) => self.look_for_handover(),
            (About::Invite(tag), _) => self.take_back_invite(tag, refusal),
            // A mark is a courtesy to who opens a link late: a relay that has no room for it must not stop the office.
            (About::Retire, Refusal::FeedFull) => {}
            (
                About::Hello
                | About::Prove
                | About::Found
                | About::Head
                | About::Sentinel
                | About::Append(_)
                | About::Inbox(_)
                | About::Vault
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
            Phase::Collecting => {
                self.session.has_collected = true;
                self.withdraw_overdue(self.session.now);
                self.renew_kem_if_due(self.session.now);
            }
            Phase::Vaulting => self.note_vaulted(),
            Phase::Retiring => self.note_retired(),
            Phase::Disputing if self.session.is_unproven => self.fail(Failure::Refused(Refusal::ProofRefused)),
            Phase::Away
            | Phase::Greeting
            | Phase::Founding
            | Phase::HandingOver
            | Phase::Proving
            | Phase::Comparing
            | Phase::Carrying
            | Phase::Hearing
            | Phase::Dropping
            | Phase::Turning
            | Phase::Delivering
            | Phase::Working
            | Phase::Sending
            | Phase::Reporting
            | Phase::Disputing
            | Phase::Demanding
            | Phase::Resting => {}
        }
    }

    /// What is due goes first, once; then the tasks, one at a time, each with what it makes due.
    fn next_phase(&mut self, now: Seconds) -> Phase {
        match self.session.phase {
            Phase::Greeting if self.state.charter.is_some() => Phase::Founding,
            // The vault tells of the coming key before the relay does: whoever loses this machine now recovers with either.
            Phase::Greeting if self.is_handing_over() && self.state.former_posting.is_none() => Phase::HandingOver,
            Phase::Greeting | Phase::Founding | Phase::HandingOver => Phase::Proving,
            // The relay has taken the handover already, and the answer was lost.
            Phase::Proving if self.session.is_handed_over && self.is_handing_over() => Phase::HandingOver,
            Phase::Proving if self.is_handing_over() => Phase::Vaulting,
            Phase::Proving if self.session.has_worked => self.prepare(now),
            Phase::Proving => Phase::Comparing,
            Phase::Comparing => Phase::Carrying,
            // A turn that a crash interrupted is completed before anything else may change what it rests on.
            Phase::Carrying if self.state.turn.is_some() => Phase::Vaulting,
            Phase::Carrying => Phase::Hearing,
            Phase::Hearing => Phase::Collecting,
            Phase::Collecting => self.prepare(now),
            Phase::Vaulting if self.is_handing_over() => Phase::HandingOver,
            Phase::Vaulting if self.state.turn.is_some() => Phase::Dropping,
            Phase::Vaulting => Phase::Delivering,
            Phase::Dropping => Phase::Turning,
            Phase::Turning => Phase::Delivering,
            Phase::Delivering if !self.session.has_collected => Phase::Hearing,
            Phase::Delivering => Phase::Retiring,
            Phase::Retiring if self.session.has_worked => Phase::Reporting,
            Phase::Retiring => Phase::Working,
            Phase::Working if self.is_handing_over() => Phase::Vaulting,
            Phase::Working => Phase::Sending,
            Phase::Sending => self.prepare(now),
            Phase::Reporting if self.has_more_work() => Phase::Working,
            Phase::Reporting | Phase::Resting => Phase::Resting,
            Phase::Disputing | Phase::Demanding => Phase::Demanding,
            Phase::Away => Phase::Away,
        }
    }

    /// The first of the phases that bring what has changed to the relay: vault, drops and epoch envelope, or only what is sealed.
    fn prepare(&mut self, now: Seconds) -> Phase {
        match self.begin_turn_if_due(now) || self.state.vault.is_due {
            true => Phase::Vaulting,
            false => Phase::Delivering,
        }
    }

    fn enter(&mut self, now: Seconds) {
        match self.session.phase {
            Phase::Founding => self.ask_to_found(),
            Phase::HandingOver | Phase::Sending => self.carry(),
            Phase::Proving => self.prove(),
            Phase::Comparing => {
                self.settle_relay();
                self.correspondence.ask(Ask::Head, About::Head);
                self.probe_drops();
            }
            Phase::Hearing => self.listen(),
            Phase::Collecting => self.collect(),
            Phase::Vaulting => self.put_vault(),
            Phase::Dropping => self.put_drops(),
            Phase::Turning => self.turn(now),
            Phase::Delivering => self.deliver(),
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
        let Some(challenge) = self.session.challenge else { return };
        let parts: [&[u8]; 3] = [challenge.as_bytes(), self.state.feed.as_bytes(), self.relay().as_bytes()];
        let former = self.state.former_posting.as_ref().filter(|_| self.is_handing_over());
        let signature = former.unwrap_or(&self.state.posting).sign(Label::Poster, &parts);
        self.correspondence.ask(Ask::Prove { signature }, About::Prove);
    }

    fn note_founded(&mut self, sequence: Sequence) {
        self.state.charter = None;
        self.state.carried(sequence);
        self.correspondence.changed();
    }
}
