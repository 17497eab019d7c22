//! The liaison names another relay: devices dial it from their next session on, and nobody follows a name that cannot be dialled.

use porchlight_client::Task;
use porchlight_sealing::Profile;
use porchlight_tests::world::{RELAY_NAME, World, profile};

const ELSEWHERE: &str = "porch.example:8444";

#[test]
fn a_device_dials_where_the_liaison_says_from_its_next_session_on() {
    let mut world = World::new(1);
    let mut liaison = world.liaison();
    let mut device = world.family(&mut liaison, "Bondar");
    assert_eq!(device.party().relay(), RELAY_NAME);
    world.session_for(&mut liaison, Task::Profile(Profile { relay: ELSEWHERE.into(), ..profile() }));
    assert_eq!(device.party().relay(), RELAY_NAME, "it has not read it yet");
    world.read(&mut device);
    assert_eq!(device.party().relay(), ELSEWHERE);
    let mut later = device.restart(1).expect("the device has saved");
    assert_eq!(later.party().relay(), ELSEWHERE);
}

#[test]
fn a_profile_that_names_no_relay_or_nonsense_moves_nobody() {
    for nonsense in ["", "https://porch.example/", "porch example", "porch.example:0", "[porch"] {
        let mut world = World::new(2);
        let mut liaison = world.liaison();
        let mut device = world.family(&mut liaison, "Bondar");
        world.session_for(&mut liaison, Task::Profile(Profile { relay: nonsense.into(), ..profile() }));
        world.read(&mut device);
        assert_eq!(device.party().relay(), RELAY_NAME, "{nonsense:?}");
        assert_eq!(device.party().profile().map(|profile| profile.relay.as_str()), Some(nonsense), "it was read");
    }
}
