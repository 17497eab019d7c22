//! An office that goes from browser to browser, and from liaison to liaison: by phrase, by backup, by a link. Without a browser.

mod desk_world;

use desk_world::{Clerk, founded};
use porchlight_client::{Done, Task};
use porchlight_language::{Language, words};
use porchlight_screen::desk::{HOLD_SECONDS, Message, View};
use porchlight_tests::screen::{all, attribute, buttons, by_id};
use porchlight_tests::world::{Person, RELAY_NAME, World};

const CALM: &str = "calm: The day passed relatively calmly.";
const PASSPHRASE: &str = "four quiet words here";

/// A group of which the phrase is known.
fn with_phrase(world: &mut World) -> (Clerk, String) {
    let mut office = world.liaison_before_founding();
    let Ok(Done::Founded { phrase }) = world.task(&mut office, Task::Found) else { panic!("the group is founded") };
    let mut clerk = Clerk::new(Language::English);
    clerk.office = Some(office);
    (clerk, words::phrase(phrase.as_bytes(), Language::English))
}

fn posts(clerk: &mut Clerk, world: &mut World) {
    clerk.does(world, Message::Go(View::Desk));
    clerk.presses(world, CALM);
    clerk.sends(world, "Send");
    clerk.waits(world, HOLD_SECONDS);
    clerk.connects(world);
}

#[test]
fn a_phrase_takes_the_office_up_in_another_browser_and_a_wrong_word_is_named() {
    let mut world = World::new(601);
    let (mut lost, phrase) = with_phrase(&mut world);
    posts(&mut lost, &mut world);

    let mut clerk = Clerk::new(Language::Russian);
    clerk.presses(&mut world, "Ввести фразу восстановления");
    clerk.types(&mut world, "server", RELAY_NAME);
    clerk.sends(&mut world, "Восстановить");
    assert!(clerk.words(&world).contains("Во фразе восстановления слов 24, а здесь 0") && clerk.focuses("word-1"));
    // All of it at once, as it was written down, in another language than that of the page.
    let written: Vec<_> = phrase.split(' ').enumerate().map(|(index, word)| format!("{}. {word}", index + 1)).collect();
    clerk.types(&mut world, "word-1", &written.join("\n"));
    clerk.types(&mut world, "word-7", "qqq");
    clerk.sends(&mut world, "Восстановить");
    assert!(clerk.words(&world).contains("Слово 7 фразы") && clerk.focuses("word-7"));
    clerk.types(&mut world, "word-7", phrase.split(' ').nth(6).unwrap());
    clerk.sends(&mut world, "Восстановить");
    assert!(clerk.words(&world).contains("Рабочее место восстанавливается"));
    clerk.connects(&mut world);
    let said = clerk.words(&world);
    assert!(said.contains("Рабочее место группы Relatives of the third company теперь здесь."), "{said}");
    clerk.does(&mut world, Message::Language(Language::English));
    posts(&mut clerk, &mut world);
    assert!(clerk.words(&world).contains("is posted"));

    // The machine that was thought lost: it says so, and how it is cured.
    lost.does(&mut world, Message::Do(porchlight_screen::desk::Deed::Choose("calm".into())));
    lost.sends(&mut world, "Send");
    lost.waits(&mut world, HOLD_SECONDS);
    lost.connects(&mut world);
    let said = lost.words(&world);
    assert!(said.contains("This office goes on elsewhere"), "{said}");
    assert!(!buttons(&lost.sees(&world)).iter().any(|button| button == "Desk"));
    lost.presses(&mut world, "Remove the office from this browser");
    lost.presses(&mut world, "Remove it here");
    assert!(lost.office.is_none() && lost.words(&world).contains("Found a new group"));
}

#[test]
fn a_copy_that_posts_beside_the_office_is_told_with_its_cure() {
    let mut world = World::new(602);
    let mut clerk = founded(&mut world, Language::English);
    clerk.connects(&mut world);
    let mut copy = Clerk::new(Language::English);
    copy.office = Person::with_disk_of(clerk.office.as_ref().unwrap(), 7);
    posts(&mut clerk, &mut world);
    posts(&mut copy, &mut world);
    let said = copy.words(&world);
    assert!(said.contains("This office runs twice") && said.contains("The cure: go on only where"), "{said}");
}

