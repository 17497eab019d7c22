//! The standard codes stand as the story has them, and no group's own codebook can play tricks with them.

use super::*;

#[test]
fn the_standard_codes_are_those_of_the_story() {
    let standard = Codebook::standard();
    let statuses: Vec<(&str, Level)> =
        standard.statuses().iter().map(|status| (status.id().as_str(), status.level())).collect();
    let expected = [
        ("unchanged", Level::Calm),
        ("calm", Level::Calm),
        ("no-negative", Level::Calm),
        ("negative-telling", Level::Negative),
        ("negative-told", Level::Negative),
        ("silence", Level::Silent),
    ];
    assert_eq!(statuses, expected);
    let private: Vec<&str> = standard.private_codes().iter().map(|code| code.id().as_str()).collect();
    let expected = ["alive-and-well", "in-contact", "expect-contact", "please-call", "wounded", "missing", "message"];
    assert_eq!(private, expected);
    let questions: Vec<&str> = standard.questions().iter().map(|code| code.id().as_str()).collect();
    assert_eq!(questions, ["any-news", "please-call-us"]);
}

#[test]
fn a_family_asks_in_its_own_language_and_the_liaison_reads_in_theirs() {
    let label = |language| Codebook::standard().label("any-news", language, None);
    assert_eq!(label(Language::English), "Is there any news of ours?");
    assert_eq!(label(Language::Russian), "Есть ли новости о наших?");
    assert_eq!(label(Language::Ukrainian), "Чи є новини про наших?");
}

#[test]
fn a_group_replaces_questions_and_adds_its_own() {
    let own = own(&(question("any-news") + &question("any-post"))).unwrap();
    let codebook = Codebook::standard().extended_with(&own).unwrap();
    assert_eq!(codebook.label("any-news", Language::English, None), "Label.");
    let ids: Vec<&str> = codebook.questions().iter().map(|code| code.id().as_str()).collect();
    assert_eq!(ids, ["any-news", "please-call-us", "any-post"]);
    assert_eq!(codebook.question("any-post").unwrap().label(Language::Ukrainian), "Напис.");
    assert!(codebook.status("any-news").is_none() && codebook.private("any-news").is_none());
}

#[test]
fn each_reader_sees_a_code_in_their_own_language() {
    let label = |language| Codebook::standard().label("calm", language, None);
    assert_eq!(label(Language::English), "The day passed relatively calmly.");
    assert_eq!(label(Language::Russian), "День прошёл относительно спокойно.");
    assert_eq!(label(Language::Ukrainian), "День минув відносно спокійно.");
    assert_eq!(Codebook::standard().label("wounded", Language::Russian, None).split('.').count(), 3);
}

#[test]
fn a_planned_silence_tells_its_days_in_the_right_plural() {
    let label = |language, days| Codebook::standard().label("silence", language, days);
    let english = "As planned, no communication for 1 day. This says nothing about anyone.";
    assert_eq!(label(Language::English, Some(1)), english);
    assert_eq!(label(Language::Russian, Some(22)), "По плану связи не будет 22 дня. Это ни о ком ничего не говорит.");
    let ukrainian = "За планом зв’язку не буде 10 днів. Це ні про кого нічого не говорить.";
    assert_eq!(label(Language::Ukrainian, Some(10)), ukrainian);
    let unknown = "As planned, no communication for some time. This says nothing about anyone.";
    assert_eq!(label(Language::English, None), unknown);
    assert!(Codebook::standard().status("silence").unwrap().tells_days());
    assert!(!Codebook::standard().status("calm").unwrap().tells_days());
}

#[test]
fn a_code_from_a_newer_codebook_is_honestly_unknown() {
    let label = |language| Codebook::standard().label("x", language, None);
    assert_eq!(label(Language::English), "An update in a code this program does not know: «x»");
    assert_eq!(label(Language::Russian), "Сообщение с кодом, которого эта программа не знает: «x»");
}

#[test]
fn a_group_replaces_labels_and_adds_codes() {
    let own = own(&(status("calm", None) + &status("rest", Some("uneasy")) + &private("visit"))).unwrap();
    let codebook = Codebook::standard().extended_with(&own).unwrap();
    assert_eq!(codebook.label("calm", Language::English, None), "Label.");
    assert_eq!(codebook.status("calm").unwrap().level(), Level::Calm);
    assert_eq!(codebook.statuses()[1].id().as_str(), "calm");
    assert_eq!(codebook.statuses().last().unwrap().level(), Level::Uneasy);
    assert_eq!(codebook.private("visit").unwrap().label(Language::Ukrainian), "Напис.");
    assert_eq!(codebook.label("unchanged", Language::English, None), "The day passed with no changes.");
}

