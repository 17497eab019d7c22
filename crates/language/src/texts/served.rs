//! What a host serves as the page, held against what this version is.

use super::{Texts, outside};

/// What became of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServedFile {
    /// It is the one of this version.
    Same,
    /// It is another one.
    Other,
    /// The host has none of that name.
    Missing,
}

impl Texts {
    /// One file: the same, another, or missing.
    #[must_use]
    pub fn served_file(&self, name: &str, served: ServedFile) -> String {
        match served {
            ServedFile::Same => self.say("served-same", &[("name", outside(name))]),
            ServedFile::Other => self.say("served-other", &[("name", outside(name))]),
            ServedFile::Missing => self.say("served-missing", &[("name", outside(name))]),
        }
    }

    /// That every file is of this version, and what that does not say.
    #[must_use]
    pub fn served_whole(&self, address: &str) -> String {
        self.say("served-whole", &[("address", outside(address))])
    }

    /// How many files are not of this version.
    #[must_use]
    pub fn served_unlike(&self, count: u64) -> String {
        self.say("served-unlike", &[("count", count.into())])
    }

    /// That some files are not of this version, and what to do.
    #[must_use]
    pub fn served_otherwise(&self, address: &str) -> String {
        self.say("served-otherwise", &[("address", outside(address))])
    }

    /// That the host leaves out, or changes, a header that would protect the page further.
    #[must_use]
    pub fn served_without(&self, header: &str) -> String {
        self.say("served-without", &[("header", outside(header))])
    }

    /// That the connection broke while a file came.
    #[must_use]
    pub fn served_garbled(&self, name: &str) -> String {
        self.say("served-garbled", &[("name", outside(name))])
    }
}
