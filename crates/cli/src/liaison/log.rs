//! The office's log, as it is kept here.

use std::collections::BTreeMap;

use porchlight_client::{Act, LogEntry};
use porchlight_language::texts::Entry;
use porchlight_native::{StateFile, StateTrouble, system_random};
use porchlight_protocol::Sequence;

use super::objects::{Logged, LoggedStatus};
use super::office::KINDS;
use crate::civil;
use crate::codes::Codes;
use crate::everywhere::{Everywhere, Role};
use crate::print::wrapped;
use crate::states;
use crate::trouble::Trouble;

/// The corrections of statuses, by the places of what they correct.
type Corrections = BTreeMap<Sequence, Sequence>;

/// Shows it; nothing is changed, so another command may run meanwhile.
pub(super) fn log(everywhere: &Everywhere) -> Result<(), Trouble> {
    let dir = everywhere.state_dir(Role::Liaison)?;
    let (_, saved) = match StateFile::look(&dir, &KINDS, states::passphrase) {
        Err(StateTrouble::NoState { dir }) => return Err(Trouble::NoGroup { dir }),
        looked => looked?,
    };
    let liaison = porchlight_client::Liaison::restore(&saved, system_random())?;
    let corrections: Corrections = liaison.log().filter_map(|entry| correction(&entry.act)).collect();
    let printer = everywhere.printer();
    if printer.is_json() {
        return Ok(liaison.log().try_for_each(|entry| printer.object(&logged(entry, &corrections)))?);
    }
    let profile = Some(liaison.profile());
    let book = Codes::of(profile).book(profile).clone();
    let lines: Vec<_> = liaison
        .log()
        .map(|entry| {
            let moment = civil::moment(entry.at, &everywhere.zone()).map(|moment| everywhere.texts().moment(moment));
            let label = |code: &str| book.label(code, everywhere.language(), None);
            let mut said = told(everywhere, &entry.act, label);
            if let Act::Status { sequence, corrects, .. } = &entry.act {
                let texts = everywhere.texts();
                said.extend(corrects.map(|update| texts.corrects(update.0)));
                said.extend(corrections.get(sequence).map(|by| texts.corrected_by(by.0)));
            }
            format!("{}\n{}", moment.unwrap_or_default(), wrapped(&said.join("\n"), "    "))
        })
        .collect();
    Ok(printer.text(&if lines.is_empty() { everywhere.texts().log_empty() } else { lines.join("\n") })?)
}

fn correction(act: &Act) -> Option<(Sequence, Sequence)> {
    match act {
        Act::Status { sequence, corrects: Some(corrected), .. } => Some((*corrected, *sequence)),
        Act::Status { corrects: None, .. }
        | Act::Notice { .. }
        | Act::Profile { .. }
        | Act::Invited { .. }
        | Act::Withdrawn { .. }
        | Act::Joined { .. }
        | Act::Removed { .. }
        | Act::Left { .. }
        | Act::Turned { .. }
        | Act::Empowered { .. }
        | Act::Dismissed { .. }
        | Act::TakenOver { .. } => None,
    }
}

fn logged<'a>(entry: &'a LogEntry, corrections: &Corrections) -> Logged<'a> {
    let placed = |kind, sequence: &Sequence| Logged { kind, sequence: Some(sequence.0), ..Logged::default() };
    let of_device = |kind, family: &'a str, device: u32| Logged {
        kind,
        family: Some(family),
        device: Some(device),
        ..Logged::default()
    };
    let line = match &entry.act {
        Act::Status { sequence, code, as_of, corrects } => Logged {
            status: Some(LoggedStatus {
                code,
                as_of: civil::date(*as_of).to_string(),
                corrects: corrects.map(|place| place.0),
                corrected_by: corrections.get(sequence).map(|place| place.0),
            }),
            ..placed("status", sequence)
        },
        Act::Notice { sequence, family } => Logged { family: Some(family), ..placed("message", sequence) },
        Act::Profile { sequence } => placed("profile", sequence),
        Act::Invited { family, device } => of_device("invited", family, *device),
        Act::Withdrawn { family, device } => of_device("withdrawn", family, *device),
        Act::Joined { family, device } => of_device("joined", family, *device),
        Act::Removed { family, device } => of_device("removed", family, *device),
        Act::Left { family, device } => of_device("left", family, *device),
        Act::Turned { epoch } => Logged { kind: "turned", epoch: Some(epoch.0), ..Logged::default() },
        Act::Empowered { name: Some(name) } => Logged { kind: "empowered", name: Some(name), ..Logged::default() },
        Act::Empowered { name: None } => Logged { kind: "handover", ..Logged::default() },
        Act::Dismissed { name } => Logged { kind: "dismissed", name: Some(name), ..Logged::default() },
        Act::TakenOver { sequence } => placed("taken-over", sequence),
    };
    Logged { at: civil::rfc3339(entry.at), ..line }
}

fn told(everywhere: &Everywhere, act: &Act, label: impl Fn(&str) -> String) -> Vec<String> {
    let entry = |entry| vec![everywhere.texts().log_entry(entry)];
    match act {
        Act::Status { sequence, code, as_of, .. } => match civil::told(civil::date(*as_of)) {
            Some(day) => entry(Entry::Status { update: sequence.0, day, label: &label(code) }),
            None => Vec::new(),
        },
        Act::Notice { sequence, family } => entry(Entry::Notice { update: sequence.0, family }),
        Act::Profile { sequence } => entry(Entry::Profile { update: sequence.0 }),
        Act::Invited { family, device } => entry(Entry::Invited { family, number: (*device).into() }),
        Act::Withdrawn { family, device } => entry(Entry::Withdrawn { family, number: (*device).into() }),
        Act::Joined { family, device } => entry(Entry::Joined { family, number: (*device).into() }),
        Act::Removed { family, device } => entry(Entry::Removed { family, number: (*device).into() }),
        Act::Left { family, device } => entry(Entry::Left { family, number: (*device).into() }),
        Act::Turned { epoch } => entry(Entry::Turned { number: epoch.0.into() }),
        Act::Empowered { name: Some(name) } => entry(Entry::Empowered { name }),
        Act::Empowered { name: None } => entry(Entry::HandingOver),
        Act::Dismissed { name } => entry(Entry::Dismissed { name }),
        Act::TakenOver { sequence } => entry(Entry::TakenOver { update: sequence.0 }),
    }
}
