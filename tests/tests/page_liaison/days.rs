//! Days that pass: a silence that was announced, a server and a browser that go and come again, a promise that is not kept.

use crate::page_world::liaison::{founds, invites, is_through, posts, refreshes, sends_now};
use crate::page_world::{Setting, World};

#[tokio::test]
async fn a_planned_silence_outlasts_the_server_and_the_browser_and_ends_when_it_was_said_to() {
    let mut world = World::start().await;
    let mut olena = world.person("olena", Setting::desktop("en")).await;
    founds(&olena, &world.charter_link(), "Our people").await;
    let invite = invites(&olena, "Kovalenko").await;
    let mut maria = world.person("maria", Setting::phone("en")).await;
    maria.visit(&invite).await;
    posts(&olena, "The day passed relatively calmly.").await;
    maria.sees("The day passed relatively calmly.").await;
    olena.keeps_the_desk().await;

    for person in [&mut olena, &mut maria] {
        person.bears_with_an_unreachable_relay();
    }
    world.kill_relay();
    maria.sees("cannot be reached").await;
    olena.press("Desk").await;
    olena.press("planned silence").await;
    olena.types("Days of silence", "3").await;
    olena.sees("As planned, no communication for 3 days.").await;
    olena.press("Send").await;
    sends_now(&olena).await;
    olena.sees("Waits for the network").await;
    let mut olena = olena.restarts(&world).await;
    olena.visit(&format!("{}/desk.html", world.origin())).await;
    olena.sees("Waits for the network").await;
    world.start_relay();
    refreshes(&olena).await;
    is_through(&olena).await;
    maria.presses_what_is_there("Try again now").await;
    maria.sees("As planned, no communication for 3 days.").await;
    maria.sees("A silence was planned and announced beforehand.").await;

    for person in [&mut olena, &mut maria] {
        person.lives_hours_ahead(2 * 24).await;
    }
    maria.sees("A silence was planned and announced beforehand.").await;
    olena.sees("What the families see now").await;
    assert!(!olena.is_seeing("The promised time has passed").await);
    for person in [&mut olena, &mut maria] {
        person.lives_hours_ahead(6 * 24).await;
    }
    maria.sees("Update late").await;
    maria.sees("This says nothing about anyone.").await;
    olena.sees("The promised time has passed: the families' pages say that no update has come.").await;
    posts(&olena, "The day passed with no changes.").await;
    maria.sees("The day passed with no changes.").await;
    maria.sees("Up to date").await;
    for person in [olena, maria] {
        person.leaves_content().await;
    }
}
