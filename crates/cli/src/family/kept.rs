//! What a device keeps, without a network: words to compare, a proof for others, and what is to be forgotten.

use std::path::Path;

use porchlight_client::CannotForget;
use porchlight_language::texts::Unsayable;
use porchlight_language::words;
use porchlight_native::OutFile;
use porchlight_protocol::{ForkProof, Sequence};

use super::objects::{Evidence, Forgotten, Phrase};
use super::{Household, looked_at};
use crate::everywhere::Everywhere;
use crate::print::{quoted, wrapped};
use crate::trouble::Trouble;

const HISTORY: &str = "`porchlight family history`";
const READ: &str = "`porchlight family read`";

/// Wipes what a record said from this device.
pub(super) fn forget(everywhere: &Everywhere, sequence: Sequence) -> Result<(), Trouble> {
    let mut household = Household::open(everywhere)?;
    let update = sequence.0;
    household.device.forget(sequence).map_err(|cannot| {
        Trouble::Unsayable(match cannot {
            CannotForget::NotKept => Unsayable::NoSuchRecord { update, command: HISTORY },
            CannotForget::IsHeadline => Unsayable::Headline { update },
        })
    })?;
    household.keep()?;
    let printer = everywhere.printer();
    match printer.is_json() {
        true => Ok(printer.object(&Forgotten { sequence: update })?),
        false => Ok(printer.text(&everywhere.texts().forgotten(update))?),
    }
}

/// Shows the words that are the same for all who have read the same up to here.
pub(super) fn phrase(everywhere: &Everywhere) -> Result<(), Trouble> {
    let phrase = looked_at(everywhere)?.phrase_of_the_day();
    let (place, bytes) = phrase.ok_or(Trouble::Unsayable(Unsayable::NothingRead { command: READ }))?;
    let words = words::phrase(&bytes, everywhere.language());
    let (printer, texts) = (everywhere.printer(), everywhere.texts());
    match printer.is_json() {
        true => Ok(printer.object(&Phrase { sequence: place.0, phrase: words })?),
        false => Ok(printer.text(&wrapped(&texts.compare_updates(place.0, &words), ""))?),
    }
}

/// Writes the proof that a feed has two signed versions.
pub(super) fn evidence(everywhere: &Everywhere, out: &Path) -> Result<(), Trouble> {
    let proof = looked_at(everywhere)?.fork_proof().ok_or(Trouble::Unsayable(Unsayable::NoEvidence))?;
    // A proof holds no more handovers than its feed may have.
    let bytes = proof.encode().map_err(|_| Trouble::Unsayable(Unsayable::NoEvidence))?;
    OutFile::begin(out, |bytes| ForkProof::decode(bytes).is_ok())?.write(&bytes)?;
    let (printer, file) = (everywhere.printer(), out.display().to_string());
    if printer.is_json() {
        return Ok(printer.object(&Evidence { file })?);
    }
    let verify = format!("`porchlight verify {}`", quoted(&file));
    Ok(printer.text(&wrapped(&everywhere.texts().evidence_written(&file, &verify), ""))?)
}
