//! Whatever a liaison writes stays words: none of 500 texts that would run a program in a careless page runs in this one.

mod page_world;

use std::fs;

use page_world::{Person, Setting, World};
use porchlight_language::plain;
use porchlight_tests::payloads::{MARK, texts_of};

/// Bounds of the fields: docs/protocol.md#bodies, and crates/language for labels.
const NOTICE_BYTES_MAX: usize = 4_000;
const NAME_BYTES_MAX: usize = 120;
const LABEL_CHARS_MAX: usize = 160;
const QUESTIONS_MAX: usize = 8;
/// No label may hold them: the command line says so, and posts nothing.
const REFUSED: [char; 3] = ['\u{202e}', '{', '}'];

#[tokio::test]
async fn nothing_that_a_liaison_writes_runs_on_a_relatives_phone() {
    let world = World::start().await;
    world.found_at_a_terminal("Our people");
    let link = world.invite_at_a_terminal("Kovalenko");
    let maria = world.person("maria", Setting::phone("en")).await;
    maria.visit(&link).await;
    maria.sees("Words to compare").await;
    world.typed("liaison", &["liaison", "post", "calm"]);
    maria.sees("Notices for you: none").await;

    for text in texts_of(NOTICE_BYTES_MAX) {
        let text = format!("--text={text}");
        world.typed("liaison", &["liaison", "tell", "Kovalenko", "--code", "message", &text]);
        maria.press("Open the message").await;
        nothing_ran(&maria).await;
    }
    let (names, labels) = (texts_of(NAME_BYTES_MAX), texts_of(LABEL_CHARS_MAX));
    for round in 0..names.len().max(labels.len()) {
        let name = &names[round % names.len()];
        let codebook = world.path("codebook.toml");
        let questions = labels.iter().cycle().skip(round * QUESTIONS_MAX).take(QUESTIONS_MAX);
        fs::write(&codebook, codes(&labels[round % labels.len()], questions)).unwrap();
        let name_argument = format!("--name={name}");
        let codebook = codebook.to_str().unwrap();
        world.typed("liaison", &["liaison", "profile", &name_argument, "--codebook", codebook]);
        world.typed("liaison", &["liaison", "post", "own"]);
        maria.sees(&plain::line(name)).await;
        maria.sees(&labels[round % labels.len()].replace(REFUSED, "")).await;
        nothing_ran(&maria).await;
    }
    maria.press("Show all updates").await;
    nothing_ran(&maria).await;
    maria.leaves_content().await;
}

/// A codebook of a group's own: an update, and as many questions as there may be.
fn codes<'a>(update: &str, questions: impl Iterator<Item = &'a String>) -> String {
    let labels = |label: &str| {
        // A JSON string is a TOML string.
        let quoted = serde_json::to_string(&label.replace(REFUSED, "")).unwrap();
        format!("en = {quoted}\nru = \"r\"\nuk = \"u\"\n")
    };
    let update = format!("[[status]]\nid = \"own\"\nlevel = \"calm\"\n{}", labels(update));
    let questions = questions.enumerate().map(|(index, label)| {
        // Those of the standard codebook count too.
        let id = ["any-news", "please-call-us"].get(index).map_or(format!("own-{index}"), |id| (*id).to_owned());
        format!("[[question]]\nid = \"{id}\"\n{}", labels(label))
    });
    [update].into_iter().chain(questions).collect()
}

async fn nothing_ran(person: &Person) {
    let ran = person.asks(&format!("return typeof {MARK} !== 'undefined'")).await;
    assert_eq!(ran, false, "something ran:\n{}", person.text().await);
}
