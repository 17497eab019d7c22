//! A liaison at the desk, in English: the steps that every story needs, done by pressing what stands on the screen.

use tokio::time::Instant;

use super::{PATIENCE, Person, glance};

/// Opens the operator's link, founds a group, writes the recovery phrase down and proves it; gives the phrase.
pub async fn founds(liaison: &Person, charter_link: &str, group: &str) -> Vec<String> {
    liaison.visit(charter_link).await;
    liaison.types("Name of the group", group).await;
    liaison.press("Found the group").await;
    let phrase = writes_down(liaison).await;
    liaison.sees(group).await;
    phrase
}

/// Reads the phrase from the screen and answers what is asked of it.
pub async fn writes_down(liaison: &Person) -> Vec<String> {
    liaison.sees("The recovery phrase of this office").await;
    let words = "return [...document.querySelectorAll('ol.phrase li')].map((word) => word.innerText.trim())";
    let words = liaison.asks(words).await;
    let words: Vec<String> = serde_json::from_value(words).unwrap();
    assert_eq!(words.len(), 24, "{words:?}");
    liaison.press("I have written it down").await;
    liaison.sees("Read these words from your paper").await;
    let asked = "return [...document.querySelectorAll('main label')].map((label) => label.innerText.trim())";
    for label in serde_json::from_value::<Vec<String>>(liaison.asks(asked).await).unwrap() {
        let number: usize = label.rsplit(' ').next().unwrap().parse().unwrap();
        liaison.types(&label, words[number - 1].as_str()).await;
    }
    liaison.press("Check").await;
    liaison.sees_no_more("Read these words from your paper").await;
    words
}

/// Makes a link for a family, and reads it from the sheet.
pub async fn invites(liaison: &Person, family: &str) -> String {
    liaison.press("Families").await;
    liaison.press("Invite a family").await;
    liaison.types("Name of the family", family).await;
    liaison.press("Make the link").await;
    liaison.sees("Give this link to nobody else").await;
    link(liaison).await
}

/// The link that stands on the screen.
pub async fn link(person: &Person) -> String {
    let link = person.window().awaits("return document.querySelector('p.link')?.innerText.trim()").await;
    link.expect("a link stands on the screen").as_str().unwrap().to_owned()
}

/// Posts an update by one of the large buttons, and does not wait for the time in which it could be taken back.
pub async fn posts(liaison: &Person, label: &str) {
    liaison.press("Desk").await;
    liaison.press(label).await;
    liaison.press("Send").await;
    sends_now(liaison).await;
    is_through(liaison).await;
}

/// Writes to a family in the liaison's own words.
pub async fn tells(liaison: &Person, family: &str, text: &str) {
    liaison.press("Tell a family").await;
    liaison.chooses("Family", family).await;
    liaison.chooses("What it says", "A message from the liaison.").await;
    liaison.types("Your own words", text).await;
    liaison.press("Send").await;
    sends_now(liaison).await;
    is_through(liaison).await;
}

/// Sends what is held back.
pub async fn sends_now(liaison: &Person) {
    liaison.sees("Not sent yet").await;
    liaison.press("Send now").await;
    liaison.sees_no_more("Not sent yet").await;
}

/// Nothing waits any more.
pub async fn is_through(liaison: &Person) {
    let end = Instant::now() + PATIENCE;
    loop {
        // In one look: between two of several, what is sent waits for a moment.
        let text = liaison.text().await;
        if !["Being saved", "Being sent", "Waits for the network"].iter().any(|heading| text.contains(heading)) {
            return;
        }
        assert!(Instant::now() < end, "{} is not through:\n{text}", liaison.name);
        glance().await;
    }
}

/// Asks the server, now.
pub async fn refreshes(liaison: &Person) {
    liaison.press("Ask the server now").await;
}

/// Asks the server until this stands on the desk: a phone says what it has to say at a time of its own.
pub async fn hears(liaison: &Person, text: &str) {
    let end = Instant::now() + PATIENCE;
    while !liaison.is_seeing(text).await {
        assert!(Instant::now() < end, "{} does not hear {text:?}:\n{}", liaison.name, liaison.text().await);
        // While it is being asked, or where nothing more is to be asked, there is no such button.
        liaison.presses_what_is_there("Ask the server now").await;
        glance().await;
    }
}
