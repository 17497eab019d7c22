//! A relay that says that this office runs twice has to show it: an envelope that this key signed and this state did not.
//!
//! The word alone is worth nothing. A person who believed it would give up a good state for ever.

use porchlight_protocol::{Ask, Envelope, Sequence};

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

    pub(super) fn judge_controls(&mut self, envelopes: &[Envelope]) {
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

    /// Whether this key signed it, for this feed, and this state did not seal it.
    fn is_by_a_twin(&self, envelope: &Envelope) -> bool {
        let place = envelope.sequence();
        let mut own = self.state.kept.iter().chain(&self.state.outbox);
        let is_own = match own.find(|kept| kept.sequence() == place) {
            Some(kept) => kept == envelope,
            // What was sealed so long ago that it is not kept cannot be told from a twin's.
            None => place < self.state.next,
        };
        !is_own && envelope.feed() == self.state.feed && envelope.is_signed_by(&self.state.posting_key())
    }
}
