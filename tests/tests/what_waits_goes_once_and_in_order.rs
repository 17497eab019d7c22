//! Posts without a network, and posts that a courier carries: each arrives once, in its order, or is taken back in time.

use porchlight_client::{Courier, CourierEvent, Done, Failure, Liaison, LiaisonEvent, QUEUE_MAX, Task};
use porchlight_protocol::{Carried, RelayFrame, Reply, Sequence};
use porchlight_tests::world::{DAY, Person, RELAY_NAME, World};

fn post(world: &World, code: &str) -> Task {
    Task::Post { code: code.into(), as_of: world.today(), next_by: None, corrects: None }
}

/// Somebody asks for something where there is no network: it is saved, and that is all.
fn ask_offline(world: &World, liaison: &mut Person<Liaison>, task: Task) {
    liaison.party().set_task(task);
    liaison.settle(world.now);
}

fn codes(device: &mut Person<porchlight_client::Device>) -> Vec<String> {
    device.party().statuses().map(|status| status.code.clone()).collect()
}

#[test]
fn what_no_network_takes_is_sent_by_the_next_session() {
    let mut world = World::new(1);
    let mut liaison = world.liaison();
    let mut bondar = world.family(&mut liaison, "Bondar");
    for code in ["calm", "unchanged"] {
        let task = post(&world, code);
        ask_offline(&world, &mut liaison, task);
        world.wait(DAY);
    }
    // The machine is switched off and on: what waits is on its disk.
    let mut liaison = liaison.restart(11).expect("it was saved");
    assert_eq!(liaison.party().waiting().count(), 2);
    world.post(&mut liaison, "no-negative");
    assert_eq!(liaison.party().waiting().count(), 0);
    world.read(&mut bondar);
    assert_eq!(codes(&mut bondar), ["calm", "unchanged", "no-negative"]);
}

#[test]
fn asking_again_for_what_waits_does_not_double_it() {
    let mut world = World::new(2);
    let mut liaison = world.liaison();
    let mut bondar = world.family(&mut liaison, "Bondar");
    for _ in 0..3 {
        let task = post(&world, "calm");
        ask_offline(&world, &mut liaison, task);
    }
    world.post(&mut liaison, "calm");
    world.read(&mut bondar);
    assert_eq!(codes(&mut bondar), ["calm"]);
}

#[test]
fn what_waits_can_be_taken_back_while_nothing_has_been_sealed() {
    let mut world = World::new(3);
    let mut liaison = world.liaison();
    let mut bondar = world.family(&mut liaison, "Bondar");
    let task = post(&world, "negative-telling");
    ask_offline(&world, &mut liaison, task);
    assert_eq!(liaison.party().discard_waiting(), 1);
    liaison.settle(world.now);
    world.post(&mut liaison, "calm");
    world.read(&mut bondar);
    assert_eq!(codes(&mut bondar), ["calm"]);
}

#[test]
fn a_notice_that_can_no_longer_be_sent_is_named_and_holds_nothing_up() {
    let mut world = World::new(4);
    let mut liaison = world.liaison();
    let mut bondar = world.family(&mut liaison, "Bondar");
    world.family(&mut liaison, "Shevchuk");
    let (family, code) = ("Shevchuk".to_owned(), "in-contact".to_owned());
    let tell = Task::Tell { family, code, text: None, with_next: false, answers: None };
    assert!(world.task(&mut liaison, Task::Remove { family: "Shevchuk".into(), device: None }).is_ok());
    ask_offline(&world, &mut liaison, tell);
    liaison.events();
    let task = post(&world, "calm");
    liaison.party().set_task(task);
    world.session(&mut liaison);
    let events = liaison.events();
    let failed = LiaisonEvent::EarlierFailed(Failure::NoSuchFamily { family: "Shevchuk".into() });
    assert!(events.contains(&failed));
    assert!(events.iter().any(|event| matches!(event, LiaisonEvent::Done(Done::Posted { .. }))));
    world.read(&mut bondar);
    assert_eq!(codes(&mut bondar), ["calm"]);
}

#[test]
fn no_more_may_wait_than_a_day_or_two_of_news() {
    let mut world = World::new(5);
    let mut liaison = world.liaison();
    for _ in 0..QUEUE_MAX + 3 {
        let task = post(&world, "calm");
        ask_offline(&world, &mut liaison, task);
        world.wait(DAY);
    }
    assert_eq!(liaison.party().waiting().count(), QUEUE_MAX);
}

/// Composes a post, and gives the file.
fn compose(world: &World, liaison: &mut Person<Liaison>, code: &str) -> (Sequence, Carried) {
    let sequence = liaison.party().compose(code, world.today(), None, None, world.now).expect("it can be composed");
    liaison.settle(world.now);
    let file = liaison.party().to_carry().expect("there is something to carry").encode();
    (sequence, Carried::decode(&file).expect("the file is good"))
}

fn carry(world: &mut World, carried: Carried) -> Vec<CourierEvent> {
    let mut courier = Person::new(Courier::new(RELAY_NAME, carried));
    world.session(&mut courier);
    courier.events()
}

