//! What can go wrong. How each thing is told is in `told`: in the reader's language where a person may meet it at any hour, in
//! English where it is about files, flags and certificates.

mod told;

use std::io;
use std::path::PathBuf;

use porchlight_client::{Ending, Failure, StateUnreadable};
use porchlight_language::CodebookError;
use porchlight_language::texts::{JoinTrouble, Remedy};
use porchlight_native::{
    AddressDefect, DialTrouble, DriveTrouble, LineTrouble, LinkDefect, StateTrouble, TrustTrouble,
};

/// Why a command ends with 1.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// The runtime did not start.
    Runtime(io::Error),
    /// What was to be read from standard input could not be.
    Input(io::Error),
    /// The output could not be written.
    Output(io::Error),
    /// There is no place for a state.
    NoHome,
    State(StateTrouble),
    NoGroup {
        dir: PathBuf,
    },
    NotJoined {
        dir: PathBuf,
    },
    Unreadable(StateUnreadable),
    Trust(TrustTrouble),
    Address(AddressDefect),
    NotACharter,
    File {
        path: PathBuf,
        cause: io::Error,
    },
    Codebook(CodebookError),
    UnknownCode {
        code: String,
        known: Vec<String>,
    },
    PrivateAsStatus {
        code: String,
    },
    TextMissing,
    DayTooEarly,
    /// A status of a day that has not come: remarked, not refused.
    DayAhead,
    /// A promise that reaches far ahead: remarked, not refused.
    NextByFar {
        days: u64,
    },
    GroupName,
    OtherFounding {
        dir: PathBuf,
    },
    AlreadyJoined {
        dir: PathBuf,
    },
    OtherJoin {
        dir: PathBuf,
    },
    OtherLink {
        dir: PathBuf,
    },
    /// What was given is no link.
    LinkDamaged(LinkDefect),
    /// The link leads nowhere.
    Link(JoinTrouble),
    Unreachable {
        cause: DialTrouble,
        remedy: Remedy,
    },
    Lost {
        cause: LineTrouble,
        remedy: Remedy,
    },
    Failed(Failure),
    Ended {
        ending: Ending,
        /// What may still be done, where the ending alone does not say it.
        remedy: Option<Remedy>,
    },
}

/// Drivers wrap what this enum names too.
impl From<DriveTrouble> for Trouble {
    fn from(trouble: DriveTrouble) -> Self {
        match trouble {
            DriveTrouble::State(trouble) => Self::State(trouble),
            DriveTrouble::Untold(cause) => Self::Output(cause),
        }
    }
}

impl From<io::Error> for Trouble {
    fn from(cause: io::Error) -> Self {
        Self::Output(cause)
    }
}

impl From<StateTrouble> for Trouble {
    fn from(trouble: StateTrouble) -> Self {
        Self::State(trouble)
    }
}

impl From<StateUnreadable> for Trouble {
    fn from(trouble: StateUnreadable) -> Self {
        Self::Unreadable(trouble)
    }
}

impl From<TrustTrouble> for Trouble {
    fn from(trouble: TrustTrouble) -> Self {
        Self::Trust(trouble)
    }
}

impl From<AddressDefect> for Trouble {
    fn from(defect: AddressDefect) -> Self {
        Self::Address(defect)
    }
}

impl From<CodebookError> for Trouble {
    fn from(error: CodebookError) -> Self {
        Self::Codebook(error)
    }
}
