//! What differs from run to run, replaced by what it is: addresses, links, ids, words, moments.

use porchlight_language::words;

use crate::cli_world::World;

/// Words in a row that are no coincidence.
const PHRASE_WORDS_MIN: usize = 4;
const WEEKDAYS: [&str; 15] =
    ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "пн", "вт", "ср", "чт", "пт", "сб", "вс", "нд"];
const MONTHS: [&str; 36] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
    "січня",
    "лютого",
    "березня",
    "квітня",
    "травня",
    "червня",
    "липня",
    "серпня",
    "вересня",
    "жовтня",
    "листопада",
    "грудня",
];

pub(crate) struct Placeholders {
    /// Each text that is known beforehand, with its placeholder.
    known: Vec<(String, &'static str)>,
}

impl Placeholders {
    pub(crate) fn of(world: &World) -> Self {
        let dir = world.path("").display().to_string();
        Self { known: vec![(dir, "DIR/"), (world.address.clone(), "RELAY")] }
    }

    /// The text with every placeholder in its place.
    pub(crate) fn put_into(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (known, placeholder) in &self.known {
            text = text.replace(known, placeholder);
        }
        let mut lines: Vec<String> = text.lines().map(line).collect();
        lines.dedup_by(|later, earlier| later == PICTURE && earlier == PICTURE);
        lines.join("\n")
    }
}

const PICTURE: &str = "(a picture of the link)";

fn line(line: &str) -> String {
    if line.contains(['█', '▀', '▄']) {
        return PICTURE.to_owned();
    }
    let numbered = line.split_whitespace().filter(|word| word.ends_with('.') && word.len() <= 3).count();
    if numbered >= PHRASE_WORDS_MIN && words::bytes(line).is_ok_and(|bytes| bytes.len() == numbered) {
        return format!("({numbered} numbered words)");
    }
    phrases(&moments(&identifiers(line)))
}

/// Links, feeds, and ids of questions.
fn identifiers(line: &str) -> String {
    let mut shown = String::new();
    let mut rest = line;
    while let Some(at) = rest.find(|c: char| c.is_ascii_alphanumeric()) {
        shown += &rest[..at];
        rest = &rest[at..];
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').unwrap_or(rest.len());
        let word = &rest[..end];
        let is_hex = word.bytes().all(|byte| byte.is_ascii_hexdigit() && !byte.is_ascii_uppercase());
        shown += match word.len() {
            64 if is_hex => "FEED",
            16 if is_hex => "ID",
            90.. if shown.ends_with("/#") => "LINK",
            _ => word,
        };
        rest = &rest[end..];
    }
    shown + rest
}

/// Moments of today, as programs and as people read them.
fn moments(line: &str) -> String {
    let words: Vec<&str> = line.split(' ').collect();
    let mut shown: Vec<String> = vec![];
    let mut index = 0;
    while let Some(word) = words.get(index) {
        let length = date_at(&words[index..]);
        index += length.max(1);
        shown.push(match length {
            0 => times(word),
            _ => {
                let last = words[index - 1];
                let end = last.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
                let start = word.len() - word.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
                format!("{}DATE{}", &word[..start], &last[end..])
            }
        });
    }
    shown.join(" ")
}

/// How many words a date takes: "Tue 5 May", perhaps with a year, perhaps with a time behind a comma.
fn date_at(words: &[&str]) -> usize {
    let bare = |index: usize| words.get(index).map_or("", |word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    if !WEEKDAYS.contains(&bare(0)) || bare(1).parse::<u8>().is_err() || !MONTHS.contains(&bare(2)) {
        return 0;
    }
    let is_time = |index: usize| {
        let word = words.get(index).copied().unwrap_or_default().as_bytes();
        word.len() >= 5 && word[2] == b':' && word[0].is_ascii_digit()
    };
    let has_year = bare(3).len() == 4 && bare(3).parse::<u16>().is_ok();
    let length = 3 + usize::from(has_year);
    length + usize::from(words[length - 1].ends_with(',') && is_time(length))
}

/// RFC 3339 in UTC, but for the moments that a transcript itself has chosen.
fn times(word: &str) -> String {
    let is_moment = |at: usize| {
        let bytes = &word.as_bytes()[at..];
        bytes.len() >= 20 && bytes[4] == b'-' && bytes[10] == b'T' && bytes[19] == b'Z' && &bytes[..2] == b"20"
    };
    let Some(at) = (0..word.len()).find(|at| word.is_char_boundary(*at) && is_moment(*at)) else {
        return word.to_owned();
    };
    let moment = &word[at..at + 20];
    let placeholder = if moment.starts_with("2099") { moment } else { "TIME" };
    format!("{}{placeholder}{}", &word[..at], times(&word[at + 20..]))
}

/// Runs of the words that people compare.
fn phrases(line: &str) -> String {
    let mut shown = String::new();
    let (mut run, mut run_words) = (String::new(), 0);
    let mut rest = line;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        let is_listed = !word.is_empty() && words::bytes(word).is_ok_and(|bytes| bytes.len() == 1);
        if is_listed && (run_words == 0 || run.ends_with(' ')) {
            run += word;
            run_words += 1;
            let space = usize::from(behind.starts_with(' '));
            run += &behind[..space];
            rest = &behind[space..];
            continue;
        }
        shown += &ended(&mut run, &mut run_words);
        shown += word;
        let separator = behind.chars().next().map_or(0, char::len_utf8);
        shown += &behind[..separator];
        rest = &behind[separator..];
    }
    shown + &ended(&mut run, &mut run_words)
}

fn ended(run: &mut String, words: &mut usize) -> String {
    let (run, words) = (std::mem::take(run), std::mem::take(words));
    match words >= PHRASE_WORDS_MIN {
        true => format!("({words} words){}", if run.ends_with(' ') { " " } else { "" }),
        false => run,
    }
}

#[test]
fn what_differs_from_run_to_run_has_its_placeholder_and_the_rest_stays() {
    let feed = "ab".repeat(32);
    for (said, shown) in [
        (format!(r#"{{"feed":"{feed}"}}"#), r#"{"feed":"FEED"}"#),
        ("at 00000000000000ff and 12".to_owned(), "at ID and 12"),
        (format!("https://relay/#{}, taken", "A".repeat(92)), "https://relay/#LINK, taken"),
        ("As of Tue 5 May, 07:40 (2 hours ago)".to_owned(), "As of DATE (2 hours ago)"),
        ("отменена (вс, 22 ноября). Если".to_owned(), "отменена (DATE). Если"),
        ("нд, 22 листопада, 15:40".to_owned(), "DATE"),
        ("posted for Sun 3 May 2026: calm".to_owned(), "posted for DATE: calm"),
        (r#"{"made":"2026-05-03T03:09:37Z","x":1}"#.to_owned(), r#"{"made":"TIME","x":1}"#),
        (r#"{"next_by":"2099-01-01T00:00:00Z"}"#.to_owned(), r#"{"next_by":"2099-01-01T00:00:00Z"}"#),
        ("Compare: acorn zebra house acorn.".to_owned(), "Compare: (4 words)."),
        ("the key of a house".to_owned(), "the key of a house"),
        ("   1. acorn   2. zebra   3. acorn   4. house".to_owned(), "(4 numbered words)"),
    ] {
        assert_eq!(line(&said), shown);
    }
}
