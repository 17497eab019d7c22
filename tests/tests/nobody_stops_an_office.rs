//! Nobody stops an office: neither a family by its own devices, nor a member or a reader, nor who had the key once, nor a clock.

use porchlight_client::{Act, Device, Failure, History, Liaison, LiaisonEvent, Recovery, Saved, Task};
use porchlight_protocol::limits::INBOX_MESSAGES_MAX;
use porchlight_protocol::{Ask, Challenge, DropTag, FeedId, InboxBlob, Label, Request, VaultPiece};
use porchlight_sealing::{Link, LinkSecret, Mandate, PostingSecret, Secret};
use porchlight_tests::world::{DAY, Person, RELAY_NAME, World};

fn post_task(world: &World, code: &str) -> Task {
    Task::Post { code: code.into(), as_of: world.today(), next_by: None, corrects: None }
}

fn failure_of_post(world: &mut World, liaison: &mut Person<Liaison>) -> Option<Failure> {
    liaison.events();
    let task = post_task(world, "calm");
    match world.task(liaison, task) {
        Err(LiaisonEvent::Failed(failure)) => Some(failure),
        Ok(_) | Err(_) => None,
    }
}

/// Makes a device ask for a link of the attacker's choice: 32 bytes of its own state, and an honest client for the rest.
fn asks_for(device: &mut Person<Device>, world: &mut World, secret: &LinkSecret) -> Person<Device> {
    let now = world.now;
    let drawn = device.party().add_device(now).expect("it may");
    device.settle(now);
    let mut disk = device.disk_bytes().expect("it has saved");
    let drawn = drawn.secret.secret().as_bytes();
    let at = disk.windows(32).position(|window| window == drawn).expect("it is kept");
    disk[at..at + 32].copy_from_slice(secret.secret().as_bytes());
    let random = Box::new(world.random());
    let disk = Saved { state: disk.into(), roster: None };
    Person::new(Device::restore(&disk, random).unwrap_or_else(|_| panic!("it is a device's state")))
}

/// Nobody is hostile: a family's second device came by a link that the family asked for, and is removed within 14 days.
#[test]
fn removing_a_device_that_a_family_added_itself_does_not_stop_the_office() {
    let mut world = World::new(1);
    let mut liaison = world.liaison();
    let mut mother = world.family(&mut liaison, "Bondar");
    let now = world.now;
    let link = mother.party().add_device(now).expect("it may").to_text().to_string();
    world.wait(60);
    world.read(&mut mother);
    world.session_for(&mut liaison, Task::Families);
    let mut son = world.join(&link);
    world.session_for(&mut liaison, Task::Families);
    world.read(&mut son);
    assert!(son.party().is_confirmed());
    let removed = world.task(&mut liaison, Task::Remove { family: "Bondar".into(), device: Some(2) });
    assert!(removed.is_ok());
    world.wait(DAY);
    world.post(&mut liaison, "calm");
    // The mother's phone says in each report what it has to say, the link that it asked for included.
    world.read(&mut mother);
    for day in 1..=3 {
        world.wait(DAY);
        let failed = failure_of_post(&mut world, &mut liaison);
        assert_eq!(failed, None, "day {day}: the office cannot post");
    }
}

/// The same where the added device says goodbye: two devices of one family do it whenever they like.
#[test]
fn a_device_that_was_added_and_leaves_does_not_stop_the_office() {
    let mut world = World::new(2);
    let mut liaison = world.liaison();
    let mut mother = world.family(&mut liaison, "Bondar");
    let now = world.now;
    let link = mother.party().add_device(now).expect("it may").to_text().to_string();
    world.wait(60);
    world.read(&mut mother);
    world.session_for(&mut liaison, Task::Families);
    let mut son = world.join(&link);
    world.session_for(&mut liaison, Task::Families);
    world.read(&mut son);
    son.party().leave().expect("it may");
    world.wait(60);
    world.read(&mut son);
    world.session_for(&mut liaison, Task::Families);
    world.wait(DAY);
    world.post(&mut liaison, "calm");
    world.read(&mut mother);
    let mut stopped = Vec::new();
    for day in 1..=20 {
        world.wait(DAY);
        if let Some(failure) = failure_of_post(&mut world, &mut liaison) {
            stopped.push((day, failure));
        }
    }
    assert!(stopped.is_empty(), "{stopped:?}");
}

