//! Deputies, handovers and dismissals: who may take an office over, and who no longer.

use porchlight_client::{Done, Failure, LiaisonEvent, RecoveryFailure, Task};
use porchlight_tests::world::World;

fn post(world: &World, code: &str) -> Task {
    Task::Post { code: code.into(), as_of: world.today(), next_by: None, corrects: None }
}

fn failure(outcome: Result<Done, LiaisonEvent>) -> Failure {
    match outcome {
        Err(LiaisonEvent::Failed(failure)) => failure,
        Ok(_) | Err(_) => panic!("a failure was expected"),
    }
}

#[test]
fn a_deputy_takes_over_and_the_families_read_on() {
    let mut world = World::new(1);
    let (mut liaison, _) = world.liaison_with_phrase();
    let mut bondar = world.family(&mut liaison, "Bondar");
    let link = world.empower(&mut liaison, Some("Oksana"));
    world.family(&mut liaison, "Shevchuk");
    world.post(&mut liaison, "calm");

    let (mut deputy, _) = world.accept(&link).expect("the mandate is good");
    let task = post(&world, "calm");
    assert!(matches!(failure(world.task(&mut liaison, task)), Failure::HandedOver { .. }));
    assert_eq!(deputy.party().families().len(), 2, "the vault of today has the family that came after the mandate");
    world.post(&mut deputy, "unchanged");
    world.tell(&mut deputy, "Bondar", "in-contact", None);
    world.read(&mut bondar);
    assert_eq!(bondar.party().statuses().count(), 2);
    assert_eq!(bondar.party().notices().count(), 1);
    assert!(bondar.party().absence().is_ok());
}

#[test]
fn the_new_liaisons_own_phrase_counts_and_the_former_one_no_longer() {
    let mut world = World::new(2);
    let (mut liaison, former) = world.liaison_with_phrase();
    let mut bondar = world.family(&mut liaison, "Bondar");
    let link = world.empower(&mut liaison, None);
    let (_, phrase) = world.accept(&link).expect("the handover is good");
    assert_eq!(world.recover(&former).err(), Some(RecoveryFailure::NoVault));
    let mut recovered = world.recover(&phrase).expect("the new phrase is right");
    world.post(&mut recovered, "calm");
    world.read(&mut bondar);
    assert_eq!(bondar.party().statuses().count(), 1);
}

#[test]
fn a_mandate_serves_once() {
    let mut world = World::new(3);
    let (mut liaison, _) = world.liaison_with_phrase();
    let link = world.empower(&mut liaison, Some("Oksana"));
    assert!(world.accept(&link).is_ok());
    assert_eq!(world.accept(&link).err(), Some(RecoveryFailure::NoVault));
}

#[test]
fn a_dismissed_deputys_link_is_worth_nothing_and_the_others_stay_good() {
    let mut world = World::new(4);
    let (mut liaison, phrase) = world.liaison_with_phrase();
    let mut bondar = world.family(&mut liaison, "Bondar");
    let dismissed = world.empower(&mut liaison, Some("Oksana"));
    let kept = world.empower(&mut liaison, Some("Petro"));
    let done = world.task(&mut liaison, Task::Dismiss { name: "Oksana".into() });
    assert!(matches!(done, Ok(Done::Dismissed { .. })));
    world.post(&mut liaison, "calm");

    assert_eq!(world.accept(&dismissed).err(), Some(RecoveryFailure::NoVault));
    assert!(world.clone().recover(&phrase).is_ok(), "a dismissal leaves the phrase as it was");
    let (mut petro, _) = world.accept(&kept).expect("his mandate was given anew by the new key");
    world.post(&mut petro, "unchanged");
    world.read(&mut bondar);
    assert_eq!(bondar.party().statuses().count(), 2);
}

#[test]
fn a_vault_that_a_dismissed_deputy_kept_is_refused_by_the_feed() {
    let mut world = World::new(5);
    let (mut liaison, _) = world.liaison_with_phrase();
    let link = world.empower(&mut liaison, Some("Oksana"));
    let mut before = world.clone();
    assert!(world.task(&mut liaison, Task::Dismiss { name: "Oksana".into() }).is_ok());
    // She takes the office over at a copy of the relay, and brings what she sealed there to the real one.
    let (mut usurper, _) = before.accept(&link).expect("at the copy, her mandate is good");
    let task = post(&world, "calm");
    usurper.party().set_task(task);
    world.session(&mut usurper);
    assert!(usurper.events().iter().all(|event| !matches!(event, LiaisonEvent::Done(Done::Posted { .. }))));
    world.post(&mut liaison, "unchanged");
}

#[test]
fn at_most_six_may_be_empowered_and_each_name_once() {
    let mut world = World::new(6);
    let (mut liaison, _) = world.liaison_with_phrase();
    for deputy in 0..6 {
        world.empower(&mut liaison, Some(&format!("Deputy {deputy}")));
    }
    let again = world.task(&mut liaison, Task::Empower { name: Some("Deputy 0".into()) });
    assert!(matches!(failure(again), Failure::DeputyExists { .. }));
    let seventh = world.task(&mut liaison, Task::Empower { name: Some("Deputy 6".into()) });
    assert!(matches!(failure(seventh), Failure::DeputiesFull { .. }));
    let nobody = world.task(&mut liaison, Task::Dismiss { name: "Nobody".into() });
    assert!(matches!(failure(nobody), Failure::NoSuchDeputy { .. }));
}

#[test]
fn a_machine_that_dies_at_any_step_of_a_dismissal_finishes_it_or_is_recovered() {
    for steps in 1.. {
        let mut world = World::new(7);
        let (mut liaison, phrase) = world.liaison_with_phrase();
        let mut bondar = world.family(&mut liaison, "Bondar");
        let link = world.empower(&mut liaison, Some("Oksana"));
        liaison.crash_after(steps);
        world.session_for(&mut liaison, Task::Dismiss { name: "Oksana".into() });
        let is_over = !liaison.has_crashed();
        let was_told = liaison.events().iter().any(|event| matches!(event, LiaisonEvent::Done(_)));
        let mut lost = world.clone();
        let mut recovered = lost.recover(&phrase).unwrap_or_else(|failure| panic!("after {steps} steps: {failure:?}"));
        lost.post(&mut recovered, "calm");

        let mut liaison = liaison.restart(71).expect("it was saved");
        let outcome = world.task(&mut liaison, Task::Dismiss { name: "Oksana".into() });
        let is_dismissed = match outcome {
            Ok(Done::Dismissed { .. }) => true,
            Err(LiaisonEvent::Failed(Failure::NoSuchDeputy { .. })) => was_told,
            Ok(_) | Err(_) => false,
        };
        assert!(is_dismissed, "after {steps} steps");
        world.post(&mut liaison, "calm");
        assert!(world.accept(&link).is_err(), "after {steps} steps");
        world.read(&mut bondar);
        assert_eq!(bondar.party().statuses().count(), 1, "after {steps} steps");
        if is_over {
            return;
        }
    }
}
