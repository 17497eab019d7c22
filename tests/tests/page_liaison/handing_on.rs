//! An office that changes hands, or machines: by a deputy's link, by a handover, by the 24 words, by a backup. One at a time has it.

use crate::page_world::liaison::{founds, hears, invites, link, posts, writes_down};
use crate::page_world::{Person, Setting, World};

#[tokio::test]
async fn a_deputy_a_successor_and_whoever_has_the_words_take_the_office_over() {
    let world = World::start().await;
    let olena = world.person("olena", Setting::desktop("en")).await;
    founds(&olena, &world.charter_link(), "Our people").await;
    let invite = invites(&olena, "Kovalenko").await;
    let maria = world.person("maria", Setting::phone("en")).await;
    maria.visit(&invite).await;
    maria.sees("Our people").await;

    olena.press("Office").await;
    olena.types("Name of the deputy", "Taras").await;
    olena.press("Make a deputy's link").await;
    olena.sees("Link for Taras, your deputy.").await;
    let for_taras = link(&olena).await;
    let taras = world.person("taras", Setting::phone("en")).await;
    takes_over(&taras, &for_taras).await;
    hears(&olena, "This office goes on elsewhere").await;
    posts(&taras, "The day passed relatively calmly.").await;
    maria.sees("The day passed relatively calmly.").await;
    maria.sees("A new liaison since").await;

    taras.press("Office").await;
    taras.press("Make the link for the next liaison").await;
    taras.press("Make the link").await;
    taras.sees("Link for the next liaison.").await;
    let for_olena = link(&taras).await;
    olena.press("Remove the office from this browser").await;
    olena.press("Remove it here").await;
    olena.sees("Found a new group").await;
    let phrase = takes_over(&olena, &for_olena).await;
    posts(&olena, "The day passed with no changes.").await;
    maria.sees("The day passed with no changes.").await;
    hears(&taras, "This office goes on elsewhere").await;

    // The words on paper are read in any of the languages; whoever types them has only the server's name besides.
    let petro = world.person("petro", Setting::phone("ru")).await;
    petro.visit(&format!("{}/desk.html", world.origin())).await;
    petro.press("Ввести фразу восстановления").await;
    petro.types("Адрес сервера", world.origin().trim_start_matches("https://")).await;
    for (number, word) in (1..).zip(&phrase) {
        petro.types(&format!("Слово {number}"), word.as_str()).await;
    }
    petro.press("Восстановить").await;
    petro.sees("Рабочее место группы Our people теперь здесь.").await;
    hears(&olena, "This office goes on elsewhere").await;
    for person in [olena, taras, petro, maria] {
        person.leaves_content().await;
    }
}

#[tokio::test]
async fn a_backup_takes_the_office_from_one_browser_to_another() {
    let world = World::start().await;
    let olena = world.person("olena", Setting::desktop("en")).await;
    founds(&olena, &world.charter_link(), "Our people").await;
    // The file as it reaches the downloads, in the page's own memory.
    let noted = "const made = URL.createObjectURL; URL.createObjectURL = (blob) => { \
                 blob.arrayBuffer().then((bytes) => { window.saved = [...new Uint8Array(bytes)] }); return made(blob) }";
    olena.asks(noted).await;
    olena.press("Office").await;
    olena.types("Passphrase", "four quiet words here").await;
    olena.types("The passphrase once more", "four quiet words here").await;
    olena.press("Make a backup").await;
    olena.sees("The backup is in your downloads.").await;
    let saved = olena.window().awaits("return window.saved").await.expect("the browser was given a file");
    let saved: Vec<u8> = serde_json::from_value(saved).unwrap();
    let file = world.path("porchlight-office.backup");
    std::fs::write(&file, saved).unwrap();

    let petro = world.person("petro", Setting::phone("en")).await;
    petro.visit(&format!("{}/desk.html", world.origin())).await;
    petro.press("Open a backup").await;
    petro.find("field", "Backup file").await.send_keys(file.to_str().unwrap()).await.unwrap();
    petro.types("Passphrase", "four quiet words here").await;
    petro.press("Take the office up").await;
    petro.sees("The office of Our people goes on here.").await;
    posts(&petro, "The day passed relatively calmly.").await;
    hears(&olena, "This office goes on elsewhere").await;
    for person in [olena, petro] {
        person.leaves_content().await;
    }
}

/// Opens a link that hands an office over, and takes it; gives the new phrase.
async fn takes_over(person: &Person, link: &str) -> Vec<String> {
    person.visit(link).await;
    person.press("Take the office over").await;
    let phrase = writes_down(person).await;
    person.sees("You are the liaison of Our people now.").await;
    phrase
}
