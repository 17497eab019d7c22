//! A relay that lies about the feed: each lie is detected by the device, and named by its own name.

use porchlight_client::{DeviceEvent, Ending, Failure, Finding, LiaisonEvent, Task};
use porchlight_protocol::{Envelope, RelayFrame, Sequence};
use porchlight_tests::{
    is_full,
    world::{DAY, World, findings},
};

/// A week with two turns of the epoch, and what an honest relay would push of it to a device that was away.
fn a_week_unread(seed: u64) -> (World, Person, Device, Vec<Envelope>) {
    let mut world = World::new(seed);
    let mut liaison = world.liaison();
    let mut device = world.family(&mut liaison, "Bondar");
    world.post(&mut liaison, "calm");
    world.read(&mut device);
    for day in 0..4 {
        world.post(&mut liaison, "unchanged");
        world.wait(3 * DAY);
        if day == 1 {
            world.tell(&mut liaison, "Bondar", "in-contact", None);
        }
    }
    let feed = world.feed(&mut liaison);
    let last = device.party().last_place();
    let shelf = world.relay.store().shelf(&feed).expect("the feed exists");
    let unread = shelf.envelopes.range(last.next()..).map(|(_, envelope)| envelope.clone()).collect();
    (world, liaison, device, unread)
}

type Person = porchlight_tests::world::Person<porchlight_client::Liaison>;
type Device = porchlight_tests::world::Person<porchlight_client::Device>;

fn has_caught_up(events: &[DeviceEvent]) -> bool {
    events.contains(&DeviceEvent::CaughtUp)
}

/// Replaces the pushed envelope at one place by others.
fn instead(place: Sequence, others: Vec<Envelope>) -> impl FnMut(RelayFrame) -> Vec<RelayFrame> {
    move |frame| match frame {
        RelayFrame::Envelope(envelope) if envelope.sequence() == place => {
            others.iter().cloned().map(RelayFrame::Envelope).collect()
        }
        frame => vec![frame],
    }
}

fn with_flipped_bit(envelope: &Envelope, byte: usize, bit: usize) -> Option<Envelope> {
    let mut bytes = *envelope.as_bytes();
    bytes[byte] ^= 1 << bit;
    Envelope::parse(&bytes).ok()
}

#[test]
fn honest_weeks_raise_no_alarm() {
    for seed in 0..20 {
        let (mut world, _, mut device, _) = a_week_unread(seed);
        let events = world.read(&mut device);
        assert_eq!(findings(&events), []);
        assert!(has_caught_up(&events) && device.party().absence().is_ok());
    }
}

#[test]
fn a_dropped_envelope_is_missing() {
    let (_, _, _, unread) = a_week_unread(1);
    for dropped in &unread {
        let (mut world, _, mut device, _) = a_week_unread(1);
        let place = dropped.sequence();
        let events = world.read_meddled(&mut device, &mut instead(place, vec![]));
        let missing = Finding::Missing { from: place, through: place };
        assert_eq!(findings(&events), std::slice::from_ref(&missing));
        assert_eq!(events.last(), Some(&DeviceEvent::Ended(Ending::Found(missing))));
        assert!(device.party().missing() > 0 && device.party().absence().is_err());
        assert_eq!(findings(&world.read(&mut device)), [], "an honest relay heals it");
        assert!(device.party().missing() == 0 && device.party().absence().is_ok());
    }
}

#[test]
fn two_swapped_envelopes_are_swapped_and_read() {
    let (_, _, _, unread) = a_week_unread(2);
    // An epoch envelope that comes late cannot be told from one that was held back: the relay stops there.
    for pair in unread.windows(2).filter(|pair| pair.iter().all(|envelope| !envelope.kind().is_control())) {
        let (mut world, _, mut device, _) = a_week_unread(2);
        let (first, second) = (pair[0].clone(), pair[1].clone());
        let place = first.sequence();
        let mut late = instead(second.sequence(), vec![second.clone(), first]);
        let events = world.read_meddled(&mut device, &mut |frame| {
            let gone = matches!(&frame, RelayFrame::Envelope(envelope) if envelope.sequence() == place);
            if gone { vec![] } else { late(frame) }
        });
        assert_eq!(findings(&events), [Finding::Swapped { place }]);
        assert!(has_caught_up(&events) && device.party().absence().is_ok());
    }
}

