//! A device's session with the relay, one phase after another. See docs/protocol.md#flows, 3 and 6.

use std::collections::BTreeMap;

use porchlight_protocol::{Ask, Envelope, Epoch, Head, InviteGrant, Refusal, RelayFrame, Reply, Sequence};
use porchlight_sealing::FirstGrant;

use super::grants::Wanted;
use super::reports::Reports;
use super::state::Stage;
use super::walking::Walked;
use super::{Device, DeviceEvent, Ending, Finding};
use crate::Seconds;

/// How long a device waits for what the relay promised.
pub(super) const PROMISE_WAIT_SECONDS: Seconds = 20;
/// How often the epoch may turn while a device is unlocking, before it calls that misbehaviour.
const UNLOCKS_MAX: u8 = 5;

/// What a request was about.
pub(super) enum About {
    Hello,
    Claim,
    Head,
    Controls,
    Answer,
    Drops(Vec<Wanted>),
    /// An envelope that the relay has lost, and where it ended.
    Append {
        place: Sequence,
        head: Head,
    },
    Unlock,
    Subscribe,
    Report,
}

impl About {
    pub(super) const fn is_report(&self) -> bool {
        matches!(self, Self::Report)
    }
}

/// Where a session stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    Away,
    Greeting,
    Claiming,
    /// Verifying the posting key from the feed id, to open the invite.
    Vetting,
    Answering,
    /// Verifying the control envelopes that lie ahead.
    Walking,
    /// Bringing back what the relay has lost.
    Healing,
    Granting,
    Unlocking,
    Following,
    Ended,
}

pub(super) struct Session {
    pub(super) phase: Phase,
    /// The control envelopes that lie ahead of the last place read, in order.
    pub(super) walk: Vec<Walked>,
    /// Where the relay ends, as it said beside the walk.
    pub(super) head: Option<Head>,
    pub(super) has_healed: bool,
    pub(super) invite: Option<OpenedInvite>,
    /// The first place of the subscription, where it lies beyond a pruned span.
    pub(super) jump: Option<Sequence>,
    /// The head that the relay promised.
    pub(super) promised: Sequence,
    /// How many envelopes it takes to get there, and how many came.
    pub(super) expected: u64,
    pub(super) received: u64,
    pub(super) has_caught_up: bool,
    /// The relay names another hash for the last place read, and has yet to show its envelope.
    pub(super) is_contradicted: bool,
    /// Envelopes that came before their turn.
    pub(super) early: BTreeMap<Sequence, Envelope>,
    pub(super) deadline: Option<Seconds>,
    pub(super) unlocks: u8,
    /// An epoch began that the walk had not shown: its grant was never asked for.
    pub(super) has_turned_unseen: bool,
    pub(super) reports: Reports,
    /// A grant lay under a renewed chain, and another re-claim may have been mixed in behind it.
    pub(super) has_renewed: bool,
}

/// An invite's grant, opened but not yet vetted.
pub(super) struct OpenedInvite {
    pub(super) grant: FirstGrant,
    pub(super) blob: Box<InviteGrant>,
}

impl Session {
    pub(super) const fn away() -> Self {
        Self {
            phase: Phase::Away,
            walk: Vec::new(),
            head: None,
            has_healed: false,
            invite: None,
            jump: None,
            promised: Sequence::ZERO,
            expected: 0,
            received: 0,
            has_caught_up: false,
            is_contradicted: false,
            early: BTreeMap::new(),
            deadline: None,
            unlocks: 0,
            has_turned_unseen: false,
            reports: Reports::NONE,
            has_renewed: false,
        }
    }

    /// A relay that takes a request and does not answer is held to it too.
    pub(super) fn set_answer_deadline(&mut self, is_waiting: bool, is_answer: bool, now: Seconds) {
        if is_waiting && (is_answer || self.deadline.is_none()) {
            self.deadline = Some(now.saturating_add(PROMISE_WAIT_SECONDS));
        }
    }
}

impl Device {
    pub(super) fn greet(&mut self) {
        self.correspondence.hang_up();
        self.session = Session { phase: Phase::Greeting, ..Session::away() };
        self.dialled = self.relay().to_owned();
        self.pass_the_turn();
        if self.is_removed() {
            return self.end(Ending::Removed);
        }
        self.correspondence.ask(Ask::Hello { feed: self.state.feed }, About::Hello);
    }

    pub(super) fn hang_up(&mut self) {
        self.name_a_gap();
        if self.session.phase == Phase::Away {
            self.pass_the_turn();
        }
        self.correspondence.hang_up();
        self.session = Session::away();
    }

    /// Ends the session's work; the driver may close it.
    pub(super) fn end(&mut self, ending: Ending) {
        self.correspondence.hang_up();
        self.session = Session { phase: Phase::Ended, ..Session::away() };
        self.correspondence.tell(DeviceEvent::Ended(ending));
    }

    /// Names what was found, and reads no further.
    pub(super) fn end_with(&mut self, finding: Finding) {
        if self.session.phase == Phase::Following {
            let last = self.state.last.0.0;
            self.state.note_withheld(self.session.promised.0.saturating_sub(last), self.now);
            self.correspondence.changed();
        }
        self.correspondence.tell(DeviceEvent::Found(finding.clone()));
        self.end(Ending::Found(finding));
    }

