//! Every sentence about the office, those who may hold it, and what it hears.

use super::super::*;

pub(super) fn of_an_office(texts: &Texts, name: &str) -> Vec<String> {
    let day = Day::new(2024, 5, 7).unwrap();
    let moment = Moment::new(day, 7, 40).unwrap();
    let mut sentences = succession(texts, name);
    sentences.extend(heard(texts, name));
    sentences.extend([
        texts.posted_correcting(9),
        texts.removed_device(name, 2),
        texts.open_invite(name, 2, moment, moment),
        texts.no_invites(),
        texts.link_listed(name),
        texts.composed(9, name, name),
        texts.carried(9),
        texts.undo_countdown(30, name),
        texts.undone(),
        texts.retention(Age::Days(90)),
        texts.check_ins(true),
        texts.check_ins(false),
        texts.offered(Offered::All),
        texts.offered(Offered::Latest),
        texts.offered(Offered::None),
        texts.address(name),
        texts.passphrase_set(),
        texts.role_liaison(),
        texts.role_family(),
        texts.group_locked(),
        texts.group_unreadable(),
        texts.no_groups(name),
        texts.log_empty(),
    ]);
    sentences.extend(entries(day, name).map(|entry| texts.log_entry(entry)));
    sentences.extend(impossibles(name).map(|impossible| texts.impossible(impossible)));
    sentences.extend(wrong_phrases(name).map(|wrong| texts.wrong_phrase(wrong)));
    sentences
}

fn succession(texts: &Texts, name: &str) -> Vec<String> {
    vec![
        texts.phrase_heading(),
        texts.phrase_prompt(),
        texts.link_is_mandate(name),
        texts.link_is_invite(name),
        texts.link_is_charter(name),
        texts.served_file(name, ServedFile::Same),
        texts.served_file(name, ServedFile::Other),
        texts.served_file(name, ServedFile::Missing),
        texts.served_whole(name),
        texts.served_otherwise(name),
        texts.served_without(name),
        texts.served_garbled(name),
        texts.phrase_advice(name),
        texts.recovered(name),
        texts.accepted(name),
        texts.backed_up(name, name),
        texts.backup_key_beside(name),
        texts.handover_link(),
        texts.deputy_link(name, name),
        texts.dismissed(name),
        texts.links_void(name),
    ]
}

fn heard(texts: &Texts, name: &str) -> Vec<String> {
    vec![
        texts.family_read(Some(9)),
        texts.family_read(None),
        texts.family_opened(1, 2),
        texts.family_questions(1),
        texts.family_prefers(name),
        texts.device_number(2),
        texts.device_waits(),
        texts.device_unrenewed(),
        texts.question_line(name, name),
        texts.question_answer(name),
        texts.no_questions(),
        texts.message_opened(name, 9),
        texts.device_asked(name, name),
        texts.asked_too_many(name),
        texts.family_left(name),
        texts.invite_expired(name),
        texts.not_fetched(name),
        texts.renewals_complete(),
        texts.vault_too_large(),
        texts.earlier_failed(),
    ]
}

fn entries(day: Day, name: &str) -> [Entry<'_>; 13] {
    [
        Entry::Status { update: 9, day, label: name },
        Entry::Notice { update: 9, family: name },
        Entry::Profile { update: 9 },
        Entry::Invited { family: name, number: 2 },
        Entry::Withdrawn { family: name, number: 2 },
        Entry::Joined { family: name, number: 2 },
        Entry::Removed { family: name, number: 2 },
        Entry::Left { family: name, number: 2 },
        Entry::Turned { number: 3 },
        Entry::Empowered { name },
        Entry::HandingOver,
        Entry::Dismissed { name },
        Entry::TakenOver { update: 9 },
    ]
}

fn impossibles(name: &str) -> [Impossible<'_>; 24] {
    [
        Impossible::HandedOver { update: 9 },
        Impossible::AlreadyFounded,
        Impossible::NothingTakenOver,
        Impossible::QueueFull { max: 16, command: name },
        Impossible::TurnUnderWay { command: name },
        Impossible::NotFounded { command: name },
        Impossible::NothingToCarry { command: name },
        Impossible::NoSuchStatus { update: 9, command: name },
        Impossible::AlreadyCorrected { update: 9, by: 13 },
        Impossible::NoticesUnsent { families: name, command: name },
        Impossible::NoSuchQuestion { id: "12", command: name },
        Impossible::AmbiguousQuestion { id: "12", command: name },
        Impossible::NoSuchDevice { family: name, number: 2, command: name },
        Impossible::TooManyDevices { family: name, max: 8, command: name },
        Impossible::NothingToWithdraw { family: name, command: name },
        Impossible::NoSuchDeputy { name, known: name },
        Impossible::NoDeputies { name },
        Impossible::DeputyExists { name },
        Impossible::DeputiesFull { max: 6 },
        Impossible::VaultUnreadable,
        Impossible::VaultStale,
        Impossible::OfficeElsewhere,
        Impossible::FeedAltered { update: 9 },
        Impossible::DeputyName { bytes_max: 120 },
    ]
}

fn wrong_phrases(name: &str) -> [WrongPhrase<'_>; 4] {
    [
        WrongPhrase::Word { position: 7, word: name },
        WrongPhrase::NearWord { position: 7, word: name, meant: name },
        WrongPhrase::Length { wanted: 24, found: 23 },
        WrongPhrase::Unchecked,
    ]
}