/// One hostile member, alone: asks the liaison to open the very link by which it came.
#[test]
fn a_member_who_asks_for_its_own_used_link_does_not_stop_the_office() {
    let mut world = World::new(20);
    let mut liaison = world.liaison();
    let link = world.invite(&mut liaison, "Bondar", History::Latest);
    let mut device = world.join(&link);
    world.session_for(&mut liaison, Task::Families);
    world.read(&mut device);
    let own = Link::parse(&link).expect("a good link").secret;
    let mut hostile = asks_for(&mut device, &mut world, &own);
    world.wait(60);
    world.read(&mut hostile);
    world.wait(DAY);
    assert_eq!(failure_of_post(&mut world, &mut liaison), None);
}

/// The same with the unclaimed link of another family, which somebody forwarded.
#[test]
fn a_member_who_asks_for_another_familys_open_link_does_not_stop_the_office() {
    let mut world = World::new(21);
    let mut liaison = world.liaison();
    let mut device = world.family(&mut liaison, "Bondar");
    let link = world.invite(&mut liaison, "Shevchuk", History::Latest);
    let theirs = Link::parse(&link).expect("a good link").secret;
    let mut hostile = asks_for(&mut device, &mut world, &theirs);
    world.wait(60);
    world.read(&mut hostile);
    world.wait(DAY);
    assert_eq!(failure_of_post(&mut world, &mut liaison), None);
}

/// Whoever comes by a link that a member has asked for as well is not taken in as one of that member's family.
#[test]
fn a_device_that_comes_by_its_familys_link_belongs_to_its_family() {
    let mut world = World::new(24);
    let mut liaison = world.liaison();
    let mut device = world.family(&mut liaison, "Bondar");
    let link = world.invite(&mut liaison, "Shevchuk", History::Latest);
    let theirs = Link::parse(&link).expect("a good link").secret;
    let mut hostile = asks_for(&mut device, &mut world, &theirs);
    world.wait(60);
    world.read(&mut hostile);
    world.session_for(&mut liaison, Task::Families);
    let mut shevchuk = world.join(&link);
    world.session_for(&mut liaison, Task::Families);
    world.session_for(&mut liaison, Task::Families);
    world.read(&mut shevchuk);
    let families: Vec<_> =
        liaison.party().families().into_iter().map(|family| (family.name, family.confirmed)).collect();
    assert_eq!(families, [("Bondar".to_owned(), 1), ("Shevchuk".to_owned(), 1)]);
}

/// The days of forty on which the office could not post, after a member asked for a link that was open already.
fn days_without_a_post(claims: bool, recovers: bool) -> Vec<(u32, Failure)> {
    let mut world = World::new(27);
    let (mut liaison, phrase) = world.liaison_with_phrase();
    let mut device = world.family(&mut liaison, "Bondar");
    // A link for the same family's second phone, which the liaison made and the member was given.
    let link = world.invite(&mut liaison, "Bondar", History::Latest);
    let theirs = Link::parse(&link).expect("a good link").secret;
    let mut hostile = asks_for(&mut device, &mut world, &theirs);
    world.wait(60);
    world.read(&mut hostile);
    world.session_for(&mut liaison, Task::Families);
    if claims {
        world.join(&link);
    }
    let mut failed = Vec::new();
    for day in 1..=40 {
        world.wait(DAY);
        if recovers && day == 20 {
            let recovery = Recovery::by_phrase(RELAY_NAME, &phrase, Box::new(world.random()));
            liaison = world.take_up(recovery).expect("the phrase is right");
            world.session_for(&mut liaison, Task::Recover);
        }
        if let Some(failure) = failure_of_post(&mut world, &mut liaison) {
            failed.push((day, failure));
        }
    }
    failed
}

#[test]
fn a_hostile_member_stops_no_turn() {
    for (claims, recovers) in [(false, false), (false, true), (true, false), (true, true)] {
        let failed = days_without_a_post(claims, recovers);
        assert!(failed.is_empty(), "claims {claims}, recovers {recovers}: {failed:?}");
    }
}

