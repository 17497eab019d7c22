//! What a relay may try once, and what an honest one must be able to heal afterwards.

use porchlight_client::{DeviceEvent, Doubt, Ending, Finding, History};
use porchlight_protocol::{Envelope, Epoch, Hash, Head, Refusal, RelayFrame, Reply, Sequence};
use porchlight_relay_core::Invite;
use porchlight_tests::world::{DAY, World, findings};

type Liaison = porchlight_tests::world::Person<porchlight_client::Liaison>;
type Device = porchlight_tests::world::Person<porchlight_client::Device>;

const STOPPED: RelayFrame = RelayFrame::Stopped { refusal: Refusal::CapabilityChanged };

fn a_family(seed: u64) -> (World, Liaison, Device) {
    let mut world = World::new(seed);
    let mut liaison = world.liaison();
    let device = world.family(&mut liaison, "Bondar");
    (world, liaison, device)
}

fn unread(world: &World, liaison: &mut Liaison, last: Sequence) -> Vec<Envelope> {
    let feed = liaison.party().feed();
    let shelf = world.relay.store().shelf(&feed).expect("the feed exists");
    shelf.envelopes.range(last.next()..).map(|(_, envelope)| envelope.clone()).collect()
}

/// Changes the head that a subscription promises, and where it says to begin.
fn promising(change: impl Fn(&mut Sequence, &mut Head)) -> impl FnMut(RelayFrame) -> Vec<RelayFrame> {
    move |mut frame| {
        if let RelayFrame::Reply { reply: Reply::Subscribed { first, head }, .. } = &mut frame {
            change(first, head);
        }
        vec![frame]
    }
}

/// A relay that hides every control envelope after `known`, takes any capability, and pushes from `first` on.
fn hiding_turns(known: Sequence, first: Sequence, unread: Vec<Envelope>) -> impl FnMut(RelayFrame) -> Vec<RelayFrame> {
    let last = unread.last().expect("there is something to read").clone();
    let head = Head { sequence: last.sequence(), hash: last.hash(), epoch: Epoch(2), control: known };
    move |frame| match frame {
        RelayFrame::Reply { number, reply: Reply::Controls { mut envelopes, .. } } => {
            envelopes.retain(|envelope| envelope.sequence() <= known);
            vec![RelayFrame::Reply { number, reply: Reply::Controls { envelopes, more: false } }]
        }
        RelayFrame::Refused { number, refusal: Refusal::CapabilityRefused } => {
            vec![RelayFrame::Reply { number, reply: Reply::Done }]
        }
        RelayFrame::Refused { number, refusal: Refusal::ReaderOnly } => {
            let pushed = unread.iter().filter(|envelope| envelope.sequence() >= first);
            let subscribed = RelayFrame::Reply { number, reply: Reply::Subscribed { first, head } };
            std::iter::once(subscribed).chain(pushed.cloned().map(RelayFrame::Envelope)).collect()
        }
        frame => vec![frame],
    }
}

#[test]
fn a_turn_seen_live_is_no_alarm_and_breaks_no_proof() {
    let (mut world, mut liaison, mut device) = a_family(1);
    let since = device.party().absence().expect("confirmed and read").from;
    device.events();
    let session = world.connect(&mut device);
    world.play(&mut device, session, &mut |frame| vec![frame]);
    for _ in 0..3 {
        world.wait(8 * DAY);
        world.post(&mut liaison, "calm");
        world.play(&mut device, session, &mut |frame| vec![frame]);
        assert_eq!(findings(&device.events()), []);
        assert_eq!(device.party().absence().map(|absence| absence.from), Ok(since));
    }
}

