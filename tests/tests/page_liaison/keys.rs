//! The desk for those who use no mouse: its main ways, by keys alone, with the focus seen at every stop.

use thirtyfour::Key;

use crate::page_world::liaison::{founds, invites, is_through};
use crate::page_world::{Person, Setting, World};

#[tokio::test]
async fn whoever_has_only_a_keyboard_posts_and_tells_a_family() {
    let world = World::start().await;
    let olena = world.person("olena", Setting::desktop("en")).await;
    founds(&olena, &world.charter_link(), "Our people").await;
    let invite = invites(&olena, "Kovalenko").await;
    let maria = world.person("maria", Setting::phone("en")).await;
    maria.visit(&invite).await;
    maria.sees("Our people").await;
    olena.reload().await;

    // The first stop leads past the row of views.
    olena.sees("Say to all families").await;
    olena.walks_to("To the contents").await;
    olena.key(Key::Enter).await;
    olena.walks_to("calm: The day passed relatively calmly.").await;
    olena.key(Key::Enter).await;
    olena.sees("Prepare an update").await;
    sends(&olena).await;
    maria.sees("The day passed relatively calmly.").await;

    olena.walks_to("Tell a family").await;
    olena.key(Key::Enter).await;
    olena.sees("Only this family can read it.").await;
    olena.walks_to("Family").await;
    olena.types_on("Kov").await;
    olena.sees("This family has not said how it wants bad news.").await;
    olena.walks_to("What it says").await;
    olena.types_on("A message").await;
    olena.walks_to("Your own words").await;
    olena.types_on("He is well.").await;
    sends(&olena).await;
    maria.press("Open the message").await;
    maria.sees("He is well.").await;
    for person in [olena, maria] {
        person.leaves_content().await;
    }
}

/// Goes on to the form's end, sends it, and does not wait for the time in which it could be taken back.
async fn sends(liaison: &Person) {
    liaison.walks_to("Send").await;
    liaison.key(Key::Enter).await;
    liaison.sees("Not sent yet").await;
    liaison.walks_to("Send now").await;
    liaison.key(Key::Enter).await;
    liaison.sees_no_more("Not sent yet").await;
    is_through(liaison).await;
}
