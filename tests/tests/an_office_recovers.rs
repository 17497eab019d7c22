//! An office that lost its machine, was copied or was rolled back goes on elsewhere, and nobody reads what is not theirs.

use porchlight_client::{Courier, Done, Failure, History, Liaison, LiaisonEvent, Recovery, RecoveryFailure, Task};
use porchlight_protocol::{Envelope, RelayFrame, Reply};
use porchlight_sealing::RecoveryPhrase;
use porchlight_tests::world::{DAY, Person, RELAY_NAME, World};

fn by_phrase(world: &mut World, phrase: &RecoveryPhrase) -> Recovery {
    Recovery::by_phrase(RELAY_NAME, phrase, Box::new(world.random()))
}

fn vault_in(frame: &RelayFrame) -> Option<Reply> {
    match frame {
        RelayFrame::Reply { reply: reply @ Reply::Vault { .. }, .. } => Some(reply.clone()),
        RelayFrame::Reply { .. }
        | RelayFrame::Refused { .. }
        | RelayFrame::Envelope(_)
        | RelayFrame::Stopped { .. } => None,
    }
}

fn failure(outcome: Result<Done, LiaisonEvent>) -> Option<Failure> {
    match outcome {
        Err(LiaisonEvent::Failed(failure)) => Some(failure),
        Ok(_) | Err(_) => None,
    }
}

#[test]
fn the_phrase_brings_back_roster_chains_and_posting_key() {
    let mut world = World::new(1);
    let (mut liaison, phrase) = world.liaison_with_phrase();
    let mut bondar = world.family(&mut liaison, "Bondar");
    let mut shevchuk = world.family(&mut liaison, "Shevchuk");
    world.post(&mut liaison, "calm");
    world.tell(&mut liaison, "Bondar", "wounded", Some("Call 12."));
    world.post(&mut liaison, "unchanged");
    let before = liaison.party().families();
    drop(liaison);

    let mut liaison = world.recover(&phrase).expect("the phrase is right");
    assert_eq!(liaison.party().families().len(), before.len());
    world.post(&mut liaison, "no-negative");
    world.tell(&mut liaison, "Shevchuk", "in-contact", None);
    for device in [&mut bondar, &mut shevchuk] {
        world.read(device);
        assert_eq!(device.party().statuses().count(), 3);
        assert_eq!(device.party().notices().count(), 1);
        assert!(device.party().absence().is_ok(), "the feed has no gap and no fork");
    }
    let mut kovalenko = world.family(&mut liaison, "Kovalenko");
    assert!(kovalenko.party().absence().is_ok());
}

#[test]
fn another_phrase_finds_nothing() {
    let mut world = World::new(2);
    let _liaison = world.liaison_with_phrase();
    let other = RecoveryPhrase::draw(&mut world.random());
    assert_eq!(world.recover(&other).err(), Some(RecoveryFailure::NoVault));
}

#[test]
fn the_machine_before_is_refused_and_says_why() {
    let mut world = World::new(3);
    let (mut old, phrase) = world.liaison_with_phrase();
    let mut bondar = world.family(&mut old, "Bondar");
    world.post(&mut old, "calm");
    let mut new = world.recover(&phrase).expect("the phrase is right");
    let outcome =
        world.task(&mut old, Task::Post { code: "calm".into(), as_of: world.today(), next_by: None, corrects: None });
    assert!(matches!(failure(outcome), Some(Failure::HandedOver { .. })));
    world.post(&mut new, "unchanged");
    world.read(&mut bondar);
    assert_eq!(bondar.party().statuses().count(), 2);
}

#[test]
fn a_doubled_office_is_named_and_cured_by_recovering() {
    let mut world = World::new(4);
    let (mut one, phrase) = world.liaison_with_phrase();
    let mut bondar = world.family(&mut one, "Bondar");
    let mut twin = one.restart(41).expect("it was saved");
    world.post(&mut one, "calm");
    let post = Task::Post { code: "unchanged".into(), as_of: world.today(), next_by: None, corrects: None };
    assert!(matches!(failure(world.task(&mut twin, post.clone())), Some(Failure::RunsTwice { .. })));

    let mut cured = world.recover(&phrase).expect("the phrase is right");
    assert!(matches!(failure(world.task(&mut one, post)), Some(Failure::HandedOver { .. })));
    world.post(&mut cured, "no-negative");
    world.read(&mut bondar);
    assert_eq!(bondar.party().statuses().count(), 2);
    assert!(bondar.party().absence().is_ok());
}

#[test]
fn a_backup_file_recovers_the_office_as_it_is_today_and_not_as_it_was() {
    let mut world = World::new(5);
    let (mut liaison, _) = world.liaison_with_phrase();
    let Ok(Done::BackedUp(key)) = world.task(&mut liaison, Task::Backup) else { panic!("the backup failed") };
    let mut bondar = world.family(&mut liaison, "Bondar");
    let mut shevchuk = world.family(&mut liaison, "Shevchuk");
    world.post(&mut liaison, "calm");
    assert!(world.task(&mut liaison, Task::Remove { family: "Shevchuk".into(), device: None }).is_ok());

    let mut liaison = world.restore(&key).expect("the file opens the vault of today");
    let families: Vec<_> = liaison.party().families().into_iter().map(|family| family.name).collect();
    assert_eq!(families, ["Bondar"]);
    world.post(&mut liaison, "unchanged");
    world.read(&mut bondar);
    world.read(&mut shevchuk);
    assert_eq!(bondar.party().statuses().count(), 2);
    assert!(shevchuk.party().statuses().count() < 2, "who was removed stays removed");
}

