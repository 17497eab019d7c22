//! What a group is told now, after corrections; and what a round of negative information says to one family.

use porchlight_client::codes::{NEGATIVE_TELLING, NEGATIVE_TOLD, SILENCE};
use porchlight_client::{Device, Reach, Round, RoundNotice, Standing};
use porchlight_protocol::Sequence;
use porchlight_sealing::Message;
use porchlight_tests::world::{DAY, Person, Scribe, World, findings};

fn a_family(seed: u64) -> (World, Scribe, Person<Device>) {
    let mut world = World::new(seed);
    let mut scribe = Scribe::found(&mut world);
    let device = scribe.join(&mut world);
    (world, scribe, device)
}

fn correct(world: &mut World, scribe: &mut Scribe, code: &str, supersedes: Sequence) -> Sequence {
    let mut status = scribe.status(world, code);
    status.supersedes = Some(supersedes);
    scribe.say(world, &Message::Status(status))
}

fn headline(device: &mut Person<Device>) -> String {
    device.party().headline().expect("something was read").code.clone()
}

#[test]
fn a_correction_of_yesterday_leaves_the_headline_and_moves_the_promise() {
    let (mut world, mut scribe, mut device) = a_family(1);
    let yesterday = scribe.post(&mut world, "calm");
    world.wait(DAY);
    scribe.post(&mut world, "no-negative");
    world.wait(3_600);
    let correction = correct(&mut world, &mut scribe, "unchanged", yesterday);
    assert_eq!(findings(&world.read(&mut device)), []);
    assert_eq!(headline(&mut device), "no-negative");
    assert_eq!(device.party().next_by(), world.now + DAY, "the newest promise counts");
    let statuses: Vec<_> = device.party().statuses().cloned().collect();
    assert_eq!((statuses[0].corrected_by, statuses[2].corrects), (Some(correction), Some(yesterday)));
}

#[test]
fn a_correction_of_the_latest_is_the_headline_also_after_a_restart() {
    let (mut world, mut scribe, mut device) = a_family(2);
    let wrong = scribe.post(&mut world, SILENCE);
    world.read(&mut device);
    assert_eq!(device.party().standing(world.now, Reach::Reached), Standing::PlannedSilence);
    correct(&mut world, &mut scribe, "calm", wrong);
    world.read(&mut device);
    let mut device = device.restart(1).expect("it has saved");
    assert_eq!(headline(&mut device), "calm");
    assert_eq!(device.party().standing(world.now, Reach::Reached), Standing::Fresh);
}

#[test]
fn a_correction_of_its_own_place_or_a_later_one_is_read_as_correcting_nothing() {
    let (mut world, mut scribe, mut device) = a_family(3);
    scribe.post(&mut world, "calm");
    correct(&mut world, &mut scribe, "no-negative", Sequence(u64::MAX));
    assert_eq!(findings(&world.read(&mut device)), []);
    assert_eq!(headline(&mut device), "no-negative");
    assert!(device.party().statuses().all(|status| status.corrects.is_none() && status.corrected_by.is_none()));
}

#[test]
fn who_is_not_concerned_is_told_so_in_both_steps_of_a_round() {
    let (mut world, mut scribe, mut device) = a_family(4);
    scribe.tell(&mut world, "in-contact", None);
    scribe.post(&mut world, "calm");
    world.read(&mut device);
    assert_eq!(device.party().round(), None);
    scribe.post(&mut world, NEGATIVE_TELLING);
    world.read(&mut device);
    assert_eq!(
        device.party().round(),
        Some(Round::Telling(RoundNotice::NoneProven)),
        "what came before does not count"
    );
    scribe.post(&mut world, NEGATIVE_TELLING);
    world.wait(8 * DAY);
    scribe.turn(&mut world);
    scribe.post(&mut world, NEGATIVE_TOLD);
    world.read(&mut device);
    assert_eq!(device.party().round(), Some(Round::Told(RoundNotice::NoneProven)), "over a turn of the epoch too");
    scribe.post(&mut world, "calm");
    world.read(&mut device);
    assert_eq!(device.party().round(), None);
}

#[test]
fn who_is_told_something_in_a_round_hears_no_denial() {
    let (mut world, mut scribe, mut device) = a_family(5);
    scribe.post(&mut world, "calm");
    scribe.post(&mut world, NEGATIVE_TELLING);
    scribe.tell(&mut world, "wounded", None);
    world.read(&mut device);
    assert_eq!(device.party().round(), Some(Round::Telling(RoundNotice::Came)));
    scribe.post(&mut world, "unchanged");
    scribe.post(&mut world, NEGATIVE_TOLD);
    world.read(&mut device);
    assert_eq!(device.party().round(), Some(Round::Told(RoundNotice::Came)), "another status in between ends no round");
    scribe.post(&mut world, "calm");
    scribe.post(&mut world, NEGATIVE_TELLING);
    world.read(&mut device);
    assert_eq!(device.party().round(), Some(Round::Telling(RoundNotice::NoneProven)), "the next round is another");
}

#[test]
fn a_device_that_cannot_say_none_says_nothing_of_a_round() {
    let (mut world, mut scribe, _) = a_family(6);
    scribe.post(&mut world, "calm");
    scribe.post(&mut world, NEGATIVE_TELLING);
    let link = scribe.invite(&mut world);
    let mut late = world.join(&link);
    assert_eq!(late.party().round(), Some(Round::Telling(RoundNotice::CannotTell)));
    scribe.take_in(&mut world);
    scribe.turn(&mut world);
    world.read(&mut late);
    assert!(late.party().absence().is_ok());
    assert_eq!(
        late.party().round(),
        Some(Round::Telling(RoundNotice::CannotTell)),
        "its proof begins after the round did"
    );
}

#[test]
fn a_round_that_was_a_mistake_is_none_once_it_is_corrected() {
    let (mut world, mut scribe, mut device) = a_family(7);
    scribe.post(&mut world, "calm");
    let wrong = scribe.post(&mut world, NEGATIVE_TELLING);
    correct(&mut world, &mut scribe, "unchanged", wrong);
    world.read(&mut device);
    assert_eq!((device.party().round(), headline(&mut device).as_str()), (None, "unchanged"));
}
