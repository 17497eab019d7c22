//! The group's name, cadence and codebook.

use std::path::Path;

use porchlight_client::{Seconds, Task};
use porchlight_language::texts::Age;
use porchlight_language::{Texts, plain};
use porchlight_native::Profile;
use porchlight_screen::told::as_written;
use serde::Serialize;

use super::office::Office;
use crate::codes::own_codebook;
use crate::everywhere::Everywhere;
use crate::trouble::Trouble;

const SECONDS_PER_DAY: u64 = 86_400;

#[derive(Serialize)]
struct Shown<'a> {
    name: &'a str,
    cadence_seconds: Seconds,
    codebook: &'a str,
}

/// Shows the profile, or changes what was given of it.
pub(super) async fn profile(
    everywhere: &Everywhere,
    name: Option<String>,
    cadence: Option<Seconds>,
    codebook: Option<&Path>,
) -> Result<(), Trouble> {
    let office = Office::open(everywhere)?;
    let present = office.liaison.profile().clone();
    if name.is_none() && cadence.is_none() && codebook.is_none() {
        return show(everywhere, &present);
    }
    let changed = Profile {
        name: name.map_or(present.name, |name| name.trim().to_owned()),
        cadence_seconds: cadence.unwrap_or(present.cadence_seconds),
        codebook: codebook.map(read_codebook).transpose()?.unwrap_or(present.codebook),
        ..present
    };
    match changed.is_within_bounds() {
        true => office.work(Task::Profile(changed)).await,
        false => Err(Trouble::GroupName),
    }
}

/// A codebook file, checked, as it travels.
pub(super) fn read_codebook(path: &Path) -> Result<String, Trouble> {
    let written = std::fs::read_to_string(path).map_err(|cause| Trouble::File { path: path.to_owned(), cause })?;
    own_codebook(&written)
}

fn show(everywhere: &Everywhere, profile: &Profile) -> Result<(), Trouble> {
    let printer = everywhere.printer();
    let Profile { name, cadence_seconds, codebook, .. } = profile;
    if printer.is_json() {
        let codebook = as_written(codebook);
        return Ok(printer.object(&Shown { name, cadence_seconds: *cadence_seconds, codebook: &codebook })?);
    }
    Ok(printer.text(&lines(everywhere.texts(), profile))?)
}

/// The whole profile for a person.
pub(super) fn lines(texts: &Texts, profile: &Profile) -> String {
    let Profile { name, cadence_seconds, codebook, retention_days, check_ins, relay: _ } = profile;
    let cadence = texts.cadence(Age::from_seconds(*cadence_seconds));
    let retention = texts.retention(Age::from_seconds(u64::from(*retention_days) * SECONDS_PER_DAY));
    let check_ins = texts.check_ins(*check_ins);
    let own = if codebook.is_empty() { texts.standard_codebook() } else { plain::paragraph(&as_written(codebook)) };
    [texts.group_heading(name), cadence, retention, check_ins, own].join("\n")
}