    pub(super) fn hear(&mut self, frame: RelayFrame) {
        if self.session.phase == Phase::Ended {
            return;
        }
        match frame {
            RelayFrame::Reply { number, reply } => match self.correspondence.answered(number) {
                Some(about) => self.hear_reply(about, reply),
                None => self.end(Ending::RelayMisbehaved),
            },
            RelayFrame::Refused { number, refusal } => match self.correspondence.answered(number) {
                Some(about) => self.hear_refusal(&about, refusal),
                None => self.end(Ending::RelayMisbehaved),
            },
            RelayFrame::Envelope(envelope) => self.receive(envelope),
            RelayFrame::Stopped { .. } if self.session.phase == Phase::Following => self.walk(),
            // The subscription that it ends was left already.
            RelayFrame::Stopped { .. } => {}
        }
    }

    fn hear_reply(&mut self, about: About, reply: Reply) {
        match (about, reply) {
            (About::Hello, Reply::Welcome { .. }) => {}
            (About::Claim, Reply::Claimed { grant }) => self.open_invite(grant),
            (About::Controls, Reply::Controls { envelopes, more }) => self.hear_controls(envelopes, more),
            (About::Head, Reply::Head(head)) => self.session.head = Some(head),
            (About::Append { place, .. }, Reply::Appended { sequence }) if place == sequence => {}
            (About::Answer, Reply::Done) => self.note_answered(),
            (About::Drops(wanted), Reply::Drops(drops)) if wanted.len() == drops.len() => {
                self.take_grants(&wanted, &drops);
            }
            (About::Unlock, Reply::Done) => {}
            (About::Report, Reply::Done) => self.note_reported(),
            (About::Subscribe, Reply::Subscribed { first, head }) => self.note_subscribed(first, head),
            (
                About::Hello
                | About::Claim
                | About::Head
                | About::Controls
                | About::Answer
                | About::Drops(_)
                | About::Append { .. }
                | About::Unlock
                | About::Subscribe
                | About::Report,
                _,
            ) => self.end(Ending::RelayMisbehaved),
        }
    }

    fn hear_refusal(&mut self, about: &About, refusal: Refusal) {
        match (about, refusal) {
            (About::Claim, refusal) => self.end(Ending::LinkRefused(refusal)),
            // The liaison has already taken in the answer whose acknowledgement was lost.
            (About::Answer, Refusal::UsedUp { .. }) => self.note_answered(),
            (About::Unlock | About::Subscribe, Refusal::CapabilityRefused | Refusal::ReaderOnly) => self.walk(),
            (About::Report, refusal) => self.note_unreported(refusal),
            (About::Append { head, .. }, _) => self.end_with_rollback(*head),
            (
                About::Hello
                | About::Head
                | About::Controls
                | About::Answer
                | About::Drops(_)
                | About::Unlock
                | About::Subscribe,
                refusal,
            ) => self.end(Ending::Refused(refusal)),
        }
    }

    /// Goes on to the next phase once all that this one asked is answered.
    pub(super) fn proceed(&mut self) {
        while !self.is_asking() {
            match self.session.phase {
                Phase::Away | Phase::Following | Phase::Ended => return,
                Phase::Greeting => self.begin(),
                Phase::Claiming => self.vet(),
                Phase::Vetting => self.answer_invite(),
                Phase::Answering | Phase::Healing => self.walk(),
                Phase::Walking => self.leave_walk(),
                // What was mixed in at one epoch decides under which chain the later ones lie.
                Phase::Granting if std::mem::take(&mut self.session.has_renewed) => self.fetch_grants(),
                Phase::Granting => self.unlock(),
                Phase::Unlocking => self.subscribe(),
            }
        }
    }

    /// Whether a step of the session waits for its answer; a report goes along beside them.
    pub(super) fn is_asking(&self) -> bool {
        self.correspondence.awaits(|about| !about.is_report())
    }

    fn begin(&mut self) {
        match &self.state.stage {
            Stage::Claiming { .. } => self.claim(),
            Stage::Answering { .. } => self.send_answer(),
            Stage::Unconfirmed { .. } | Stage::Confirmed { .. } => self.walk(),
            Stage::Removed { .. } => self.end(Ending::Removed),
        }
    }

    fn leave_walk(&mut self) {
        if self.session.head.take().is_none_or(|head| self.is_whole(head)) {
            self.take_up_passed_controls();
            self.fetch_grants();
        }
    }

    fn unlock(&mut self) {
        self.session.unlocks = self.session.unlocks.saturating_add(1);
        if self.session.unlocks > UNLOCKS_MAX {
            return self.end(Ending::RelayMisbehaved);
        }
        self.session.phase = Phase::Unlocking;
        let epoch = self.epoch_ahead();
        let held = epoch.and_then(|epoch| self.state.epochs.get(&epoch));
        match held.and_then(|held| held.capability) {
            Some(capability) => self.correspondence.ask(Ask::Unlock { capability }, About::Unlock),
            None => self.note_grant_missing(epoch.unwrap_or_default()),
        }
    }

    fn subscribe(&mut self) {
        self.session.phase = Phase::Following;
        self.correspondence.ask(Ask::Subscribe { after: self.state.last.0 }, About::Subscribe);
    }

    fn note_grant_missing(&mut self, epoch: Epoch) {
        if epoch > self.state.joined_in {
            self.state.is_disputed = true;
        }
        // The control envelopes show that the feed went on to places which this device cannot read.
        let known = self.session.walk.last().map_or(Sequence::ZERO, |walked| walked.control.sequence);
        self.state.note_withheld(known.0.saturating_sub(self.state.last.0.0), self.now);
        self.correspondence.changed();
        self.correspondence.tell(DeviceEvent::Found(Finding::GrantMissing { epoch }));
        self.end(Ending::CannotTell);
    }
}
