//! What may go wrong, and what to do about it.

use std::io;

/// Why a measurement ended.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    /// The machine refused something.
    #[error("{wanted}: {cause}. Is the limit of open files (ulimit -n) above 12,000, and is there room on the disk?")]
    System { wanted: &'static str, cause: io::Error },
    /// TLS failed.
    #[error("TLS: {0}")]
    Tls(rustls::Error),
    /// Something that has to hold does not; the figures would be worth nothing.
    #[error("the measurement is void: {0}")]
    Lost(String),
    /// A server that is not here.
    #[error("{program} is not installed; `cargo xtask bench` installs it")]
    Absent { program: &'static str },
}

impl Trouble {
    pub(crate) fn system(wanted: &'static str) -> impl FnOnce(io::Error) -> Self {
        move |cause| Self::System { wanted, cause }
    }

    pub(crate) fn tls(cause: rustls::Error) -> Self {
        Self::Tls(cause)
    }

    pub(crate) fn lost(what: impl Into<String>) -> Self {
        Self::Lost(what.into())
    }
}