#[test]
fn an_older_backup_opens_nothing_once_there_is_a_newer_one() {
    let mut world = World::new(6);
    let (mut liaison, _) = world.liaison_with_phrase();
    let Ok(Done::BackedUp(first)) = world.task(&mut liaison, Task::Backup) else { panic!("the backup failed") };
    let Ok(Done::BackedUp(second)) = world.task(&mut liaison, Task::Backup) else { panic!("the backup failed") };
    assert_eq!(world.restore(&first).err(), Some(RecoveryFailure::NoVault));
    assert!(world.restore(&second).is_ok());
}

#[test]
fn an_old_vault_is_noticed_by_what_the_feed_says() {
    let mut world = World::new(7);
    let (mut liaison, phrase) = world.liaison_with_phrase();
    let mut bondar = world.family(&mut liaison, "Bondar");
    world.family(&mut liaison, "Shevchuk");
    world.post(&mut liaison, "calm");
    let mut old = Vec::new();
    let recovery = by_phrase(&mut world, &phrase);
    let recorded = world.take_up_meddled(recovery, &mut |frame| {
        old.extend(vault_in(&frame));
        vec![frame]
    });
    assert!(recorded.is_ok());
    assert!(world.task(&mut liaison, Task::Remove { family: "Shevchuk".into(), device: None }).is_ok());
    world.post(&mut liaison, "unchanged");
    let mut old = old.into_iter();
    let recovery = by_phrase(&mut world, &phrase);
    let outcome = world.take_up_meddled(recovery, &mut |frame| match (vault_in(&frame), frame) {
        (Some(_), RelayFrame::Reply { number, .. }) => {
            vec![RelayFrame::Reply { number, reply: old.next().expect("it has as many pieces") }]
        }
        (_, frame) => vec![frame],
    });
    assert_eq!(outcome.err(), Some(RecoveryFailure::VaultStale));
    world.read(&mut bondar);
    assert_eq!(bondar.party().statuses().count(), 2, "a recovery that stops has changed nothing");
}

#[test]
fn a_machine_that_dies_at_any_step_of_a_recovery_leaves_an_office_that_the_phrase_recovers() {
    for steps in 1.. {
        let mut world = World::new(8);
        let (mut liaison, phrase) = world.liaison_with_phrase();
        let mut bondar = world.family(&mut liaison, "Bondar");
        world.post(&mut liaison, "calm");
        let recovery = by_phrase(&mut world, &phrase);
        let mut dying = world.take_up(recovery).expect("the phrase is right");
        dying.crash_after(steps);
        world.session_for(&mut dying, Task::Recover);
        let is_over = !dying.has_crashed();
        world.wait(DAY);
        let mut liaison = world.recover(&phrase).unwrap_or_else(|failure| panic!("after {steps} steps: {failure:?}"));
        world.post(&mut liaison, "unchanged");
        world.read(&mut bondar);
        assert_eq!(bondar.party().statuses().count(), 2, "after {steps} steps");
        assert!(bondar.party().absence().is_ok(), "after {steps} steps");
        if is_over {
            return;
        }
    }
}

fn courier(world: &World, liaison: &mut Person<Liaison>, code: &str) -> Person<Courier> {
    let composed = liaison.party().compose(code, world.today(), None, None, world.now);
    assert!(composed.is_ok(), "{composed:?}");
    liaison.settle(world.now);
    Person::new(Courier::new(RELAY_NAME, liaison.party().to_carry().expect("a post is in the outbox")))
}

/// The answer to the vault's last piece is lost, a courier carries the next post, and then the machine is lost.
#[test]
fn a_vault_whose_last_answer_was_lost_still_recovers_the_office() {
    let mut stale = Vec::new();
    for steps in 1..80 {
        let mut world = World::new(4);
        let (mut liaison, phrase) = world.liaison_with_phrase();
        world.family(&mut liaison, "Bondar");
        world.post(&mut liaison, "calm");
        liaison.crash_after(steps);
        world.session_for(&mut liaison, Task::Backup);
        if !liaison.has_crashed() {
            println!("{steps} steps");
            break;
        }
        let Some(mut liaison) = liaison.restart(5) else { continue };
        world.wait(3_600);
        let mut courier = courier(&world, &mut liaison, "unchanged");
        world.session(&mut courier);
        drop(liaison);
        let recovery = by_phrase(&mut world, &phrase);
        if let Err(failure) = world.take_up(recovery) {
            stale.push((steps, failure));
        }
    }
    assert!(stale.is_empty(), "the newest vault there is, and it is called old: {stale:?}");
}

