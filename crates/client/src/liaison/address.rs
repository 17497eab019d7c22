//! Where an office finds its relay: under the name that has proved itself, or the one that the group is told to follow to.
//!
//! A new name may be mistyped, or not work yet. Until a session has been proven under it, both are tried in turn: else there would be
//! no session left in which to set it right.

use super::Liaison;

impl Liaison {
    /// `host` or `host:port` of the relay to dial next.
    pub fn relay(&self) -> &str {
        let next = self.state.next_relay.as_deref().filter(|_| !self.state.tries_former_relay);
        next.unwrap_or(&self.state.relay)
    }

    /// Moves to another name, once that has proved itself.
    pub(super) fn move_to(&mut self, relay: &str) {
        self.state.next_relay = Some(relay.to_owned()).filter(|next| *next != self.state.relay);
        self.state.tries_former_relay = false;
        self.correspondence.changed();
    }

    /// The relay has taken this office's proof under the name that was dialled.
    pub(super) fn settle_relay(&mut self) {
        self.session.is_proven = true;
        if self.state.next_relay.is_none() {
            return;
        }
        if !self.state.tries_former_relay {
            self.state.relay = self.state.next_relay.take().unwrap_or_default();
        }
        self.state.tries_former_relay = false;
        self.correspondence.changed();
    }

    /// No session was to be had under the name that was dialled: it is the other one's turn, in this program or another.
    pub(super) fn pass_the_turn(&mut self) {
        if self.state.next_relay.is_some() && !self.session.is_proven {
            self.state.tries_former_relay = !self.state.tries_former_relay;
            self.correspondence.changed();
        }
    }
}
