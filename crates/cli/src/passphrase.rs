//! Changing what opens a state.

use std::path::PathBuf;

use porchlight_native::{Kind, StateFile, StateTrouble};
use serde::Serialize;

use crate::everywhere::{Everywhere, Role};
use crate::states;
use crate::trouble::Trouble;

#[derive(Serialize)]
struct Changed {
    passphrase: bool,
}

/// Seals a state anew; nothing in it is changed.
pub(crate) fn change(everywhere: &Everywhere, none: bool) -> Result<(), Trouble> {
    let dir = chosen(everywhere)?;
    let (mut state, _) = StateFile::open(&dir, &Kind::STATES, states::passphrase)?;
    match none {
        true => state.reseal(None)?,
        false => state.reseal(Some(&states::renewed(&state)?))?,
    }
    let (printer, texts) = (everywhere.printer(), everywhere.texts());
    match (printer.is_json(), none) {
        (true, none) => Ok(printer.object(&Changed { passphrase: !none })?),
        (false, true) => Ok(printer.text(&texts.key_beside())?),
        (false, false) => Ok(printer.text(&texts.passphrase_set())?),
    }
}

/// The state that was named, or the only one there is.
fn chosen(everywhere: &Everywhere) -> Result<PathBuf, Trouble> {
    if let Some(dir) = everywhere.named_state() {
        return Ok(dir.to_owned());
    }
    let (liaison, family) = (everywhere.state_dir(Role::Liaison)?, everywhere.state_dir(Role::Family)?);
    match (StateFile::exists(&liaison), StateFile::exists(&family)) {
        (true, true) => Err(Trouble::WhichState { dirs: [liaison, family] }),
        (true, false) => Ok(liaison),
        (false, true) => Ok(family),
        (false, false) => Err(StateTrouble::NoState { dir: family }.into()),
    }
}
