//! Opening and making states: where a passphrase comes from, and what is said of the key file.

use std::env;
use std::io::{self, BufRead, Read};
use std::path::Path;

use porchlight_language::Texts;
use porchlight_native::{Kind, Passphrase, StateFile, StateTrouble};
use zeroize::Zeroizing;

use crate::print::Printer;

const VARIABLE: &str = "PORCHLIGHT_PASSPHRASE";
const NEW_VARIABLE: &str = "PORCHLIGHT_NEW_PASSPHRASE";
/// Far above what anyone types.
const LINE_BYTES_MAX: usize = 4 * 1024;

/// Prepares a state, sealed with a passphrase where one is given.
pub(crate) fn create(dir: &Path, kind: Kind, prompt: bool) -> Result<StateFile, StateTrouble> {
    // Before anything is asked of a person.
    StateFile::check_vacant(dir)?;
    StateFile::create(dir, kind, chosen(prompt)?.as_ref())
}

/// The passphrase of something that is about to be made, where there is to be one.
pub(crate) fn chosen(prompt: bool) -> Result<Option<Passphrase>, StateTrouble> {
    match (from_environment(VARIABLE), prompt) {
        (Some(given), _) => given.map(Some),
        (None, true) => choose().map(Some),
        (None, false) => Ok(None),
    }
}

/// The passphrase that takes another's place: from its own variable, or the ordinary one where that opens nothing here; typed
/// twice at a terminal; elsewhere a line of standard input.
pub(crate) fn renewed(state: &StateFile) -> Result<Passphrase, StateTrouble> {
    let ordinary = || state.key_file().and_then(|_| from_environment(VARIABLE));
    if let Some(given) = from_environment(NEW_VARIABLE).or_else(ordinary) {
        return given;
    }
    match choose() {
        Err(StateTrouble::NoPassphrase) => from_input(),
        chosen => chosen,
    }
}

fn from_input() -> Result<Passphrase, StateTrouble> {
    let mut line = Zeroizing::new(String::with_capacity(LINE_BYTES_MAX));
    let read = io::stdin().lock().take(LINE_BYTES_MAX as u64).read_line(&mut line);
    match read {
        Ok(1..) => Passphrase::new(line.trim_end_matches(['\r', '\n']).to_owned()),
        Ok(0) | Err(_) => Err(StateTrouble::NoNewPassphrase),
    }
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
    from_environment(VARIABLE).unwrap_or_else(|| typed("Passphrase: "))
}

/// A passphrase that nobody has to be asked for.
pub(crate) fn given() -> Option<Result<Passphrase, StateTrouble>> {
    from_environment(VARIABLE)
}

fn from_environment(variable: &str) -> Option<Result<Passphrase, StateTrouble>> {
    env::var(variable).ok().map(Passphrase::new)
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