#[test]
fn a_proof_never_covers_a_notice_that_an_ordinal_showed_to_be_lost() {
    let (mut world, mut liaison, mut device) = a_family(2);
    let lost = Sequence(world.tell(&mut liaison, "Bondar", "wounded", None));
    world.post(&mut liaison, "calm");
    world.tell(&mut liaison, "Bondar", "in-contact", None);
    let mut pruned = promising(|first, _| *first = lost.next());
    let events = world.read_meddled(&mut device, &mut |frame| match frame {
        RelayFrame::Envelope(envelope) if envelope.sequence() <= lost => vec![],
        frame => pruned(frame),
    });
    assert!(findings(&events).contains(&Finding::NoticesLost { count: 1 }));
    world.wait(8 * DAY);
    world.post(&mut liaison, "calm");
    world.read(&mut device);
    assert!(device.party().absence().is_ok_and(|absence| absence.from > lost));
}

#[test]
fn a_hidden_turn_behind_a_pruned_span_accuses_nobody_and_is_healed() {
    let (mut world, mut liaison, mut device) = a_family(3);
    let last = device.party().last_place();
    world.wait(8 * DAY);
    world.post(&mut liaison, "calm");
    world.tell(&mut liaison, "Bondar", "wounded", None);
    world.wait(8 * DAY);
    world.post(&mut liaison, "calm");
    let unread = unread(&world, &mut liaison, last);
    let first = unread[2].sequence();
    let found = findings(&world.read_meddled(&mut device, &mut hiding_turns(last, first, unread)));
    assert!(!found.iter().any(|finding| matches!(finding, Finding::Forked { .. })), "{found:?}");
    assert!(device.party().absence().is_err());
    world.wait(8 * DAY);
    world.post(&mut liaison, "calm");
    let events = world.read(&mut device);
    assert!(events.contains(&DeviceEvent::CaughtUp), "an honest relay heals it: {events:?}");
    assert!(device.party().absence().is_ok_and(|absence| absence.from > first));
}

#[test]
fn a_turn_that_the_walk_hid_costs_no_notice() {
    let (mut world, mut liaison, mut device) = a_family(4);
    let last = device.party().last_place();
    world.wait(8 * DAY);
    world.post(&mut liaison, "calm");
    world.tell(&mut liaison, "Bondar", "wounded", None);
    let unread = unread(&world, &mut liaison, last);
    world.read_meddled(&mut device, &mut hiding_turns(last, last.next(), unread));
    world.read(&mut device);
    assert_eq!(device.party().notices_opened(), 1);
}

#[test]
fn a_walk_that_repeats_or_leaves_out_is_no_fork() {
    let (mut world, mut liaison, mut device) = a_family(5);
    for _ in 0..3 {
        world.wait(8 * DAY);
        world.post(&mut liaison, "calm");
    }
    let feed = world.feed(&mut liaison);
    let first = world.relay.store().shelf(&feed).expect("it exists").envelopes[&Sequence(1)].clone();
    let mut walked = |change: &dyn Fn(&mut Vec<Envelope>)| {
        findings(&world.read_meddled(&mut device, &mut |mut frame| {
            if let RelayFrame::Reply { reply: Reply::Controls { envelopes, .. }, .. } = &mut frame {
                change(envelopes);
            }
            vec![frame]
        }))
    };
    assert_eq!(walked(&|envelopes| envelopes.insert(0, first.clone())), [Finding::Repeated { place: Sequence(1) }]);
    // The first is the last one that was read, once more.
    let left_out = walked(&|envelopes| drop(envelopes.remove(1)));
    assert!(matches!(left_out[..], [Finding::Missing { .. }]), "{left_out:?}");
}

#[test]
fn numbers_out_of_all_proportion_are_missing_places() {
    for sequence in [u64::MAX, u64::MAX - 1] {
        let (mut world, mut liaison, mut device) = a_family(6);
        world.post(&mut liaison, "calm");
        let mut lie = promising(|_, head| head.sequence = Sequence(sequence));
        let found = findings(&world.read_meddled(&mut device, &mut lie));
        assert!(matches!(found[..], [Finding::Missing { .. }]), "{found:?}");
    }
}

