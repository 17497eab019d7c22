//! Opening and making states: where a passphrase comes from, and what is said of the key file.

use std::env;
use std::path::Path;

use porchlight_language::Texts;
use porchlight_native::{Kind, Passphrase, StateFile, StateTrouble};

use crate::print::Printer;

const VARIABLE: &str = "PORCHLIGHT_PASSPHRASE";

/// Prepares a state, sealed with a passphrase where one is given.
pub(crate) fn create(dir: &Path, kind: Kind, prompt: bool) -> Result<StateFile, StateTrouble> {
    // Before anything is asked of a person.
    StateFile::check_vacant(dir)?;
    let passphrase = match (from_environment(), prompt) {
        (Some(given), _) => Some(given?),
        (None, true) => Some(choose()?),
        (None, false) => None,
    };
    StateFile::create(dir, kind, passphrase.as_ref())
}

/// Says, once, that a key file and no passphrase opens a new state.
pub(crate) fn tell_of_key(state: &StateFile, texts: &Texts, printer: &Printer) {
    if state.key_file().is_some() {
        printer.note(&texts.key_beside());
    }
}

/// Warns of a state in whose place others could put another.
pub(crate) fn warn_if_open_to_others(state: &StateFile, printer: &Printer) {
    if let Err(trouble) = state.check_private() {
        printer.warn(&format!("{trouble}."));
    }
}

/// Says of a passphrase that it opens nothing here.
pub(crate) fn warn_if_passphrase_unused(state: &StateFile, texts: &Texts, printer: &Printer) {
    if state.key_file().is_some() && env::var_os(VARIABLE).is_some() {
        printer.warn(&texts.passphrase_unused(VARIABLE));
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