/// A relay restored from a copy that is older than the vault and younger than the last turn, healed by the liaison.
#[test]
fn a_relay_that_was_restored_and_healed_has_a_vault_that_recovers() {
    let mut world = World::new(6);
    let (mut liaison, phrase) = world.liaison_with_phrase();
    let mut bondar = world.family(&mut liaison, "Bondar");
    world.post(&mut liaison, "calm");
    let copy = world.relay.clone();
    world.empower(&mut liaison, Some("Olena"));
    world.post(&mut liaison, "unchanged");
    world.relay = copy;
    world.wait(DAY / 2);
    world.post(&mut liaison, "calm");
    world.read(&mut bondar);
    drop(liaison);
    let recovery = by_phrase(&mut world, &phrase);
    let taken_up = world.take_up(recovery);
    assert_eq!(taken_up.err(), None::<RecoveryFailure>);
}

/// What the lost machine had sealed for a courier arrives before the recovered office's handover.
#[test]
fn a_courier_who_comes_amid_a_recovery_is_named_for_what_it_is() {
    let mut world = World::new(11);
    let (mut old, phrase) = world.liaison_with_phrase();
    world.family(&mut old, "Bondar");
    world.post(&mut old, "calm");
    let mut courier = courier(&world, &mut old, "unchanged");
    let recovery = by_phrase(&mut world, &phrase);
    let mut new = world.take_up(recovery).expect("the phrase is right");
    world.session(&mut courier);
    let failed = match world.task(&mut new, Task::Recover) {
        Err(LiaisonEvent::Failed(failure)) => Some(failure),
        Ok(_) | Err(_) => None,
    };
    assert_ne!(failed, Some(Failure::RelayMisbehaved), "an honest relay is accused, and the cure is not told");
}

fn elsewhere(control: &Envelope, place: u64) -> Envelope {
    let mut bytes = *control.as_bytes();
    bytes[34..42].copy_from_slice(&place.to_be_bytes());
    Envelope::parse(&bytes).expect("the layout is the same")
}

/// A relay answers a recovery's walk without end, with what nobody signed.
#[test]
fn no_relay_fills_a_recoverys_memory() {
    let mut world = World::new(12);
    let (mut old, phrase) = world.liaison_with_phrase();
    world.family(&mut old, "Bondar");
    let recovery = by_phrase(&mut world, &phrase);
    let (mut pages, mut template) = (0_u64, None);
    let taken_up = world.take_up_meddled(recovery, &mut |frame| match frame {
        RelayFrame::Reply { number, reply: Reply::Controls { envelopes, .. } } if pages < 200 => {
            let template = template.get_or_insert_with(|| envelopes[0].clone());
            let page: Vec<_> = (0..16).map(|at| elsewhere(template, 1_000 + pages * 16 + at)).collect();
            pages += 1;
            vec![RelayFrame::Reply { number, reply: Reply::Controls { envelopes: page, more: true } }]
        }
        other => vec![other],
    });
    assert!(taken_up.is_err());
    assert!(pages < 3, "{pages} pages that nobody signed were taken");
}

#[test]
fn a_recovered_office_composes_nothing_before_it_has_taken_over() {
    let mut world = World::new(23);
    let (mut old, phrase) = world.liaison_with_phrase();
    world.family(&mut old, "Bondar");
    world.post(&mut old, "calm");
    drop(old);
    let recovery = by_phrase(&mut world, &phrase);
    let mut new = world.take_up(recovery).expect("the phrase is right");
    let composed = new.party().compose("unchanged", world.today(), None, None, world.now);
    assert_eq!(composed, Err(Failure::TurnUnderWay));
    world.session_for(&mut new, Task::Recover);
    assert!(new.party().compose("unchanged", world.today(), None, None, world.now).is_ok());
}

#[test]
fn a_recovery_that_breaks_off_is_finished_where_it_was_begun_though_an_invite_has_served_since() {
    for steps in 1.. {
        let mut world = World::new(9);
        let (mut liaison, phrase) = world.liaison_with_phrase();
        let link = world.invite(&mut liaison, "Bondar", History::Latest);
        let mut bondar = world.join(&link);
        drop(liaison);
        let mut former = world.recover(&phrase).expect("the phrase is right");
        world.post(&mut former, "calm");
        let recovery = by_phrase(&mut world, &phrase);
        let mut dying = world.take_up(recovery).expect("the phrase is right");
        dying.crash_after(steps);
        world.session_for(&mut dying, Task::Recover);
        let is_over = !dying.has_crashed();
        let mut liaison = dying.restart(91).expect("it was saved");
        world.session_for(&mut liaison, Task::Recover);
        let events = liaison.events();
        assert!(
            !events.iter().any(|event| matches!(event, LiaisonEvent::Failed(Failure::Refused(_)))),
            "after {steps} steps"
        );
        world.post(&mut liaison, "unchanged");
        world.read(&mut bondar);
        assert_eq!(bondar.party().statuses().count(), 2, "after {steps} steps");
        if is_over {
            return;
        }
    }
}