#[test]
fn a_repeated_envelope_is_repeated_and_changes_nothing() {
    let (_, _, _, unread) = a_week_unread(3);
    for envelope in &unread {
        let (mut world, _, mut device, _) = a_week_unread(3);
        let place = envelope.sequence();
        let twice = vec![envelope.clone(), envelope.clone()];
        let events = world.read_meddled(&mut device, &mut instead(place, twice));
        assert_eq!(findings(&events), [Finding::Repeated { place }]);
        assert!(has_caught_up(&events) && device.party().absence().is_ok());
    }
}

#[test]
fn an_altered_bit_anywhere_is_an_alteration() {
    let (mut lottery, _, _, unread) = a_week_unread(4);
    let tries = if is_full() { 2_000 } else { 200 };
    for _ in 0..tries {
        let envelope = &unread[lottery.below(unread.len())];
        // A changed feed id makes it another feed's; version and kind are refused before a device sees them.
        let (byte, bit) = (34 + lottery.below(1024 - 34), lottery.below(8));
        let Some(altered) = with_flipped_bit(envelope, byte, bit) else { continue };
        let (mut world, _, mut device, _) = a_week_unread(4);
        let events = world.read_meddled(&mut device, &mut instead(envelope.sequence(), vec![altered]));
        let found = findings(&events);
        assert!(matches!(found[..], [Finding::Altered { .. }]), "byte {byte} bit {bit} of {envelope:?}: {found:?}");
        assert!(device.party().absence().is_err());
    }
}

#[test]
fn another_groups_envelope_is_spliced_in() {
    let (_, _, _, foreign) = a_week_unread(6);
    let (mut world, _, mut device, unread) = a_week_unread(5);
    for (envelope, other) in unread.iter().zip(&foreign) {
        let place = envelope.sequence();
        let before = device.party().last_place().next();
        let events = world.read_meddled(&mut device, &mut instead(place, vec![other.clone()]));
        assert_eq!(findings(&events), [Finding::Spliced { place }], "device before {before}");
    }
}

#[test]
fn two_versions_of_the_feed_are_a_fork_with_its_evidence() {
    let (mut world, liaison, mut device, _) = a_week_unread(7);
    let mut fork = world.clone();
    let mut twin = liaison.restart(99).expect("the liaison has saved");
    let mut liaison = liaison;
    world.post(&mut liaison, "calm");
    fork.post(&mut twin, "negative-telling");
    world.read(&mut device);

    for longer in [false, true] {
        if longer {
            fork.post(&mut twin, "calm");
        }
        let mut reader = device.restart(1).expect("the device has saved");
        let events = fork.read(&mut reader);
        let found = findings(&events);
        let [Finding::Forked { evidence: Some(evidence), .. }] = &found[..] else { panic!("{found:?}") };
        assert_ne!(evidence.read, evidence.shown);
        let key = posting_key(&fork, &mut twin);
        assert!(evidence.read.is_signed_by(&key) && evidence.shown.is_signed_by(&key));
        assert!(reader.party().absence().is_err());
        let events = world.read(&mut reader);
        assert!(reader.party().absence().is_err(), "a fork is not forgotten: {events:?}");
    }
}

#[test]
fn a_validly_signed_other_version_of_one_unread_place_is_a_fork() {
    let (mut world, mut liaison, mut device, _) = a_week_unread(8);
    let mut fork = world.clone();
    let mut twin = liaison.restart(99).expect("the liaison has saved");
    world.post(&mut liaison, "calm");
    fork.post(&mut twin, "negative-telling");
    let feed = world.feed(&mut liaison);
    let last = liaison.party().last_place();
    let other = fork.relay.store().shelf(&feed).expect("it exists").envelopes[&last.previous()].clone();
    let found = findings(&world.read_meddled(&mut device, &mut instead(other.sequence(), vec![other])));
    assert!(matches!(found[..], [Finding::Forked { .. }]), "{found:?}");
}

