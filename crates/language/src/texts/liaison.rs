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

    /// How many devices were confirmed in passing.
    #[must_use]
    pub fn claims_taken(&self, devices: u64) -> String {
        self.say("claims-taken", &[("count", devices.into())])
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

    /// That another copy of this liaison has posted, so that this one stops.
    #[must_use]
    pub fn runs_twice(&self) -> String {
        self.say("runs-twice", &[])
    }
}
