//! The liaison's terminal.

use super::{Texts, outside};

/// How far a family's devices have come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FamilyDevices {
    /// How many invites and devices it has.
    pub devices: u64,
    /// How many of them have joined.
    pub claimed: u64,
    /// How many of them the liaison has confirmed.
    pub confirmed: u64,
}

impl Texts {
    /// That the group exists now.
    #[must_use]
    pub fn founded(&self, group: &str) -> String {
        self.say("founded", &[("group", outside(group))])
    }

    /// Above a fresh invite link.
    #[must_use]
    pub fn invited(&self, family: &str) -> String {
        self.say("invited", &[("family", outside(family))])
    }

    /// That a status is out.
    #[must_use]
    pub fn posted(&self, update: u64, label: &str) -> String {
        self.say("posted", &[("update", update.into()), ("label", outside(label))])
    }

    /// That a private message is out.
    #[must_use]
    pub fn told_now(&self, family: &str) -> String {
        self.say("told-now", &[("family", outside(family))])
    }

    /// That a private message goes with the next status.
    #[must_use]
    pub fn told_with_next(&self, family: &str) -> String {
        self.say("told-with-next", &[("family", outside(family))])
    }

    /// Above the preview of a status.
    #[must_use]
    pub fn preview(&self, families: u64) -> String {
        self.say("preview", &[("count", families.into())])
    }

    /// How many updates wait for the relay.
    #[must_use]
    pub fn waiting(&self, updates: u64) -> String {
        self.say("waiting", &[("count", updates.into())])
    }

    /// A line of the list of families.
    #[must_use]
    pub fn family_line(&self, family: &str, devices: FamilyDevices) -> String {
        let counted = self.say("family-devices", &[("count", devices.devices.into())]);
        self.say(
            "family-line",
            &[
                ("family", outside(family)),
                ("devices", counted.into()),
                ("claimed", devices.claimed.into()),
                ("confirmed", devices.confirmed.into()),
            ],
        )
    }

    /// In place of an empty list of families.
    #[must_use]
    pub fn no_families(&self) -> String {
        self.say("no-families", &[])
    }

    /// That a device was confirmed in passing, with the words to compare, from [`words::phrase`](crate::words::phrase).
    #[must_use]
    pub fn claim_confirmed(&self, family: &str, words: &str) -> String {
        self.say("claim-confirmed", &[("family", outside(family)), ("words", outside(words))])
    }

    /// That somebody meddled with a link.
    #[must_use]
    pub fn claim_unreadable(&self, family: &str) -> String {
        self.say("claim-unreadable", &[("family", outside(family))])
    }

    /// That the server lost a link that nobody had used.
    #[must_use]
    pub fn invite_lost(&self, family: &str) -> String {
        self.say("invite-lost", &[("family", outside(family))])
    }

    /// That the server gets back what it lost.
    #[must_use]
    pub fn healing(&self, updates: u64) -> String {
        self.say("healing", &[("count", updates.into())])
    }

    /// Above what an interrupted command had begun.
    #[must_use]
    pub fn earlier_done(&self) -> String {
        self.say("earlier-done", &[])
    }

    /// Below a fresh invite link: how to know that it reached the right hands. The command lists the families' words.
    #[must_use]
    pub fn compare_advice(&self, command: &str) -> String {
        self.say("compare-advice", &[("command", outside(command))])
    }

    /// In place of a group's own codebook.
    #[must_use]
    pub fn standard_codebook(&self) -> String {
        self.say("standard-codebook", &[])
    }

    /// That no passphrase guards what was just made, but a key file beside it.
    #[must_use]
    pub fn key_beside(&self) -> String {
        self.say("key-beside", &[])
    }

    /// That a family was removed.
    #[must_use]
    pub fn removed(&self, family: &str) -> String {
        self.say("removed", &[("family", outside(family))])
    }

    /// How many devices have yet to re-claim.
    #[must_use]
    pub fn devices_unrenewed(&self, devices: u64) -> String {
        self.say("devices-unrenewed", &[("count", devices.into())])
    }
}