#[test]
fn a_relay_rolled_back_further_than_a_device_keeps_is_named() {
    let (mut world, mut liaison, mut device, _) = a_week_unread(9);
    world.read(&mut device);
    let old = world.relay.store().clone();
    for _ in 0..65 {
        world.post(&mut liaison, "calm");
    }
    world.read(&mut device);
    let head = liaison.party().last_place();
    world.relay.restore(old);
    let events = world.read(&mut device);
    let found = findings(&events);
    assert!(matches!(found[..], [Finding::RolledBack { head: old }] if old < head), "{found:?}");
    assert!(!events.iter().any(|event| matches!(event, DeviceEvent::Healing { .. })));
}

#[test]
fn an_office_that_runs_twice_stops() {
    for turned in [false, true] {
        let (mut world, mut liaison, _, _) = a_week_unread(10);
        let mut twin = liaison.restart(99).expect("the liaison has saved");
        if turned {
            world.wait(8 * DAY);
        }
        world.post(&mut liaison, "calm");
        let task = Task::Post { code: "unchanged".into(), as_of: world.today(), next_by: None, corrects: None };
        let failed = world.task(&mut twin, task);
        assert!(matches!(failed, Err(LiaisonEvent::Failed(Failure::RunsTwice { .. }))));
    }
}

#[test]
fn an_office_that_seals_at_the_same_time_as_its_twin_stops() {
    let (mut world, mut liaison, _, _) = a_week_unread(15);
    let mut twin = liaison.restart(99).expect("the liaison has saved");
    let mut elsewhere = world.clone();
    twin.party().set_task(Task::Post { code: "unchanged".into(), as_of: world.today(), next_by: None, corrects: None });
    // The twin has sealed, and its line breaks before the relay hears of it.
    let outputs = twin.steps() + 9;
    twin.crash_after(outputs);
    elsewhere.session(&mut twin);
    twin.has_crashed();
    let mut twin = twin.restart(98).expect("it saved before it sent");
    world.post(&mut liaison, "calm");
    let failed = world.task(&mut twin, Task::Families);
    assert!(matches!(failed, Err(LiaisonEvent::Failed(Failure::RunsTwice { .. }))));
}

#[test]
fn a_relay_that_only_says_so_does_not_stop_an_office() {
    let lies: [fn(&mut porchlight_protocol::Head); 2] =
        [|head| head.hash = porchlight_protocol::Hash::new([1; 32]), |head| head.sequence = Sequence(1_000)];
    for lie in lies {
        let (mut world, mut liaison, _, _) = a_week_unread(16);
        liaison.events();
        liaison.party().set_task(Task::Families);
        world.session_meddled(&mut liaison, &mut |mut frame| {
            if let RelayFrame::Reply { reply: porchlight_protocol::Reply::Head(head), .. } = &mut frame {
                lie(head);
            }
            vec![frame]
        });
        let runs_twice = |event: &LiaisonEvent| matches!(event, LiaisonEvent::Failed(Failure::RunsTwice { .. }));
        assert!(!liaison.events().iter().any(runs_twice));
        world.post(&mut liaison, "calm");
    }
}

#[test]
fn a_withheld_tail_is_due_and_then_overdue() {
    let (mut world, mut liaison, mut device, _) = a_week_unread(11);
    world.read(&mut device);
    let promised = device.party().next_by();
    let stale = world.relay.clone();
    world.now = promised - 3_600;
    world.post(&mut liaison, "calm");
    world.relay = stale;
    world.now = promised;
    assert_eq!(findings(&world.read(&mut device)), [], "a relay that says nothing new cannot be caught sooner");
    use porchlight_client::{Reach, Standing};
    assert_eq!(device.party().standing(promised, Reach::Reached), Standing::Due);
    assert_eq!(device.party().standing(promised + DAY / 4, Reach::Reached), Standing::Overdue);
}

