//! One thing about the group or the office, changed.

use porchlight_client::{History, Task};
use porchlight_language::texts::{Age, Offered};
use porchlight_native::{AddressDefect, Profile, RELAY_BYTES_MAX, relay_authority};

use super::clerk::Asked;
use super::objects;
use super::office::Office;
use super::profile::read_codebook;
use crate::arguments::{HistoryChoice, Setting, Switch};
use crate::everywhere::Everywhere;
use crate::trouble::Trouble;

const SECONDS_PER_DAY: u64 = 86_400;

pub(super) async fn set(everywhere: &Everywhere, setting: Setting) -> Result<(), Trouble> {
    let office = Office::open(everywhere)?;
    let texts = everywhere.texts();
    let present = office.liaison.profile().clone();
    let (changed, name, value, told) = match setting {
        Setting::History { choice } => return set_history(office, choice),
        Setting::Cadence { cadence } => {
            let told = texts.cadence(Age::from_seconds(cadence.value));
            (Profile { cadence_seconds: cadence.value, ..present }, "cadence", cadence.text, told)
        }
        Setting::Retention { days } => {
            let told = texts.retention(Age::from_seconds(u64::from(days.value) * SECONDS_PER_DAY));
            (Profile { retention_days: days.value, ..present }, "retention", days.text, told)
        }
        Setting::CheckIns { switch } => {
            let (are_on, value) = match switch {
                Switch::On => (true, "on"),
                Switch::Off => (false, "off"),
            };
            (Profile { check_ins: are_on, ..present }, "check-ins", value.to_owned(), texts.check_ins(are_on))
        }
        Setting::Codebook { file } => {
            let codebook = read_codebook(&file)?;
            let changed = Profile { codebook, ..present };
            let told = super::profile::lines(texts, &changed);
            (changed, "codebook", file.display().to_string(), told)
        }
        Setting::Address { address } => {
            let relay = authority(&address)?;
            let told = texts.address(&relay);
            (Profile { relay: relay.clone(), ..present }, "address", relay, told)
        }
    };
    if !changed.is_within_bounds() {
        return Err(Trouble::GroupName);
    }
    office.work_as(Task::Profile(changed), Asked::Setting { name, value, told }).await
}

/// A relay's name as it is typed here, with or without what it begins with elsewhere.
fn authority(address: &str) -> Result<String, AddressDefect> {
    let authority = match address.contains("://") {
        true => relay_authority(address)?,
        false => relay_authority(&format!("wss://{address}"))?,
    };
    match authority.len() {
        0..=RELAY_BYTES_MAX => Ok(authority),
        _ => Err(AddressDefect::NoHost),
    }
}

/// The office keeps this to itself: it is saved, and nobody is told.
fn set_history(mut office: Office<'_>, choice: HistoryChoice) -> Result<(), Trouble> {
    office.liaison.set_default_history(History::from(choice));
    office.keep()?;
    let (value, offered) = match choice {
        HistoryChoice::All => ("all", Offered::All),
        HistoryChoice::Latest => ("latest", Offered::Latest),
        HistoryChoice::None => ("none", Offered::None),
    };
    let printer = office.everywhere.printer();
    match printer.is_json() {
        true => Ok(printer.object(&objects::Set { setting: "history", value })?),
        false => Ok(printer.text(&office.everywhere.texts().offered(offered))?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_with_and_without_its_beginning() {
        for address in ["relay.example:8443", "wss://relay.example:8443", "https://Relay.example:8443/"] {
            assert_eq!(authority(address).ok().as_deref(), Some("relay.example:8443"), "{address}");
        }
        for wrong in ["", "ws://relay.example", "relay.example/x", "relay.example:0", &"a".repeat(256)] {
            assert!(authority(wrong).is_err(), "{wrong}");
        }
    }
}
