//! Why something could not be done, in the desk's words: where the command line names a command, it names a button or a view.

use porchlight_client::{Failure, RecoveryFailure};
use porchlight_language::Texts;
use porchlight_language::texts::{Failing, Impossible, OnDesk as L, Refused};
use porchlight_protocol::{Fault, Refusal};

/// With which command an operator makes a charter.
const CHARTER: &str = "`porchlight-relay charter`";

pub(super) fn of_office(failure: &Failure, texts: &Texts) -> String {
    let failing = |failing| texts.failing(failing);
    let impossible = |impossible| texts.impossible(impossible);
    let named = |label| texts.desk_view_named(&texts.on_desk(label));
    match failure {
        Failure::Refused(refusal) => refused(*refusal, texts),
        Failure::RunsTwice { place } => failing(Failing::RunsTwice { update: place.0 }),
        Failure::RelayTooOld => failing(Failing::ServerTooOld),
        Failure::RelayMisbehaved => texts.on_desk(L::FailedMisbehaved),
        Failure::NoSuchFamily { family } => {
            failing(Failing::NoSuchFamily { family, families: &named(L::NavFamilies), invite: &named(L::InviteDo) })
        }
        Failure::FamilyUnconfirmed { family } => texts.desk_family_unconfirmed(family),
        Failure::FamilyName { bytes_max } => failing(Failing::FamilyName { bytes_max: *bytes_max as u64 }),
        Failure::MessageTooLong => message_too_long(texts),
        Failure::ProfileTooLong => failing(Failing::ProfileTooLong),
        Failure::NextByPassed => next_by_passed(texts),
        Failure::HandedOver { place } => impossible(Impossible::HandedOver { update: place.0 }),
        Failure::AlreadyFounded => impossible(Impossible::AlreadyFounded),
        Failure::NothingTakenOver => impossible(Impossible::NothingTakenOver),
        Failure::QueueFull { tasks_max } => {
            impossible(Impossible::QueueFull { max: *tasks_max as u64, command: &named(L::Discard) })
        }
        Failure::TurnUnderWay => impossible(Impossible::TurnUnderWay { command: &named(L::Refresh) }),
        Failure::NotFounded => impossible(Impossible::NotFounded { command: &named(L::FoundDo) }),
        Failure::NoSuchStatus { sequence } => {
            impossible(Impossible::NoSuchStatus { update: sequence.0, command: &named(L::NavUpdates) })
        }
        Failure::AlreadyCorrected { sequence, by } => {
            impossible(Impossible::AlreadyCorrected { update: sequence.0, by: by.0 })
        }
        Failure::NoticesUnsent { families } => {
            impossible(Impossible::NoticesUnsent { families: &families.join(", "), command: &named(L::Discard) })
        }
        Failure::NoSuchInquiry { id } => {
            impossible(Impossible::NoSuchQuestion { id: &super::saying::spelled(*id), command: &named(L::NavInbox) })
        }
        Failure::NoSuchDevice { family, device } => {
            impossible(Impossible::NoSuchDevice { family, number: (*device).into(), command: &named(L::NavFamilies) })
        }
        Failure::TooManyDevices { family, devices_max } => impossible(Impossible::TooManyDevices {
            family,
            max: *devices_max as u64,
            command: &named(L::RemoveDevice),
        }),
        Failure::NothingToWithdraw { family } => {
            impossible(Impossible::NothingToWithdraw { family, command: &named(L::RemoveDevice) })
        }
        Failure::NoSuchDeputy { name } => impossible(Impossible::NoDeputies { name }),
        Failure::DeputyExists { name } => impossible(Impossible::DeputyExists { name }),
        Failure::DeputiesFull { deputies_max } => impossible(Impossible::DeputiesFull { max: *deputies_max as u64 }),
        Failure::DeputyName { bytes_max } => impossible(Impossible::DeputyName { bytes_max: *bytes_max as u64 }),
    }
}

/// Why an office could not be taken up. Nothing of it is kept here.
pub(super) fn not_recovered(failure: &RecoveryFailure, texts: &Texts) -> String {
    match failure {
        RecoveryFailure::Refused(why) => refused(*why, texts),
        RecoveryFailure::NoVault => texts.refused(Refused::UnknownVault),
        RecoveryFailure::VaultUnreadable => texts.impossible(Impossible::VaultUnreadable),
        RecoveryFailure::VaultStale => texts.impossible(Impossible::VaultStale),
        RecoveryFailure::HandedOver => texts.impossible(Impossible::OfficeElsewhere),
        RecoveryFailure::Altered { place } => texts.impossible(Impossible::FeedAltered { update: place.0 }),
        RecoveryFailure::RelayMisbehaved => texts.on_desk(L::FailedMisbehaved),
    }
}

/// A few refusals have their own sentence, the others go by whose fault it is.
fn refused(refusal: Refusal, texts: &Texts) -> String {
    let code = refusal.code();
    match refusal.fault() {
        Fault::Client if refusal == Refusal::CharterRefused => texts.refused(Refused::Charter { command: CHARTER }),
        Fault::Client if refusal == Refusal::UnknownFeed => texts.refused(Refused::UnknownGroup),
        Fault::Client if refusal == Refusal::FeedFull => texts.refused(Refused::Full),
        Fault::Link if refusal == Refusal::UnknownVault => texts.refused(Refused::UnknownVault),
        Fault::Client | Fault::Link => texts.refused(Refused::Strange { code }),
        Fault::Relay | Fault::Nobody => texts.desk_tried_later(code),
    }
}

pub(super) fn message_too_long(texts: &Texts) -> String {
    texts.failing(Failing::MessageTooLong)
}

pub(super) fn next_by_passed(texts: &Texts) -> String {
    texts.failing(Failing::NextByPassed { option: &texts.desk_view_named(&texts.on_desk(L::NextBy)) })
}
