//! What can go wrong. How each thing is told is in `told`: in the reader's language where a person may meet it at any hour, in
//! English where it is about files, flags and certificates.

mod office;
mod told;

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use porchlight_client::{Ending, Failure, Liaison, RecoveryFailure, StateUnreadable};
use porchlight_language::CodebookError;
use porchlight_language::texts::{JoinTrouble, Remedy, Unsayable};
use porchlight_language::words::UnknownWord;
use porchlight_native::{
    AddressDefect, DialTrouble, DriveTrouble, LineTrouble, LinkDefect, PageAddress, StateTrouble, TrustTrouble,
};
use porchlight_protocol::{CarryDefect, ForkDefect, Refusal, Sequence};

/// Who ended a command before it had done anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Interrupt {
    /// Somebody at the keyboard.
    ByHand,
    /// Whatever ends programs here.
    BySystem,
}

/// Why a command does not end with 0.
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
    /// What was typed is no page's address.
    PageAddress(AddressDefect),
    /// This program was built without the page.
    PageUnknown,
    /// A host serves another page.
    ServedOtherwise {
        address: PageAddress,
        count: u64,
    },
    /// A file of a page could not be fetched.
    NotFetched {
        cause: DialTrouble,
    },
    /// What came in its place is no whole file.
    FetchGarbled {
        path: String,
    },
    /// A charter without its link, and no `--relay`.
    RelayUnnamed,
    File {
        path: PathBuf,
        cause: io::Error,
    },
    /// A directory cannot be looked into.
    Directory {
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
    NoSuchQuestion {
        id: String,
    },
    AmbiguousQuestion {
        id: String,
    },
    /// There is no such deputy among these.
    NoSuchDeputy {
        name: String,
        known: Vec<String>,
    },
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
    /// Both a liaison's and a family's state are there, and neither was named.
    WhichState {
        dirs: [PathBuf; 2],
    },
    UnknownWord(UnknownWord),
    PhraseLength {
        found: usize,
    },
    PhraseUnchecked,
    NotRecovered(RecoveryFailure),
    /// There is nothing for a courier, or too much.
    NothingToCarry,
    NotCarried {
        path: PathBuf,
        defect: CarryDefect,
    },
    CourierRefused {
        sequence: Sequence,
        refusal: Refusal,
    },
    NotEvidence {
        path: PathBuf,
        defect: ForkDefect,
    },
    /// The relay answered what was not asked.
    RelayMisbehaved,
    /// Something that a family's device cannot say or do.
    Unsayable(Unsayable<'static>),
    /// Somebody was asked, and did not say yes.
    Declined,
    /// An update was taken back before anything was sent.
    Undone(Interrupt),
    /// What was given is no link.
    LinkDamaged(LinkDefect),
    /// The link leads nowhere.
    Link(JoinTrouble),
    Unreachable {
        cause: DialTrouble,
        remedy: Remedy<'static>,
    },
    Lost {
        cause: LineTrouble,
        remedy: Remedy<'static>,
    },
    Failed(Failure),
    Ended {
        ending: Ending,
        /// What may still be done, where the ending alone does not say it.
        remedy: Option<Remedy<'static>>,
    },
}

impl Trouble {
    /// Why an office failed; of those that could have been meant, the office itself knows.
    pub(crate) fn of_office(failure: Failure, liaison: &Liaison) -> Self {
        if let Failure::NoSuchDeputy { name } = failure {
            return Self::NoSuchDeputy { name, known: liaison.deputies().flatten().map(str::to_owned).collect() };
        }
        Self::Failed(failure)
    }

    /// 1, or what a shell says of a program that was interrupted.
    pub(crate) fn exit_code(&self) -> ExitCode {
        let Self::Undone(interrupt) = self else { return ExitCode::FAILURE };
        match interrupt {
            Interrupt::ByHand => ExitCode::from(130),
            Interrupt::BySystem => ExitCode::from(143),
        }
    }
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
