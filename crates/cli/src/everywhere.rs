//! The options that every command takes.

use std::env;
use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;
use porchlight_language::{Language, Texts};
use porchlight_native::Dialler;
use porchlight_screen::told::Reader;

use crate::civil::WallClock;
use crate::print::Printer;
use crate::trouble::Trouble;

#[derive(clap::Args)]
#[command(next_help_heading = "Everywhere")]
pub(crate) struct Everywhere {
    /// Print one JSON object a line, and nothing else, on standard output
    #[arg(long, global = true, display_order = 100)]
    pub(crate) json: bool,
    /// The directory that holds this liaison's or this device's state
    #[arg(long, global = true, display_order = 100, value_name = "DIR")]
    state: Option<PathBuf>,
    /// Trust this certificate too, a PEM file: for a relay with a certificate of its own making
    #[arg(long, global = true, display_order = 100, value_name = "PEM")]
    ca: Option<PathBuf>,
    /// The language to read in: en, ru or uk [default: that of the system]
    #[arg(long, global = true, display_order = 100, value_name = "LANGUAGE", value_parser = clap::value_parser!(Language))]
    lang: Option<Language>,
}

/// Whose state a command uses.
#[derive(Clone, Copy)]
pub(crate) enum Role {
    Liaison,
    Family,
}

impl Role {
    const fn folder(self) -> &'static str {
        match self {
            Self::Liaison => "liaison",
            Self::Family => "family",
        }
    }
}

impl Everywhere {
    pub(crate) fn language(&self) -> Language {
        self.lang.unwrap_or_else(language_of_system)
    }

    pub(crate) fn texts(&self) -> &'static Texts {
        Texts::of(self.language())
    }

    pub(crate) fn zone(&self) -> TimeZone {
        TimeZone::system()
    }

    /// How the person who typed the command reads.
    pub(crate) fn reader(&self) -> Reader<WallClock> {
        Reader { language: self.language(), civil: WallClock(self.zone()) }
    }

    pub(crate) fn dialler(&self) -> Result<Dialler, Trouble> {
        Ok(Dialler::new(self.ca.as_deref())?)
    }

    pub(crate) fn printer(&self) -> Printer {
        Printer::new(self.json)
    }

    /// The directory that was named with `--state`.
    pub(crate) fn named_state(&self) -> Option<&Path> {
        self.state.as_deref()
    }

    pub(crate) fn state_dir(&self, role: Role) -> Result<PathBuf, Trouble> {
        match &self.state {
            Some(dir) => Ok(dir.clone()),
            None => Ok(self.states_home().ok_or(Trouble::NoHome)?.join(role.folder())),
        }
    }

    /// Where states are kept that nobody named a directory for.
    pub(crate) fn states_home(&self) -> Option<PathBuf> {
        Some(data_home()?.join("porchlight"))
    }
}

/// The directory that the XDG specification names; relative ones count as unset, as it asks.
fn data_home() -> Option<PathBuf> {
    let named = env::var_os("XDG_DATA_HOME").map(PathBuf::from).filter(|dir| dir.is_absolute());
    let home = || env::var_os("HOME").map(PathBuf::from).filter(|home| home.is_absolute());
    named.or_else(|| Some(home()?.join(".local/share")))
}

/// The first of the three variables that is set decides, as POSIX has it.
fn language_of_system() -> Language {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| env::var(name).ok());
    set.into_iter()
        .find(|value| !value.is_empty())
        .map_or_else(Language::default, |value| Language::from_locale(&value))
}
