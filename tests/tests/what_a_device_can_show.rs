//! What a device can tell others: who posts since when, which version of the feed it has read, and proof of a second one.

use porchlight_client::{Device, DeviceEvent, Finding, LiaisonSince};
use porchlight_protocol::{Envelope, ForkProof, Hash, RelayFrame, Reply};
use porchlight_tests::world::{DAY, Person, Scribe, World, findings};

fn a_family(seed: u64) -> (World, Scribe, Person<Device>) {
    let mut world = World::new(seed);
    let mut scribe = Scribe::found(&mut world);
    let device = scribe.join(&mut world);
    (world, scribe, device)
}

/// Pushes an envelope right after the subscription is answered.
fn pushing(envelope: Envelope) -> impl FnMut(RelayFrame) -> Vec<RelayFrame> {
    let mut pushed = Some(envelope);
    move |frame| match frame {
        RelayFrame::Reply { reply: Reply::Subscribed { .. }, .. } => {
            [Some(frame), pushed.take().map(RelayFrame::Envelope)].into_iter().flatten().collect()
        }
        frame => vec![frame],
    }
}

/// Adds an envelope to the walk, and hides what was there behind it.
fn walking(envelope: Envelope) -> impl FnMut(RelayFrame) -> Vec<RelayFrame> {
    move |mut frame| {
        if let RelayFrame::Reply { reply: Reply::Controls { envelopes, .. }, .. } = &mut frame {
            envelopes.retain(|walked| walked.sequence() < envelope.sequence());
            envelopes.push(envelope.clone());
        }
        vec![frame]
    }
}

#[test]
fn a_new_liaison_is_told_of_with_the_first_status_since_then() {
    for by_mandate in [false, true] {
        let (mut world, mut scribe, mut device) = a_family(1);
        assert_eq!(device.party().liaison_since(), None);
        let place = scribe.hand_over(&mut world, by_mandate);
        let events = world.read(&mut device);
        assert_eq!(events[0], DeviceEvent::NewLiaison { place, by_mandate });
        assert_eq!(device.party().liaison_since(), Some(LiaisonSince { place, by_mandate, since: None }));
        world.wait(DAY);
        let first = world.now;
        for _ in 0..2 {
            scribe.post(&mut world, "calm");
            world.wait(DAY);
        }
        world.read(&mut device);
        let mut device = device.restart(1).expect("it has saved");
        assert_eq!(device.party().liaison_since(), Some(LiaisonSince { place, by_mandate, since: Some(first) }));
    }
}

#[test]
fn a_handover_in_a_pruned_span_is_told_of_too_and_one_before_the_join_is_not() {
    let mut world = World::pruning(2, 8);
    let mut scribe = Scribe::found(&mut world);
    scribe.hand_over(&mut world, true);
    scribe.turn(&mut world);
    let mut device = scribe.join(&mut world);
    assert_eq!(device.party().liaison_since(), None, "it has known nobody else");
    let place = scribe.hand_over(&mut world, true);
    for _ in 0..6 {
        scribe.post(&mut world, "calm");
    }
    let events = world.read(&mut device);
    assert!(matches!(findings(&events)[..], [Finding::Pruned { .. }]));
    assert!(events.contains(&DeviceEvent::NewLiaison { place, by_mandate: true }));
    assert_eq!(device.party().liaison_since().map(|since| since.place), Some(place));
}

