//! The lie detector: what arrives is held against what was read, and each lie gets its own name.

use std::cmp::Ordering;

use porchlight_protocol::{Envelope, Sequence};

use super::absence::Doubt;
use super::session::{PROMISE_WAIT_SECONDS, Phase};
use super::walking::{control_before, follow, previous_control};
use super::{Device, DeviceEvent, Ending, Finding};

impl Device {
    pub(super) fn receive(&mut self, envelope: Envelope) {
        if self.session.phase != Phase::Following {
            return;
        }
        if self.is_asking() {
            // Nothing is promised before the subscription is answered, so nothing could be held against it.
            return self.end(Ending::RelayMisbehaved);
        }
        let (before, place) = (self.state.last.0, envelope.sequence());
        if envelope.feed() != self.state.feed {
            return self.end_with(Finding::Spliced { place: before.next() });
        }
        if self.session.jump == Some(place) {
            self.jump_to(&envelope);
        }
        if self.session.phase != Phase::Following {
            return;
        }
        self.place(envelope);
        // Only what was promised buys time: repetitions do not.
        if self.session.phase == Phase::Following && self.state.last.0 > before {
            self.session.deadline = Some(self.now.saturating_add(PROMISE_WAIT_SECONDS));
        }
        self.note_progress();
    }

    /// Takes an envelope in its turn, or names what is wrong with its place.
    fn place(&mut self, envelope: Envelope) {
        let place = envelope.sequence();
        match place.cmp(&self.state.last.0.next()) {
            Ordering::Equal => {
                self.session.received += 1;
                self.take_in_turn(envelope);
            }
            // Out of turn, only a signature tells a misplaced envelope from an altered place.
            Ordering::Less | Ordering::Greater if !self.is_signed_in_force(&envelope) => {
                self.end_with(Finding::Altered { place })
            }
            Ordering::Less => self.meet_again(envelope),
            Ordering::Greater => self.hold_early(envelope),
        }
    }

    fn take_in_turn(&mut self, envelope: Envelope) {
        if !self.session.early.is_empty() {
            let place = envelope.sequence();
            self.correspondence.tell(DeviceEvent::Found(Finding::Swapped { place }));
        }
        let mut next = Some(envelope);
        while let Some(envelope) = next {
            if let Err(finding) = self.verify(&envelope) {
                return self.refuse(finding);
            }
            if self.session.has_turned_unseen {
                return self.walk();
            }
            next = self.session.early.remove(&self.state.last.0.next());
        }
    }

    /// Verifies the very next envelope and reads it.
    fn verify(&mut self, envelope: &Envelope) -> Result<(), Finding> {
        if envelope.previous() != self.state.last.1 {
            return Err(self.name_other_past(envelope));
        }
        // Asked only where following fails: following verifies the signature itself, and that is most of the work.
        let is_signed = || self.is_signed_in_force(envelope);
        let next = follow(&self.state.feed, self.state.control.as_ref(), envelope, is_signed);
        let next = next.map_err(|finding| self.excuse_hidden(envelope, finding))?;
        self.compare_with_walk(envelope)?;
        self.read(envelope, next);
        Ok(())
    }

    /// A control envelope that the relay hides in a span which was stepped over blindly is no word against the liaison.
    fn excuse_hidden(&self, envelope: &Envelope, finding: Finding) -> Finding {
        let read = self.state.control.as_ref().map_or(Sequence::ZERO, |control| control.sequence);
        let hidden = previous_control(envelope);
        let is_hidden = matches!(finding, Finding::Forked { .. }) && hidden > read && hidden <= self.state.leapt;
        if is_hidden { Finding::Missing { from: hidden, through: hidden } } else { finding }
    }

    /// The envelope names another past than the one read: a fork if it is signed, else an alteration.
    fn name_other_past(&self, envelope: &Envelope) -> Finding {
        let place = envelope.sequence();
        if !self.is_signed_in_force(envelope) {
            return Finding::Altered { place };
        }
        Finding::Forked { place: place.previous(), evidence: self.evidence_of_other_past(envelope) }
    }

    /// A relay that walks one set of control envelopes and delivers another has forked the feed. Whose key the walk shows to be
    /// handed on by that place has no word in it.
    fn compare_with_walk(&self, envelope: &Envelope) -> Result<(), Finding> {
        let place = envelope.sequence();
        let walked = self.session.walk.iter().map(|walked| &walked.envelope).find(|walked| walked.sequence() == place);
        match walked {
            Some(walked) if walked != envelope && !self.is_signed_in_force(envelope) => Err(Finding::Altered { place }),
            Some(walked) if walked != envelope => {
                Err(Finding::Forked { place, evidence: self.evidence_with(Some(walked), envelope) })
            }
            Some(_) | None => Ok(()),
        }
    }

    /// A place already read: the same again, or another version of it.
    fn meet_again(&mut self, envelope: Envelope) {
        let place = envelope.sequence();
        match self.kept_at(place) {
            Some(read) if *read == envelope => {
                self.session.is_contradicted = false;
                self.correspondence.tell(DeviceEvent::Found(Finding::Repeated { place }));
            }
            Some(_) => {
                let evidence = self.evidence_against(&envelope);
                self.refuse(Finding::Forked { place, evidence });
            }
            // Too long ago to compare; it changes nothing.
            None => self.correspondence.tell(DeviceEvent::Found(Finding::Repeated { place })),
        }
    }

    /// Steps over places that the relay says it no longer keeps, once a signature shows that the feed went on.
    fn jump_to(&mut self, envelope: &Envelope) {
        let first = envelope.sequence();
        self.session.jump = None;
        if first <= self.state.last.0.next() {
            // Said to be pruned, and sent all the same.
            return;
        }
        let control = control_before(&self.session.walk, first).or(self.state.control.as_ref()).cloned();
        let Some(control) = control.filter(|control| control.follow(envelope).is_ok()) else {
            return self.end_with(Finding::Altered { place: first });
        };
        if let Err(finding) = self.compare_with_walk(envelope) {
            return self.refuse(finding);
        }
        let (from, through) = (self.state.last.0.next(), first.previous());
        self.note_pruned(from, through);
        self.state.leapt = through;
        self.state.note_lost(through.0 - from.0 + 1, self.now);
        self.state.doubt = Some(Doubt::Pruned);
        self.state.last = (through, envelope.previous());
        let passed: Vec<_> = self.session.walk.extract_if(.., |walked| walked.control.sequence < first).collect();
        for walked in &passed {
            self.note_handover(&walked.envelope);
        }
        self.pass_to(control);
        self.enter_family();
        self.correspondence.changed();
    }
}
