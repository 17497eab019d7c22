//! Opening and making states: where a passphrase comes from, and what is said of the key file.

use std::env;
use std::path::Path;

use porchlight_native::{Kind, Passphrase, StateFile, StateTrouble};

use crate::print::Printer;

const VARIABLE: &str = "PORCHLIGHT_PASSPHRASE";

/// Makes a state; says once where its key rests, unless a passphrase seals it.
pub(crate) fn create(dir: &Path, kind: Kind, prompt: bool, printer: &Printer) -> Result<StateFile, StateTrouble> {
    // Before anything is asked of a person.
    if StateFile::exists(dir) {
        return Err(StateTrouble::Exists { dir: dir.to_owned() });
    }
    let passphrase = match (from_environment(), prompt) {
        (Some(given), _) => Some(given?),
        (None, true) => Some(choose()?),
        (None, false) => None,
    };
    let state = StateFile::create(dir, kind, passphrase.as_ref())?;
    if let Some(key) = state.key_file() {
        let dir = dir.display();
        printer.note(&format!(
            "The state in {dir} opens with the key file {}, which only you can read. Whoever copies both can read and write \
             in your place; to seal with a passphrase instead, begin with --passphrase or {VARIABLE}.",
            key.display()
        ));
    }
    Ok(state)
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
