//! What is said and not sent yet: it can be taken back, it waits for the network, and it goes once and in order.

use crate::page_world::liaison::{founds, invites, is_through, sends_now};
use crate::page_world::{Setting, World};

#[tokio::test]
async fn what_waits_goes_once_and_in_order_whatever_is_cut_or_loaded_again() {
    let world = World::start().await;
    let mut olena = world.person("olena", Setting::desktop("en")).await;
    founds(&olena, &world.charter_link(), "Our people").await;
    let invite = invites(&olena, "Kovalenko").await;
    let maria = world.person("maria", Setting::phone("en")).await;
    maria.visit(&invite).await;
    maria.sees("Our people").await;

    // Taken back in time, it was never sent; closed over, it goes only when somebody says so.
    olena.press("Desk").await;
    olena.press("The day passed with no changes.").await;
    olena.press("Send").await;
    olena.sees("Not sent yet").await;
    olena.press("Take it back").await;
    olena.sees("Taken back. Nothing was sent.").await;
    olena.press("Send").await;
    olena.sees("Not sent yet").await;
    olena.reload().await;
    olena.sees("This was not sent: the page was closed before its time was over.").await;
    olena.press("Discard").await;
    olena.sees_no_more("This was not sent").await;

    olena.keeps_the_desk().await;
    olena.loses_the_network().await;
    for update in ["The day passed relatively calmly.", "No negative information throughout the day."] {
        olena.press("Desk").await;
        olena.press(update).await;
        olena.press("Send").await;
        sends_now(&olena).await;
        olena.sees(&format!("Update: «{update}»")).await;
    }
    olena.sees("Waits for the network").await;
    olena.reload().await;
    olena.sees("Waits for the network").await;
    olena
        .sees("Update: «The day passed relatively calmly.» Update: «No negative information throughout the day.»")
        .await;
    olena.has_the_network_again().await;
    is_through(&olena).await;

    maria.sees("No negative information throughout the day.").await;
    maria.sees("Nothing is missing").await;
    maria.press("Show all updates").await;
    maria.sees("Hide the list").await;
    let said =
        "return [...document.querySelectorAll('.updates li')].map((update) => update.innerText.split(': ').pop())";
    let newest_first = ["No negative information throughout the day.", "The day passed relatively calmly."];
    assert_eq!(maria.asks(said).await, serde_json::json!(newest_first));
    for person in [olena, maria] {
        person.leaves_content().await;
    }
}
