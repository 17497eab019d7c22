//! Putting the vault: all that the office is about to rest on, sealed for who may go on with it. See docs/protocol.md#the-vault.

use porchlight_protocol::{Ask, Label};
use porchlight_sealing::{Right, VaultRecipient, seal_vault};
use rand_core::Rng;

use super::session::About;
use super::state::State;
use super::{Liaison, LiaisonEvent};

/// Versions go by random steps of at most this: the relay bounds what one may be ahead of the one before, and attempts that
/// came to nothing count.
const STEP_MAX: u32 = 1 << 20;

impl Liaison {
    /// Puts a new version; it is in force when the relay has all of it.
    pub(super) fn put_vault(&mut self) {
        // A machine that was lost may have begun the version that would come next.
        let step = u64::from(self.random.next_u32() % STEP_MAX).saturating_add(1);
        self.state.vault.version = self.state.vault.version.saturating_add(step);
        let (feed, version) = (self.state.feed, self.state.vault.version);
        let contents = self.state.for_vault();
        let sealed = seal_vault(&contents, &feed, version, &recipients(&self.state), &mut *self.random);
        self.correspondence.changed();
        let Ok(vault) = sealed else { return self.correspondence.tell(LiaisonEvent::VaultTooLarge) };
        self.session.vault = Some(vault.hash);
        let count = u16::try_from(vault.pieces.len()).expect("a vault has at most 1,024 pieces");
        for (index, piece) in (0..count).zip(vault.pieces) {
            let (tags, piece) = (vault.tags.clone(), Box::new(piece));
            self.correspondence.ask(Ask::PutVault { version, tags, count, index, piece }, About::Vault);
        }
    }

    pub(super) fn note_vaulted(&mut self) {
        if let Some(hash) = self.session.vault.take() {
            self.state.vault.hash = Some(hash);
        }
        self.state.vault.is_due = false;
        self.correspondence.changed();
    }
}

/// Whom the vault is sealed for, each with its right.
fn recipients(state: &State) -> Vec<(VaultRecipient, Right)> {
    let right = || Right::Office { posting: state.posting.clone(), former: state.former_posting.clone() };
    let office = state.backup_and_phrase().map(|recipient| (recipient.clone(), right()));
    let deputies = state.deputies.iter().map(|deputy| {
        let parts: [&[u8]; 2] = [state.feed.as_bytes(), deputy.mandate_key.as_bytes()];
        (deputy.recipient.clone(), Right::Mandate(state.posting.sign(Label::Mandate, &parts)))
    });
    office.chain(deputies).collect()
}

impl State {
    fn backup_and_phrase(&self) -> impl Iterator<Item = &VaultRecipient> {
        std::iter::once(&self.vault.phrase).chain(&self.vault.backup)
    }
}
