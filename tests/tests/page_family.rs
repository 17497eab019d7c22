//! A relative's days with the page, in a real browser; the liaison sits at a terminal.

mod page_world;

use serde_json::json;
use thirtyfour::Key;

use page_world::{Person, Setting, World, rules};

#[tokio::test]
async fn a_relative_joins_reads_a_private_message_and_asks() {
    let world = World::start().await;
    world.found_at_a_terminal("Our people");
    let link = world.invite_at_a_terminal("Kovalenko");

    let maria = world.person("maria", Setting::phone("en")).await;
    maria.visit(&link).await;
    maria.sees("Our people").await;
    maria.sees("No update yet").await;
    maria.sees("Words to compare").await;
    let address = maria.asks("return location.href").await;
    assert_eq!(address, format!("{}/", world.origin()), "the secret is gone from the address");
    maria.keeps_the_rules("before the first update").await;

    world.typed("liaison", &["liaison", "post", "calm"]);
    maria.sees("The day passed relatively calmly.").await;
    maria.sees("Notices for you: none").await;
    let order = ["calm", "As of", "Next update expected by", "Nothing is missing", "Notices for you: none"];
    rules::assert_read_in_order(maria.window(), &order).await;

    world.typed("liaison", &["liaison", "tell", "Kovalenko", "--code", "message", "--text", "He is well."]);
    maria.sees("A private message from the liaison. Open it when you are ready.").await;
    assert!(!maria.is_seeing("He is well.").await, "it stays sealed until it is tapped");
    maria.press("Open the message").await;
    maria.sees("He is well.").await;
    maria.press("I have read this").await;
    maria.sees("You have said that you have read this.").await;
    maria.press("Is there any news of ours?").await;
    maria.sees("Asked. It waits for an answer.").await;
    maria.keeps_the_rules("an open private message and a question").await;
    maria.leaves_content().await;
}

#[tokio::test]
async fn the_line_is_dialled_while_the_program_is_on_its_way_and_only_to_the_pages_own_host() {
    let world = World::start().await;
    world.found_at_a_terminal("Our people");
    let link = world.invite_at_a_terminal("Kovalenko");
    let watched = "window.dialled = []; const Own = WebSocket;
        window.WebSocket = class extends Own { constructor(...how) { super(...how); dialled.push([how[0], Boolean(window.begun)]); } };
        const start = WebAssembly.instantiateStreaming;
        WebAssembly.instantiateStreaming = (...what) => start.apply(WebAssembly, what).then((one) => ((window.begun = true), one));";
    let maria = world.person("maria", Setting::phone("en")).await;
    maria.window().tools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": watched })).await;
    let john = world.person("john", Setting::phone("en")).await;
    john.window().tools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": watched })).await;

    maria.visit(&link).await;
    maria.sees("Words to compare").await;
    let own = format!("{}/porchlight", world.origin().replace("https:", "wss:"));
    let dialled = maria.asks("return window.dialled").await;
    assert_eq!(dialled, json!([[own, false]]), "once, and before the program had begun");

    john.visit(&format!("{link}/[::1]:9")).await;
    john.sees("The server does not answer just now.").await;
    let first = john.asks("return window.dialled[0]").await;
    assert_eq!(
        first,
        json!(["wss://[::1]:9/porchlight", true]),
        "where the page lies elsewhere, its host is not dialled"
    );
}

#[tokio::test]
async fn whoever_has_only_a_keyboard_joins_reads_and_answers() {
    let world = World::start().await;
    world.found_at_a_terminal("Our people");
    let link = world.invite_at_a_terminal("Kovalenko");
    let john = world.person("john", Setting::desktop("en")).await;
    john.visit(&world.origin()).await;
    john.sees("Open the link from your liaison").await;
    john.walks_to("The link from your liaison").await;
    john.types_on(&link).await;
    john.key(Key::Enter).await;
    john.sees("Words to compare").await;
    world.typed("liaison", &["liaison", "tell", "Kovalenko", "--code", "message", "--text", "He is well."]);
    john.sees("Open it when you are ready.").await;

    john.walks_to("Open the message").await;
    john.key(Key::Enter).await;
    john.sees("He is well.").await;
    john.walks_to("I have read this").await;
    john.key(Key::Space).await;
    john.sees("You have said that you have read this.").await;
    john.walks_to("Is there any news of ours?").await;
    john.key(Key::Enter).await;
    john.sees("Asked. It waits for an answer.").await;
    john.walks_to("Settings").await;
    john.key(Key::Enter).await;
    john.walks_to("Русский").await;
    john.key(Key::Enter).await;
    john.sees("Настройки").await;
    john.leaves_content().await;
}

