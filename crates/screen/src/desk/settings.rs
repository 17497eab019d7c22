//! What the group, the office and this browser are set to.

use porchlight_client::{Liaison, Task};
use porchlight_language::texts::OnDesk as L;
use porchlight_language::{Codebook, CodebookError, OwnCodebook};
use porchlight_protocol::limits::{RETENTION_DAYS_MAX, RETENTION_DAYS_MIN};
use porchlight_sealing::Profile;
use zeroize::Zeroizing;

use super::{App, Around, Field, Setting, Wish, address, families};
use crate::pin::{self, PinDefect};

impl App {
    pub(super) fn set(&mut self, setting: Setting, around: &Around<'_>) -> Vec<Wish> {
        let Some(liaison) = around.liaison() else { return Vec::new() };
        match setting {
            Setting::Pin => self.set_pin(around),
            Setting::NoPin => {
                let present = self.typed.take(Field::Pin);
                vec![Wish::RemovePin { present }]
            }
            Setting::History => self.set_history(),
            Setting::Name
            | Setting::Cadence
            | Setting::Retention
            | Setting::CheckIns(_)
            | Setting::Codebook
            | Setting::Address => {
                let wanted = wanted(liaison, around);
                match self.changed(setting, wanted.clone()) {
                    Ok(profile) if profile != wanted => self.ask_for(profile),
                    Ok(profile) if profile == *liaison.profile() => self.say_set(L::SetDone),
                    Ok(_) => self.say_set(L::SetAsked),
                    Err((field, text)) => self.complain(Some(field), text),
                }
            }
        }
    }

    /// Nothing more is to be asked for: says how it stands.
    fn say_set(&mut self, how: L) -> Vec<Wish> {
        self.trouble = None;
        self.say(self.texts().on_desk(how));
        Vec::new()
    }

    fn ask_for(&mut self, profile: Profile) -> Vec<Wish> {
        self.say_set(L::SetAsked);
        vec![Wish::Task(Task::Profile(profile))]
    }

    /// The profile with one thing changed as the field says. A field that nobody has touched changes nothing: it shows what is in
    /// force, and an empty codebook would take the group's own updates away.
    fn changed(&self, setting: Setting, profile: Profile) -> Result<Profile, (Field, String)> {
        if field_of(setting).is_some_and(|field| !self.typed.has(field)) {
            return Ok(profile);
        }
        let texts = self.texts();
        let said = |field, label| (field, texts.on_desk(label));
        let changed = match setting {
            Setting::Name => Profile { name: self.typed.trimmed(Field::GroupName).to_owned(), ..profile },
            Setting::Cadence => {
                let cadence_seconds = self.typed.trimmed(Field::Cadence).parse().unwrap_or(profile.cadence_seconds);
                Profile { cadence_seconds, ..profile }
            }
            Setting::Retention => {
                let days = self.typed.trimmed(Field::Retention).parse().ok();
                let days = days.filter(|days| (RETENTION_DAYS_MIN..=RETENTION_DAYS_MAX).contains(days));
                Profile { retention_days: days.ok_or(said(Field::Retention, L::RetentionWrong))?, ..profile }
            }
            Setting::CheckIns(check_ins) => Profile { check_ins, ..profile },
            Setting::Codebook => {
                let codebook = own_codebook(self.typed.text(Field::Codebook))
                    .map_err(|error| (Field::Codebook, format!("{} {error}.", texts.on_desk(L::CodebookWrong))))?;
                Profile { codebook, ..profile }
            }
            Setting::Address => {
                let relay = address::authority(self.typed.text(Field::Address));
                Profile { relay: relay.ok_or(said(Field::Address, L::ServerWrong))?, ..profile }
            }
            Setting::History | Setting::Pin | Setting::NoPin => profile,
        };
        match changed.is_within_bounds() {
            true => Ok(changed),
            false => Err(said(Field::GroupName, L::GroupNameWrong)),
        }
    }

    fn set_history(&mut self) -> Vec<Wish> {
        let Some(history) = families::history(self.typed.text(Field::History)) else { return Vec::new() };
        self.say(self.texts().on_desk(L::SetDone));
        self.typed.clear(&[Field::History]);
        vec![Wish::History(history)]
    }

    /// Settings have reached the server: what was typed for them is of no more use. What is being typed for others stays.
    pub(super) fn forget_settings(&mut self, in_force: &Profile) {
        for setting in [Setting::Name, Setting::Cadence, Setting::Retention, Setting::Codebook, Setting::Address] {
            let is_in_force = self.changed(setting, in_force.clone()).is_ok_and(|changed| changed == *in_force);
            if let Some(field) = field_of(setting).filter(|_| is_in_force) {
                self.typed.clear(&[field]);
            }
        }
        self.touch();
    }

    fn set_pin(&mut self, around: &Around<'_>) -> Vec<Wish> {
        let texts = self.texts();
        let new = Zeroizing::new(self.typed.text(Field::PinNew).to_owned());
        match pin::check_new(&new, self.typed.text(Field::PinAgain)) {
            Ok(()) => {}
            Err(PinDefect::Short) => return self.complain(Some(Field::PinNew), texts.on_desk(L::PinShort)),
            Err(PinDefect::Long) => return self.complain(Some(Field::PinNew), texts.on_desk(L::PinLong)),
            Err(PinDefect::Differs) => return self.complain(Some(Field::PinAgain), texts.on_desk(L::PinDiffers)),
        }
        let present = around.abilities.has_pin.then(|| self.typed.take(Field::Pin));
        self.typed.clear_secrets();
        vec![Wish::SetPin { present, new }]
    }
}

/// Where a setting of the group is typed.
const fn field_of(setting: Setting) -> Option<Field> {
    match setting {
        Setting::Name => Some(Field::GroupName),
        Setting::Cadence => Some(Field::Cadence),
        Setting::Retention => Some(Field::Retention),
        Setting::Codebook => Some(Field::Codebook),
        Setting::Address => Some(Field::Address),
        Setting::CheckIns(_) | Setting::History | Setting::Pin | Setting::NoPin => None,
    }
}

/// The group's profile, with what was asked for and is not done yet.
pub(super) fn wanted(liaison: &Liaison, around: &Around<'_>) -> Profile {
    let asked = around.asked.iter().rev().find_map(|task| match task {
        Task::Profile(profile) => Some(profile),
        Task::Found
        | Task::Invite { .. }
        | Task::Post { .. }
        | Task::Tell { .. }
        | Task::Families
        | Task::Remove { .. }
        | Task::Withdraw { .. }
        | Task::Empower { .. }
        | Task::Dismiss { .. }
        | Task::Backup
        | Task::Recover
        | Task::Accept => None,
    });
    asked.unwrap_or_else(|| liaison.profile()).clone()
}

/// A codebook that somebody wrote, checked, as it travels; nothing where nothing is written.
fn own_codebook(written: &str) -> Result<String, CodebookError> {
    if written.trim().is_empty() {
        return Ok(String::new());
    }
    let own = OwnCodebook::from_toml(written)?;
    Codebook::standard().extended_with(&own)?;
    Ok(String::from_utf8_lossy(own.as_bytes()).into_owned())
}
