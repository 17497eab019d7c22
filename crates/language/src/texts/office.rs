//! The liaison's office: what brings it back, who may take it over, what it promises, and what waits in it.

use super::{Age, Texts, outside};

/// From which update on a new device may read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offered {
    /// All that is still kept.
    All,
    /// From the latest one.
    Latest,
    /// Only what is still to come.
    None,
}

impl Texts {
    /// Above a recovery phrase, the only time that it is shown.
    #[must_use]
    pub fn phrase_heading(&self) -> String {
        self.say("phrase-heading", &[])
    }

    /// Below it: what to do with it; the command uses it.
    #[must_use]
    pub fn phrase_advice(&self, command: &str) -> String {
        self.say("phrase-advice", &[("command", outside(command))])
    }

    /// Where a phrase is typed.
    #[must_use]
    pub fn phrase_prompt(&self) -> String {
        self.say("phrase-prompt", &[])
    }

    /// That the office goes on here.
    #[must_use]
    pub fn recovered(&self, group: &str) -> String {
        self.say("recovered", &[("group", outside(group))])
    }

    /// That the office has changed hands.
    #[must_use]
    pub fn accepted(&self, group: &str) -> String {
        self.say("accepted", &[("group", outside(group))])
    }

    /// Where a backup is; the command restores it.
    #[must_use]
    pub fn backed_up(&self, file: &str, command: &str) -> String {
        self.say("backed-up", &[("file", outside(file)), ("command", outside(command))])
    }

    /// That a key file guards a backup.
    #[must_use]
    pub fn backup_key_beside(&self, key: &str) -> String {
        self.say("backup-key-beside", &[("key", outside(key))])
    }

    /// Above the link of the next liaison.
    #[must_use]
    pub fn handover_link(&self) -> String {
        self.say("handover-link", &[])
    }

    /// Above a deputy's link; the command dismisses the deputy.
    #[must_use]
    pub fn deputy_link(&self, name: &str, command: &str) -> String {
        self.say("deputy-link", &[("name", outside(name)), ("command", outside(command))])
    }

    /// That a deputy's link is worthless now.
    #[must_use]
    pub fn dismissed(&self, name: &str) -> String {
        self.say("dismissed", &[("name", outside(name))])
    }

    /// Of which families the unused links became void with a change of the office.
    #[must_use]
    pub fn links_void(&self, families: &str) -> String {
        self.say("links-void", &[("families", outside(families))])
    }

    /// That an update is sealed in a file; the command carries it.
    #[must_use]
    pub fn composed(&self, update: u64, file: &str, command: &str) -> String {
        self.say("composed", &[("update", update.into()), ("file", outside(file)), ("command", outside(command))])
    }

    /// That the server has what a file held.
    #[must_use]
    pub fn carried(&self, update: u64) -> String {
        self.say("carried", &[("update", update.into())])
    }

    /// How much that waited is dropped.
    #[must_use]
    pub fn discarded(&self, count: u64) -> String {
        self.say("discarded", &[("count", count.into())])
    }

    /// While an update can still be taken back, with the keys that do it.
    #[must_use]
    pub fn undo_countdown(&self, seconds: u64, keys: &str) -> String {
        self.say("undo-countdown", &[("seconds", seconds.into()), ("keys", outside(keys))])
    }

    /// That an update was taken back in time.
    #[must_use]
    pub fn undone(&self) -> String {
        self.say("undone", &[])
    }

    /// How long the server keeps records.
    #[must_use]
    pub fn retention(&self, span: Age) -> String {
        self.say("setting-retention", &[("span", self.duration(span).into())])
    }

    /// Whether devices report though they have nothing to say.
    #[must_use]
    pub fn check_ins(&self, are_on: bool) -> String {
        match are_on {
            true => self.say("setting-check-ins-on", &[]),
            false => self.say("setting-check-ins-off", &[]),
        }
    }

    /// From which update on a new device may read.
    #[must_use]
    pub fn offered(&self, offered: Offered) -> String {
        match offered {
            Offered::All => self.say("setting-history-all", &[]),
            Offered::Latest => self.say("setting-history-latest", &[]),
            Offered::None => self.say("setting-history-none", &[]),
        }
    }

    /// Where the group is reached from now on.
    #[must_use]
    pub fn address(&self, server: &str) -> String {
        self.say("setting-address", &[("server", outside(server))])
    }

    /// That a passphrase opens this from now on.
    #[must_use]
    pub fn passphrase_set(&self) -> String {
        self.say("passphrase-set", &[])
    }

    /// What somebody is in a group: its liaison.
    #[must_use]
    pub fn role_liaison(&self) -> String {
        self.say("role-liaison", &[])
    }

    /// What somebody is in a group: one of a family.
    #[must_use]
    pub fn role_family(&self) -> String {
        self.say("role-family", &[])
    }

    /// In place of what a state that needs its passphrase holds.
    #[must_use]
    pub fn group_locked(&self) -> String {
        self.say("group-locked", &[])
    }

    /// In place of what a state that cannot be read holds.
    #[must_use]
    pub fn group_unreadable(&self) -> String {
        self.say("group-unreadable", &[])
    }

    /// In place of an empty list of groups.
    #[must_use]
    pub fn no_groups(&self, dir: &str) -> String {
        self.say("no-groups", &[("dir", outside(dir))])
    }
}
