//! A relay that was restored from an old copy is made whole by the first device that connects, and only a relay that is behind.

use porchlight_client::{Courier, Device, DeviceEvent, Ending, Finding, History, Liaison};
use porchlight_protocol::{FeedId, Hash, Head, Kind, RelayFrame, Reply, Sequence};
use porchlight_tests::world::{DAY, Person, RELAY_NAME, World, findings};

fn head(world: &World, feed: &FeedId) -> (Sequence, Hash) {
    let shelf = world.relay.store().shelf(feed).expect("the feed exists");
    let (place, envelope) = shelf.envelopes.last_key_value().expect("a feed has a first place");
    (*place, envelope.hash())
}

fn healed(events: &[DeviceEvent]) -> Vec<usize> {
    let envelopes = |event: &DeviceEvent| {
        let DeviceEvent::Healing { envelopes } = event else { return None };
        Some(*envelopes)
    };
    events.iter().filter_map(envelopes).collect()
}

fn has_caught_up(events: &[DeviceEvent]) -> bool {
    events.contains(&DeviceEvent::CaughtUp)
}

/// A group with a device that has read all, and the relay's store as it was so many posts before.
fn a_restored_relay(seed: u64, posts: usize) -> (World, Person<Liaison>, Person<Device>) {
    let mut world = World::new(seed);
    let mut liaison = world.liaison();
    let mut device = world.family(&mut liaison, "Bondar");
    world.post(&mut liaison, "calm");
    world.read(&mut device);
    let old = world.relay.store().clone();
    for _ in 0..posts {
        world.post(&mut liaison, "unchanged");
    }
    world.read(&mut device);
    world.relay.restore(old);
    (world, liaison, device)
}

#[test]
fn two_epochs_and_a_handover_come_back_by_one_devices_connection() {
    let mut world = World::new(1);
    let (mut liaison, phrase) = world.liaison_with_phrase();
    let feed = world.feed(&mut liaison);
    let mut bondar = world.family(&mut liaison, "Bondar");
    let mut shevchuk = world.family(&mut liaison, "Shevchuk");
    world.post(&mut liaison, "calm");
    world.read(&mut bondar);
    world.read(&mut shevchuk);
    let old = world.relay.store().clone();
    for code in ["unchanged", "calm"] {
        world.wait(8 * DAY);
        world.post(&mut liaison, code);
    }
    let mut liaison = world.recover(&phrase).expect("the phrase is right");
    world.post(&mut liaison, "unchanged");
    world.read(&mut bondar);
    world.read(&mut shevchuk);
    let (was, before) = (head(&world, &feed), bondar.party().statuses().count());
    let lost = world.relay.store().shelf(&feed).expect("it exists").envelopes.clone();
    world.relay.restore(old);
    let from = head(&world, &feed).0.next();
    let lost: Vec<_> = lost.range(from..).map(|(_, envelope)| envelope).collect();
    assert!(lost.iter().filter(|envelope| envelope.kind() == Kind::Epoch).count() >= 2);
    assert_eq!(lost.iter().filter(|envelope| envelope.kind() == Kind::Handover).count(), 1);

    let events = world.read(&mut bondar);
    assert_eq!(healed(&events), [lost.len()]);
    assert_eq!((findings(&events), has_caught_up(&events)), (vec![], true), "and it reads on at once");
    assert_eq!(head(&world, &feed), was, "byte for byte");
    assert_eq!(bondar.party().statuses().count(), before, "nothing is told twice");

    let events = world.read(&mut shevchuk);
    assert_eq!((healed(&events), findings(&events)), (vec![], vec![]), "the next one has nothing left to do");
    world.post(&mut liaison, "calm");
    for device in [&mut bondar, &mut shevchuk] {
        let events = world.read(device);
        assert_eq!((findings(&events), has_caught_up(&events)), (vec![], true), "the office goes on where it was");
        assert!(device.party().absence().is_ok());
    }
}

