//! Whatever a liaison writes stays words: none of 500 texts that would run a program in a careless page runs in this one.

mod page_world;

use std::fs;

use page_world::liaison::{founds, invites, is_through, sends_now};
use page_world::{Person, Setting, World};
use porchlight_language::plain;
use porchlight_tests::payloads::{MARK, texts_of};
use serde_json::json;

/// Bounds of the fields: docs/protocol.md#bodies, and crates/language for labels.
const NOTICE_BYTES_MAX: usize = 4_000;
const NAME_BYTES_MAX: usize = 120;
const LABEL_CHARS_MAX: usize = 160;
const QUESTIONS_MAX: usize = 8;
/// Updates of a group's own that a codebook has room for beside the standard ones.
const OWN_UPDATES_MAX: usize = 9;
/// Private texts that are typed at the desk: the other test has a phone show all of them.
const TOLD: usize = 2;
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

#[tokio::test]
async fn nothing_that_is_typed_at_the_desk_runs_there_or_on_a_phone() {
    let world = World::start().await;
    let mut olena = world.person("olena", Setting::desktop("en")).await;
    founds(&olena, &world.charter_link(), "Our people").await;
    let (names, labels) = (texts_of(NAME_BYTES_MAX), texts_of(LABEL_CHARS_MAX));
    let link = invites(&olena, &names[0]).await;
    let maria = world.person("maria", Setting::phone("en")).await;
    maria.visit(&link).await;
    maria.sees("Words to compare").await;

    for (round, some) in labels.chunks(OWN_UPDATES_MAX).enumerate() {
        let name = &names[round];
        olena.press("Settings").await;
        types_each(&olena, "Name of the group", std::slice::from_ref(name)).await;
        types_each(&olena, "The group's own codes", &[updates(some)]).await;
        olena.press("Desk").await;
        is_through(&olena).await;
        olena.sees(&plain::line(name)).await;
        olena.sees(&some[0].replace(REFUSED, "")).await;
        nothing_ran(&olena).await;
        maria.sees(&plain::line(name)).await;
        nothing_ran(&maria).await;
    }
    maria.sees("Notices for you: none").await;
    for text in texts_of(NOTICE_BYTES_MAX).into_iter().take(TOLD) {
        olena.press("Tell a family").await;
        olena.chooses("Family", &plain::line(&names[0])).await;
        olena.chooses("What it says", "A message from the liaison.").await;
        types_each(&olena, "Your own words", &[text]).await;
        sends_now(&olena).await;
        is_through(&olena).await;
        nothing_ran(&olena).await;
        maria.press("Open the message").await;
        nothing_ran(&maria).await;
    }
    for view in ["Families", "Log", "Updates", "Questions", "Office"] {
        olena.press(view).await;
        nothing_ran(&olena).await;
    }
    // Without a line every name that was given stands among what waits.
    olena.keeps_the_desk().await;
    olena.loses_the_network().await;
    olena.press("Families").await;
    olena.press("Invite a family").await;
    types_each(&olena, "Name of the family", &names).await;
    olena.press("Office").await;
    types_each(&olena, "Name of the deputy", &names).await;
    olena.press("Desk").await;
    olena.sees(&plain::line(&names[names.len() - 1])).await;
    nothing_ran(&olena).await;
    for person in [olena, maria] {
        person.leaves_content().await;
    }
}

/// Types each text into the field of this label and sends its form, as fast as the page takes them.
async fn types_each(person: &Person, label: &str, texts: &[String]) {
    person.find("field", label).await;
    let script = "const [label, texts, done] = arguments;
        const drawn = () => new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then)));
        const named = (field) => [...(field.labels ?? [])].some((one) => one.innerText.trim() === label);
        (async () => {
          for (const text of texts) {
            const field = [...document.querySelectorAll('input, textarea')].find(named);
            field.value = text;
            field.dispatchEvent(new Event('input', { bubbles: true }));
            await drawn();
            field.form.requestSubmit();
            await drawn();
          }
        })().then(() => done(true), (error) => done(String(error)))";
    let typed = person.window().browser.execute_async(script, vec![json!(label), json!(texts)]).await.unwrap();
    assert_eq!(*typed.json(), true, "{} types into {label:?}", person.name);
}

/// A codebook with these updates of a group's own.
fn updates(labels: &[String]) -> String {
    labels.iter().enumerate().map(|(index, label)| update(&format!("own-{index}"), label)).collect()
}

fn update(id: &str, label: &str) -> String {
    format!("[[status]]\nid = \"{id}\"\nlevel = \"calm\"\n{}", in_each_language(label))
}

/// A label as it stands in a codebook: a JSON string is a TOML string.
fn in_each_language(label: &str) -> String {
    let quoted = serde_json::to_string(&label.replace(REFUSED, "")).unwrap();
    format!("en = {quoted}\nru = \"r\"\nuk = \"u\"\n")
}

/// A codebook of a group's own: an update, and as many questions as there may be.
fn codes<'a>(update_label: &str, questions: impl Iterator<Item = &'a String>) -> String {
    let update = update("own", update_label);
    let questions = questions.enumerate().map(|(index, label)| {
        // Those of the standard codebook count too.
        let id = ["any-news", "please-call-us"].get(index).map_or(format!("own-{index}"), |id| (*id).to_owned());
        format!("[[question]]\nid = \"{id}\"\n{}", in_each_language(label))
    });
    [update].into_iter().chain(questions).collect()
}

async fn nothing_ran(person: &Person) {
    let ran = person.asks(&format!("return typeof {MARK} !== 'undefined'")).await;
    assert_eq!(ran, false, "something ran:\n{}", person.text().await);
}
