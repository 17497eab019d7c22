//! A device that meets two versions of the feed keeps what proves it: a file that convinces whoever has nothing else.

use porchlight_client::{Device, DeviceEvent, Finding, Liaison, Task};
use porchlight_protocol::{Envelope, ForkDefect, ForkProof, Kind, RelayFrame, Reply, Sequence};
use porchlight_tests::world::{Person, World, findings};

/// A device that has been shown two versions of a feed after so many handovers, and the two worlds.
fn a_forked_feed(seed: u64, recoveries: usize) -> (World, World, Person<Liaison>, Person<Device>) {
    let mut world = World::new(seed);
    let (mut liaison, phrase) = world.liaison_with_phrase();
    let mut device = world.family(&mut liaison, "Bondar");
    for _ in 0..recoveries {
        liaison = world.recover(&phrase).expect("the phrase is right");
    }
    world.post(&mut liaison, "calm");
    world.read(&mut device);
    let mut fork = world.clone();
    let mut twin = liaison.restart(99).expect("the liaison has saved");
    world.post(&mut liaison, "calm");
    fork.post(&mut twin, "negative-telling");
    world.read(&mut device);
    let found = findings(&fork.read(&mut device));
    assert!(matches!(found[..], [Finding::Forked { evidence: Some(_), .. }]), "{found:?}");
    (world, fork, liaison, device)
}

fn proof(device: &mut Person<Device>) -> ForkProof {
    let file = device.party().fork_proof().expect("the fork is kept").encode().expect("few handovers");
    ForkProof::decode(&file).expect("what a device writes can be read")
}

#[test]
fn its_file_proves_the_fork_without_any_secret() {
    for recoveries in [0, 1, 3] {
        let (world, fork, mut liaison, mut device) = a_forked_feed(1, recoveries);
        let found = proof(&mut device);
        let place = found.verify().expect("it convinces");
        assert_eq!((found.feed(), found.handovers.len()), (liaison.party().feed(), recoveries));
        let at = |world: &World| world.relay.store().shelf(&found.feed()).expect("it exists").envelopes[&place].clone();
        assert_ne!(at(&world), at(&fork), "there it is");
        let mut later = device.restart(1).expect("it has saved");
        assert_eq!(proof(&mut later), found, "it stays");
    }
}

#[test]
fn a_file_that_somebody_changed_proves_nothing() {
    let (_, _, _, mut device) = a_forked_feed(2, 1);
    let honest = proof(&mut device);
    let mut no_handover = honest.clone();
    no_handover.handovers.clear();
    assert_eq!(no_handover.verify(), Err(ForkDefect::NotSigned), "nobody allowed the second key");
    let mut twice = honest.clone();
    twice.handovers.push(honest.handovers[0].clone());
    assert_eq!(twice.verify(), Err(ForkDefect::HandoverUnauthorised));
    let mut same = honest.clone();
    same.envelopes[1] = same.envelopes[0].clone();
    assert_eq!(same.verify(), Err(ForkDefect::NoContradiction));
    let (_, _, _, mut stranger) = a_forked_feed(3, 1);
    let mut other = honest.clone();
    other.founding_key = proof(&mut stranger).founding_key;
    assert_eq!(other.verify(), Err(ForkDefect::OtherFeed));

    let file = honest.encode().expect("few handovers");
    for byte in (0..file.len()).step_by(7) {
        let mut changed = file.clone();
        changed[byte] ^= 1;
        let verified = ForkProof::decode(&changed).and_then(|proof| proof.verify());
        assert!(verified.is_err(), "byte {byte}");
    }
}

#[test]
fn an_honest_feed_gives_no_evidence_however_a_relay_serves_it() {
    let mut world = World::new(4);
    let mut liaison = world.liaison();
    let mut device = world.family(&mut liaison, "Bondar");
    world.post(&mut liaison, "calm");
    world.read(&mut device);
    world.post(&mut liaison, "unchanged");
    let mut held = None;
    world.read_meddled(&mut device, &mut |frame| match frame {
        RelayFrame::Envelope(envelope) if held.is_none() => {
            held = Some(envelope);
            vec![]
        }
        RelayFrame::Envelope(_)
        | RelayFrame::Reply { .. }
        | RelayFrame::Refused { .. }
        | RelayFrame::Stopped { .. } => {
            [Some(frame), held.clone().map(RelayFrame::Envelope)].into_iter().flatten().collect()
        }
    });
    world.read(&mut device);
    assert_eq!(device.party().fork_proof(), None);

    let feed = world.feed(&mut liaison);
    let shelf = world.relay.store().shelf(&feed).expect("it exists");
    let honest: Vec<&Envelope> = shelf.envelopes.values().collect();
    let founding_key = porchlight_protocol::ControlState::founded(&feed, honest[0]).expect("it is").posting_key;
    for pair in honest.windows(2) {
        let envelopes = [pair[0].clone(), pair[1].clone()];
        let claimed = ForkProof { founding_key, handovers: Vec::new(), envelopes };
        assert_eq!(claimed.verify(), Err(ForkDefect::NoContradiction));
    }
}

#[test]
fn a_relay_cannot_spoil_the_evidence_by_what_it_sends_twice() {
    let mut world = World::new(5);
    let (mut liaison, phrase) = world.liaison_with_phrase();
    let mut device = world.family(&mut liaison, "Bondar");
    world.post(&mut liaison, "calm");
    world.read(&mut device);
    let last = device.party().last_place();
    let mut liaison = world.recover(&phrase).expect("the phrase is right");
    world.post(&mut liaison, "calm");
    let feed = world.feed(&mut liaison);
    let shelf = world.relay.store().shelf(&feed).expect("it exists").envelopes.clone();
    let unread: Vec<_> = shelf.range(last.next()..).map(|(_, envelope)| envelope.clone()).collect();
    let handover = unread.iter().position(|envelope| envelope.kind() == Kind::Handover).expect("there is one");
    // It says that the places through the one behind the handover are pruned, sends the handover all the same, and leaves a gap.
    let first = Sequence(last.0 + handover as u64 + 3);
    let mut events = world.read_meddled(&mut device, &mut |mut frame| match &mut frame {
        RelayFrame::Reply { reply: Reply::Subscribed { first: named, .. }, .. } => {
            *named = first;
            let before = unread[..=handover].iter().cloned().map(RelayFrame::Envelope);
            std::iter::once(frame).chain(before).collect()
        }
        RelayFrame::Envelope(envelope) if envelope.sequence() < first => vec![],
        RelayFrame::Envelope(_)
        | RelayFrame::Reply { .. }
        | RelayFrame::Refused { .. }
        | RelayFrame::Stopped { .. } => vec![frame],
    });
    events.extend(world.read(&mut device));
    let told = events.iter().filter(|event| matches!(event, DeviceEvent::NewLiaison { .. })).count();
    assert_eq!(told, 1, "{events:?}");

    let mut fork = world.clone();
    let mut twin = liaison.restart(99).expect("the liaison has saved");
    world.post(&mut liaison, "calm");
    fork.post(&mut twin, "negative-telling");
    world.session_for(&mut liaison, Task::Families);
    world.read(&mut device);
    fork.read(&mut device);
    assert!(proof(&mut device).verify().is_ok());
}