#[test]
fn two_who_have_read_the_same_have_the_same_phrase() {
    let (mut world, mut scribe, mut device) = a_family(3);
    let mut neighbour = scribe.join(&mut world);
    scribe.post(&mut world, "calm");
    let mut other_world = world.clone();
    for reader in [&mut device, &mut neighbour] {
        world.read(reader);
    }
    let phrase = device.party().phrase_of_the_day();
    assert_eq!(phrase.map(|(place, _)| place), Some(scribe.head.0));
    assert_eq!(phrase, neighbour.party().phrase_of_the_day());

    let head = scribe.head;
    scribe.post(&mut world, "calm");
    world.read(&mut device);
    scribe.head = head;
    let batch: Vec<_> = (0..4).map(|_| scribe.seal_cover()).collect();
    scribe.carry(&mut other_world, batch);
    other_world.read(&mut neighbour);
    let phrases = [device.party().phrase_of_the_day(), neighbour.party().phrase_of_the_day()];
    assert_eq!(phrases[0].map(|(place, _)| place), phrases[1].map(|(place, _)| place));
    assert_ne!(phrases[0], phrases[1], "the same place, and another feed");
}

#[test]
fn a_fork_is_proved_to_whoever_has_nothing_but_the_file() {
    for handovers in [0, 2] {
        let (mut world, mut scribe, mut device) = a_family(4);
        for by_mandate in [true, false].into_iter().take(handovers) {
            scribe.hand_over(&mut world, by_mandate);
        }
        // So long ago that sixteen envelopes would not reach back.
        for _ in 0..20 {
            scribe.post(&mut world, "calm");
        }
        let head = scribe.head;
        for _ in 0..20 {
            scribe.post(&mut world, "calm");
        }
        world.read(&mut device);
        assert_eq!(device.party().fork_proof(), None);
        let ours = std::mem::replace(&mut scribe.head, head);
        let other = scribe.seal_cover();
        scribe.head = ours;
        let place = other.sequence();
        let found = findings(&world.read_meddled(&mut device, &mut pushing(other)));
        assert!(matches!(found[..], [Finding::Forked { evidence: Some(_), .. }]), "{found:?}");

        let mut device = device.restart(1).expect("it has saved");
        let file = device.party().fork_proof().expect("the fork is kept").encode().expect("few handovers");
        let proof = ForkProof::decode(&file).expect("it is whole");
        assert_eq!((proof.verify(), proof.feed()), (Ok(place), scribe.feed));
        world.read(&mut device);
        assert!(device.party().fork_proof().is_some(), "a fork is not forgotten");
    }
}

#[test]
fn a_successor_that_names_another_past_proves_a_fork_by_itself() {
    let (mut world, mut scribe, mut device) = a_family(5);
    scribe.post(&mut world, "calm");
    world.read(&mut device);
    let last = scribe.head.0;
    scribe.head.1 = Hash::new([1; 32]);
    let successor = scribe.seal_cover();
    world.read_meddled(&mut device, &mut pushing(successor));
    assert_eq!(device.party().fork_proof().expect("it is proved").verify(), Ok(last));
}

#[test]
fn a_walk_that_shows_a_turn_where_a_device_has_read_something_else_is_a_fork() {
    let (mut world, mut scribe, mut device) = a_family(6);
    let (mut fork, head) = (world.clone(), scribe.head);
    scribe.post(&mut world, "calm");
    world.read(&mut device);
    // The same liaison turns the epoch there instead.
    scribe.head = head;
    let turn = scribe.turn_without_carrying(&mut fork);
    let place = turn.sequence();
    let found = findings(&world.read_meddled(&mut device, &mut walking(turn)));
    assert!(matches!(&found[..], [Finding::Forked { place: at, evidence: Some(_) }] if *at == place), "{found:?}");
    assert_eq!(device.party().fork_proof().expect("it is proved").verify(), Ok(place));
}

#[test]
fn a_walk_and_a_delivery_that_differ_prove_a_fork_that_nobody_has_read_yet() {
    let (mut world, mut scribe, mut device) = a_family(7);
    let head = scribe.head;
    let place = scribe.turn(&mut world);
    scribe.head = head;
    let cover = scribe.seal_cover();
    let found = findings(&world.read_meddled(&mut device, &mut pushing(cover)));
    assert!(matches!(&found[..], [Finding::Forked { place: at, evidence: Some(_) }] if *at == place), "{found:?}");
    assert_eq!(device.party().fork_proof().expect("it is proved").verify(), Ok(place));
}
