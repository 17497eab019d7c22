//! The one delivery path, played in memory.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a scenario stops where it breaks")]

mod world;

use porchlight_protocol::{Ask, Refusal, RelayFrame, Reply, Sequence};
use porchlight_relay_core::Retention;
use world::{World, capability, places};

fn subscribe(after: u64) -> Ask {
    Ask::Subscribe { after: Sequence(after) }
}

#[test]
fn a_late_reader_gets_what_a_live_one_got_in_the_same_order() {
    let mut world = World::founded();
    let live = world.reading();
    world.asks(live, subscribe(0)).unwrap();
    let mut seen = vec![1];
    for fill in 0..200 {
        let envelope = world.poster.seal(fill);
        seen.extend(places(&world.append(envelope).pushed, live));
    }

    let late = world.reading();
    let caught_up = world.ask(late, subscribe(0)).pushed;

    assert_eq!(seen, (1..=201).collect::<Vec<_>>());
    assert_eq!(places(&caught_up, late), seen);
}

#[test]
fn a_second_subscribe_moves_the_cursor() {
    let mut world = World::founded();
    world.post(5);
    let reader = world.reading();

    let first = world.ask(reader, subscribe(4));
    let again = world.ask(reader, subscribe(1));

    assert_eq!(places(&first.pushed, reader), [5, 6]);
    assert_eq!(places(&again.pushed, reader), [2, 3, 4, 5, 6]);
}

#[test]
fn a_follower_gets_the_epoch_envelope_then_stops_and_may_unlock_again() {
    let mut world = World::founded();
    world.post(1);
    let reader = world.reading();
    world.asks(reader, subscribe(2)).unwrap();

    let turned = world.turn();
    let envelope = world.poster.seal(7);
    let after = world.append(envelope);

    assert_eq!(places(&turned.pushed, reader), [3]);
    let stopped = RelayFrame::Stopped { refusal: Refusal::CapabilityChanged };
    assert_eq!(turned.pushed.last(), Some(&(reader, stopped)));
    assert_eq!(places(&after.pushed, reader), [0; 0]);
    assert_eq!(world.asks(reader, subscribe(3)), Err(Refusal::ReaderOnly));
    assert_eq!(world.asks(reader, Ask::Unlock { capability: capability(1) }), Err(Refusal::CapabilityRefused));

    world.asks(reader, Ask::Unlock { capability: capability(2) }).unwrap();
    let resumed = world.ask(reader, subscribe(3));
    assert_eq!(places(&resumed.pushed, reader), [4]);
}

#[test]
fn a_reader_of_the_present_epoch_reads_on_over_the_turns_that_led_to_it() {
    let mut world = World::founded();
    world.turn();
    world.post(1);
    world.turn();
    let reader = world.reading();

    let outcome = world.ask(reader, subscribe(0));

    assert_eq!(places(&outcome.pushed, reader), [1, 2, 3, 4]);
    assert!(!outcome.pushed.iter().any(|(_, frame)| matches!(frame, RelayFrame::Stopped { .. })));
}

#[test]
fn a_reader_is_told_where_pruning_lets_it_begin() {
    let mut world = World::founded_keeping(Retention::last(10));
    world.post(29);
    let reader = world.reading();

    let outcome = world.ask(reader, subscribe(0));

    let Ok(Reply::Subscribed { first, head }) = outcome.answer else { panic!("not subscribed") };
    assert_eq!((first, head.sequence), (Sequence(21), Sequence(30)));
    assert_eq!(places(&outcome.pushed, reader), (21..=30).collect::<Vec<_>>());
}

#[test]
fn a_reader_beyond_the_head_of_a_rolled_back_relay_is_told_the_head() {
    let mut world = World::founded();
    world.post(3);
    let earlier = world.relay.store().clone();
    world.post(3);
    world.relay.restore(earlier);
    let reader = world.reading();

    let outcome = world.ask(reader, subscribe(7));

    let Ok(Reply::Subscribed { first, head }) = outcome.answer else { panic!("not subscribed") };
    assert_eq!((first, head.sequence), (Sequence(8), Sequence(4)));
    let missing = world.poster.written[4].clone();
    assert!(world.append(missing).answer.is_ok(), "anyone who kept the envelopes heals the relay");
}

#[test]
fn a_reader_who_claims_places_to_come_is_stopped_by_the_turn_all_the_same() {
    let mut world = World::founded();
    world.post(1);
    let reader = world.reading();
    world.asks(reader, subscribe(3)).unwrap();

    let turned = world.turn();
    let envelope = world.poster.seal(7);
    let after = world.append(envelope);

    let stopped = RelayFrame::Stopped { refusal: Refusal::CapabilityChanged };
    assert_eq!(turned.pushed.last(), Some(&(reader, stopped)));
    assert_eq!(places(&after.pushed, reader), [0; 0]);
}
