//! What passes between a liaison and two families: a correction, a question and its answer, a farewell.

use crate::page_world::liaison::{founds, hears, invites, is_through, posts, sends_now};
use crate::page_world::{Setting, World};

const CALM: &str = "The day passed relatively calmly.";
const NO_NEGATIVE: &str = "No negative information throughout the day.";

#[tokio::test]
async fn an_update_is_corrected_a_question_answered_and_a_family_removed() {
    let world = World::start().await;
    let olena = world.person("olena", Setting::desktop("en")).await;
    founds(&olena, &world.charter_link(), "Our people").await;
    let (for_maria, for_john) = (invites(&olena, "Kovalenko").await, invites(&olena, "Smith").await);
    let mut maria = world.person("maria", Setting::phone("en")).await;
    let john = world.person("john", Setting::phone("en")).await;
    for (relative, link) in [(&maria, for_maria), (&john, for_john)] {
        relative.visit(&link).await;
        relative.sees("Our people").await;
    }
    posts(&olena, CALM).await;
    for relative in [&maria, &john] {
        relative.sees("Notices for you: none").await;
    }

    olena.press("Correct this").await;
    olena.sees("Prepare a correction").await;
    olena.press(NO_NEGATIVE).await;
    olena.press("Send").await;
    sends_now(&olena).await;
    is_through(&olena).await;
    for relative in [&maria, &john] {
        relative.sees(NO_NEGATIVE).await;
        relative.sees("which stays visible").await;
        let struck = relative.asks("return document.querySelector('.corrected s').innerText").await;
        assert_eq!(struck, CALM, "{} sees what was corrected, struck through", relative.name);
    }
    olena.press("Updates").await;
    olena.sees("Corrected by record").await;

    // A question leaves at a time of its own, so that nobody can tell who has asked just now.
    maria.press("Is there any news of ours?").await;
    maria.sees("Asked. It waits for an answer.").await;
    maria.lives_hours_ahead(2).await;
    maria.sees("Asked. It waits for an answer.").await;
    hears(&olena, "Questions (1)").await;
    olena.press("Questions").await;
    olena.sees("Kovalenko asks: «Is there any news of ours?»").await;
    olena.press("Answer").await;
    assert_eq!(olena.chosen("It answers").await, "Is there any news of ours?");
    assert_eq!(olena.chosen("Family").await, "Kovalenko");
    olena.chooses("What it says", "Your relative is alive and well.").await;
    olena.press("Send").await;
    sends_now(&olena).await;
    is_through(&olena).await;
    maria.press("Open the message").await;
    maria.sees("Your relative is alive and well.").await;
    maria.sees("This answers a question of yours.").await;
    maria.sees_no_more("Asked. It waits for an answer.").await;
    assert!(john.is_seeing("Notices for you: none").await, "nobody else learns that there was a message");
    olena.press("Questions").await;
    olena.sees("No question is open.").await;

    olena.press("Families").await;
    olena.press("Open: Smith").await;
    olena.press("Remove this family").await;
    olena.sees("Remove Smith? Later updates do not reach them any more.").await;
    olena.press("Remove").await;
    olena.sees("There is no such family any more.").await;
    john.sees("No longer in the group").await;
    john.sees("The liaison has ended the membership of this device").await;
    posts(&olena, "The day passed with no changes.").await;
    maria.sees("The day passed with no changes.").await;
    assert!(!john.is_seeing("The day passed with no changes.").await, "what came after the farewell is not for them");
    for person in [olena, maria, john] {
        person.leaves_content().await;
    }
}
