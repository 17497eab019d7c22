//! Walking ahead: the control envelopes behind the last place read, verified before anything is read under them.

use porchlight_protocol::{Ask, Control, ControlState, Envelope, Epoch, FeedId, Kind, PostingKey, Refusal, Sequence};

use super::session::{About, Phase, Session};
use super::{Device, Finding};

/// A control envelope that lies ahead, and the control state after it.
pub(super) struct Walked {
    pub(super) envelope: Envelope,
    pub(super) control: ControlState,
}

impl Device {
    /// Walks the control envelopes after the last one read, and asks where the relay ends.
    pub(super) fn walk(&mut self) {
        // A report that is on its way will be answered.
        self.correspondence.turn_to_other_things(About::is_report);
        let Session { unlocks, has_healed, reports, .. } = self.session;
        self.session = Session { phase: Phase::Walking, unlocks, has_healed, reports, ..Session::away() };
        // The last one read comes again: a relay with another past shows another one there.
        let after = self.state.control.as_ref().map_or(Sequence::ZERO, |control| control.sequence.previous());
        self.correspondence.ask(Ask::Controls { after }, About::Controls);
        self.correspondence.ask(Ask::Head, About::Head);
    }

    /// Verifies a page of control envelopes and adds each to the walk.
    pub(super) fn hear_controls(&mut self, envelopes: Vec<Envelope>, more: bool) {
        let last = envelopes.last().map(Envelope::sequence);
        for envelope in envelopes {
            if self.is_last_control(&envelope) {
                continue;
            }
            match self.step(&envelope) {
                Ok(control) => self.session.walk.push(Walked { envelope, control }),
                Err(finding) => return self.refuse(finding),
            }
        }
        match last {
            Some(after) if more => self.correspondence.ask(Ask::Controls { after }, About::Controls),
            Some(_) | None => {}
        }
    }

    fn is_last_control(&self, envelope: &Envelope) -> bool {
        let control = self.state.control.as_ref().filter(|_| self.session.phase == Phase::Walking);
        control.is_some_and(|control| control.hash == envelope.hash())
    }

    /// The control state after one more control envelope of the walk.
    fn step(&self, envelope: &Envelope) -> Result<ControlState, Finding> {
        // Vetting an invite starts from the feed id; later walks from what was read.
        let from = self.state.control.as_ref().filter(|_| self.session.phase != Phase::Vetting);
        let walked = self.session.walk.last().map(|walked| &walked.control);
        let place = envelope.sequence();
        let is_signed = self.is_signed_in_force(envelope);
        if is_signed && from.is_some_and(|control| control.sequence == place) {
            return Err(Finding::Forked { place, evidence: self.evidence_against(envelope) });
        }
        let continued = continue_walk(&self.state.feed, walked.or(from), envelope, || is_signed);
        let was_read = self.session.phase != Phase::Vetting && place <= self.state.last.0 && place > self.state.leapt;
        // Every control envelope among those that were read is known: where another fits, something else stood at its place.
        let is_fork = matches!(continued, Err(Finding::Forked { .. })) || (continued.is_ok() && was_read);
        if is_fork {
            return Err(Finding::Forked { place, evidence: self.evidence_against(envelope) });
        }
        continued
    }

    /// Control envelopes in a span that was stepped over blindly, which the relay shows only now.
    pub(super) fn take_up_passed_controls(&mut self) {
        let leapt = self.state.leapt;
        let passed = self.session.walk.iter().take_while(|walked| walked.control.sequence <= leapt).count();
        let passed: Vec<_> = self.session.walk.drain(..passed).collect();
        let Some(control) = passed.last().map(|walked| walked.control.clone()) else { return };
        for walked in &passed {
            self.note_handover(&walked.envelope);
        }
        self.pass_to(control);
        self.correspondence.changed();
    }

    /// Takes up a control state without having read what lies before it.
    pub(super) fn pass_to(&mut self, control: ControlState) {
        self.state.epochs.retain(|epoch, _| *epoch >= control.epoch);
        self.state.control = Some(control);
        self.state.group_parts = Default::default();
        self.state.family_parts = Default::default();
    }

