//! The lie detector: what arrives is held against what was read, and each lie gets its own name.

use std::cmp::Ordering;

use porchlight_protocol::{ControlState, Envelope, FeedId, Hash, Head, Kind, PostingKey, Refusal, Sequence};

use super::findings::ForkEvidence;
use super::joining::control_before;
use super::session::{About, PROMISE_WAIT_SECONDS, Phase};
use super::standing::Doubt;
use super::{Device, DeviceEvent, Ending, Finding};
use crate::Seconds;

/// Envelopes that are held when they come before their turn; more than these and the gap is called one.
const EARLY_MAX: usize = 64;

/// The control state after one more control envelope.
pub(super) fn continue_walk(
    feed: &FeedId,
    before: Option<&ControlState>,
    envelope: &Envelope,
) -> Result<ControlState, Finding> {
    let place = envelope.sequence();
    let followed = match before {
        None => ControlState::founded(feed, envelope).map(Some),
        Some(control) => control.follow(envelope),
    };
    match followed {
        Ok(Some(control)) => Ok(control),
        Ok(None) => Err(Finding::Swapped { place }),
        Err(Refusal::WrongFeed) => Err(Finding::Spliced { place }),
        Err(Refusal::ControlRefused) if before.is_some_and(|control| signed_by_any(control, envelope)) => {
            Err(Finding::Forked { place, evidence: None })
        }
        Err(_) => Err(Finding::Altered { place }),
    }
}

fn signed_by_any(control: &ControlState, envelope: &Envelope) -> bool {
    let mut keys: Vec<&PostingKey> = vec![&control.posting_key];
    keys.extend(&control.former_keys);
    keys.into_iter().any(|key| envelope.is_signed_by(key))
}

impl Device {
    pub(super) fn note_subscribed(&mut self, first: Sequence, head: Head, now: Seconds) {
        let (last, hash) = self.state.last;
        self.session.promised = head.sequence;
        self.state.see_head(head.sequence);
        if head.sequence < last {
            return self.end_with_rollback(head.sequence);
        }
        if head.sequence == last && head.hash != hash && first > last && last > Sequence::ZERO {
            self.session.is_contradicted = true;
            // Asks for the last place again: the contradiction comes with its signature.
            let after = last.previous();
            return self.correspondence.ask(porchlight_protocol::Ask::Subscribe { after }, About::Subscribe);
        }
        self.session.expected = (head.sequence.0 + 1).saturating_sub(first.0);
        self.session.received = 0;
        self.session.jump = (first > last.next()).then_some(first);
        self.session.deadline = Some(now.saturating_add(PROMISE_WAIT_SECONDS));
        self.note_progress();
    }

    fn end_with_rollback(&mut self, head: Sequence) {
        let finding = Finding::RolledBack { head };
        self.correspondence.tell(DeviceEvent::Found(finding.clone()));
        self.end(Ending::Found(finding));
    }

    pub(super) fn receive(&mut self, envelope: Envelope, now: Seconds) {
        if self.session.phase != Phase::Following {
            return;
        }
        self.session.received += 1;
        self.session.deadline = Some(now.saturating_add(PROMISE_WAIT_SECONDS));
        let place = envelope.sequence();
        if envelope.feed() != self.state.feed {
            return self.end_with(Finding::Spliced { place: self.state.last.0.next() });
        }
        if self.session.jump == Some(place) {
            self.jump_to(&envelope);
        }
        if self.session.phase != Phase::Following {
            return;
        }
        match place.cmp(&self.state.last.0.next()) {
            Ordering::Equal => self.take_in_turn(envelope),
            // Out of turn, only a signature tells a misplaced envelope from an altered place.
            Ordering::Less | Ordering::Greater if !self.is_signed(&envelope) => {
                self.end_with(Finding::Altered { place })
            }
            Ordering::Less => self.meet_again(envelope),
            Ordering::Greater => self.hold_early(envelope),
        }
        self.note_progress();
    }

