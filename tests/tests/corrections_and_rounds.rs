//! What a liaison may say of an earlier status, and when "all have been told" may be said.

use porchlight_client::{Done, Failure, LiaisonEvent, Task};
use porchlight_protocol::Sequence;
use porchlight_tests::world::{DAY, World};

fn correction(world: &World, code: &str, corrects: u64) -> Task {
    Task::Post { code: code.into(), as_of: world.today(), next_by: None, corrects: Some(Sequence(corrects)) }
}

fn failure(outcome: Result<Done, LiaisonEvent>) -> Failure {
    match outcome {
        Err(LiaisonEvent::Failed(failure)) => failure,
        Ok(_) | Err(_) => panic!("a failure was expected"),
    }
}

#[test]
fn only_a_status_that_was_posted_can_be_corrected_and_only_once() {
    let mut world = World::new(1);
    let mut liaison = world.liaison();
    world.family(&mut liaison, "Bondar");
    let first = world.post(&mut liaison, "calm");
    let nowhere = correction(&world, "unchanged", first + 1);
    assert!(matches!(failure(world.task(&mut liaison, nowhere)), Failure::NoSuchStatus { .. }));
    let right = correction(&world, "unchanged", first);
    let Ok(Done::Posted { sequence, .. }) = world.task(&mut liaison, right) else { panic!("it can be corrected") };
    world.wait(60);
    let again = correction(&world, "no-negative", first);
    let refused = failure(world.task(&mut liaison, again));
    assert_eq!(refused, Failure::AlreadyCorrected { sequence: Sequence(first), by: sequence });
    let of_correction = correction(&world, "no-negative", sequence.0);
    assert!(world.task(&mut liaison, of_correction).is_ok(), "a correction can be wrong too");
}

#[test]
fn a_correction_leaves_the_promise_as_it_was() {
    let mut world = World::new(2);
    let mut liaison = world.liaison();
    let first = world.post(&mut liaison, "calm");
    let promised = liaison.party().next_by();
    world.wait(DAY / 2);
    let task = correction(&world, "unchanged", first);
    assert!(world.task(&mut liaison, task).is_ok());
    assert_eq!(liaison.party().next_by(), promised);
    world.wait(DAY);
    let task = correction(&world, "calm", first + 4);
    assert!(world.task(&mut liaison, task).is_ok());
    assert_eq!(liaison.party().next_by(), world.now + DAY, "a promise that has passed is not made again");
}

#[test]
fn all_have_been_told_is_refused_while_a_notice_waits() {
    let mut world = World::new(3);
    let mut liaison = world.liaison();
    world.family(&mut liaison, "Bondar");
    world.post(&mut liaison, "negative-telling");
    let (family, code) = ("Bondar".to_owned(), "wounded".to_owned());
    let tell = Task::Tell { family, code, text: None, with_next: true, answers: None };
    assert!(world.task(&mut liaison, tell).is_ok());
    let told = Task::Post { code: "negative-told".into(), as_of: world.today(), next_by: None, corrects: None };
    let refused = failure(world.task(&mut liaison, told.clone()));
    assert_eq!(refused, Failure::NoticesUnsent { families: vec!["Bondar".into()] });
    world.post(&mut liaison, "negative-telling");
    assert!(world.task(&mut liaison, told).is_ok(), "it went with the status before");
}

#[test]
fn when_all_have_been_told_the_liaison_hears_who_has_not_fetched_it_yet() {
    let mut world = World::new(4);
    let mut liaison = world.liaison();
    world.family(&mut liaison, "Bondar");
    world.family(&mut liaison, "Shevchuk");
    world.post(&mut liaison, "negative-telling");
    world.tell(&mut liaison, "Shevchuk", "wounded", None);
    liaison.events();
    let told = Task::Post { code: "negative-told".into(), as_of: world.today(), next_by: None, corrects: None };
    liaison.party().set_task(told);
    world.session(&mut liaison);
    let unfetched = LiaisonEvent::NotFetched { families: vec!["Shevchuk".into()] };
    assert!(liaison.events().contains(&unfetched));
}
