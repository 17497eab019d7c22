//! An office's roster is saved only where it changed, so that a post costs the same however many hear it; and the two parts are
//! never mixed.

use porchlight_client::{Liaison, Saved};
use porchlight_tests::world::{DAY, World};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;

fn is_taken_up(saved: &Saved) -> bool {
    Liaison::restore(saved, Box::new(ChaCha20Rng::seed_from_u64(1))).is_ok()
}

#[test]
fn a_post_leaves_the_roster_alone_and_a_private_message_does_not() {
    let mut world = World::new(41);
    let mut liaison = world.liaison();
    world.family(&mut liaison, "Bondar");
    world.family(&mut liaison, "Kovalenko");
    world.post(&mut liaison, "calm");

    let before = liaison.rosters_saved();
    for _ in 0..5 {
        world.wait(DAY / 4);
        world.post(&mut liaison, "calm");
    }
    assert_eq!(liaison.rosters_saved(), before);
    world.tell(&mut liaison, "Bondar", "in-contact", None);
    assert!(liaison.rosters_saved() > before, "it is kept where the family's chain stands");
}

#[test]
fn parts_of_two_saves_are_not_taken_up_together() {
    let mut world = World::new(42);
    let mut liaison = world.liaison();
    world.family(&mut liaison, "Bondar");
    let former = liaison.saved().expect("it has saved").clone();
    world.tell(&mut liaison, "Bondar", "in-contact", None);
    let latest = liaison.saved().expect("it has saved").clone();
    assert!(is_taken_up(&former) && is_taken_up(&latest));

    for (state, roster) in [(&former, &latest), (&latest, &former)] {
        let mixed = Saved { state: state.state.clone(), roster: roster.roster.clone() };
        assert!(!is_taken_up(&mixed), "its chains would be used twice");
    }
    assert!(!is_taken_up(&Saved { state: latest.state.clone(), roster: None }));
}

#[test]
fn a_machine_that_starts_again_keeps_what_it_did_not_save_anew() {
    let mut world = World::new(43);
    let mut liaison = world.liaison();
    world.family(&mut liaison, "Bondar");
    world.post(&mut liaison, "calm");
    let mut liaison = liaison.restart(2).expect("it has saved");
    world.post(&mut liaison, "calm");
    assert_eq!(liaison.rosters_saved(), 0);
    let mut liaison = liaison.restart(3).expect("it has saved");
    world.tell(&mut liaison, "Bondar", "in-contact", None);
    assert_eq!(liaison.party().families().len(), 1);
}