    /// Whether a key signed it that posts, has posted, or will have posted by the end of the walk.
    fn is_signed(&self, envelope: &Envelope) -> bool {
        let newest = self.session.walk.last().or(self.state.control.as_ref());
        newest.is_some_and(|control| signed_by_any(control, envelope))
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
            next = self.session.early.remove(&self.state.last.0.next());
        }
    }

    fn refuse(&mut self, finding: Finding) {
        if let Finding::Forked { .. } = finding {
            self.state.is_forked = true;
            self.correspondence.changed();
        }
        self.end_with(finding);
    }

    /// Verifies the very next envelope and reads it.
    fn verify(&mut self, envelope: &Envelope) -> Result<(), Finding> {
        let place = envelope.sequence();
        let followed = match &self.state.control {
            None => ControlState::founded(&self.state.feed, envelope).map(Some),
            Some(control) => control.follow(envelope),
        };
        if envelope.previous() != self.state.last.1 {
            return Err(self.name_other_past(envelope));
        }
        let next = match followed {
            Ok(next) => next,
            Err(Refusal::WrongFeed) => return Err(Finding::Spliced { place }),
            Err(Refusal::ControlRefused) if self.is_signed(envelope) => {
                return Err(Finding::Forked { place, evidence: None });
            }
            Err(_) => return Err(Finding::Altered { place }),
        };
        self.compare_with_walk(envelope)?;
        self.read(envelope, next);
        Ok(())
    }

    /// The envelope names another past than the one read: a fork if it is signed, else an alteration.
    fn name_other_past(&self, envelope: &Envelope) -> Finding {
        let place = envelope.sequence();
        if !self.is_signed(envelope) {
            return Finding::Altered { place };
        }
        let read = self.state.kept.back().cloned();
        let evidence = read.map(|read| Box::new(ForkEvidence { read, shown: envelope.clone() }));
        Finding::Forked { place: place.previous(), evidence }
    }

    /// A relay that walks one set of control envelopes and delivers another has forked the feed.
    fn compare_with_walk(&self, envelope: &Envelope) -> Result<(), Finding> {
        if envelope.kind() == Kind::Sealed {
            return Ok(());
        }
        let place = envelope.sequence();
        let walked = self.session.walk.iter().find(|control| control.sequence == place);
        match walked {
            Some(control) if control.hash != envelope.hash() => Err(Finding::Forked { place, evidence: None }),
            Some(_) | None => Ok(()),
        }
    }

    /// A place already read: the same again, or another version of it.
    fn meet_again(&mut self, envelope: Envelope) {
        let place = envelope.sequence();
        let read = self.state.kept.iter().find(|kept| kept.sequence() == place).cloned();
        match read {
            Some(read) if read == envelope => {
                self.session.is_contradicted = false;
                self.correspondence.tell(DeviceEvent::Found(Finding::Repeated { place }));
            }
            Some(read) => {
                let evidence = Some(Box::new(ForkEvidence { read, shown: envelope }));
                self.refuse(Finding::Forked { place, evidence });
            }
            // Too long ago to compare; it changes nothing.
            None => self.correspondence.tell(DeviceEvent::Found(Finding::Repeated { place })),
        }
    }

    fn hold_early(&mut self, envelope: Envelope) {
        self.session.early.insert(envelope.sequence(), envelope);
        if self.session.early.len() > EARLY_MAX {
            self.name_a_gap();
        }
    }

    /// Steps over places that the relay says it no longer keeps, once a signature shows that the feed went on.
    fn jump_to(&mut self, envelope: &Envelope) {
        let first = envelope.sequence();
        let control = control_before(&self.session.walk, first).or(self.state.control.as_ref()).cloned();
        self.session.jump = None;
        let Some(control) = control.filter(|control| control.follow(envelope).is_ok()) else {
            return self.end_with(Finding::Altered { place: first });
        };
        let (from, through) = (self.state.last.0.next(), first.previous());
        self.state.lost += through.0 - from.0 + 1;
        self.state.doubt = Some(Doubt::Pruned);
        self.state.last = (through, envelope.previous());
        self.state.epochs.retain(|epoch, _| *epoch >= control.epoch);
        self.state.control = Some(control);
        self.state.group_parts = Default::default();
        self.state.family_parts = Default::default();
        self.correspondence.tell(DeviceEvent::Found(Finding::Pruned { from, through }));
        self.enter_family();
        self.correspondence.changed();
    }

    /// Notes when everything promised is read, or when everything came and a gap is left.
    fn note_progress(&mut self) {
        if self.session.phase != Phase::Following {
            return;
        }
        if self.session.is_contradicted {
            // What the relay says of the last place read has yet to be shown.
        } else if self.state.last.0 >= self.session.promised {
            self.session.deadline = None;
            self.note_caught_up();
        } else if self.session.received >= self.session.expected {
            self.name_a_gap();
        }
    }

    fn note_caught_up(&mut self) {
        if self.state.withheld > 0 {
            self.state.withheld = 0;
            self.correspondence.changed();
        }
        if !self.session.has_caught_up {
            self.session.has_caught_up = true;
            self.session.unlocks = 0;
            self.correspondence.tell(DeviceEvent::CaughtUp);
        }
    }

    pub(super) fn look_at_the_clock(&mut self, now: Seconds) {
        if self.session.deadline.is_some_and(|deadline| deadline <= now) {
            self.session.deadline = None;
            let (last, promised) = (self.state.last.0, self.session.promised);
            if self.session.is_contradicted {
                self.end_with(Finding::Missing { from: last, through: last });
            } else if self.session.phase == Phase::Following && last < promised {
                let through = self.session.early.keys().next().map_or(promised, |early| early.previous());
                self.end_with(Finding::Missing { from: last.next(), through });
            }
        }
    }

    /// Names a gap, if there is one: later envelopes came, and this one did not.
    pub(super) fn name_a_gap(&mut self) {
        let from = self.state.last.0.next();
        if let Some(early) = self.session.early.keys().next() {
            let through = early.previous();
            self.session.early.clear();
            self.end_with(Finding::Missing { from, through });
        }
    }

    pub(super) fn advance_past(&mut self, envelope: &Envelope, hash: Hash) {
        self.state.last = (envelope.sequence(), hash);
        self.state.keep_envelope(envelope.clone());
        self.correspondence.changed();
    }
}
