//! `cargo xtask demo`: the story's whole day in one terminal, against a real relay process.

mod disk;
mod stage;

use jiff::{ToSpan, Zoned, civil::Date};

use crate::{process, trouble::Trouble};
use stage::Stage;

/// Family, its language, and how the story introduces it.
const FAMILIES: [(&str, &str, &str); 3] = [
    ("Kovalenko", "uk", "a mother who reads Ukrainian"),
    ("Bondar", "ru", "a wife who reads Russian"),
    ("Shevchuk", "en", "a brother abroad who reads English, and who will be away for forty days"),
];
const MORNINGS: [&str; 4] = ["unchanged", "calm", "no-negative", "negative-telling"];
const DAYS_AWAY: i64 = 40;
const PRIVATE_TEXT: &str = "He was moved to the hospital in Dnipro. Call me on 12.";
const GROUP: &str = "Relatives of the third company";

/// Builds the programs and plays the day.
pub(crate) fn run() -> Result<(), Trouble> {
    process::run(&mut process::cargo([
        "build",
        "--quiet",
        "--package",
        "porchlight-relay",
        "--package",
        "porchlight-cli",
        "--bins",
    ]))?;
    let mut stage = Stage::set(&process::programs_directory()?)?;
    let today = today();
    found(&mut stage)?;
    mornings(&mut stage, today)?;
    a_private_word(&mut stage)?;
    forty_days(&mut stage, today)?;
    stage.say("Last, the relay's disk: all that a thief, or a court, would find on it.");
    disk::report(stage.data(), &said_in_the_story())
}

/// The day on which the story ends.
#[expect(clippy::disallowed_methods, reason = "the story ends on the day on which it is played")]
fn today() -> Date {
    Zoned::now().date()
}

fn found(stage: &mut Stage) -> Result<(), Trouble> {
    stage.say("A relay is running. Its operator gives the liaison a charter; the liaison founds a group.");
    let charter = stage.charter()?;
    let relay = stage.relay_url();
    stage.liaison(&["create", "--relay", &relay, "--charter", &charter, "--name", GROUP])?;
    stage.say("The liaison invites three families, each by a link of its own. Nobody registers anything.");
    for (family, language, introduction) in FAMILIES {
        stage.say(&format!("{family}: {introduction}."));
        let link = stage.invite(family)?;
        stage.family(family, language, &["join", &link])?;
    }
    stage.say("At the liaison's next command the claims are taken in: private messages can reach everybody now.");
    stage.liaison(&["families"])
}

fn mornings(stage: &mut Stage, today: Date) -> Result<(), Trouble> {
    stage.say("Four mornings, one impersonal line each. The last one is the bad one.");
    for (days_before, code) in (0..4).rev().zip(MORNINGS) {
        let as_of = today.saturating_sub((DAYS_AWAY + days_before).days());
        stage.liaison(&["post", code, "--as-of", &as_of.to_string()])?;
    }
    stage.say("Two families read. Both see the same four lines, each in its own language.");
    for (family, language, _) in &FAMILIES[..2] {
        stage.family(family, language, &["read"])?;
    }
    Ok(())
}

fn a_private_word(stage: &mut Stage) -> Result<(), Trouble> {
    stage.say("Now the liaison tells one family what concerns it alone, and then the group that all are told.");
    stage.liaison(&["tell", "Bondar", "--code", "wounded", "--text", PRIVATE_TEXT])?;
    stage.liaison(&["post", "negative-told"])?;
    stage.say("Bondar reads it; Kovalenko's device proves that nothing was for them.");
    for (family, language, _) in &FAMILIES[..2] {
        stage.family(family, language, &["read"])?;
    }
    Ok(())
}

fn forty_days(stage: &mut Stage, today: Date) -> Result<(), Trouble> {
    stage.say(&format!("Shevchuk has read nothing. {DAYS_AWAY} more days pass, four lines a day."));
    let posts = DAYS_AWAY * MORNINGS.len() as i64;
    for day in 0..DAYS_AWAY {
        let as_of = today.saturating_sub((DAYS_AWAY - 1 - day).days());
        for (index, code) in (1..).zip(MORNINGS) {
            stage.progress("posted", day * MORNINGS.len() as i64 + index, posts);
            stage.liaison_quietly(&["post", code, "--as-of", &as_of.to_string()])?;
        }
    }
    stage.say("Shevchuk is back, and reads it all in one go.");
    let (family, language, _) = FAMILIES[2];
    stage.family(family, language, &["read"])
}

/// What nobody but the members may ever find.
fn said_in_the_story() -> Vec<String> {
    let families = FAMILIES.iter().map(|(family, ..)| (*family).to_owned());
    let words = MORNINGS.iter().chain(&["negative-told", "wounded"]).map(|code| (*code).to_owned());
    families.chain(words).chain([GROUP.to_owned(), PRIVATE_TEXT.to_owned(), "hospital".to_owned()]).collect()
}
