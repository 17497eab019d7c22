//! The liaison's terminal.

use super::{Age, Day, Moment, Texts, outside};

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

    /// In place of a link that is not shown here: which command shows it.
    #[must_use]
    pub fn link_listed(&self, command: &str) -> String {
        self.say("link-listed", &[("command", outside(command))])
    }

    /// That nobody of that name was invited before.
    #[must_use]
    pub fn invited_new(&self) -> String {
        self.say("invited-new", &[])
    }

    /// That a link is one more of a family's.
    #[must_use]
    pub fn invited_known(&self, number: u64) -> String {
        self.say("invited-known", &[("number", number.into())])
    }

    /// Beside the link of a family whose name another has in other letter case.
    #[must_use]
    pub fn invited_alike(&self, family: &str, known: &str) -> String {
        self.say("invited-alike", &[("family", outside(family)), ("known", outside(known))])
    }

    /// With which command a link is opened.
    #[must_use]
    pub fn open_link(&self, command: &str) -> String {
        self.say("open-link", &[("command", outside(command))])
    }

    /// That a status is out.
    #[must_use]
    pub fn posted(&self, update: u64, label: &str) -> String {
        self.say("posted", &[("update", update.into()), ("label", outside(label))])
    }

    /// The same with the day that it speaks of, as read today.
    #[must_use]
    pub fn posted_of(&self, update: u64, day: Day, today: Day, label: &str) -> String {
        let day = self.day_seen_from(today, day);
        self.say("posted-of", &[("update", update.into()), ("day", day.into()), ("label", outside(label))])
    }

    /// That a status corrects an earlier one.
    #[must_use]
    pub fn posted_correcting(&self, corrects: u64) -> String {
        self.say("posted-correcting", &[("corrects", corrects.into())])
    }

    /// By when the next status is promised, as read today.
    #[must_use]
    pub fn promised(&self, moment: Moment, today: Day) -> String {
        self.say("promised", &[("moment", self.moment_seen_from(today, moment).into())])
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

    /// What a private message says, and whether the liaison's own text is in it.
    #[must_use]
    pub fn told_says(&self, label: &str, has_text: bool) -> String {
        match has_text {
            true => self.say("told-says-text", &[("label", outside(label))]),
            false => self.say("told-says", &[("label", outside(label))]),
        }
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

    /// How often a status is promised.
    #[must_use]
    pub fn cadence(&self, span: Age) -> String {
        self.say("cadence", &[("span", self.duration(span).into())])
    }

    /// That a passphrase was given for a state that has none; `variable` is where.
    #[must_use]
    pub fn passphrase_unused(&self, variable: &str) -> String {
        self.say("passphrase-unused", &[("variable", outside(variable))])
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

    /// That one device of a family was removed.
    #[must_use]
    pub fn removed_device(&self, family: &str, number: u64) -> String {
        self.say("removed-device", &[("family", outside(family)), ("number", number.into())])
    }

    /// How many links of a family were withdrawn.
    #[must_use]
    pub fn withdrawn(&self, family: &str, links: u64) -> String {
        self.say("withdrawn", &[("family", outside(family)), ("count", links.into())])
    }

    /// Above a link that nobody has used: for whom, since when, and until when.
    #[must_use]
    pub fn open_invite(&self, family: &str, number: u64, made: Moment, expires: Moment) -> String {
        let (made, expires) = (self.moment(made), self.moment(expires));
        self.say(
            "open-invite",
            &[
                ("family", outside(family)),
                ("number", number.into()),
                ("made", made.into()),
                ("expires", expires.into()),
            ],
        )
    }

    /// In place of an empty list of links.
    #[must_use]
    pub fn no_invites(&self) -> String {
        self.say("no-invites", &[])
    }

    /// How many devices have yet to re-claim.
    #[must_use]
    pub fn devices_unrenewed(&self, devices: u64) -> String {
        self.say("devices-unrenewed", &[("count", devices.into())])
    }
}