#[test]
fn a_courier_carries_a_post_and_the_liaison_finds_it_there() {
    let mut world = World::new(6);
    let mut liaison = world.liaison();
    let mut bondar = world.family(&mut liaison, "Bondar");
    let (sequence, carried) = compose(&world, &mut liaison, "calm");
    world.wait(DAY / 2);
    assert_eq!(carry(&mut world, carried.clone()), [CourierEvent::Delivered { sequence }]);
    assert_eq!(carry(&mut world, carried), [CourierEvent::Delivered { sequence }], "a second courier does no harm");
    world.read(&mut bondar);
    assert_eq!(codes(&mut bondar), ["calm"]);
    world.post(&mut liaison, "unchanged");
    assert!(liaison.party().to_carry().is_none(), "nothing is left to carry");
    world.read(&mut bondar);
    assert_eq!(codes(&mut bondar), ["calm", "unchanged"]);
    assert!(bondar.party().absence().is_ok());
}

#[test]
fn a_courier_who_comes_after_the_liaison_brings_nothing_new() {
    let mut world = World::new(7);
    let mut liaison = world.liaison();
    let mut bondar = world.family(&mut liaison, "Bondar");
    let (sequence, carried) = compose(&world, &mut liaison, "calm");
    world.post(&mut liaison, "unchanged");
    assert_eq!(carry(&mut world, carried), [CourierEvent::Delivered { sequence }]);
    world.read(&mut bondar);
    assert_eq!(codes(&mut bondar), ["calm", "unchanged"]);
}

#[test]
fn what_waits_goes_with_the_courier_ahead_of_what_is_composed() {
    let mut world = World::new(10);
    let mut liaison = world.liaison();
    let mut bondar = world.family(&mut liaison, "Bondar");
    let task = post(&world, "calm");
    ask_offline(&world, &mut liaison, task);
    let (_, carried) = compose(&world, &mut liaison, "unchanged");
    carry(&mut world, carried);
    world.read(&mut bondar);
    assert_eq!(codes(&mut bondar), ["calm", "unchanged"]);
}

#[test]
fn couriers_who_come_in_the_wrong_order_lose_nothing() {
    let mut world = World::new(8);
    let mut liaison = world.liaison();
    let mut bondar = world.family(&mut liaison, "Bondar");
    let (_, first) = compose(&world, &mut liaison, "calm");
    let (second_place, both) = compose(&world, &mut liaison, "unchanged");
    let only_second = Carried::new(both.envelopes()[first.envelopes().len()..].to_vec()).expect("four envelopes");
    assert!(matches!(carry(&mut world, only_second.clone())[..], [CourierEvent::Refused { .. }]));
    carry(&mut world, first);
    assert_eq!(carry(&mut world, only_second), [CourierEvent::Delivered { sequence: second_place }]);
    world.read(&mut bondar);
    assert_eq!(codes(&mut bondar), ["calm", "unchanged"]);
}

#[test]
fn nothing_is_composed_while_a_turn_is_under_way() {
    for steps in 1.. {
        let mut world = World::new(9);
        let mut liaison = world.liaison();
        let mut bondar = world.family(&mut liaison, "Bondar");
        world.family(&mut liaison, "Shevchuk");
        liaison.crash_after(steps);
        world.session_for(&mut liaison, Task::Remove { family: "Shevchuk".into(), device: None });
        let is_over = !liaison.has_crashed();
        let mut liaison = liaison.restart(91).expect("it was saved");
        let composed = liaison.party().compose("calm", world.today(), None, None, world.now);
        assert!(matches!(composed, Ok(_) | Err(Failure::TurnUnderWay)), "after {steps} steps");
        liaison.settle(world.now);
        world.post(&mut liaison, "unchanged");
        world.read(&mut bondar);
        let expected = if composed.is_ok() { 2 } else { 1 };
        assert_eq!(bondar.party().statuses().count(), expected, "after {steps} steps");
        if is_over {
            return;
        }
    }
}

/// The relay's operator bounds the number of envelopes: what it has of a batch is pruned before the liaison hears that it has it.
#[test]
fn what_has_arrived_unheard_is_not_brought_again_to_a_relay_that_has_pruned_it() {
    let mut world = World::pruning(9, 2);
    let mut liaison = world.liaison();
    let mut bondar = world.family(&mut liaison, "Bondar");
    liaison.party().set_task(post(&world, "calm"));
    world.session_meddled(&mut liaison, &mut |frame| match frame {
        RelayFrame::Reply { reply: Reply::Appended { .. }, .. } => Vec::new(),
        other => vec![other],
    });
    let mut liaison = liaison.restart(19).expect("it was saved");
    world.read(&mut bondar);
    assert_eq!(codes(&mut bondar), ["calm"]);

    world.post(&mut liaison, "unchanged");
    world.read(&mut bondar);
    assert_eq!(codes(&mut bondar), ["calm", "unchanged"]);
}
