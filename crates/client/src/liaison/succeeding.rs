//! Succeeding to the office: a handover to a key of one's own, and what has to be renewed with it. See docs/protocol.md#flows, 12.

use porchlight_protocol::{Authority, Handover, Kind, Label, Sequence, Signature};
use porchlight_sealing::{Chain, PostingSecret, Secret, control_envelope};

use super::Liaison;
use super::log::Act;
use super::state::Vault;
use super::tasks::{Done, Task};
use crate::Seconds;

/// By what right an office goes on under another key.
pub(crate) enum Succession {
    /// The former key consents: a new machine of the same liaison, or a mandate withdrawn.
    FormerKey,
    /// A mandate that the former key gave.
    Mandate {
        /// The deputy's key.
        key: PostingSecret,
        /// The former key's signature over it.
        signature: Signature,
    },
}

impl Liaison {
    /// Takes up a recovered state; gives the place at which the office goes on.
    pub(crate) fn begin_anew(&mut self, now: Seconds) -> Sequence {
        self.session.now = now;
        self.state.deputies.retain(|deputy| deputy.name.is_some());
        self.state.sentinel = None;
        for family in self.state.families.iter_mut() {
            if family.chain.place() > self.state.next {
                // What it stepped over was never carried. The turn that follows draws a chain for everybody.
                family.chain = Chain::new(self.state.next, Secret::draw(&mut *self.random));
            }
        }
        self.state.next
    }

    /// Gives up what only the liaison before may have: its phrase, its backup, its deputies.
    pub(crate) fn renounce_inherited(&mut self, vault: Vault) {
        let version = self.state.vault.version;
        self.state.vault = Vault { version, ..vault };
        self.state.deputies.clear();
    }

    pub(crate) fn note(&mut self, act: Act) {
        self.state.log.note(self.session.now, act);
    }

    /// Leaves what came of a task to be reported by the session that is asked for it.
    pub(crate) fn report_next(&mut self, report: (Task, Done)) {
        self.state.unreported.push(report);
    }

    /// Seals a handover to a fresh key. A new KEM key, the withdrawal of what was given away before, and a turn of the epoch follow.
    pub(crate) fn succeed(&mut self, succession: Succession) {
        let now = self.session.now;
        let posting = PostingSecret::new(Secret::draw(&mut *self.random));
        let state = &mut self.state;
        let (place, previous, key) = (state.next, state.last_hash, posting.public());
        let consent: [&[u8]; 3] = [state.feed.as_bytes(), &place.0.to_be_bytes(), key.as_bytes()];
        let consents = matches!(succession, Succession::FormerKey);
        let (authority, consent) = match succession {
            Succession::FormerKey => (Authority::FormerKey, state.posting.sign(Label::Handover, &consent)),
            Succession::Mandate { key, signature } => {
                let authority = Authority::Mandate { key: key.public(), signature };
                (authority, key.sign(Label::Handover, &consent))
            }
        };
        let body = Handover { posting_key: key, authority, consent, previous: state.last_control }.encode();
        let envelope = control_envelope(&posting, Kind::Handover, &state.feed, (place, previous), &body);
        state.last_control = (envelope.sequence(), envelope.hash());
        // Until the relay has taken the handover, nobody knows which of the two is in force.
        let former = std::mem::replace(&mut state.posting, posting);
        state.former_posting = consents.then_some(former);
        state.push(envelope);
        state.kem.renew(&mut *self.random, now);
        (state.withdraws_inherited, state.turn_wanted, state.vault.is_due) = (true, true, true);
        self.tell_kem();
        self.correspondence.changed();
    }
}