#[test]
fn a_span_said_to_be_pruned_and_sent_all_the_same_is_read() {
    let (mut world, mut liaison, mut device) = a_family(7);
    world.post(&mut liaison, "calm");
    world.post(&mut liaison, "calm");
    let first = Sequence(device.party().last_place().0 + 4);
    let found = findings(&world.read_meddled(&mut device, &mut promising(|begin, _| *begin = first)));
    assert_eq!(found, []);
    assert!(device.party().absence().is_ok());
}

#[test]
fn nothing_is_caught_up_with_before_anything_is_promised() {
    let (mut world, mut liaison, mut device) = a_family(8);
    world.post(&mut liaison, "calm");
    let feed = world.feed(&mut liaison);
    let old = world.relay.store().shelf(&feed).expect("it exists").envelopes[&Sequence(1)].clone();
    let events = world.read_meddled(&mut device, &mut |frame| match frame {
        RelayFrame::Reply { reply: Reply::Subscribed { .. }, .. } => vec![RelayFrame::Envelope(old.clone())],
        RelayFrame::Envelope(_) => vec![],
        frame => vec![frame],
    });
    assert!(!events.contains(&DeviceEvent::CaughtUp), "{events:?}");
}

#[test]
fn no_relay_keeps_a_device_busy_without_end() {
    let asked = |seed, lie: &mut dyn FnMut(RelayFrame) -> Vec<RelayFrame>| {
        let (mut world, _, mut device) = a_family(seed);
        let mut frames = 0;
        world.read_meddled(&mut device, &mut |frame| {
            frames += 1;
            if frames < 1_000 { lie(frame) } else { vec![] }
        });
        frames
    };
    let mut contradiction = promising(|first, head| {
        *first = head.sequence.next();
        head.hash = Hash::new([1; 32]);
    });
    assert!(asked(9, &mut contradiction) < 100);
    let mut stops = |frame| match frame {
        RelayFrame::Reply { reply: Reply::Subscribed { .. }, .. } => vec![frame, STOPPED],
        frame => vec![frame],
    };
    assert!(asked(10, &mut stops) < 100);
}

#[test]
fn a_relay_that_takes_requests_and_answers_none_has_a_deadline() {
    let (mut world, _, mut device) = a_family(11);
    let events = world.read_meddled(&mut device, &mut |_| vec![]);
    assert_eq!(events, [DeviceEvent::Ended(Ending::RelayMisbehaved)]);
}

#[test]
fn a_stop_out_of_turn_disputes_no_link() {
    for at in 0..8 {
        let mut world = World::new(12);
        let mut liaison = world.liaison();
        let link = world.invite(&mut liaison, "Bondar", History::Latest);
        let mut device = world.holder(&link);
        let mut frames = 0;
        world.session_meddled(&mut device, &mut |frame| {
            frames += 1;
            if frames == at + 1 { vec![STOPPED] } else { vec![frame] }
        });
        assert!(!device.party().is_link_disputed(), "stopped instead of frame {at}");
        assert!(!findings(&device.events()).iter().any(|found| matches!(found, Finding::GrantMissing { .. })));
    }
}

#[test]
fn a_head_far_ahead_at_the_claim_hides_no_dispute() {
    let mut world = World::new(13);
    let mut liaison = world.liaison();
    world.post(&mut liaison, "calm");
    let link = world.invite(&mut liaison, "Bondar", History::Latest);
    let mut device = world.holder(&link);
    world.session_meddled(&mut device, &mut |mut frame| {
        if let RelayFrame::Reply { reply: Reply::Subscribed { head, .. } | Reply::Head(head), .. } = &mut frame {
            head.sequence = Sequence(1_000);
        }
        vec![frame]
    });
    let feed = world.feed(&mut liaison);
    for invite in world.relay.store_mut().shelf_mut(&feed).expect("it exists").invites.values_mut() {
        if let Invite::Claimed { answer, .. } = invite {
            *answer = None;
        }
    }
    world.wait(3_600);
    world.post(&mut liaison, "calm");
    world.read(&mut device);
    assert_eq!(device.party().absence(), Err(Doubt::LinkDisputed));
}
