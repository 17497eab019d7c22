//! Deputies and backups: who may open the vault, and with what right. See docs/protocol.md#the-vault and #links.

use porchlight_protocol::FeedId;
use porchlight_protocol::limits::VAULT_TAGS;
use porchlight_sealing::{Mandate, MandateSecret, Secret, VaultOpener};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::Liaison;
use super::events::Failure;
use super::inviting::NAME_BYTES_MAX;
use super::log::Act;
use super::state::DeputyRecord;
use super::succeeding::Succession;
use super::tasks::Done;
use crate::{StateUnreadable, saved};

/// Deputies at once, a handover under way included: the vault has eight tags, one for the phrase and one for the backup.
pub const DEPUTIES_MAX: usize = VAULT_TAGS - 2;

/// What a backup file holds: where the vault is, and what opens it. A secret as great as the office itself.
#[derive(Clone, Serialize, Deserialize)]
pub struct BackupKey {
    pub(crate) relay: String,
    pub(crate) feed: FeedId,
    pub(crate) opener: VaultOpener,
}

impl PartialEq for BackupKey {
    fn eq(&self, other: &Self) -> bool {
        self.feed == other.feed && self.opener.tag() == other.opener.tag()
    }
}

impl Eq for BackupKey {}

impl BackupKey {
    /// Its bytes, to be kept as well as the state itself.
    pub fn encode(&self) -> Zeroizing<Vec<u8>> {
        saved::encode(self)
    }

    /// Reads what [`BackupKey::encode`] gave.
    ///
    /// # Errors
    /// [`StateUnreadable`] for anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, StateUnreadable> {
        saved::decode(bytes)
    }

    /// `host` or `host:port` of the relay.
    pub fn relay(&self) -> &str {
        &self.relay
    }

    pub(crate) fn opener(&self) -> VaultOpener {
        self.opener.clone()
    }

    /// The group's feed.
    pub const fn feed(&self) -> FeedId {
        self.feed
    }
}

impl Liaison {
    pub(super) fn empower(&mut self, name: Option<&str>) -> Result<Done, Failure> {
        let name = name.map(|name| name.trim().to_owned());
        if name.as_ref().is_some_and(|name| !(1..=NAME_BYTES_MAX).contains(&name.len())) {
            return Err(Failure::DeputyName { bytes_max: NAME_BYTES_MAX });
        }
        if let Some(name) = name.as_ref().filter(|name| self.deputy(name).is_some()) {
            return Err(Failure::DeputyExists { name: name.clone() });
        }
        // A handover that nobody took up makes room for the next.
        self.state.deputies.retain(|deputy| name.is_some() || deputy.name.is_some());
        if self.state.deputies.len() >= DEPUTIES_MAX {
            return Err(Failure::DeputiesFull { deputies_max: DEPUTIES_MAX });
        }
        let secret = MandateSecret::new(Secret::draw(&mut *self.random));
        let (relay, feed) = (self.state.relay.clone(), self.state.feed);
        self.state.deputies.push(DeputyRecord {
            name: name.clone(),
            recipient: secret.opener(&feed).recipient(),
            mandate_key: secret.mandate_key(&feed).public(),
        });
        self.state.vault.is_due = true;
        self.state.log.note(self.session.now, Act::Empowered { name: name.clone() });
        let link = Mandate { relay, feed, secret }.to_text().to_string();
        Ok(Done::Empowered { name, link })
    }

    /// A mandate dies with the key that gave it: the office goes on under another key, and only the others are empowered anew.
    pub(super) fn dismiss(&mut self, name: &str) -> Result<Done, Failure> {
        let name = name.trim().to_owned();
        let index = self.deputy(&name).ok_or_else(|| Failure::NoSuchDeputy { name: name.clone() })?;
        self.state.deputies.remove(index);
        self.succeed(Succession::FormerKey);
        self.withdraw_overdue(self.session.now);
        self.state.log.note(self.session.now, Act::Dismissed { name: name.clone() });
        Ok(Done::Dismissed { name })
    }

    pub(super) fn back_up(&mut self) -> Done {
        let opener = VaultOpener::new(Secret::draw(&mut *self.random));
        self.state.vault.backup = Some(opener.recipient());
        self.state.vault.is_due = true;
        Done::BackedUp(BackupKey { relay: self.state.relay.clone(), feed: self.state.feed, opener })
    }

    fn deputy(&self, name: &str) -> Option<usize> {
        self.state.deputies.iter().position(|deputy| deputy.name.as_deref() == Some(name))
    }
}
