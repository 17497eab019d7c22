//! What a browser keeps of an office: behind a PIN, in one tab at a time, and missed when it is gone.

use crate::page_world::liaison::{founds, posts};
use crate::page_world::{Setting, World};

#[tokio::test]
async fn the_desk_is_open_in_one_tab_behind_a_pin_and_missed_when_it_is_gone() {
    let world = World::start().await;
    let olena = world.person("olena", Setting::desktop("en")).await;
    founds(&olena, &world.charter_link(), "Our people").await;
    let first = olena.opens_another_tab(&format!("{}/desk.html", world.origin())).await;
    olena.sees("The desk is open in another tab").await;
    let second = olena.goes_back_to(first.clone()).await;
    olena.press("Settings").await;
    olena.types("A new PIN", "271828").await;
    olena.types("The new PIN once more", "271828").await;
    olena.press("Use this PIN").await;
    olena.sees("From now on this PIN opens the desk.").await;

    // The other tab knows no PIN yet. It is asked for, and then the desk is there: nobody has to ask for it twice.
    olena.goes_back_to(second).await;
    olena.press("Go on here").await;
    olena.sees("The desk is locked").await;
    assert!(!olena.is_seeing("Our people").await, "nothing of what is kept shows before the PIN");
    olena.types("Your PIN", "314159").await;
    olena.press("Open").await;
    olena.sees("This is another PIN.").await;
    olena.types("Your PIN", "271828").await;
    olena.press("Open").await;
    olena.sees("Our people").await;
    posts(&olena, "The day passed relatively calmly.").await;
    let second = olena.goes_back_to(first.clone()).await;
    olena.sees("The desk is open in another tab").await;
    olena.press("Go on here").await;
    olena.sees("Our people").await;
    olena.sees("The day passed relatively calmly.").await;

    // Families of every language are shown what they will read; those sentences are not on the page until somebody wants them.
    olena.press("The day passed with no changes.").await;
    olena.press_in("As read in", "Українська").await;
    olena.sees("День минув без змін.").await;
    assert!(olena.is_seeing("Prepare an update").await, "the desk itself stays in its own language");
    olena.press_in("Language", "Русский").await;
    olena.sees("День прошёл без изменений.").await;
    olena.press_in("Язык", "English").await;
    olena.sees("Prepare an update").await;

    olena.closes(second).await;
    olena.loses_what_was_stored().await;
    olena.reload().await;
    olena.sees("There was an office in this browser, and the browser has removed it.").await;
    olena.leaves_content().await;
}
