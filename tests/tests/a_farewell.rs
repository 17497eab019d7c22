//! A device whose membership has ended is told so, by the liaison and by nobody else; it keeps what it has read.

use porchlight_client::{Device, DeviceEvent, Doubt, Ending, Finding, Reach, Standing, Task};
use porchlight_protocol::RelayFrame;
use porchlight_tests::world::{DAY, Person, Scribe, World, findings};

fn is_parting(events: &[DeviceEvent]) -> bool {
    matches!(events, [DeviceEvent::Removed, DeviceEvent::Ended(Ending::Removed)])
}

fn a_removed_device(seed: u64) -> (World, Scribe, Person<Device>) {
    let mut world = World::new(seed);
    let mut scribe = Scribe::found(&mut world);
    let mut device = scribe.join(&mut world);
    scribe.post(&mut world, "calm");
    scribe.tell(&mut world, "in-contact", None);
    world.read(&mut device);
    scribe.remove(0);
    scribe.turn(&mut world);
    scribe.post(&mut world, "unchanged");
    (world, scribe, device)
}

#[test]
fn a_removed_device_says_so_keeps_its_history_and_asks_the_relay_for_nothing_more() {
    let (mut world, _, mut device) = a_removed_device(1);
    let found_at = world.now;
    assert!(is_parting(&world.read(&mut device)));
    world.wait(30 * DAY);
    let mut device = device.restart(1).expect("it has saved");
    let mut frames = 0;
    let events = world.read_meddled(&mut device, &mut |frame| {
        frames += 1;
        vec![frame]
    });
    assert_eq!((events, frames), (vec![DeviceEvent::Ended(Ending::Removed)], 0));
    let party = device.party();
    assert!(party.is_removed() && !party.is_confirmed() && !party.is_link_disputed());
    assert_eq!((party.statuses().count(), party.notices().count()), (1, 1));
    assert_eq!(party.absence(), Err(Doubt::Removed));
    assert_eq!(party.standing(world.now, Reach::Unreachable), Standing::Removed, "nobody is called late");
    assert_eq!(party.standing_since(world.now, Reach::Reached), Some(found_at));
}

#[test]
fn the_familys_other_devices_stay() {
    let mut world = World::new(2);
    let mut liaison = world.liaison();
    let mut lost = world.family(&mut liaison, "Bondar");
    let mut kept = world.family(&mut liaison, "Bondar");
    assert!(world.task(&mut liaison, Task::Remove { family: "Bondar".into(), device: Some(1) }).is_ok());
    world.tell(&mut liaison, "Bondar", "in-contact", None);
    assert!(is_parting(&world.read(&mut lost)));
    assert_eq!(findings(&world.read(&mut kept)), []);
    assert_eq!(kept.party().notices().count(), 1);
}

#[test]
fn a_farewell_is_found_by_who_comes_epochs_later() {
    let (mut world, mut scribe, mut device) = a_removed_device(3);
    for _ in 0..5 {
        world.wait(7 * DAY);
        scribe.turn(&mut world);
        scribe.post(&mut world, "calm");
    }
    assert!(is_parting(&world.read(&mut device)));
}

#[test]
fn a_device_that_was_never_confirmed_is_taken_leave_of_under_its_link() {
    let mut world = World::new(4);
    let mut scribe = Scribe::found(&mut world);
    let link = scribe.invite(&mut world);
    let mut device = world.join(&link);
    scribe.remove(0);
    scribe.turn(&mut world);
    assert!(is_parting(&world.read(&mut device)));
}

#[test]
fn a_withheld_farewell_leaves_a_device_that_cannot_tell() {
    let (mut world, scribe, mut device) = a_removed_device(5);
    let shelf = world.relay.store_mut().shelf_mut(&scribe.feed).expect("the feed exists");
    let drops = std::mem::take(&mut shelf.drops);
    let events = world.read(&mut device);
    assert!(matches!(findings(&events)[..], [Finding::GrantMissing { .. }]));
    assert_eq!(events.last(), Some(&DeviceEvent::Ended(Ending::CannotTell)));
    assert!(!device.party().is_removed());
    world.relay.store_mut().shelf_mut(&scribe.feed).expect("it exists").drops = drops;
    assert!(is_parting(&world.read(&mut device)));
}

#[test]
fn nobody_but_the_key_in_force_can_take_leave_of_a_device() {
    let mut world = World::new(6);
    let mut scribe = Scribe::found(&mut world);
    let mut device = scribe.join(&mut world);
    world.read(&mut device);
    let mut stranger = world.random();
    let key = porchlight_sealing::PostingSecret::new(porchlight_sealing::Secret::draw(&mut stranger));
    let chain = scribe.members[0].grants.clone();
    scribe.turn(&mut world);
    let (tag, forged) = porchlight_sealing::farewell(&chain, &scribe.feed, &key, &mut stranger);
    let shelf = world.relay.store_mut().shelf_mut(&scribe.feed).expect("the feed exists");
    let honest =
        shelf.drops.get_mut(&tag).map(|(_, blob)| std::mem::replace(blob, forged)).expect("its grant is there");
    assert!(findings(&world.read(&mut device)).contains(&Finding::GrantForged));
    assert!(!device.party().is_removed());
    let shelf = world.relay.store_mut().shelf_mut(&scribe.feed).expect("the feed exists");
    shelf.drops.get_mut(&tag).expect("it is there").1 = honest;
    assert_eq!(findings(&world.read(&mut device)), []);
}

#[test]
fn a_device_that_dies_while_it_learns_of_its_removal_learns_of_it() {
    for outputs in 0.. {
        let (mut world, _, mut device) = a_removed_device(7);
        device.crash_after(outputs);
        world.session(&mut device);
        let has_crashed = device.has_crashed();
        let mut device = device.restart(outputs as u64).expect("it has saved");
        world.session_meddled(&mut device, &mut |frame: RelayFrame| vec![frame]);
        assert!(device.party().is_removed(), "after output {outputs}");
        assert!(device.events().contains(&DeviceEvent::Ended(Ending::Removed)));
        if !has_crashed {
            return;
        }
    }
}
