//! What the page must not say: that others are late or silent, where it is the page that has not asked, or has no room.

use porchlight_client::History;
use porchlight_language::Language;
use porchlight_screen::family::{Line, Message, Shelf, ShelfTrouble, View, Wish};
use porchlight_tests::screen::{buttons, send};
use porchlight_tests::world::{DAY, World};

use crate::reader::{Reader, confirmed};

#[test]
fn nobody_is_called_late_before_the_server_was_asked() {
    let mut world = World::new(420);
    let mut liaison = world.liaison();
    let mut reader = confirmed(&mut world, &mut liaison, Language::English);
    world.post(&mut liaison, "calm");
    reader.connects(&mut world);

    // Opened again two days later: the next update may lie at the server.
    world.wait(2 * DAY);
    for (line, checked_at) in [
        (Line::Waiting, None),
        (Line::Dialling, None),
        (Line::Reading, None),
        (Line::Elsewhere, None),
        (Line::Reading, Some(world.now - 2 * DAY)),
    ] {
        (reader.line, reader.checked_at) = (line, checked_at);
        let said = reader.words(&world);
        assert!(
            said.contains("Not checked yet") && said.contains("This says nothing about anyone."),
            "{line:?}: {said}"
        );
        assert!(!said.contains("Update late") && !said.contains("No update has come"), "{line:?}: {said}");
    }

    // The line broke off after everything was read: what is known stays known.
    for (line, checked_at) in
        [(Line::Following, None), (Line::Waiting, Some(world.now)), (Line::Dialling, Some(world.now))]
    {
        (reader.line, reader.checked_at) = (line, checked_at);
        assert!(reader.words(&world).contains("Update late, since"), "{line:?}");
    }
}

#[test]
fn a_phone_without_room_says_so_and_never_that_the_liaison_is_late() {
    let mut world = World::new(421);
    let mut liaison = world.liaison();
    let mut reader = confirmed(&mut world, &mut liaison, Language::English);
    world.post(&mut liaison, "calm");
    reader.connects(&mut world);
    reader.line = Line::Halted(ShelfTrouble::Full);
    reader.does(&mut world, Message::NotKept(ShelfTrouble::Full));
    reader.does(&mut world, Message::Hide);

    for days in [0, 2] {
        world.wait(days * DAY);
        let said = reader.words(&world);
        assert!(said.contains("Nothing new can be kept") && said.contains("no room left on this phone"), "{said}");
        assert!(!said.contains("Update late") && !said.contains("Up to date"), "{said}");
    }
    reader.presses(&mut world, "Try again now");
    assert!(matches!(reader.wished.last(), Some(Wish::TryAgain(_))));
}

#[test]
fn a_tab_that_does_not_run_the_group_removes_nothing() {
    let mut world = World::new(422);
    let mut liaison = world.liaison();
    let mut reader = confirmed(&mut world, &mut liaison, Language::English);
    reader.line = Line::Elsewhere;
    reader.does(&mut world, Message::Open(View::Leave));
    assert_eq!(buttons(&reader.sees(&world)).iter().filter(|name| name.contains("Leave")).count(), 0);
    reader.presses(&mut world, "Use it here");
    assert!(matches!(reader.wished.last(), Some(Wish::TakeOver(_))));

    let mut joining = Reader::new(Language::English);
    let link = world.invite(&mut liaison, "Smith", History::Latest);
    joining.does(&mut world, Message::LinkCame(link.into()));
    joining.line = Line::Elsewhere;
    assert!(!buttons(&joining.sees(&world)).contains(&"Use another link".to_owned()));

    reader.does(&mut world, Message::Elsewhere);
    assert!(reader.words(&world).contains("open in another tab"), "what cannot be done here is said");
}

#[test]
fn a_goodbye_that_could_not_be_kept_can_be_said_again() {
    let mut world = World::new(423);
    let mut liaison = world.liaison();
    let mut reader = confirmed(&mut world, &mut liaison, Language::English);
    reader.does(&mut world, Message::Open(View::Leave));
    reader.presses(&mut world, "Leave, and remove everything of this group");
    assert!(reader.words(&world).contains("Telling the liaison that you leave"));
    reader.does(&mut world, Message::NotKept(ShelfTrouble::Full));
    assert!(buttons(&reader.sees(&world)).contains(&"Leave, and remove everything of this group".to_owned()));
}

#[test]
fn a_link_that_came_by_itself_does_not_take_the_place_of_what_is_read_here() {
    let mut world = World::new(424);
    let (mut liaison, mut stranger) = (world.liaison(), world.liaison());
    world.post(&mut liaison, "calm");
    let mut reader = confirmed(&mut world, &mut liaison, Language::English);
    let link = world.invite(&mut stranger, "Bondar", History::Latest);
    reader.does(&mut world, Message::LinkCame(link.into()));
    assert_eq!(reader.devices.len(), 1, "nothing is joined unasked");
    let said = reader.words(&world);
    assert!(
        said.contains("another group, at the server relay.example") && said.contains("only if your liaison"),
        "{said}"
    );
    reader.presses(&mut world, "Back");
    assert!(reader.words(&world).contains("The day passed relatively calmly."));

    let link = world.invite(&mut stranger, "Bondar", History::Latest);
    reader.does(&mut world, Message::LinkCame(link.into()));
    let opened = send(&reader.sees(&world), "Open");
    reader.does(&mut world, opened);
    assert_eq!(reader.devices.len(), 2, "a word is enough");
}

#[test]
fn whoever_removes_everything_is_told_that_an_office_goes_too() {
    let mut world = World::new(425);
    let mut reader = Reader::new(Language::English);
    reader.has_office = true;
    for shelf in [Shelf::Open { has_pin: false, evicted: 0 }, Shelf::Locked { until: None }] {
        reader.shelf = shelf;
        reader.does(&mut world, Message::Open(View::Settings));
        reader.presses(&mut world, "Remove everything from this browser");
        assert!(reader.words(&world).contains("A group’s desk is kept in this browser, too"), "{shelf:?}");
        reader.has_office = false;
        assert!(!reader.words(&world).contains("desk"), "{shelf:?}");
        reader.has_office = true;
    }
}
