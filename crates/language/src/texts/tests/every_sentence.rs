//! Every sentence that there is, once at least, with counts and names in it.

use super::super::*;
use super::COUNTS;
use super::of_a_desk::of_a_desk;
use super::of_a_family::of_a_family;
use super::of_an_office::of_an_office;
use super::of_the_page::of_the_page;
use crate::Level;

pub(super) fn every_sentence(texts: &Texts) -> Vec<String> {
    let mut sentences = unchanging(texts);
    sentences.extend(of_an_office(texts, "Світанок"));
    sentences.extend(of_a_family(texts, "Світанок"));
    sentences.extend(of_the_page(texts, "Світанок"));
    sentences.extend(of_a_desk(texts, "Світанок"));
    for count in COUNTS {
        sentences.extend(counting(texts, count));
        sentences.push(texts.served_unlike(count));
        sentences.extend(findings(count).map(|finding| texts.finding(finding)));
        sentences.extend(doubts(count).map(|doubt| texts.notices(Notices::CannotTell(doubt))));
    }
    for month in 1..=12 {
        for day in 1..=7 {
            sentences.push(texts.day(Day::new(2024, month, day).unwrap()));
        }
    }
    sentences
}

fn unchanging(texts: &Texts) -> Vec<String> {
    let day = Day::new(2024, 5, 7).unwrap();
    let moment = Moment::new(day, 7, 40).unwrap();
    let mut sentences = standings(texts);
    sentences.extend(Level::ALL.map(|level| texts.level(level)));
    sentences.extend(Level::ALL.map(|level| texts.history_update(day, level)));
    sentences.extend([texts.age(Age::Moments), texts.duration(Age::Moments), texts.days(None)]);
    sentences.extend([texts.moment(moment), texts.as_of(moment, Age::Moments), texts.as_of_day(day)]);
    sentences.extend([texts.next_update(Some(moment)), texts.next_update(None)]);
    sentences.extend([texts.no_update_yet(), texts.nothing_new(), texts.farewell(), texts.new_liaison(None)]);
    sentences.extend([texts.history_none(day), texts.history_missed(day)]);
    sentences.extend([texts.none_while_telling(), texts.none_once_told()]);
    sentences.extend([texts.notice_heading(), texts.notice_sealed()]);
    sentences.extend([texts.not_confirmed(), texts.confirmed(), texts.link_disputed()]);
    sentences.extend([texts.no_families(), texts.earlier_done(), texts.standard_codebook(), texts.key_beside()]);
    sentences.extend(firsts().map(|first| texts.first_update(first, moment)));
    sentences.extend([texts.first_update_word(), texts.day_in_year(day), texts.notice_after(day)]);
    sentences.extend([texts.as_of_posted(day, moment, Age::Moments)]);
    sentences.extend(remedies("Світанок").map(|remedy| texts.remedy(remedy)));
    sentences.extend(endings().map(|ending| texts.ending(ending)));
    sentences.extend(failings("Світанок").map(|failing| texts.failing(failing)));
    sentences.extend(refusals("Світанок").map(|refused| texts.refused(refused)));
    sentences.extend(misplaced("Світанок").map(|misplaced| texts.misplaced(misplaced, "Світанок", "Світанок")));
    sentences.extend(line_troubles("Світанок").map(|trouble| texts.line_trouble(trouble)));
    sentences.extend(named(texts, "Світанок"));
    sentences.extend(answers(texts, "Світанок"));
    sentences.extend([texts.posted_of(41, day, day, "Світанок"), texts.promised(moment, day)]);
    sentences.extend(troubles(day).map(|trouble| texts.join_trouble(trouble)));
    sentences
}

fn named(texts: &Texts, name: &str) -> [String; 12] {
    [
        texts.group_heading(name),
        texts.joined(name),
        texts.compare_words(name),
        texts.compare_updates(9, name),
        texts.unknown_code(name),
        texts.founded(name),
        texts.invited(name),
        texts.told_now(name) + &texts.told_with_next(name),
        texts.removed(name),
        texts.claim_confirmed(name, name),
        texts.claim_unreadable(name) + &texts.invite_lost(name),
        texts.compare_advice(name),
    ]
}

fn answers(texts: &Texts, name: &str) -> [String; 8] {
    [
        texts.told_says(name, true),
        texts.told_says(name, false),
        texts.invited_new(),
        texts.invited_known(2),
        texts.invited_alike(name, name),
        texts.open_link(name),
        texts.cadence(Age::Hours(24)),
        texts.passphrase_unused(name),
    ]
}

fn counting(texts: &Texts, count: u64) -> Vec<String> {
    let day = Day::new(2024, 5, 7).unwrap();
    let ages = [Age::Minutes(count), Age::Hours(count), Age::Days(count)];
    let devices = FamilyDevices { devices: count, claimed: count, confirmed: count };
    let mut sentences: Vec<String> = ages.iter().flat_map(|age| [texts.age(*age), texts.duration(*age)]).collect();
    sentences.extend([
        texts.days(u32::try_from(count).ok()),
        texts.update(count, 0),
        texts.update(41, count),
        texts.corrected_by(count),
        texts.corrects(count),
        texts.notices(Notices::None { checked_up_to: count }),
        texts.notices(Notices::NoneSince { since: count, checked_up_to: 41 }),
        texts.notices(Notices::Some { count, checked_up_to: 41 }),
        texts.notices(Notices::SomeSince { count, since: 8, checked_up_to: 41 }),
        texts.posted(count, "Без змін."),
        texts.preview(count),
        texts.waiting(count),
        texts.family_line("Світанок", devices),
        texts.healing(count),
        texts.earlier(day, &tallies(count), "Світанок"),
        texts.devices_unrenewed(count),
        texts.device_healing(count),
        texts.withdrawn("Світанок", count),
        texts.discarded(count),
    ]);
    sentences
}