#[test]
fn a_groups_codebook_arrives_as_it_left_without_its_comments() {
    let text = format!("# ours\n{}", status("rest", Some("calm")));
    let sent = own(&text).unwrap();
    assert!(!sent.as_bytes().contains(&b'#') && sent.as_bytes().len() < text.len());
    assert_eq!(OwnCodebook::from_bytes(sent.as_bytes()), Ok(sent));
}

#[test]
fn a_groups_codebook_cannot_change_the_level_or_kind_of_a_standard_code() {
    let refused = extended(&status("negative-telling", Some("calm")));
    let (standard, own) = (Level::Negative, Level::Calm);
    assert_eq!(refused, Err(CodebookError::LevelRedefined { id: "negative-telling".to_owned(), standard, own }));
    assert_eq!(extended(&private("calm")), Err(CodebookError::KindRedefined { id: "calm".to_owned() }));
    let refused = extended(&status("wounded", Some("calm")));
    assert_eq!(refused, Err(CodebookError::KindRedefined { id: "wounded".to_owned() }));
    for taken in [question("calm"), question("wounded"), status("any-news", Some("calm")), private("any-news")] {
        assert!(matches!(extended(&taken), Err(CodebookError::KindRedefined { .. })), "{taken}");
    }
    assert_eq!(extended(&status("rest", None)), Err(CodebookError::NoLevel { id: "rest".to_owned() }));
}

#[test]
fn a_bad_id_is_refused() {
    for id in ["", "Calm", "cälm", "a b", "a_b", "-a", "a-", &"a".repeat(33)] {
        let refused = own(&status(id, Some("calm"))).unwrap_err();
        assert!(matches!(refused, CodebookError::BadId { .. }), "{id:?}: {refused}");
    }
    for id in ["a", "7", "a-1", &"a".repeat(32)] {
        assert!(own(&status(id, Some("calm"))).is_ok(), "{id:?}");
    }
}

#[test]
fn a_code_that_stands_twice_is_refused() {
    let repeated = Err(CodebookError::Repeated { id: "rest".to_owned() });
    assert_eq!(own(&(status("rest", Some("calm")) + &status("rest", Some("calm")))), repeated);
    assert_eq!(own(&(status("rest", Some("calm")) + &private("rest"))), repeated);
    assert_eq!(own(&(question("rest") + &private("rest"))), repeated);
}

#[test]
fn a_missing_or_empty_label_is_refused_by_name() {
    let no_label = CodebookError::NoLabel { id: "visit".to_owned(), language: Language::Ukrainian };
    assert_eq!(own(&private("visit").replace("uk = \"Напис.\"\n", "")), Err(no_label.clone()));
    assert_eq!(own(&private("visit").replace("Напис.", " ")), Err(no_label.clone()));
    let says = no_label.to_string();
    assert!(says.starts_with("the code «visit» has no label in uk; write one as `uk = \"…\"`"), "{says}");
}

#[test]
fn a_label_that_no_screen_could_show_is_refused() {
    let at_most = "я".repeat(LABEL_CHARS_MAX);
    assert!(own(&private("visit").replace("Ярлык.", &at_most)).is_ok());
    let refused = own(&private("visit").replace("Ярлык.", &format!("{at_most}я")));
    let (id, language, chars) = ("visit".to_owned(), Language::Russian, LABEL_CHARS_MAX + 1);
    assert_eq!(refused, Err(CodebookError::LabelTooLong { id, language, chars }));
}

#[test]
fn labels_that_hide_turn_or_break_their_line_are_refused() {
    for trick in ["\\u001b[2J", "\\n", "\\t", "\\u202e", "\\u2066", "\\u200b", "\\u2028", "\\ufeff", "\\u00ad"] {
        let refused = own(&private("visit").replace("Label.", &format!("a{trick}b"))).unwrap_err();
        assert!(matches!(refused, CodebookError::Unprintable { .. }), "{trick}: {refused}");
    }
}

