//! What a liaison's office could not do, and why an office could not be recovered.

use porchlight_client::{Failure, RecoveryFailure};
use porchlight_language::Texts;
use porchlight_language::texts::{Failing, Impossible, Refused};
use porchlight_protocol::{Fault, Refusal};

use super::told::{CHARTER, CREATE, FAMILIES};

const DISCARD: &str = "`porchlight liaison discard`";
const INBOX: &str = "`porchlight liaison inbox`";
const INVITE: &str = "`porchlight liaison invite`";
const LOG: &str = "`porchlight liaison log`";
const REMOVE: &str = "`porchlight liaison remove FAMILY --device N`";

pub(super) fn failed(failure: &Failure, texts: &Texts) -> String {
    let failing = |failing| texts.failing(failing);
    let impossible = |impossible| texts.impossible(impossible);
    match failure {
        Failure::Refused(refusal) => texts.refused(refused(*refusal)),
        Failure::RunsTwice { place } => failing(Failing::RunsTwice { update: place.0 }),
        Failure::RelayTooOld => failing(Failing::ServerTooOld),
        Failure::RelayMisbehaved => failing(Failing::ServerMisbehaved),
        Failure::NoSuchFamily { family } => {
            failing(Failing::NoSuchFamily { family, families: FAMILIES, invite: INVITE })
        }
        Failure::FamilyUnconfirmed { family } => failing(Failing::FamilyUnconfirmed { family }),
        Failure::FamilyName { bytes_max } => failing(Failing::FamilyName { bytes_max: *bytes_max as u64 }),
        Failure::MessageTooLong => failing(Failing::MessageTooLong),
        Failure::ProfileTooLong => failing(Failing::ProfileTooLong),
        Failure::NextByPassed => failing(Failing::NextByPassed { option: "--next-by" }),
        Failure::HandedOver { place } => impossible(Impossible::HandedOver { update: place.0 }),
        Failure::AlreadyFounded => impossible(Impossible::AlreadyFounded),
        Failure::NothingTakenOver => impossible(Impossible::NothingTakenOver),
        Failure::QueueFull { tasks_max } => {
            impossible(Impossible::QueueFull { max: *tasks_max as u64, command: DISCARD })
        }
        Failure::TurnUnderWay => impossible(Impossible::TurnUnderWay { command: FAMILIES }),
        Failure::NotFounded => impossible(Impossible::NotFounded { command: CREATE }),
        Failure::NoSuchStatus { sequence } => impossible(Impossible::NoSuchStatus { update: sequence.0, command: LOG }),
        Failure::AlreadyCorrected { sequence, by } => {
            impossible(Impossible::AlreadyCorrected { update: sequence.0, by: by.0 })
        }
        Failure::NoticesUnsent { families } => {
            impossible(Impossible::NoticesUnsent { families: &families.join(", "), command: DISCARD })
        }
        Failure::NoSuchInquiry { id } => {
            impossible(Impossible::NoSuchQuestion { id: &format!("{id:016x}"), command: INBOX })
        }
        Failure::NoSuchDevice { family, device } => {
            impossible(Impossible::NoSuchDevice { family, number: (*device).into(), command: FAMILIES })
        }
        Failure::TooManyDevices { family, devices_max } => {
            impossible(Impossible::TooManyDevices { family, max: *devices_max as u64, command: REMOVE })
        }
        Failure::NothingToWithdraw { family } => impossible(Impossible::NothingToWithdraw { family, command: REMOVE }),
        Failure::NoSuchDeputy { name } => impossible(Impossible::NoDeputies { name }),
        Failure::DeputyExists { name } => impossible(Impossible::DeputyExists { name }),
        Failure::DeputiesFull { deputies_max } => impossible(Impossible::DeputiesFull { max: *deputies_max as u64 }),
        Failure::DeputyName { bytes_max } => impossible(Impossible::DeputyName { bytes_max: *bytes_max as u64 }),
    }
}

/// What a refusal means to a liaison: a few have their own sentence, the others go by whose fault it is.
pub(super) fn refused(refusal: Refusal) -> Refused<'static> {
    let code = refusal.code();
    match refusal.fault() {
        Fault::Client if refusal == Refusal::CharterRefused => Refused::Charter { command: CHARTER },
        Fault::Client if refusal == Refusal::UnknownFeed => Refused::UnknownGroup,
        Fault::Client if refusal == Refusal::FeedFull => Refused::Full,
        Fault::Link if refusal == Refusal::UnknownVault => Refused::UnknownVault,
        Fault::Client | Fault::Link => Refused::Strange { code },
        Fault::Relay => Refused::Overloaded { code },
        Fault::Nobody => Refused::Passing { code },
    }
}

/// Why an office could not be taken up. Nothing of it is kept here.
pub(super) fn not_recovered(failure: &RecoveryFailure, texts: &Texts) -> String {
    match failure {
        RecoveryFailure::Refused(refusal) => texts.refused(refused(*refusal)),
        RecoveryFailure::NoVault => texts.refused(Refused::UnknownVault),
        RecoveryFailure::VaultUnreadable => texts.impossible(Impossible::VaultUnreadable),
        RecoveryFailure::VaultStale => texts.impossible(Impossible::VaultStale),
        RecoveryFailure::HandedOver => texts.impossible(Impossible::OfficeElsewhere),
        RecoveryFailure::Altered { place } => texts.impossible(Impossible::FeedAltered { update: place.0 }),
        RecoveryFailure::RelayMisbehaved => texts.failing(Failing::ServerMisbehaved),
    }
}