fn posting_key(world: &World, liaison: &mut Person) -> porchlight_protocol::PostingKey {
    let feed = world.feed(liaison);
    let first = &world.relay.store().shelf(&feed).expect("it exists").envelopes[&Sequence(1)];
    porchlight_protocol::ControlState::founded(&feed, first).expect("the relay took it").posting_key
}

#[test]
fn a_head_that_contradicts_what_was_read_must_be_shown() {
    let (mut world, _, mut device, _) = a_week_unread(12);
    world.read(&mut device);
    let place = device.party().last_place();
    let lie = |mut frame: RelayFrame, shows: bool| match &mut frame {
        RelayFrame::Reply { reply: porchlight_protocol::Reply::Subscribed { head, .. }, .. } => {
            head.hash = porchlight_protocol::Hash::new([1; 32]);
            vec![frame]
        }
        RelayFrame::Envelope(_) if !shows => vec![],
        RelayFrame::Envelope(_)
        | RelayFrame::Reply { .. }
        | RelayFrame::Refused { .. }
        | RelayFrame::Stopped { .. } => {
            vec![frame]
        }
    };
    let events = world.read_meddled(&mut device, &mut |frame| lie(frame, false));
    assert_eq!(findings(&events), [Finding::Missing { from: place, through: place }]);
    assert!(!has_caught_up(&events));
    let events = world.read_meddled(&mut device, &mut |frame| lie(frame, true));
    assert_eq!(findings(&events), [Finding::Repeated { place }], "shown, it is what was read");
    assert!(has_caught_up(&events));
}

#[test]
fn a_relay_that_lost_a_whole_epoch_is_healed_with_a_new_one() {
    let (mut world, mut liaison, mut device, _) = a_week_unread(13);
    world.read(&mut device);
    let old = world.relay.store().clone();
    world.wait(8 * DAY);
    world.post(&mut liaison, "calm");
    world.relay.restore(old);
    world.post(&mut liaison, "unchanged");
    let events = world.read(&mut device);
    let found = findings(&events);
    assert!(matches!(found[..], [Finding::GrantMissing { .. }]), "{found:?}");
    assert!(has_caught_up(&events), "it reads on in the new epoch");
    assert!(device.party().missing() > 0, "and says what it could not read");
    let missed = device.party().missing();
    world.wait(8 * DAY);
    world.post(&mut liaison, "calm");
    assert_eq!(findings(&world.read(&mut device)), []);
    assert_eq!(device.party().missing(), missed);
    assert!(device.party().absence().is_ok(), "the ordinals prove that no notice was among them");
}

#[test]
fn a_head_beyond_all_places_and_one_that_is_never_shown_are_named() {
    let (mut world, _, mut device, _) = a_week_unread(14);
    world.read(&mut device);
    let place = device.party().last_place();
    let mut beyond = |mut frame: RelayFrame| {
        if let RelayFrame::Reply { reply: porchlight_protocol::Reply::Subscribed { head, .. }, .. } = &mut frame {
            head.sequence = Sequence(u64::MAX);
        }
        vec![frame]
    };
    let events = world.read_meddled(&mut device, &mut beyond);
    let through = Sequence(u64::MAX);
    assert_eq!(findings(&events), [Finding::Missing { from: place.next(), through }]);

    let mut stubborn = |mut frame: RelayFrame| {
        if let RelayFrame::Reply { reply: porchlight_protocol::Reply::Subscribed { first, head }, .. } = &mut frame {
            head.hash = porchlight_protocol::Hash::new([1; 32]);
            *first = place.next();
        }
        vec![frame]
    };
    let events = world.read_meddled(&mut device, &mut stubborn);
    assert_eq!(findings(&events), [Finding::Missing { from: place, through: place }]);
    assert_eq!(findings(&world.read(&mut device)), []);
}
