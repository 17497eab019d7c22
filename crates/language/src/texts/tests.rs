//! The texts hold together: no language lacks a message, an argument or a plural, and no sentence has a hole.

mod every_sentence;
mod of_a_desk;
mod of_a_family;
mod of_an_office;
mod of_the_page;

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::Level;
use every_sentence::{doubts, endings, every_sentence, findings, firsts, line_troubles, standings};

const COUNTS: [u64; 12] = [0, 1, 2, 3, 4, 5, 11, 21, 22, 25, 101, u64::MAX];

/// Every file that says something, to compare what the code names with what the texts have.
const SOURCES: [&str; 16] = [
    include_str!("asking.rs"),
    include_str!("desk.rs"),
    include_str!("failing.rs"),
    include_str!("finding.rs"),
    include_str!("hearing.rs"),
    include_str!("impossible.rs"),
    include_str!("joining.rs"),
    include_str!("liaison.rs"),
    include_str!("line.rs"),
    include_str!("log.rs"),
    include_str!("notices.rs"),
    include_str!("office.rs"),
    include_str!("page.rs"),
    include_str!("reading.rs"),
    include_str!("served.rs"),
    include_str!("standing.rs"),
];

type ArgumentsByKey = BTreeMap<String, BTreeSet<String>>;

#[test]
fn every_language_has_every_message_with_the_same_arguments() {
    let english = arguments_by_key(Language::English);
    for language in Language::ALL {
        assert_eq!(arguments_by_key(language), english, "{language}");
    }
}

#[test]
fn the_code_names_every_message_with_just_its_arguments() {
    let mut named = ArgumentsByKey::new();
    for source in SOURCES.iter().chain(&[include_str!("time.rs")]) {
        named.extend(said_in(source));
    }
    named.extend(OnPage::ALL.iter().map(|sentence| (sentence.key().to_owned(), BTreeSet::new())));
    named.extend(OnDesk::ALL.iter().map(|label| (label.key().to_owned(), BTreeSet::new())));
    assert_eq!(named, arguments_by_key(Language::English));
}

#[test]
fn every_count_has_all_the_plurals_of_its_language() {
    for language in Language::ALL {
        for (key, message) in messages(language) {
            let Some((_, variants)) = message.split_once("{ $count ->") else { continue };
            for plural in plurals(language, &key) {
                assert!(variants.contains(plural), "{key} in {language} lacks {plural}");
            }
        }
    }
}

#[test]
fn no_sentence_has_a_hole_whatever_the_count() {
    for language in Language::ALL {
        for sentence in every_sentence(Texts::of(language)) {
            let broken = sentence.is_empty() || sentence.contains(['{', '}', '$', '\n']) || sentence.contains("  ");
            assert!(!broken, "{language}: {sentence:?}");
        }
    }
}

#[test]
fn every_sentence_is_spoken_in_the_readers_own_letters() {
    for language in [Language::Russian, Language::Ukrainian] {
        for sentence in every_sentence(Texts::of(language)) {
            assert!(!sentence.contains(|letter: char| letter.is_ascii_alphabetic()), "{language}: {sentence}");
        }
    }
}

#[test]
fn no_two_standings_findings_or_doubts_share_a_sentence() {
    for language in Language::ALL {
        let texts = Texts::of(language);
        let mut sentences: Vec<String> = standings(texts);
        sentences.extend(findings(3).map(|finding| texts.finding(finding)));
        sentences.extend(doubts(3).map(|doubt| texts.notices(Notices::CannotTell(doubt))));
        sentences.extend(endings().map(|ending| texts.ending(ending)));
        sentences.extend(line_troubles("Світанок").map(|trouble| texts.line_trouble(trouble)));
        let distinct: BTreeSet<&String> = sentences.iter().collect();
        assert_eq!(distinct.len(), sentences.len(), "{language}");
    }
}

