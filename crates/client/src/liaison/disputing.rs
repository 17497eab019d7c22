//! A relay that says that this office runs twice has to show it: an envelope that this key signed and this state did not.
//!
//! The word alone is worth nothing. A person who believed it would give up a good state for ever.

use porchlight_protocol::{Ask, Control, Envelope, Sequence};

use super::Liaison;
use super::events::Failure;
use super::session::{About, Phase};

impl Liaison {
    /// Asks for the proof that a place holds what this state did not seal: among the control envelopes first, for a twin that
    /// has turned the epoch would not let this state read.
    pub(super) fn dispute(&mut self, place: Sequence) {
        if self.session.disputed.is_some() {
            return;
        }
        self.session.disputed = Some(place.min(self.state.next));
        self.session.phase = Phase::Disputing;
        self.correspondence.ask(Ask::Controls { after: self.state.last_control.0 }, About::Controls);
    }

    /// The relay does not take this key's proof: asks for the handover that would explain it.
    pub(super) fn look_for_handover(&mut self) {
        self.session.is_unproven = true;
        self.dispute(self.state.next);
    }

    pub(super) fn judge_controls(&mut self, envelopes: &[Envelope]) {
        if let Some(handover) = envelopes.iter().find(|envelope| self.hands_over(envelope)) {
            return self.fail(Failure::HandedOver { place: handover.sequence() });
        }
        if let Some(twin) = envelopes.iter().find(|envelope| self.is_by_a_twin(envelope)) {
            self.fail(Failure::RunsTwice { place: twin.sequence() });
        }
    }

    /// Asks for the disputed place itself.
    pub(super) fn demand_disputed(&mut self) {
        let Some(place) = self.session.disputed else { return };
        self.correspondence.ask(Ask::Unlock { capability: self.state.capability }, About::Done);
        self.correspondence.ask(Ask::Subscribe { after: place.previous() }, About::Subscribe);
    }

    pub(super) fn judge(&mut self, envelope: &Envelope) {
        self.fail(match self.is_by_a_twin(envelope) {
            true => Failure::RunsTwice { place: envelope.sequence() },
            false => Failure::RelayMisbehaved,
        });
    }

    /// Whether this key, or a mandate of it, has handed the office over by this envelope.
    fn hands_over(&self, envelope: &Envelope) -> bool {
        let Some(Control::Handover(handover)) = Control::of(envelope) else { return false };
        let (feed, place) = (self.state.feed, envelope.sequence());
        envelope.feed() == feed
            && envelope.is_signed_by(&handover.posting_key)
            && handover.is_authorised(&feed, place, &self.state.posting_key())
    }

    /// Whether this key signed it, for this feed, and this state did not seal it.
    fn is_by_a_twin(&self, envelope: &Envelope) -> bool {
        let place = envelope.sequence();
        let mut own = self.state.kept.iter().chain(&self.state.outbox);
        let is_own = match own.find(|kept| kept.sequence() == place) {
            Some(kept) => kept == envelope,
            // What was sealed so long ago that it is not kept cannot be told from a twin's.
            None => place < self.state.next,
        };
        // Amid a handover the key that consents to it may still post elsewhere: at the machine that was thought lost.
        let mut keys = std::iter::once(&self.state.posting).chain(&self.state.former_posting);
        !is_own && envelope.feed() == self.state.feed && keys.any(|key| envelope.is_signed_by(&key.public()))
    }
}
