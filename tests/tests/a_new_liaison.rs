//! An office goes on under another key: devices verify by which right from the feed alone, say so, and believe nobody else.

use porchlight_client::{Device, DeviceEvent, Ending, Finding, History, Liaison, LiaisonSince};
use porchlight_protocol::{Authority, Control, Envelope, Handover, Kind, Label, RelayFrame, Reply, Sequence};
use porchlight_sealing::{PostingSecret, Secret, control_envelope};
use porchlight_tests::world::{DAY, Person, Scribe, World, findings};

fn told_of(events: &[DeviceEvent]) -> Vec<(Sequence, bool)> {
    let told = |event: &DeviceEvent| {
        let DeviceEvent::NewLiaison { place, by_mandate } = event else { return None };
        Some((*place, *by_mandate))
    };
    events.iter().filter_map(told).collect()
}

/// The places at which the office changed its key.
fn handovers(world: &World, liaison: &mut Person<Liaison>) -> Vec<Sequence> {
    let shelf = world.relay.store().shelf(&liaison.party().feed()).expect("the feed exists");
    let is_handover = |envelope: &&Envelope| envelope.kind() == Kind::Handover;
    shelf.envelopes.values().filter(is_handover).map(Envelope::sequence).collect()
}

/// Pushes others in place of the envelope that stands at one place.
fn instead(place: Sequence, other: Envelope) -> impl FnMut(RelayFrame) -> Vec<RelayFrame> {
    move |frame| match frame {
        RelayFrame::Envelope(envelope) if envelope.sequence() == place => vec![RelayFrame::Envelope(other.clone())],
        RelayFrame::Envelope(_)
        | RelayFrame::Reply { .. }
        | RelayFrame::Refused { .. }
        | RelayFrame::Stopped { .. } => vec![frame],
    }
}

#[test]
fn the_same_liaison_on_a_new_machine_and_somebody_else_are_told_apart() {
    for by_mandate in [false, true] {
        let mut world = World::new(1);
        let (mut liaison, phrase) = world.liaison_with_phrase();
        let mut device = world.family(&mut liaison, "Bondar");
        world.post(&mut liaison, "calm");
        world.read(&mut device);
        let link = world.empower(&mut liaison, Some("Oksana"));
        let mut liaison = match by_mandate {
            true => world.accept(&link).expect("the mandate is good").0,
            false => world.recover(&phrase).expect("the phrase is right"),
        };
        let place = handovers(&world, &mut liaison)[0];
        let events = world.read(&mut device);
        assert_eq!((told_of(&events), findings(&events)), (vec![(place, by_mandate)], vec![]));
        assert_eq!(device.party().liaison_since(), Some(LiaisonSince { place, by_mandate, since: None }));

        world.wait(DAY);
        let first = world.now;
        world.post(&mut liaison, "unchanged");
        world.wait(DAY);
        world.post(&mut liaison, "calm");
        world.tell(&mut liaison, "Bondar", "in-contact", None);
        let events = world.read(&mut device);
        assert_eq!((told_of(&events), findings(&events)), (vec![], vec![]));
        let mut device = device.restart(1).expect("it has saved");
        assert_eq!(device.party().liaison_since(), Some(LiaisonSince { place, by_mandate, since: Some(first) }));
        assert_eq!((device.party().statuses().count(), device.party().notices_opened()), (3, 1));
        assert!(device.party().absence().is_ok());
    }
}

#[test]
fn who_joins_later_verifies_all_of_them_from_the_feed_id_alone_and_is_told_of_none() {
    let mut world = World::new(2);
    let (_, phrase) = world.liaison_with_phrase();
    let mut liaison = world.recover(&phrase).expect("the phrase is right");
    let link = world.empower(&mut liaison, None);
    let (mut liaison, _) = world.accept(&link).expect("the handover is good");
    world.post(&mut liaison, "calm");
    assert_eq!(handovers(&world, &mut liaison).len(), 2);
    let link = world.invite(&mut liaison, "Bondar", History::Latest);

    for hidden in 0..2 {
        let mut misled = world.holder(&link);
        let place = handovers(&world, &mut liaison)[hidden];
        world.clone().session_meddled(&mut misled, &mut |mut frame| {
            if let RelayFrame::Reply { reply: Reply::Controls { envelopes, .. }, .. } = &mut frame {
                envelopes.retain(|envelope| envelope.sequence() != place);
            }
            vec![frame]
        });
        assert!(!misled.party().has_joined() && findings(&misled.events()).len() == 1, "without handover {hidden}");
    }
    let mut device = world.join(&link);
    let events = device.events();
    assert_eq!((told_of(&events), findings(&events)), (vec![], vec![]));
    assert_eq!((device.party().liaison_since(), device.party().statuses().count()), (None, 1));
}