    /// The control state as far as it is known: read, or shown by the walk. It knows the most keys.
    pub(super) fn newest_control(&self) -> Option<&ControlState> {
        self.known_controls().max_by_key(|control| control.sequence)
    }

    /// The posting key that is in force at a place, as far as is known: each from its handover's place on, until the next one's.
    /// Before and after, what it signs is nobody's word.
    pub(super) fn key_in_force(&self, place: Sequence) -> Option<&PostingKey> {
        let control = self.newest_control()?;
        let handed_over = self.known_handovers().filter(|handover| *handover <= place).count();
        control.former_keys.iter().chain([&control.posting_key]).nth(handed_over)
    }

    /// Whether the key signed it that is in force at its place.
    pub(super) fn is_signed_in_force(&self, envelope: &Envelope) -> bool {
        self.key_in_force(envelope.sequence()).is_some_and(|key| envelope.is_signed_by(key))
    }

    /// The places of all handovers, in order: those up to the last place read, and those that the walk shows ahead.
    fn known_handovers(&self) -> impl Iterator<Item = Sequence> {
        let kept = self.state.handovers.iter().map(Envelope::sequence);
        let last = self.state.handovers.last().map_or(Sequence::ZERO, Envelope::sequence);
        let walked = self.session.walk.iter().map(|walked| &walked.envelope);
        let ahead = walked.filter(|envelope| envelope.kind() == Kind::Handover).map(Envelope::sequence);
        kept.chain(ahead.filter(move |place| *place > last))
    }

    /// The epoch in force, as far as the walk has shown.
    pub(super) fn epoch_ahead(&self) -> Option<Epoch> {
        self.newest_control().map(|control| control.epoch)
    }

    /// All control states that are known, the present one among them.
    pub(super) fn known_controls(&self) -> impl Iterator<Item = &ControlState> {
        self.session.walk.iter().map(|walked| &walked.control).chain(&self.state.control)
    }
}

/// The control state in force just before a place, where the walk has passed one.
pub(super) fn control_before(walk: &[Walked], place: Sequence) -> Option<&ControlState> {
    walk.iter().rev().map(|walked| &walked.control).find(|control| control.sequence < place)
}

/// The control state after one more control envelope of a walk.
fn continue_walk(
    feed: &FeedId,
    before: Option<&ControlState>,
    envelope: &Envelope,
    is_signed: impl Fn() -> bool,
) -> Result<ControlState, Finding> {
    let (read, place) = (before.map_or(Sequence::ZERO, |control| control.sequence), envelope.sequence());
    match follow(feed, before, envelope, is_signed) {
        Ok(Some(control)) => Ok(control),
        Ok(None) => Err(Finding::Swapped { place }),
        Err(Finding::Forked { .. }) if place <= read => Err(Finding::Repeated { place }),
        Err(Finding::Forked { .. }) if previous_control(envelope) > read => {
            let left_out = previous_control(envelope);
            Err(Finding::Missing { from: left_out, through: left_out })
        }
        Err(finding) => Err(finding),
    }
}

/// The control state after an envelope, where it changes; what does not fit gets its name: a contradiction where
/// `is_signed`, by the key in force at its place, and nobody's word otherwise.
pub(super) fn follow(
    feed: &FeedId,
    before: Option<&ControlState>,
    envelope: &Envelope,
    is_signed: impl Fn() -> bool,
) -> Result<Option<ControlState>, Finding> {
    let place = envelope.sequence();
    let followed = match before {
        None => ControlState::founded(feed, envelope).map(Some),
        Some(control) => control.follow(envelope),
    };
    match followed {
        Ok(next) => Ok(next),
        Err(Refusal::WrongFeed) => Err(Finding::Spliced { place }),
        Err(Refusal::ControlRefused) if is_signed() => Err(Finding::Forked { place, evidence: None }),
        Err(_) => Err(Finding::Altered { place }),
    }
}

/// The place of the control envelope that this one follows, as it says.
pub(super) fn previous_control(envelope: &Envelope) -> Sequence {
    match Control::of(envelope) {
        Some(Control::Epoch(change)) => change.previous.0,
        Some(Control::Handover(handover)) => handover.previous.0,
        None => Sequence::ZERO,
    }
}
