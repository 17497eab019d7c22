//! A relay throws away what the feed let it, and a device can tell that from what it threw away too early.

use porchlight_client::{Device, DeviceEvent, Doubt, Finding, Liaison, Task};
use porchlight_protocol::{RelayFrame, Reply};
use porchlight_sealing::Profile;
use porchlight_tests::world::{DAY, Person, Scribe, World, findings, profile};

/// A device that has read a first status.
fn a_family(mut world: World) -> (World, Person<Liaison>, Person<Device>) {
    let mut liaison = world.liaison();
    let mut device = world.family(&mut liaison, "Bondar");
    world.post(&mut liaison, "calm");
    assert_eq!(findings(&world.read(&mut device)), []);
    (world, liaison, device)
}

/// A status each day, while the device is away.
fn pass(world: &mut World, liaison: &mut Person<Liaison>, days: u64) {
    for _ in 0..days {
        world.wait(DAY);
        world.post(liaison, "unchanged");
    }
}

fn set_retention(world: &mut World, liaison: &mut Person<Liaison>, retention_days: u16) {
    world.session_for(liaison, Task::Profile(Profile { retention_days, ..profile() }));
    world.session_for(liaison, Task::Families);
}

fn has_caught_up(events: &[DeviceEvent]) -> bool {
    events.contains(&DeviceEvent::CaughtUp)
}

#[test]
fn forty_days_away_miss_nothing_where_ninety_are_promised() {
    let (mut world, mut liaison, mut device) = a_family(World::new(1));
    pass(&mut world, &mut liaison, 40);
    let events = world.read(&mut device);
    assert_eq!(findings(&events), []);
    assert_eq!(device.party().statuses().count(), 41);
    assert!(device.party().absence().is_ok());
}

#[test]
fn what_outlived_its_time_is_pruned_and_what_is_left_is_read() {
    let (mut world, mut liaison, mut device) = a_family(World::new(2));
    pass(&mut world, &mut liaison, 100);
    let from = device.party().last_place().next();
    let events = world.read(&mut device);
    let found = findings(&events);
    assert!(matches!(found[..], [Finding::Pruned { from: first, .. }] if first == from), "{found:?}");
    assert!(has_caught_up(&events) && device.party().missing() > 0);
    let kept = events.iter().filter(|event| matches!(event, DeviceEvent::Status(_))).count();
    assert!((90..100).contains(&kept), "{kept} of 100 days are kept");
    assert!(device.party().absence().is_ok(), "the ordinals of later epochs show that no notice was among them");
}

#[test]
fn a_relay_without_room_prunes_early_and_is_named_for_it() {
    let (mut world, mut liaison, mut device) = a_family(World::pruning(3, 20));
    pass(&mut world, &mut liaison, 30);
    let from = device.party().last_place().next();
    let found = findings(&world.read(&mut device));
    assert!(matches!(found[0], Finding::PrunedEarly { from: first, .. } if first == from), "{found:?}");
    assert!(device.party().missing() > 0);
}

#[test]
fn a_relay_that_only_says_so_is_named_for_it_too() {
    let (mut world, mut liaison, mut device) = a_family(World::new(4));
    pass(&mut world, &mut liaison, 2);
    let last = device.party().last_place();
    let kept = last.next().next().next().next();
    let events = world.read_meddled(&mut device, &mut |mut frame| match &mut frame {
        RelayFrame::Reply { reply: Reply::Subscribed { first, .. }, .. } => {
            *first = kept.next();
            vec![frame]
        }
        RelayFrame::Envelope(envelope) if envelope.sequence() <= kept => vec![],
        RelayFrame::Envelope(_)
        | RelayFrame::Reply { .. }
        | RelayFrame::Refused { .. }
        | RelayFrame::Stopped { .. } => vec![frame],
    });
    assert_eq!(findings(&events), [Finding::PrunedEarly { from: last.next(), through: kept }]);
    assert_eq!(device.party().absence(), Err(Doubt::Pruned));
}