#[test]
fn a_silence_says_nothing_about_anyone() {
    let said = |standing| Texts::of(Language::English).standing(standing);
    assert_eq!(said(Standing::Overdue), "No update has come from the liaison in time. This says nothing about anyone.");
    for standing in
        [Standing::Due, Standing::Unreachable, Standing::Offline, Standing::PlannedSilence, Standing::Removed]
    {
        assert!(said(standing).contains("says nothing about anyone"), "{standing:?}");
    }
}

#[test]
fn waiting_for_the_first_update_says_when_and_nothing_about_anyone() {
    let by = Moment::new(Day::new(2024, 5, 7).unwrap(), 8, 0).unwrap();
    for first in firsts() {
        let said = Texts::of(Language::English).first_update(first, by);
        assert!(said.contains("No update has come to this device yet"), "{said}");
        assert!(said.contains("Tue 7 May, 08:00") && said.contains("says nothing about anyone"), "{said}");
    }
}

#[test]
fn access_that_was_not_given_is_never_called_a_removal() {
    let texts = Texts::of(Language::English);
    for from in [Some(42), None] {
        let said = texts.finding(Finding::GrantMissing { from });
        assert!(said.contains("cannot tell why") && said.contains("call your liaison"), "{said}");
        assert!(!said.contains("remove") && !said.contains("member"), "{said}");
    }
}

#[test]
fn a_technical_ending_says_nothing_about_anyone() {
    for ending in endings() {
        let said = Texts::of(Language::English).ending(ending);
        assert!(said.contains("says nothing about anyone"), "{said}");
    }
}

#[test]
fn a_device_that_cannot_tell_never_says_none() {
    let texts = Texts::of(Language::English);
    for doubt in doubts(1) {
        assert!(!texts.notices(Notices::CannotTell(doubt)).contains("none"), "{doubt:?}");
    }
    let unconfirmed = texts.notices(Notices::CannotTell(Doubt::Unconfirmed));
    assert!(
        unconfirmed.ends_with("cannot tell, because this phone is not confirmed yet; private messages cannot reach it")
    );
}

#[test]
fn none_says_how_far_it_was_checked() {
    let said = |language, notices| Texts::of(language).notices(notices);
    let none = Notices::None { checked_up_to: 41 };
    assert_eq!(said(Language::English, none), "Notices for you: none (checked up to record 41)");
    assert_eq!(said(Language::Russian, none), "Личных сообщений для вас нет (проверено до записи 41)");
    let since = said(Language::English, Notices::NoneSince { since: 8, checked_up_to: 41 });
    assert_eq!(since, "Notices for you: none since this device joined (record 8; checked up to record 41)");
}

#[test]
fn headings_read_as_on_paper() {
    let texts = Texts::of(Language::English);
    let moment = Moment::new(Day::new(2024, 5, 7).unwrap(), 7, 40).unwrap();
    assert_eq!(texts.as_of(moment, Age::from_seconds(7_200)), "As of Tue 7 May, 07:40 (2 hours ago)");
    assert_eq!(texts.next_update(Some(moment)), "Next update expected by Tue 7 May, 07:40");
    assert_eq!(texts.update(41, 0), "Nothing is missing (checked up to record 41)");
    assert_eq!(texts.update(41, 1), "1 record is missing (checked up to record 41)");
    assert_eq!(texts.update(41, 2), "2 records are missing (checked up to record 41)");
}

#[test]
fn a_status_of_another_day_says_when_it_was_posted() {
    let texts = Texts::of(Language::English);
    let posted = Moment::new(Day::new(2026, 11, 23).unwrap(), 11, 53).unwrap();
    let said = |day| texts.as_of_posted(day, posted, Age::Hours(2));
    assert_eq!(
        said(Day::new(2026, 12, 31).unwrap()),
        "As of Thu 31 December, posted Mon 23 November, 11:53 (2 hours ago)"
    );
    let year_before = said(Day::new(2025, 12, 31).unwrap());
    assert_eq!(year_before, "As of Wed 31 December 2025, posted Mon 23 November, 11:53 (2 hours ago)");
}

