//! Opening and making states: where a passphrase comes from, and what is said of the key file.

use std::env;
use std::path::Path;

use porchlight_native::{Kind, Passphrase, StateFile, StateTrouble};

use crate::print::Printer;

const VARIABLE: &str = "PORCHLIGHT_PASSPHRASE";

/// Prepares a state, sealed with a passphrase where one is given.
pub(crate) fn create(dir: &Path, kind: Kind, prompt: bool) -> Result<StateFile, StateTrouble> {
    // Before anything is asked of a person.
    if StateFile::exists(dir) {
        return Err(StateTrouble::Exists { dir: dir.to_owned() });
    }
    let passphrase = match (from_environment(), prompt) {
        (Some(given), _) => Some(given?),
        (None, true) => Some(choose()?),
        (None, false) => None,
    };
    StateFile::create(dir, kind, passphrase.as_ref())
}

/// Says, once, where the key of a new state rests.
pub(crate) fn tell_of_key(state: &StateFile, printer: &Printer) {
    if let Some(key) = state.key_file() {
        printer.note(&format!(
            "the state in {} opens with the key file {}, which only you can read.\nWhoever copies both can act in your place; \
             to seal a state with a passphrase instead, make it with --passphrase or {VARIABLE}.",
            state.dir().display(),
            key.display()
        ));
    }
}

/// The passphrase of an existing state.
pub(crate) fn passphrase() -> Result<Passphrase, StateTrouble> {
    from_environment().unwrap_or_else(|| typed("Passphrase: "))
}

fn from_environment() -> Option<Result<Passphrase, StateTrouble>> {
    env::var(VARIABLE).ok().map(Passphrase::new)
}

fn choose() -> Result<Passphrase, StateTrouble> {
    let first = typed("New passphrase: ")?;
    match typed("The same again: ")? == first {
        true => Ok(first),
        false => Err(StateTrouble::PassphrasesDiffer),
    }
}

fn typed(prompt: &str) -> Result<Passphrase, StateTrouble> {
    Passphrase::new(rpassword::prompt_password(prompt).map_err(|_| StateTrouble::NoPassphrase)?)
}