#[test]
fn a_retention_that_was_shortened_while_a_device_was_away_accuses_nobody() {
    let (mut world, mut liaison, mut device) = a_family(World::new(5));
    set_retention(&mut world, &mut liaison, 40);
    pass(&mut world, &mut liaison, 60);
    let found = findings(&world.read(&mut device));
    assert!(matches!(found[..], [Finding::Pruned { .. }]), "{found:?}");
}

#[test]
fn a_retention_that_was_lengthened_too_late_accuses_nobody() {
    let mut world = World::new(6);
    let mut liaison = world.liaison();
    set_retention(&mut world, &mut liaison, 40);
    let mut device = world.family(&mut liaison, "Bondar");
    world.post(&mut liaison, "calm");
    world.read(&mut device);
    pass(&mut world, &mut liaison, 60);
    set_retention(&mut world, &mut liaison, 365);
    pass(&mut world, &mut liaison, 1);
    let found = findings(&world.read(&mut device));
    assert!(matches!(found[..], [Finding::Pruned { .. }]), "{found:?}");
}

#[test]
fn who_has_read_no_status_yet_cannot_tell_what_came_too_early() {
    let mut world = World::pruning(7, 20);
    let mut liaison = world.liaison();
    let mut device = world.family(&mut liaison, "Bondar");
    pass(&mut world, &mut liaison, 30);
    let found = findings(&world.read(&mut device));
    assert!(matches!(found[..], [Finding::Pruned { .. }]), "{found:?}");
}

/// Reads by a clock that stands at a moment.
fn read_at(world: &mut World, device: &mut Person<Device>, moment: u64) -> Vec<Finding> {
    let now = std::mem::replace(&mut world.now, moment);
    let found = findings(&world.read(device));
    world.now = now;
    found
}

#[test]
fn a_phone_whose_clock_stands_still_accuses_nobody() {
    for (days, behind) in [(95, 95), (95, 10)] {
        let (mut world, mut liaison, mut device) = a_family(World::new(8));
        pass(&mut world, &mut liaison, days);
        let moment = world.now - behind * DAY;
        let found = read_at(&mut world, &mut device, moment);
        assert!(matches!(found[..], [Finding::Pruned { .. }]), "{behind} of {days} days behind: {found:?}");
        assert!(device.party().missing() > 0, "the places are lost all the same");
    }
}

#[test]
fn a_relay_that_prunes_early_is_named_where_the_session_breaks_off_first() {
    let (mut world, mut liaison, mut device) = a_family(World::pruning(9, 20));
    pass(&mut world, &mut liaison, 30);
    let session = world.connect(&mut device);
    let mut pushed = 0;
    world.deliver_meddled(&mut device, session, &mut |frame| {
        pushed += usize::from(matches!(frame, RelayFrame::Envelope(_)));
        if pushed > 5 { vec![] } else { vec![frame] }
    });
    world.hang_up(&mut device, session);
    assert_eq!(findings(&device.events()), [], "it does not know yet what to call it");
    assert!(device.party().missing() > 0);
    let mut device = device.restart(1).expect("it has saved");
    let found = findings(&world.read(&mut device));
    assert!(matches!(found[..], [Finding::PrunedEarly { .. }]), "{found:?}");
}

#[test]
fn where_no_status_stands_behind_the_span_nobody_is_accused() {
    let mut world = World::pruning(10, 3);
    let mut scribe = Scribe::found(&mut world);
    let mut device = scribe.join(&mut world);
    scribe.post(&mut world, "calm");
    world.read(&mut device);
    scribe.post(&mut world, "calm");
    let batch = (0..4).map(|_| scribe.seal_cover()).collect();
    scribe.carry(&mut world, batch);
    let found = findings(&world.read(&mut device));
    assert!(matches!(found[..], [Finding::Pruned { .. }]), "{found:?}");
}