#[test]
fn days_stand_only_in_a_silent_status_once_and_in_all_languages() {
    let silent = |en: &str, ru: &str, uk: &str| {
        let text = status("rest", Some("silent"));
        extended(&text.replace("Label.", en).replace("Ярлык.", ru).replace("Напис.", uk))
    };
    let codebook = silent("For {days}.", "На {days}.", "На {days}.").unwrap();
    assert_eq!(codebook.label("rest", Language::Russian, Some(3)), "На 3 дня.");
    let uneven = silent("For {days}.", "На {days}.", "На час.");
    assert_eq!(uneven, Err(CodebookError::UnevenDays { id: "rest".to_owned() }));
    for stray in ["{days} {days}", "{ $days }", "{hours}", "}"] {
        assert!(matches!(silent(stray, "{days}", "{days}"), Err(CodebookError::StrayBrace { .. })), "{stray}");
    }
    let calm = status("rest", Some("calm")).replace("Label.", "{days}");
    assert!(matches!(extended(&calm), Err(CodebookError::StrayBrace { .. })));
    assert!(matches!(extended(&private("visit").replace("Label.", "{days}")), Err(CodebookError::StrayBrace { .. })));
}

#[test]
fn more_codes_than_anyone_can_choose_from_are_refused() {
    let statuses = |count: usize| (0..count).map(|index| status(&format!("own-{index}"), Some("calm"))).collect();
    let (free, standard) = (STATUSES_MAX - Codebook::standard().statuses().len(), Codebook::standard());
    let fits: String = statuses(free);
    assert_eq!(extended(&fits).unwrap().statuses().len(), STATUSES_MAX);
    let many: String = statuses(free + 1);
    assert_eq!(extended(&many), Err(CodebookError::TooManyStatuses { count: STATUSES_MAX + 1 }));
    let free = PRIVATE_CODES_MAX - standard.private_codes().len();
    let many: String = (0..=free).map(|index| private(&format!("own-{index}"))).collect();
    assert_eq!(extended(&many), Err(CodebookError::TooManyPrivateCodes { count: PRIVATE_CODES_MAX + 1 }));
    let free = QUESTIONS_MAX - standard.questions().len();
    let many: String = (0..=free).map(|index| question(&format!("own-{index}"))).collect();
    assert_eq!(extended(&many), Err(CodebookError::TooManyQuestions { count: QUESTIONS_MAX + 1 }));
}

#[test]
fn a_codebook_too_large_to_travel_is_refused_whichever_way_it_comes() {
    let large = private("visit").replace("Label.", &"a".repeat(CODEBOOK_BYTES_MAX));
    assert!(matches!(own(&large), Err(CodebookError::TooLarge { .. })));
    let bytes = format!("{:1$}{{}}", "", CODEBOOK_BYTES_MAX - 1).into_bytes();
    assert_eq!(OwnCodebook::from_bytes(&bytes), Err(CodebookError::TooLarge { bytes: CODEBOOK_BYTES_MAX + 1 }));
    assert!(OwnCodebook::from_bytes(&bytes[1..]).is_ok());
}

#[test]
fn garbage_gets_a_clear_word() {
    assert_eq!(OwnCodebook::from_bytes(&[0xff]), Err(CodebookError::NotText));
    let unknown = own(&private("visit").replace("id =", "colour = \"red\"\nid =")).unwrap_err().to_string();
    assert!(unknown.contains("line 2") && unknown.contains("colour"), "{unknown}");
    let level = own(&status("rest", Some("festive"))).unwrap_err().to_string();
    assert!(level.contains("festive") && level.contains("uneasy"), "{level}");
    assert!(matches!(own("]["), Err(CodebookError::Malformed { .. })));
    let deep = format!("{{\"status\":{}", "[".repeat(2_900));
    assert!(matches!(OwnCodebook::from_bytes(deep.as_bytes()), Err(CodebookError::Malformed { .. })));
}

fn own(text: &str) -> Result<OwnCodebook, CodebookError> {
    OwnCodebook::from_toml(text)
}

/// Laid over the standard codes, parsed alone first but free of the size limit, to show the other limits.
fn extended(text: &str) -> Result<Codebook, CodebookError> {
    Codebook::standard().overlaid(&written::read_toml(text)?.check()?)
}

fn status(id: &str, level: Option<&str>) -> String {
    let level = level.map(|level| format!("level = \"{level}\"\n")).unwrap_or_default();
    format!("[[status]]\nid = \"{id}\"\n{level}{}", labels())
}

fn private(id: &str) -> String {
    format!("[[private]]\nid = \"{id}\"\n{}", labels())
}

fn question(id: &str) -> String {
    format!("[[question]]\nid = \"{id}\"\n{}", labels())
}

fn labels() -> &'static str {
    "en = \"Label.\"\nru = \"Ярлык.\"\nuk = \"Напис.\"\n"
}
