//! Checking evidence that two versions of one feed were signed. It needs neither a network nor a state.

use std::path::Path;

use porchlight_protocol::limits::HANDOVERS_MAX;
use porchlight_protocol::{ENVELOPE_BYTES, ForkProof};
use serde::Serialize;

use crate::everywhere::Everywhere;
use crate::given;
use crate::trouble::Trouble;

/// Every handover that a feed may have, two envelopes, and room for what stands before them.
const FILE_BYTES_MAX: u64 = (HANDOVERS_MAX as u64 + 3) * ENVELOPE_BYTES as u64;

#[derive(Serialize)]
struct Proven {
    forked: bool,
    sequence: u64,
}

pub(crate) fn verify(everywhere: &Everywhere, path: &Path) -> Result<(), Trouble> {
    let bytes = given::file(path, FILE_BYTES_MAX)?;
    let proven = ForkProof::decode(&bytes).and_then(|proof| proof.verify());
    let sequence = proven.map_err(|defect| Trouble::NotEvidence { path: path.to_owned(), defect })?;
    let printer = everywhere.printer();
    match printer.is_json() {
        true => Ok(printer.object(&Proven { forked: true, sequence: sequence.0 })?),
        false => Ok(printer.text(&everywhere.texts().evidence_proves(sequence.0))?),
    }
}
