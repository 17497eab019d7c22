//! The whole first day, done by clicking alone: a liaison and two families, each at a browser of their own.

mod page_world;

use page_world::{Setting, World, liaison};

#[tokio::test]
async fn a_group_is_founded_two_families_join_and_one_of_them_is_told_something() {
    let world = World::start().await;
    let olena = world.person("olena", Setting::desktop("en")).await;
    liaison::founds(&olena, &world.charter_link(), "Our people").await;
    let for_maria = liaison::invites(&olena, "Kovalenko").await;
    let for_john = liaison::invites(&olena, "Smith").await;

    let mut maria = world.person("maria", Setting::phone("uk")).await;
    maria.visit(&for_maria).await;
    maria.sees("Our people").await;
    let john = world.person("john", Setting::phone("en")).await;
    john.visit(&for_john).await;
    john.sees("No update has come to this device yet").await;
    for relative in [&maria, &john] {
        let address = relative.asks("return location.href").await;
        assert_eq!(
            address.as_str(),
            Some(format!("{}/", world.origin()).as_str()),
            "the secret is gone from the address"
        );
    }

    liaison::posts(&olena, "The day passed relatively calmly").await;
    maria.sees("День минув відносно спокійно.").await;
    john.sees("The day passed relatively calmly.").await;
    john.sees("Notices for you: none").await;

    liaison::tells(&olena, "Kovalenko", "He is well.").await;
    maria.sees("Особисте повідомлення від координатора").await;
    assert!(!maria.is_seeing("He is well.").await, "it stays sealed until it is tapped");
    maria.press("Відкрити повідомлення").await;
    maria.sees("He is well.").await;
    maria.press("Прочитано").await;
    assert!(!john.is_seeing("He is well.").await);

    // Devices report at their own time, so that nobody can tell who has just read something.
    maria.lives_hours_ahead(2).await;
    maria.sees("Усе отримано").await;
    olena.press("Families").await;
    olena.press("Open: Kovalenko").await;
    liaison::hears(&olena, ": read").await;
    olena.keeps_the_rules("a family at the desk").await;
    for person in [olena, maria, john] {
        person.leaves_content().await;
    }
}