#[test]
fn a_backup_made_here_opens_in_another_browser_and_only_with_its_passphrase() {
    let mut world = World::new(603);
    let mut clerk = founded(&mut world, Language::English);
    clerk.connects(&mut world);
    clerk.presses(&mut world, "Office");
    clerk.types(&mut world, "passphrase", "short");
    clerk.sends(&mut world, "Make a backup");
    assert!(clerk.words(&world).contains("Use at least 12 characters.") && clerk.focuses("passphrase"));
    clerk.types(&mut world, "passphrase", PASSPHRASE);
    clerk.types(&mut world, "passphrase-again", "four quiet words there");
    clerk.sends(&mut world, "Make a backup");
    assert!(clerk.words(&world).contains("The two are not the same.") && clerk.focuses("passphrase-again"));
    clerk.types(&mut world, "passphrase-again", PASSPHRASE);
    clerk.sends(&mut world, "Make a backup");
    assert!(clerk.words(&world).contains("The backup is being made."));
    assert!(!clerk.sees(&world).to_html().contains(PASSPHRASE), "no tree ever holds it");
    clerk.connects(&mut world);
    clerk.presses(&mut world, "Desk");
    assert!(clerk.words(&world).contains("The backup is in your downloads."));
    let file = clerk.downloads.pop().unwrap();

    let mut other = Clerk::new(Language::English);
    other.presses(&mut world, "Open a backup");
    other.does(&mut world, Message::File(file.clone().into()));
    other.types(&mut world, "passphrase", "four quiet words there");
    other.sends(&mut world, "Take the office up");
    assert!(other.words(&world).contains("This is another passphrase.") && other.focuses("passphrase"));
    let mut damaged = file.clone();
    *damaged.last_mut().unwrap() ^= 1;
    other.does(&mut world, Message::File(damaged.into()));
    other.types(&mut world, "passphrase", PASSPHRASE);
    other.sends(&mut world, "Take the office up");
    assert!(other.words(&world).contains("This backup is damaged"));
    other.does(&mut world, Message::File(b"Dear mother".to_vec().into()));
    other.types(&mut world, "passphrase", PASSPHRASE);
    other.sends(&mut world, "Take the office up");
    assert!(other.words(&world).contains("This file is no backup."));
    other.does(&mut world, Message::File(file.into()));
    other.types(&mut world, "passphrase", PASSPHRASE);
    other.sends(&mut world, "Take the office up");
    other.connects(&mut world);
    posts(&mut other, &mut world);
    assert!(other.words(&world).contains("is posted"), "{}", other.words(&world));
}

#[test]
fn a_handover_shows_its_link_until_it_is_given_away() {
    let mut world = World::new(604);
    let mut clerk = founded(&mut world, Language::English);
    clerk.connects(&mut world);
    clerk.presses(&mut world, "Office");
    clerk.presses(&mut world, "Make the link for the next liaison");
    clerk.presses(&mut world, "Make the link");
    clerk.connects(&mut world);
    clerk.reloads(&mut world);
    clerk.presses(&mut world, "Office");
    let screen = clerk.sees(&world);
    assert!(screen.to_words().contains("Whoever opens it first has this office"));
    let link = all(&screen).into_iter().find(|element| attribute(element, "class") == Some("link")).unwrap().to_words();
    clerk.presses(&mut world, "I have given it away; do not show it again");
    assert!(!clerk.sees(&world).to_html().contains(&link));
    assert!(clerk.words(&world).contains("A link for the next liaison is out and not used yet."));

    let mut next = Clerk::new(Language::English);
    next.does(&mut world, Message::LinkCame(link.into()));
    assert_eq!(
        by_id(&next.sees(&world), "heading").map(|heading| heading.to_words()).as_deref(),
        Some("Take over with a link")
    );
    next.sends(&mut world, "Take the office over");
    next.connects(&mut world);
    assert!(next.words(&world).contains("The recovery phrase of this office"), "{}", next.words(&world));

    clerk.connects(&mut world);
    let said = clerk.words(&world);
    assert!(
        said.contains("This office goes on elsewhere") && said.contains("This office has been handed over"),
        "{said}"
    );
}

#[test]
fn deputies_are_empowered_by_name_and_dismissed_in_two_steps() {
    let mut world = World::new(605);
    let mut clerk = founded(&mut world, Language::English);
    clerk.connects(&mut world);
    clerk.presses(&mut world, "Office");
    clerk.types(&mut world, "deputy", "Olena");
    clerk.sends(&mut world, "Make a deputy's link");
    clerk.connects(&mut world);
    assert!(clerk.words(&world).contains("Link for Olena, your deputy."));
    clerk.presses(&mut world, "I have given it away; do not show it again");
    clerk.types(&mut world, "deputy", "Olena");
    clerk.sends(&mut world, "Make a deputy's link");
    clerk.connects(&mut world);
    assert!(clerk.words(&world).contains("There already is a deputy «Olena».") && clerk.focuses("deputy"));
    clerk.presses(&mut world, "Dismiss");
    assert!(clerk.words(&world).contains("Dismiss Olena?"));
    clerk.presses(&mut world, "Dismiss");
    clerk.connects(&mut world);
    assert!(clerk.words(&world).contains("There is no deputy."));
}

#[test]
fn an_invite_opened_here_says_where_it_belongs() {
    let mut world = World::new(606);
    let mut clerk = founded(&mut world, Language::English);
    let link = world.invite(clerk.office(), "Bondar", porchlight_client::History::Latest);
    let mut other = Clerk::new(Language::English);
    other.does(&mut world, Message::LinkCame(link.into()));
    assert!(other.words(&world).contains("This link invites a family"));
    other.presses(&mut world, "Take over with a link");
    other.types(&mut world, "link", "https://relay.example/#AQ");
    other.sends(&mut world, "Take the office over");
    assert!(other.words(&world).contains("This link is damaged.") && other.focuses("link"));
}
