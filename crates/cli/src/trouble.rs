//! What can go wrong, in plain words, and what to do about it.

use std::io;
use std::path::PathBuf;

use porchlight_client::{Ending, Failure, StateUnreadable};
use porchlight_language::{CodebookError, plain};
use porchlight_native::{AddressDefect, DialTrouble, DriveTrouble, LineTrouble, StateTrouble, TrustTrouble};
use porchlight_protocol::{Fault, Refusal};

/// Why a command ends with 1.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    #[error("the program could not start: {0}")]
    Runtime(io::Error),
    #[error("the output could not be written: {0}. What was not shown will be shown again.")]
    Output(#[from] io::Error),
    #[error("neither XDG_DATA_HOME nor HOME is set. Say with --state where the state is")]
    NoHome,
    #[error("{0}.")]
    State(#[from] StateTrouble),
    #[error("there is no liaison's state in {}.\nFound a group with `porchlight liaison create`, or say with --state where its state is.", dir.display())]
    NoGroup { dir: PathBuf },
    #[error("this device has not joined a group: there is no state in {}.\nJoin with `porchlight family join LINK`, or say with --state where the state is.", dir.display())]
    NotJoined { dir: PathBuf },
    #[error("{0}.")]
    Unreadable(#[from] StateUnreadable),
    #[error("{0}.")]
    Trust(#[from] TrustTrouble),
    #[error("{0}.")]
    Address(#[from] AddressDefect),
    #[error("this is not a charter. Copy it whole, as `porchlight-relay charter` printed it.")]
    NotACharter,
    #[error("{}: {cause}.\nCheck the name of the file.", path.display())]
    File { path: PathBuf, cause: io::Error },
    #[error("{0}.")]
    Codebook(#[from] CodebookError),
    #[error("the group has no code «{}». Nothing was sent.\nChoose one of: {}.", plain::excerpt(code), known.join(", "))]
    UnknownCode { code: String, known: Vec<String> },
    #[error(
        "«{code}» is a private code: it goes to one family, never to the group. Nothing was sent.\nUse `porchlight liaison tell FAMILY --code {code}`."
    )]
    PrivateAsStatus { code: String },
    #[error("the code «message» needs its text. Nothing was sent.\nAdd --text 'what you want to say'.")]
    TextMissing,
    #[error("a day before 1970 cannot be meant. Nothing was sent.\nCorrect --as-of.")]
    DayTooEarly,
    #[error(
        "the group's name must have 1 to 120 bytes (about 60 Cyrillic letters). Nothing was sent.\nShorten --name."
    )]
    GroupName,
    #[error("an unfinished group of another name or relay waits in {}.\nFinish it with its own --relay and --name, or choose another directory with --state.", dir.display())]
    OtherFounding { dir: PathBuf },
    #[error("this device already belongs to a group: its state is in {}.\nFor another group, choose another directory with --state.", dir.display())]
    AlreadyJoined { dir: PathBuf },
    #[error("joining another group has begun in {} and is not finished.\nFinish it with its own link, or choose another directory with --state.", dir.display())]
    OtherJoin { dir: PathBuf },
    /// In the reader's own language.
    #[error("{0}")]
    Link(String),
    #[error("{cause}.\n{advice}")]
    Unreachable { cause: DialTrouble, advice: &'static str },
    #[error("the session with the relay ended too early: {cause}.\n{advice}")]
    Lost { cause: LineTrouble, advice: &'static str },
    #[error("{}", failed(.0))]
    Failed(Failure),
    #[error("{}", ended(.0))]
    Ended(Ending),
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

fn failed(failure: &Failure) -> String {
    match failure {
        Failure::Refused(refusal) => refused(*refusal),
        Failure::RunsTwice { place } => format!(
            "this office runs twice: another copy of it has posted (place {place} at the relay is not from here).\n\
             Nothing more is sent from here. Keep the copy that posted last, and never start the other one again."
        ),
        Failure::RelayTooOld => "the relay was restored from a copy older than all that is kept here.\n\
             Ask its operator for a later copy; until then nothing can be posted."
            .to_owned(),
        Failure::RelayMisbehaved => misbehaved(),
        Failure::NoSuchFamily { family } => format!(
            "there is no family «{}». Nothing was sent.\n`porchlight liaison families` lists them; `porchlight liaison invite` \
             adds one.",
            plain::line(family)
        ),
        Failure::FamilyUnconfirmed { family } => format!(
            "no device of «{}» is confirmed, so no private message can reach it. Nothing was sent.\nHave them open their link; \
             the next command here confirms them.",
            plain::line(family)
        ),
        Failure::FamilyName { bytes_max } => {
            format!("a family's name must have 1 to {bytes_max} bytes. Nothing was sent.\nChoose a shorter one.")
        }
        Failure::MessageTooLong => {
            "the text is too long: 4,000 bytes (about 2,000 Cyrillic letters) are allowed. Nothing was \
             sent.\nShorten it, or send a second message."
                .to_owned()
        }
        Failure::ProfileTooLong => {
            "the group's name or codebook is too long. Nothing was sent.\nShorten it.".to_owned()
        }
        Failure::NextByPassed => {
            "the time promised with --next-by has already passed. Nothing was sent.\nGive a later one.".to_owned()
        }
    }
}

fn ended(ending: &Ending) -> String {
    match ending {
        Ending::LinkRefused(refusal) | Ending::Refused(refusal) => refused(*refusal),
        Ending::CannotTell => "this device holds no access to the latest updates, and it cannot tell why.\n\
             Call your liaison and ask whether this device still belongs to the group."
            .to_owned(),
        Ending::Found(_) => {
            "what was found forbids reading on.\nCall your liaison; what this device had read before stays good."
                .to_owned()
        }
        Ending::RelayMisbehaved => misbehaved(),
    }
}

fn misbehaved() -> String {
    "the relay answered what was not asked.\nTry again; if it stays so, tell its operator.".to_owned()
}

/// What the relay said, and what follows from whose fault it is.
fn refused(refusal: Refusal) -> String {
    let remedy = match refusal {
        Refusal::CharterRefused => "Ask its operator for a new charter (`porchlight-relay charter`); each serves once.",
        Refusal::UnknownFeed => "Check the relay's address; if it is right, ask its operator whether it lost its data.",
        Refusal::FeedFull => "Ask its operator about the limits.",
        Refusal::Malformed
        | Refusal::OutOfTurn
        | Refusal::TooManyOutstanding
        | Refusal::TooLarge
        | Refusal::CapabilityRefused
        | Refusal::ProofRefused
        | Refusal::PosterOnly
        | Refusal::ReaderOnly
        | Refusal::EnvelopeMalformed
        | Refusal::WrongFeed
        | Refusal::WrongPlace { .. }
        | Refusal::Conflict { .. }
        | Refusal::WrongPrevious
        | Refusal::NotThePoster
        | Refusal::FormerPoster
        | Refusal::ControlRefused
        | Refusal::DropTaken
        | Refusal::UnknownInvite
        | Refusal::AlreadyClaimed { .. }
        | Refusal::UsedUp { .. }
        | Refusal::NotTheClaimant
        | Refusal::InboxFull
        | Refusal::Busy
        | Refusal::StorageFailed
        | Refusal::CapabilityChanged => remedy_by_fault(refusal.fault()),
    };
    format!("the relay refused: {refusal}.\n{remedy}")
}

const fn remedy_by_fault(fault: Fault) -> &'static str {
    match fault {
        Fault::Client => "Update Porchlight; if it stays so, tell the relay's operator.",
        Fault::Relay => "Try again later; if it stays so, tell the relay's operator.",
        Fault::Link => "Ask your liaison for a new link.",
        Fault::Nobody => "Try again.",
    }
}
