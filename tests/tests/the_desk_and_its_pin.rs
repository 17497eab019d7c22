//! A PIN before the desk: set, locked again at a press, and forgotten. Without a browser.

mod desk_world;

use desk_world::{assert_in_order, founded};
use porchlight_language::Language;
use porchlight_screen::desk::{Deed, Message, Place, Setting, Wish};
use porchlight_screen::pin::PIN_CHARACTERS_MAX;
use porchlight_tests::screen::buttons;
use porchlight_tests::world::World;

#[test]
fn a_pin_is_neither_too_short_nor_too_long_nor_typed_in_two_ways() {
    let mut world = World::new(541);
    let mut clerk = founded(&mut world, Language::English);
    clerk.presses(&mut world, "Settings");
    let long = "9".repeat(PIN_CHARACTERS_MAX + 1);
    for (new, again, field, said) in [
        ("48291", "48291", "pin-new", "Use at least six digits."),
        (&*long, &*long, "pin-new", "Use at most 128 characters."),
        ("482913", "482914", "pin-again", "The two are not the same."),
    ] {
        clerk.types(&mut world, "pin-new", new);
        clerk.types(&mut world, "pin-again", again);
        clerk.does(&mut world, Message::Do(Deed::Set(Setting::Pin)));
        assert!(clerk.words(&world).contains(said) && clerk.focuses(field), "{}", clerk.words(&world));
    }
    clerk.types(&mut world, "pin-new", "482913");
    clerk.types(&mut world, "pin-again", "482913");
    clerk.does(&mut world, Message::Do(Deed::Set(Setting::Pin)));
    assert!(matches!(clerk.wished.last(), Some(Wish::SetPin { present: None, new }) if **new == "482913"));
}

#[test]
fn a_desk_that_has_a_pin_is_locked_again_at_a_press() {
    let mut world = World::new(542);
    let mut clerk = founded(&mut world, Language::English);
    clerk.presses(&mut world, "Settings");
    assert!(!buttons(&clerk.sees(&world)).iter().any(|button| button == "Lock now"));
    clerk.abilities.has_pin = true;
    clerk.presses(&mut world, "Lock now");
    assert!(matches!(clerk.wished.last(), Some(Wish::Lock)));
}

#[test]
fn who_has_forgotten_the_pin_is_told_the_way_out_and_what_it_costs() {
    let mut world = World::new(543);
    let mut clerk = founded(&mut world, Language::English);
    clerk.instead = Some(Place::Locked { until: None });
    assert_in_order(&clerk.words(&world), &["The desk is locked", "Your PIN", "Forgotten the PIN?"]);
    clerk.presses(&mut world, "Remove everything from this browser");
    assert!(clerk.office.is_some() && clerk.focuses("danger"));
    assert!(clerk.words(&world).contains("the groups that you read as a relative in this browser go with it"));
    clerk.presses(&mut world, "Remove everything");
    assert!(clerk.office.is_none() && clerk.words(&world).contains("Found a new group"));
}