#[test]
fn a_device_that_is_not_confirmed_heals_too() {
    let mut world = World::new(2);
    let mut liaison = world.liaison();
    let link = world.invite(&mut liaison, "Bondar", History::Latest);
    let mut device = world.join(&link);
    let old = world.relay.store().clone();
    liaison.party().compose("calm", world.today(), None, None, world.now).expect("nothing is under way");
    let carried = liaison.party().to_carry().expect("a post is in the outbox");
    world.session(&mut Person::new(Courier::new(RELAY_NAME, carried)));
    world.read(&mut device);
    assert_eq!((device.party().statuses().count(), device.party().is_confirmed()), (1, false));
    world.relay.restore(old);
    let events = world.read(&mut device);
    assert_eq!((healed(&events), findings(&events)), (vec![4], vec![]));
}

#[test]
fn a_relay_that_lost_more_than_anybody_kept_is_named() {
    let (mut world, mut liaison, mut device) = a_restored_relay(3, 65);
    let feed = world.feed(&mut liaison);
    let was = head(&world, &feed);
    let finding = Finding::RolledBack { head: was.0 };
    let events = world.read(&mut device);
    assert_eq!(events, [DeviceEvent::Found(finding.clone()), DeviceEvent::Ended(Ending::Found(finding))]);
    assert_eq!(head(&world, &feed), was, "and nothing is brought that would not fit");

    let (mut world, _, mut device) = a_restored_relay(3, 64);
    assert_eq!(healed(&world.read(&mut device)), [256], "as many as are kept");
}

/// What a relay says of its head, changed.
fn lying(lie: impl Fn(&mut Head)) -> impl FnMut(RelayFrame) -> Vec<RelayFrame> {
    move |mut frame| {
        if let RelayFrame::Reply { reply: Reply::Head(head), .. } = &mut frame {
            lie(head);
        }
        vec![frame]
    }
}

/// A group with a device that has read all, and nothing lost.
fn in_order(seed: u64) -> (World, FeedId, Person<Device>) {
    let (mut world, mut liaison, mut device) = a_restored_relay(seed, 3);
    world.read(&mut device);
    let feed = world.feed(&mut liaison);
    (world, feed, device)
}

#[test]
fn a_relay_whose_old_head_is_not_the_one_that_was_read_gets_nothing() {
    for sequence in [Sequence::ZERO, Sequence(1), Sequence(9)] {
        let (mut world, _, mut device) = in_order(7);
        let mut lie = lying(|head| (head.sequence, head.hash) = (sequence, Hash::new([1; 32])));
        let events = world.read_meddled(&mut device, &mut lie);
        assert_eq!((healed(&events), findings(&events)), (vec![], vec![Finding::RolledBack { head: sequence }]));
        assert_eq!(findings(&world.read(&mut device)), [], "an honest answer sets it right");
    }
}

#[test]
fn a_relay_that_takes_all_and_forgets_it_again_keeps_nobody_busy() {
    let (mut world, mut liaison, mut device) = a_restored_relay(9, 3);
    let feed = world.feed(&mut liaison);
    let (was, hash) = head(&world, &feed);
    let forgetful = |frame: &mut RelayFrame| match frame {
        RelayFrame::Reply { reply: Reply::Head(head) | Reply::Subscribed { head, .. }, .. } => {
            (head.sequence, head.hash) = (was, hash);
        }
        RelayFrame::Reply { .. }
        | RelayFrame::Refused { .. }
        | RelayFrame::Envelope(_)
        | RelayFrame::Stopped { .. } => {}
    };
    let mut frames = 0;
    let events = world.read_meddled(&mut device, &mut |mut frame| {
        frames += 1;
        forgetful(&mut frame);
        vec![frame]
    });
    assert_eq!((healed(&events), findings(&events)), (vec![12], vec![Finding::RolledBack { head: was }]));
    assert!(frames < 100);
}
