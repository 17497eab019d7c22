//! Why a session gives a family nothing more, in sentences.

use porchlight_client::Ending;
use porchlight_language::Texts;
use porchlight_language::texts::{self, Day, JoinTrouble};
use porchlight_protocol::{Fault, Refusal};

/// Why a session gives nothing more, and what that does not mean.
pub fn ended(ending: &Ending, texts: &Texts) -> String {
    texts.ending(match ending {
        Ending::LinkRefused(refusal) | Ending::Refused(refusal) => refused_to_family(*refusal),
        Ending::CannotTell => texts::Ending::CannotTell,
        Ending::Removed => texts::Ending::Removed,
        Ending::Found(_) => texts::Ending::Found,
        Ending::RelayMisbehaved => texts::Ending::ServerMisbehaved,
    })
}

fn refused_to_family(refusal: Refusal) -> texts::Ending {
    match refusal.fault() {
        Fault::Client if refusal == Refusal::UnknownFeed => texts::Ending::UnknownGroup,
        Fault::Relay => texts::Ending::Overloaded,
        Fault::Client | Fault::Link | Fault::Nobody => texts::Ending::Refused { code: refusal.code() },
    }
}

/// What is wrong with a link that the relay refused; `None` where that lies not with the link.
pub fn link_trouble(refusal: Refusal) -> Option<JoinTrouble> {
    Some(match refusal {
        Refusal::AlreadyClaimed { day } => JoinTrouble::LinkUsed { on: Some(Day::from_number(day.0)) },
        Refusal::UsedUp { day } => JoinTrouble::LinkSpent { on: Some(Day::from_number(day.0)) },
        Refusal::UnknownInvite => JoinTrouble::LinkNotYet,
        Refusal::UnknownFeed => JoinTrouble::LinkUnknown,
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
        | Refusal::CharterRefused
        | Refusal::DropTaken
        | Refusal::NotTheClaimant
        | Refusal::InboxFull
        | Refusal::FeedFull
        | Refusal::Busy
        | Refusal::StorageFailed
        | Refusal::CapabilityChanged
        | Refusal::UnknownVault => return None,
    })
}