/// A reader fills the inbox, and one message more arrives while the liaison hears.
#[test]
fn a_flooded_inbox_does_not_keep_the_office_from_posting() {
    let mut world = World::new(3);
    let mut liaison = world.liaison();
    world.family(&mut liaison, "Bondar");
    let feed = world.feed(&mut liaison);
    let shelf = world.relay.store_mut().shelf_mut(&feed).expect("the feed exists");
    // As the relay itself would have it: 4,096 wait, and the flood goes on while pages are cleared.
    let first = shelf.inbox_span.last + 1;
    for number in first..=first + INBOX_MESSAGES_MAX as u64 {
        shelf.inbox.insert(number, Box::new(InboxBlob::new([7; 2_048])));
        shelf.inbox_span.last = number;
    }
    assert_eq!(failure_of_post(&mut world, &mut liaison), None, "whoever floods silences the liaison");
}

/// The liaison's clock was wrong for one session.
#[test]
fn a_clock_that_once_jumped_ahead_stops_neither_turns_nor_expiry() {
    let mut world = World::new(10);
    let mut liaison = world.liaison();
    let mut bondar = world.family(&mut liaison, "Bondar");
    let true_now = world.now;
    world.now += 10 * 365 * DAY;
    world.invite(&mut liaison, "Shevchuk", History::Latest);
    world.post(&mut liaison, "calm");
    world.now = true_now;
    liaison.events();
    let turned = |liaison: &mut Person<Liaison>| {
        liaison.party().log().filter(|entry| matches!(entry.act, Act::Turned { .. })).count()
    };
    let before = turned(&mut liaison);
    for _ in 0..100 {
        world.wait(DAY);
        world.post(&mut liaison, "calm");
        world.read(&mut bondar);
    }
    let turns = turned(&mut liaison) - before;
    let unexpired = liaison.party().invites().len();
    assert!(turns >= 14 && unexpired == 0, "{turns} turns in 100 days; {unexpired} links that should have expired");
}

/// Whoever once had the posting key leaves a vault of the highest version behind; the office changes hands since.
#[test]
fn a_vault_of_the_highest_version_does_not_stop_the_office_for_ever() {
    let mut world = World::new(22);
    let (mut liaison, _phrase) = world.liaison_with_phrase();
    world.family(&mut liaison, "Bondar");
    let link = world.empower(&mut liaison, Some("Olena"));
    let feed = world.feed(&mut liaison);
    let disk = liaison.disk_bytes().expect("it has saved");
    let posting = disk
        .windows(32)
        .filter_map(|window| window.try_into().ok().map(|seed| PostingSecret::new(Secret::new(seed))))
        .find(|key| FeedId::founded_by(&key.public()) == feed)
        .expect("the posting key is in the state");
    let mandate_vault_is_fetched = Mandate::parse(&link).expect("a good link");
    let random = Box::new(world.random());
    let mut deputy =
        world.take_up(Recovery::by_mandate(&mandate_vault_is_fetched, random)).expect("the mandate stands");

    // The thief's only act.
    let challenge = Challenge::new([7; 32]);
    let signed: [&[u8]; 3] = [challenge.as_bytes(), feed.as_bytes(), RELAY_NAME.as_bytes()];
    let signature = posting.sign(Label::Poster, &signed);
    let session = world.relay.open(RELAY_NAME, challenge);
    let today = world.today();
    let mut asks = vec![Ask::Hello { feed }, Ask::Prove { signature }];
    let tags: Vec<_> = (0..8).map(|tag| DropTag::new([tag; 32])).collect();
    for index in 0..4 {
        let piece = Box::new(VaultPiece::new([9; 8_192]));
        asks.push(Ask::PutVault { version: u64::MAX, tags: tags.clone(), count: 4, index, piece });
    }
    for (number, ask) in (0..).zip(asks) {
        let _answers = world.relay.handle(session, Request { number, ask }, today);
    }
    world.relay.close(session);

    // The owner's deputy takes the office over: the stolen key is worth nothing from here on.
    let accepted = world.task(&mut deputy, Task::Accept);
    let failed = match accepted {
        Err(LiaisonEvent::Failed(failure)) => Some(failure),
        Ok(_) | Err(_) => None,
    };
    let later = failure_of_post(&mut world, &mut deputy);
    assert_eq!((failed, later), (None, None));
}