/// A handover to a stranger's key that the stranger allows: in the former key's name, or by a mandate of their own.
fn usurpation(world: &mut World, before: &Envelope, control: &Envelope, by_mandate: bool) -> Envelope {
    let mut random = world.random();
    let [stranger, deputy] = [(); 2].map(|()| PostingSecret::new(Secret::draw(&mut random)));
    let (feed, place) = (before.feed(), before.sequence().next());
    let (place_bytes, key) = (place.0.to_be_bytes(), stranger.public());
    let consent: [&[u8]; 3] = [feed.as_bytes(), &place_bytes, key.as_bytes()];
    let (authority, consent) = match by_mandate {
        false => (Authority::FormerKey, stranger.sign(Label::Handover, &consent)),
        true => {
            let signature = stranger.sign(Label::Mandate, &[feed.as_bytes(), deputy.public().as_bytes()]);
            (Authority::Mandate { key: deputy.public(), signature }, deputy.sign(Label::Handover, &consent))
        }
    };
    let previous = (control.sequence(), control.hash());
    let handover = Handover { posting_key: key, authority, consent, previous };
    control_envelope(&stranger, Kind::Handover, &feed, (place, before.hash()), &handover.encode())
}

#[test]
fn a_handover_that_the_key_in_force_did_not_allow_is_believed_by_nobody() {
    for by_mandate in [false, true] {
        let mut world = World::new(3);
        let mut liaison = world.liaison();
        let mut device = world.family(&mut liaison, "Bondar");
        world.read(&mut device);
        let feed = world.feed(&mut liaison);
        let shelf = world.relay.store().shelf(&feed).expect("it exists").envelopes.clone();
        let last = shelf.last_key_value().expect("there are some").1;
        let control = shelf.values().rfind(|envelope| envelope.kind().is_control()).expect("there is one");
        let forged = usurpation(&mut world, last, control, by_mandate);
        assert!(matches!(Control::of(&forged), Some(Control::Handover(_))), "it is laid out as one");
        let place = forged.sequence();
        world.post(&mut liaison, "calm");

        let mut pushed = device.restart(1).expect("it has saved");
        let events = world.read_meddled(&mut pushed, &mut instead(place, forged.clone()));
        assert_eq!(findings(&events), [Finding::Altered { place }]);
        let mut walked = device.restart(2).expect("it has saved");
        let events = world.read_meddled(&mut walked, &mut |mut frame| {
            if let RelayFrame::Reply { reply: Reply::Controls { envelopes, .. }, .. } = &mut frame {
                envelopes.push(forged.clone());
            }
            vec![frame]
        });
        assert_eq!(findings(&events), [Finding::Altered { place }]);
        for mut device in [pushed, walked] {
            assert_eq!((told_of(&device.events()), device.party().liaison_since()), (vec![], None));
            assert_eq!(findings(&world.read(&mut device)), [], "an honest relay heals it");
        }
    }
}

#[test]
fn a_former_keys_word_is_refused_in_an_open_session_too() {
    for by_mandate in [false, true] {
        let mut world = World::new(4);
        let mut scribe = Scribe::found(&mut world);
        let mut device = scribe.join(&mut world);
        let session = world.connect(&mut device);
        world.play(&mut device, session, &mut |frame| vec![frame]);
        device.events();
        let former = scribe.posting.clone();
        let place = scribe.hand_over(&mut world, by_mandate);
        world.play(&mut device, session, &mut |frame| vec![frame]);
        assert_eq!(told_of(&device.events()), [(place, by_mandate)]);

        // The very next envelope, right but for the key.
        let (head, latter) = (scribe.head, std::mem::replace(&mut scribe.posting, former));
        let late = scribe.seal_cover();
        (scribe.head, scribe.posting) = (head, latter);
        scribe.post(&mut world, "calm");
        let place = late.sequence();
        world.play(&mut device, session, &mut instead(place, late));
        assert_eq!(findings(&device.events()), [Finding::Altered { place }]);
        world.hang_up(&mut device, session);
        assert_eq!(findings(&world.read(&mut device)), [], "the one who has taken over goes on");
        assert_eq!(device.party().statuses().count(), 1);
    }
}

#[test]
fn a_former_liaison_who_posts_on_at_a_copy_of_the_relay_is_believed_by_nobody_who_has_read_on() {
    let mut world = World::new(5);
    let (mut liaison, phrase) = world.liaison_with_phrase();
    let mut device: Person<Device> = world.family(&mut liaison, "Bondar");
    world.read(&mut device);
    let mut copy = world.clone();
    let mut successor = world.recover(&phrase).expect("the phrase is right");
    world.post(&mut successor, "calm");
    world.read(&mut device);
    for _ in 0..4 {
        copy.post(&mut liaison, "unchanged");
    }
    // The copy is in an epoch that has ended: there is nothing to read for who has read on.
    let events = copy.read(&mut device);
    assert_eq!(events, [DeviceEvent::Ended(Ending::RelayMisbehaved)]);
    copy.wait(8 * DAY);
    copy.post(&mut liaison, "unchanged");
    let found = findings(&copy.read(&mut device));
    assert!(matches!(found[..], [Finding::Altered { .. }]), "a turn under a key that was handed on: {found:?}");
    assert_eq!(device.party().statuses().count(), 1);
    assert_eq!(findings(&world.read(&mut device)), [], "and the real one goes on");
}