pub(super) fn standings(texts: &Texts) -> Vec<String> {
    Standing::ALL.iter().flat_map(|standing| [texts.standing(*standing), texts.standing_word(*standing)]).collect()
}

pub(super) fn findings(count: u64) -> [Finding; 14] {
    [
        Finding::Altered { update: count },
        Finding::Spliced { update: count },
        Finding::Repeated { update: count },
        Finding::Missing { from: 1, to: count },
        Finding::Swapped { update: count },
        Finding::Forked { update: count },
        Finding::RolledBack { offered: 3, seen: count },
        Finding::Pruned { from: 1, to: count },
        Finding::PrunedEarly { from: 1, to: count },
        Finding::Unopenable { update: count },
        Finding::NoticesLost { count },
        Finding::ForgedGrant,
        Finding::GrantMissing { from: Some(count) },
        Finding::GrantMissing { from: None },
    ]
}

pub(super) fn doubts(count: u64) -> [Doubt; 8] {
    [
        Doubt::Unconfirmed,
        Doubt::LinkDisputed,
        Doubt::Missing,
        Doubt::Unopenable,
        Doubt::Pruned,
        Doubt::NoticesLost { count },
        Doubt::Conflict,
        Doubt::Removed,
    ]
}

pub(super) fn firsts() -> [First; 3] {
    [First::Awaited, First::Due, First::Overdue]
}

fn tallies(count: u64) -> Vec<Tally> {
    Level::ALL.into_iter().map(Some).chain([None]).map(|level| Tally { level, count }).collect()
}

fn remedies(name: &str) -> [Remedy<'_>; 10] {
    [
        Remedy::ReadAgain,
        Remedy::Kept { command: name },
        Remedy::Stays { option: name },
        Remedy::LinkStillGood,
        Remedy::JoinAgain,
        Remedy::NothingSent,
        Remedy::Waits,
        Remedy::Queued { command: name },
        Remedy::TakeOverAgain,
        Remedy::CarryAgain,
    ]
}

pub(super) fn endings() -> [Ending; 7] {
    [
        Ending::CannotTell,
        Ending::Found,
        Ending::Removed,
        Ending::ServerMisbehaved,
        Ending::Overloaded,
        Ending::UnknownGroup,
        Ending::Refused { code: 9 },
    ]
}

fn failings(name: &str) -> [Failing<'_>; 14] {
    [
        Failing::RunsTwice { update: 41 },
        Failing::ServerTooOld,
        Failing::ServerMisbehaved,
        Failing::NoSuchFamily { family: name, families: name, invite: name },
        Failing::FamilyUnconfirmed { family: name },
        Failing::FamilyName { bytes_max: 120 },
        Failing::MessageTooLong,
        Failing::ProfileTooLong,
        Failing::NextByPassed { option: name },
        Failing::NextByFar { option: name, days: 366 },
        Failing::DayAhead { option: name },
        Failing::UnknownCode { code: name, known: name },
        Failing::PrivateCode { code: name, command: name },
        Failing::TextMissing { code: name, option: name },
    ]
}

fn refusals(name: &str) -> [Refused<'_>; 7] {
    [
        Refused::Charter { command: name },
        Refused::UnknownGroup,
        Refused::UnknownVault,
        Refused::Full,
        Refused::Overloaded { code: 25 },
        Refused::Passing { code: 5 },
        Refused::Strange { code: 0 },
    ]
}

fn misplaced(name: &str) -> [Misplaced<'_>; 5] {
    [
        Misplaced::NoGroup { command: name },
        Misplaced::NotJoined { command: name },
        Misplaced::AlreadyJoined { command: name },
        Misplaced::OtherJoin,
        Misplaced::OtherLink,
    ]
}

pub(super) fn line_troubles(name: &str) -> [LineTrouble<'_>; 9] {
    [
        LineTrouble::NoAnswer { server: name, cause: name },
        LineTrouble::TooSlow { server: name },
        LineTrouble::Offline { server: name },
        LineTrouble::NotTrusted { server: name, cause: name, option: name },
        LineTrouble::NotAServer { server: name, said: name },
        LineTrouble::Closed,
        LineTrouble::Broken { cause: name },
        LineTrouble::Silent,
        LineTrouble::Garbled,
    ]
}

fn troubles(day: Day) -> [JoinTrouble; 8] {
    [
        JoinTrouble::LinkUsed { on: Some(day) },
        JoinTrouble::LinkUsed { on: None },
        JoinTrouble::LinkSpent { on: Some(day) },
        JoinTrouble::LinkSpent { on: None },
        JoinTrouble::LinkDamaged,
        JoinTrouble::LinkUnknown,
        JoinTrouble::LinkNotYet,
        JoinTrouble::Unreachable,
    ]
}