#[tokio::test]
async fn a_phone_lives_through_a_bad_line_a_restart_and_a_silence() {
    let mut world = World::start().await;
    let mut maria = joined(&world, "maria").await;
    world.typed("liaison", &["liaison", "post", "calm"]);
    maria.sees("The day passed relatively calmly.").await;

    maria.loses_the_network().await;
    maria.sees("This device is offline").await;
    world.typed("liaison", &["liaison", "post", "no-negative"]);
    maria.has_the_network_again().await;
    maria.sees("No negative information throughout the day.").await;

    world.kill_relay();
    maria.sees("cannot be reached").await;
    world.start_relay();
    world.typed("liaison", &["liaison", "post", "unchanged"]);
    maria.press("Try again now").await;
    maria.sees("The day passed with no changes.").await;

    let mut maria = maria.restarts(&world).await;
    maria.visit(&world.origin()).await;
    maria.sees("The day passed with no changes.").await;

    // The page and what it has read are there without any network.
    maria.loses_the_network().await;
    maria.reload().await;
    maria.sees("The day passed with no changes.").await;
    maria.sees("This device is offline").await;
    maria.has_the_network_again().await;
    maria.sees("Up to date").await;

    maria.lives_hours_ahead(25).await;
    maria.sees("Update due").await;
    maria.lives_hours_ahead(72).await;
    maria.sees("Update late").await;
    maria.sees("This says nothing about anyone.").await;
    maria.leaves_content().await;
}

#[tokio::test]
async fn what_a_browser_keeps_is_guarded_shared_between_tabs_and_missed_when_it_is_gone() {
    let world = World::start().await;
    let maria = joined(&world, "maria").await;
    world.typed("liaison", &["liaison", "post", "calm"]);
    maria.sees("The day passed relatively calmly.").await;

    maria.press("Settings").await;
    maria.press("Українська").await;
    maria.sees("Налаштування").await;
    maria.press("English").await;
    maria.types("New PIN", "271828").await;
    maria.types("The new PIN once more", "271828").await;
    maria.press("Set the PIN").await;
    maria.sees("From now on this page asks for the PIN").await;
    maria.reload().await;
    maria.sees("Enter your PIN").await;
    assert!(!maria.is_seeing("calm").await, "nothing of what is kept shows before the PIN");
    maria.types("PIN", "271828").await;
    maria.press("Open").await;
    maria.sees("The day passed relatively calmly.").await;
    maria.press("Settings").await;
    maria.press("Lock now").await;
    maria.sees("Enter your PIN").await;
    maria.types("PIN", "271828").await;
    maria.press("Open").await;
    maria.sees("The day passed relatively calmly.").await;
    opens_a_link_before_the_pin(&world, &maria).await;

    let first = maria.opens_another_tab(&world.origin()).await;
    maria.types("PIN", "271828").await;
    maria.press("Open").await;
    maria.sees("open in another tab").await;
    maria.press("Use it here").await;
    maria.sees_no_more("open in another tab").await;
    world.typed("liaison", &["liaison", "post", "no-negative"]);
    maria.sees("No negative information throughout the day.").await;
    maria.goes_back_to(first).await;
    maria.sees("open in another tab").await;

    maria.loses_what_was_stored().await;
    maria.reload().await;
    maria.sees("This browser has removed what it kept").await;
    maria.leaves_content().await;
}

/// Somebody who has joined, and whom the liaison has confirmed.
async fn joined(world: &World, name: &str) -> Person {
    world.found_at_a_terminal("Our people");
    let link = world.invite_at_a_terminal("Kovalenko");
    let person = world.person(name, Setting::phone("en")).await;
    person.visit(&link).await;
    person.sees("Words to compare").await;
    world.typed("liaison", &["liaison", "families"]);
    person.sees("Notices for you: none").await;
    person
}

/// A link that is opened while the page is locked outlasts a reload; the groups stand in the order in which they were joined.
async fn opens_a_link_before_the_pin(world: &World, maria: &Person) {
    world.found_by("another liaison", "Another group");
    let link = world.invite_by("another liaison", "Kovalenko");
    maria.reload().await;
    maria.sees("Enter your PIN").await;
    maria.visit(&link).await;
    maria.keeps_a_setting("links-to-groups").await;
    maria.reload().await;
    maria.types("PIN", "271828").await;
    maria.press("Open").await;
    // Nobody is led into another group by a link alone.
    maria.sees("This link leads to another group").await;
    maria.press("Open").await;
    maria.sees("Words to compare").await;
    maria.reload().await;
    maria.types("PIN", "271828").await;
    maria.press("Open").await;
    maria.press("Another group").await;
    maria.sees("Words to compare").await;
    maria.press("Our people").await;
    maria.sees("The day passed relatively calmly.").await;
    let groups =
        "return [...document.querySelectorAll('.groups button')].map((group) => group.innerText.split(' — ')[0])";
    assert_eq!(maria.asks(groups).await, json!(["Our people", "Another group"]));
}
