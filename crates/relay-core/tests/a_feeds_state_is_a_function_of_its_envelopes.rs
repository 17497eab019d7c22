//! What a relay remembers of a feed equals what it would compute from the store, after any history.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a scenario stops where it breaks")]

mod world;

use porchlight_protocol::{Ask, Day, Epoch, Refusal, Reply, Sequence};
use porchlight_relay_core::{FeedState, Records, Retention};
use world::{Dice, World, blob, tag};

fn live_one_step(world: &mut World, dice: &mut Dice) {
    world.today = Day(world.today.0 + dice.roll(10) as u32);
    match dice.roll(8) {
        0 => {
            let envelope = world.poster.turn_keeping(40 + dice.roll(40) as u16);
            world.append(envelope).answer.unwrap();
        }
        1 => {
            let (handover, successor) = world.poster.hand_over(10 + world.poster.end.sequence.0 as u8);
            world.append(handover).answer.unwrap();
            world.poster = successor;
        }
        2 => {
            let session = world.posting();
            let fill = dice.roll(256) as u8;
            let drops = Ask::PutDrops { epoch: world.poster.end.epoch.next(), drops: vec![(tag(fill), blob(fill))] };
            world.asks(session, drops).unwrap();
            world.relay.close(session);
        }
        _ => world.post(1),
    }
}

#[test]
fn what_is_remembered_equals_what_is_rebuilt_after_any_history() {
    for seed in 0..40 {
        let mut dice = Dice(seed);
        let mut world = World::founded_keeping(Retention::last(5 + dice.roll(10)));
        for step in 0..60 {
            live_one_step(&mut world, &mut dice);
            let feed = world.poster.feed;
            let remembered = world.relay.ledger_mut().state(&feed).unwrap();
            let rebuilt = FeedState::rebuilt(world.relay.store(), &feed).unwrap();
            assert_eq!(remembered, rebuilt, "seed {seed}, step {step}");
        }
    }
}

#[test]
fn pruning_spares_control_envelopes_and_takes_the_drops_of_epochs_that_are_gone() {
    let mut world = World::founded_keeping(Retention::last(10));
    let poster = world.posting();
    for (epoch, fill) in [(1, 1), (2, 2)] {
        let drops = vec![(tag(fill), blob(fill))];
        world.asks(poster, Ask::PutDrops { epoch: Epoch(epoch), drops }).unwrap();
    }
    world.post(4);
    world.turn();
    let feed = world.poster.feed;
    let tags = Ask::FetchDrops { tags: vec![tag(1), tag(2)] };

    world.post(9);
    let just_before = world.asks(poster, tags.clone());
    world.post(1);
    let just_after = world.asks(poster, tags);

    assert_eq!(just_before, Ok(Reply::Drops(vec![Some(blob(1)), Some(blob(2))])));
    assert_eq!(just_after, Ok(Reply::Drops(vec![None, Some(blob(2))])), "the turn that ended epoch 1 is past");
    assert_eq!(world.relay.store().pruned_through(&feed), Ok(Sequence(6)));
    let kept: Vec<_> = world.relay.store().shelf(&feed).unwrap().envelopes.keys().map(|place| place.0).collect();
    assert_eq!(kept, [vec![1, 6], (7..=16).collect()].concat());
    let Ok(Reply::Controls { envelopes, more: false }) = world.asks(poster, Ask::Controls { after: Sequence::ZERO })
    else {
        panic!("no controls")
    };
    assert_eq!(envelopes.iter().map(|envelope| envelope.sequence().0).collect::<Vec<_>>(), [1, 6]);
}

#[test]
fn a_pruned_place_is_not_held_any_more() {
    let mut world = World::founded_keeping(Retention::last(3));
    world.post(9);
    let gone = world.poster.written[2].clone();

    assert_eq!(world.append(gone).answer, Err(Refusal::WrongPlace { next: Sequence(11) }));
}

#[test]
fn controls_come_in_pages_and_say_whether_there_are_more() {
    let mut world = World::founded();
    (0..19).for_each(|_| drop(world.turn()));
    let session = world.hello();

    let Ok(Reply::Controls { envelopes, more }) = world.asks(session, Ask::Controls { after: Sequence::ZERO }) else {
        panic!("no controls")
    };
    assert_eq!((envelopes.len(), more), (16, true));
    let Ok(Reply::Controls { envelopes, more }) = world.asks(session, Ask::Controls { after: Sequence(16) }) else {
        panic!("no controls")
    };
    assert_eq!((envelopes.len(), more), (4, false));
}

#[test]
fn a_store_whose_controls_do_not_follow_one_another_is_not_believed() {
    let mut world = World::founded();
    world.turn();
    world.turn();
    let feed = world.poster.feed;
    world.relay.store_mut().envelopes_mut(&feed).unwrap().remove(&Sequence(2));
    world.relay.ledger_mut().forget();
    let session = world.relay.open(world::NAME, world::challenge());

    assert_eq!(world.asks(session, Ask::Hello { feed }), Err(Refusal::StorageFailed));
}