#[test]
fn older_updates_are_summed_up_by_weight() {
    let tallies = [Tally { level: Some(Level::Calm), count: 111 }, Tally { level: Some(Level::Negative), count: 37 }];
    let said = |language| Texts::of(language).earlier(Day::new(2026, 11, 19).unwrap(), &tallies, "--all");
    assert_eq!(
        said(Language::English),
        "148 earlier updates since Thu 19 November: 111 calm, 37 negative; --all shows each"
    );
    assert_eq!(
        said(Language::Russian),
        "Ещё 148 более ранних сообщений, начиная с чт, 19 ноября (спокойно: 111, негативная информация: 37); показать все: --all"
    );
}

#[test]
fn a_gap_of_one_is_named_as_one() {
    let texts = Texts::of(Language::Russian);
    let one = texts.finding(Finding::Missing { from: 7, to: 7 });
    assert_eq!(one, "Не хватает записи 7. Что в ней было, неизвестно.");
    let many = texts.finding(Finding::Missing { from: 7, to: 27 });
    assert_eq!(many, "Не хватает 21 записи, с 7 по 27. Что в них было, неизвестно.");
}

#[test]
fn what_others_named_cannot_play_tricks_in_a_sentence() {
    let texts = Texts::of(Language::English);
    assert_eq!(texts.joined("a\u{1b}[2J\u{202E}b\n{ $x }"), "You have joined a�[2J�b { $x }");
    assert_eq!(texts.unknown_code("x"), "An update in a code this program does not know: «x»");
    assert!(texts.unknown_code(&"\u{1b}".repeat(5_000)).chars().count() < 200);
}

/// `[1]` may stand for the English singular: no other number is one there.
fn plurals(language: Language, key: &str) -> &'static [&'static str] {
    match language {
        Language::English if matches!(key, "finding-missing" | "finding-pruned" | "finding-pruned-early") => {
            &["[1]", "*[other]"]
        }
        Language::English => &["[one]", "*[other]"],
        Language::Russian | Language::Ukrainian => &["[one]", "[few]", "*[many]"],
    }
}

fn arguments_by_key(language: Language) -> ArgumentsByKey {
    messages(language).into_iter().map(|(key, message)| (key, words_after(&message, "$"))).collect()
}

/// A message begins at the start of a line as `key = …` and goes on in the lines that are indented.
fn messages(language: Language) -> Vec<(String, String)> {
    let mut messages: Vec<(String, String)> = Vec::new();
    for line in built_in(language).lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match (line.starts_with(' '), line.split_once(" =")) {
            (false, Some((key, message))) => messages.push((key.to_owned(), message.to_owned())),
            (true, _) | (false, None) => messages.last_mut().expect("a message begins first").1.push_str(line),
        }
    }
    messages
}

/// The keys a source says, with the arguments it gives: `self.say("key", &[("argument", …)])`.
fn said_in(source: &str) -> ArgumentsByKey {
    // What has a key of its own is listed by its enum.
    let calls = source.split(".say(").skip(1).filter(|call| call.trim_start().starts_with('"'));
    let parsed = calls.map(|call| {
        let (_, rest) = call.split_once('"').expect("a key follows");
        let (key, rest) = rest.split_once('"').expect("the key ends");
        let (arguments, _) = rest.split_once(']').expect("the arguments end");
        (key.to_owned(), words_after(arguments, "(\""))
    });
    parsed.collect()
}

fn words_after(text: &str, mark: &str) -> BTreeSet<String> {
    let ends = |character: char| !character.is_ascii_alphanumeric();
    text.split(mark).skip(1).filter_map(|rest| rest.split(ends).next()).map(str::to_owned).collect()
}

#[test]
fn what_is_no_file_of_sentences_is_not_taken_in() {
    assert_eq!(Texts::bring(Language::English, "day = { $"), Err(NotTheTexts));
}
