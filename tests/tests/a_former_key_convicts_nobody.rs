//! Who once posted and posts no more has no word in what comes after: no lie of theirs, shown by whatever relay, is taken for the
//! word of the liaison in force.

use porchlight_client::{Device, Finding, Reach, Standing};
use porchlight_protocol::{Capability, Envelope, Epoch, EpochChange, Hash, Kind, RelayFrame, Reply, Sequence};
use porchlight_sealing::{PostingSecret, control_envelope, cover};
use porchlight_tests::world::{Person, Scribe, World, findings};

/// A group whose office is about to be handed over, and a device that has read all there is.
fn a_family(seed: u64) -> (World, Scribe, Person<Device>) {
    let mut world = World::new(seed);
    let mut scribe = Scribe::found(&mut world);
    let mut device = scribe.join(&mut world);
    scribe.post(&mut world, "calm");
    world.read(&mut device);
    (world, scribe, device)
}

/// What a key signs for a place, whatever stood before it.
fn word_of(key: &PostingSecret, world: &mut World, scribe: &Scribe, place: Sequence) -> Envelope {
    cover(key, &scribe.feed, Hash::ZERO, place, &mut world.random())
}

/// Pushes an envelope ahead of the first one that the relay pushes.
fn pushing(envelope: Envelope) -> impl FnMut(RelayFrame) -> Vec<RelayFrame> {
    let mut held = Some(envelope);
    move |frame| match (&frame, held.take()) {
        (RelayFrame::Envelope(_), Some(envelope)) => vec![RelayFrame::Envelope(envelope), frame],
        (_, before) => {
            held = before;
            vec![frame]
        }
    }
}

/// With an honest relay, all is as if nothing had been.
fn assert_forgotten(world: &mut World, scribe: &mut Scribe, device: &mut Person<Device>) {
    scribe.post(world, "unchanged");
    assert_eq!(findings(&world.read(device)), []);
    let now = world.now;
    assert_ne!(device.party().standing(now, Reach::Reached), Standing::Conflict);
    assert_eq!(device.party().fork_proof(), None);
}

#[test]
fn a_former_liaison_who_signs_places_behind_the_handover_forks_nothing() {
    for by_mandate in [false, true] {
        let (mut world, mut scribe, mut device) = a_family(1);
        let former = scribe.posting.clone();
        let handover = scribe.hand_over(&mut world, by_mandate);
        scribe.turn(&mut world);
        let last = scribe.post(&mut world, "calm");
        world.read(&mut device);
        for place in [handover, last.previous(), last, last.next(), last.next().next()] {
            scribe.post(&mut world, "unchanged");
            let forged = word_of(&former, &mut world, &scribe, place);
            let found = findings(&world.read_meddled(&mut device, &mut pushing(forged)));
            assert_eq!(found, [Finding::Altered { place }]);
            assert_forgotten(&mut world, &mut scribe, &mut device);
        }
    }
}

#[test]
fn two_versions_by_the_key_in_force_stay_a_fork_before_and_after_a_handover() {
    let (mut world, mut scribe, device) = a_family(2);
    let before = (scribe.posting.clone(), scribe.head.0);
    scribe.hand_over(&mut world, false);
    scribe.turn(&mut world);
    scribe.post(&mut world, "calm");
    let after = (scribe.posting.clone(), scribe.head.0);
    for (key, place) in [before, after] {
        let mut device = device.restart(1).expect("it has saved");
        world.read(&mut device);
        scribe.post(&mut world, "unchanged");
        let other = word_of(&key, &mut world, &scribe, place);
        let found = findings(&world.read_meddled(&mut device, &mut pushing(other)));
        assert!(matches!(&found[..], [Finding::Forked { place: at, evidence: Some(_) }] if *at == place), "{found:?}");
        assert_eq!(device.party().fork_proof().expect("it is proved").verify(), Ok(place));
        let now = world.now;
        assert_eq!(device.party().standing(now, Reach::Reached), Standing::Conflict);
    }
}

#[test]
fn a_former_key_in_the_handovers_stead_forks_nothing_for_who_has_seen_it_only_from_afar() {
    let (mut world, mut scribe, mut device) = a_family(3);
    let (former, before) = (scribe.posting.clone(), scribe.head);
    let place = scribe.hand_over(&mut world, true);
    scribe.turn(&mut world);
    let mut random = world.random();
    let forged = cover(&former, &scribe.feed, before.1, place, &mut random);
    let found = findings(&world.read_meddled(&mut device, &mut |frame| match frame {
        RelayFrame::Envelope(honest) if honest.sequence() == place => vec![RelayFrame::Envelope(forged.clone())],
        RelayFrame::Envelope(_)
        | RelayFrame::Reply { .. }
        | RelayFrame::Refused { .. }
        | RelayFrame::Stopped { .. } => vec![frame],
    }));
    assert_eq!(found, [Finding::Altered { place }]);
    assert_forgotten(&mut world, &mut scribe, &mut device);
}

#[test]
fn a_former_key_behind_a_span_that_is_said_to_be_pruned_moves_no_device() {
    let (mut world, mut scribe, mut device) = a_family(4);
    scribe.post(&mut world, "calm");
    let former = scribe.posting.clone();
    let place = scribe.hand_over(&mut world, true);
    scribe.turn(&mut world);
    let forged = word_of(&former, &mut world, &scribe, place);
    let last = device.party().last_place();
    let mut is_shown = false;
    let found = findings(&world.read_meddled(&mut device, &mut |mut frame| match &mut frame {
        RelayFrame::Reply { reply: Reply::Subscribed { first, .. }, .. } => {
            *first = place;
            vec![frame]
        }
        RelayFrame::Envelope(_) if !std::mem::replace(&mut is_shown, true) => {
            vec![RelayFrame::Envelope(forged.clone())]
        }
        RelayFrame::Envelope(_) => vec![],
        RelayFrame::Reply { .. } | RelayFrame::Refused { .. } | RelayFrame::Stopped { .. } => vec![frame],
    }));
    assert_eq!((found, device.party().last_place()), (vec![Finding::Altered { place }], last));
    assert_forgotten(&mut world, &mut scribe, &mut device);
    assert_eq!(device.party().missing(), 0);
}

#[test]
fn a_lost_machines_turn_that_a_walk_shows_at_the_handovers_place_forks_nothing() {
    let (mut world, mut scribe, mut device) = a_family(5);
    let (former, head) = (scribe.posting.clone(), scribe.head);
    let place = scribe.hand_over(&mut world, false);
    scribe.post(&mut world, "calm");
    world.read(&mut device);
    let turn = EpochChange {
        epoch: Epoch(3),
        capability: Capability::new([3; 32]).hash(),
        posting_key: former.public(),
        previous: (Sequence(1), Hash::ZERO),
        retention_days: scribe.profile.retention_days,
    };
    let stale = control_envelope(&former, Kind::Epoch, &scribe.feed, (place, head.1), &turn.encode());
    for turns_since in [0, 1] {
        let found = findings(&world.read_meddled(&mut device, &mut |mut frame| {
            if let RelayFrame::Reply { reply: Reply::Controls { envelopes, .. }, .. } = &mut frame {
                envelopes.push(stale.clone());
            }
            vec![frame]
        }));
        assert_eq!(found, [Finding::Altered { place }], "{turns_since} turns since");
        scribe.turn(&mut world);
        assert_forgotten(&mut world, &mut scribe, &mut device);
    }
}
