//! Retention: as many whole days as the feed asks for, never fewer; the operator's bound beside it; control envelopes always.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a scenario stops where it breaks")]

mod world;

use porchlight_protocol::{
    Ask, Day, Epoch, Reply, Sequence,
    limits::{RETENTION_DAYS_DEFAULT, RETENTION_DAYS_MIN},
};
use porchlight_relay_core::{Records, Retention};
use world::{Dice, TODAY, World, blob, tag};

/// Places that one append prunes at most.
const PRUNED_PER_APPEND_MAX: u64 = 64;

/// A feed that asks for forty days, at a relay that has room.
fn keeping_forty_days() -> World {
    let mut world = World::founded_keeping(Retention::BY_DAYS);
    turn_keeping(&mut world, RETENTION_DAYS_MIN);
    world
}

fn turn_keeping(world: &mut World, days: u16) {
    let envelope = world.poster.turn_keeping(days);
    world.append(envelope).answer.unwrap();
}

fn wait(world: &mut World, days: u32) {
    world.today = Day(world.today.0 + days);
}

fn pruned(world: &World) -> u64 {
    world.relay.store().pruned_through(&world.poster.feed).unwrap().0
}

fn is_kept(world: &World, place: u64) -> bool {
    world.relay.store().envelope(&world.poster.feed, Sequence(place)).unwrap().is_some()
}

fn marks(world: &World) -> Vec<(u32, u64)> {
    let marks = world.relay.store().day_marks(&world.poster.feed, Day(0), usize::MAX).unwrap();
    marks.into_iter().map(|(day, place)| (day.0 - TODAY.0, place.0)).collect()
}

#[test]
fn an_envelope_is_kept_for_forty_whole_days_and_goes_with_the_next_append_after_them() {
    let mut world = keeping_forty_days();
    world.post(2);
    for day in 1..=40 {
        wait(&mut world, 1);
        world.post(1);
        assert!(is_kept(&world, 3) && is_kept(&world, 4), "day {day}");
    }
    wait(&mut world, 1);
    assert!(is_kept(&world, 4), "nothing happens without an append");

    world.post(1);

    assert!(!is_kept(&world, 3) && !is_kept(&world, 4), "the day of the two envelopes is over for forty whole days");
    assert!(is_kept(&world, 5), "the next day's is not");
    assert!(is_kept(&world, 1) && is_kept(&world, 2), "control envelopes stay");
}

#[test]
fn a_day_leaves_one_mark_however_much_comes_on_it_and_marks_go_with_what_they_mark() {
    let mut world = keeping_forty_days();
    assert_eq!(marks(&world), [(0, 1)]);
    world.post(3);
    wait(&mut world, 5);
    world.post(3);
    assert_eq!(marks(&world), [(0, 1), (5, 6)]);

    wait(&mut world, 36);
    world.post(1);
    assert_eq!((pruned(&world), marks(&world)), (5, vec![(5, 6), (41, 9)]));

    wait(&mut world, 1_000);
    world.post(1);
    assert_eq!((pruned(&world), marks(&world)), (9, vec![(1_041, 10)]));
}

#[test]
fn a_mark_stays_while_anything_of_its_day_is_kept() {
    let mut world = World::founded_keeping(Retention::last(3));
    turn_keeping(&mut world, RETENTION_DAYS_MIN);
    world.post(8);
    assert_eq!(
        (pruned(&world), marks(&world)),
        (7, vec![(0, 1)]),
        "the operator's bound went through the middle of a day"
    );

    wait(&mut world, 40);
    world.post(1);
    assert_eq!(pruned(&world), 8, "what is left of that day is not outlived yet");
    wait(&mut world, 1);
    world.post(1);
    assert_eq!((pruned(&world), marks(&world)), (10, vec![(40, 11), (41, 12)]));
}

#[test]
fn the_operators_bound_holds_before_the_days_are_over() {
    let mut world = World::founded_keeping(Retention::last(10));
    turn_keeping(&mut world, 3650);
    world.post(20);

    assert_eq!(pruned(&world), 12);
    assert_eq!((1..=22).filter(|place| is_kept(&world, *place)).count(), 2 + 10, "two controls and the last ten");
}

#[test]
fn the_last_place_is_never_pruned() {
    let mut world = keeping_forty_days();
    wait(&mut world, 10_000);
    world.post(1);

    assert_eq!(pruned(&world), 2);
    assert!(is_kept(&world, 3));
}

#[test]
fn a_shorter_retention_prunes_from_its_turn_on_and_a_longer_one_brings_nothing_back() {
    let mut world = World::founded_keeping(Retention::BY_DAYS);
    world.post(1);
    wait(&mut world, u32::from(RETENTION_DAYS_DEFAULT));
    world.post(1);
    assert!(is_kept(&world, 2), "ninety days are what nobody has changed");

    turn_keeping(&mut world, RETENTION_DAYS_MIN);
    assert!(!is_kept(&world, 2));
    turn_keeping(&mut world, 3650);
    assert!(!is_kept(&world, 2) && is_kept(&world, 3));
    wait(&mut world, 3650);
    world.post(1);
    assert!(is_kept(&world, 3));
}

#[test]
fn what_piled_up_goes_step_by_step_and_faster_than_it_comes() {
    let mut world = keeping_forty_days();
    world.post(1_000);
    wait(&mut world, 100);
    let pruned_after = |world: &mut World| {
        world.post(1);
        pruned(world)
    };

    let steps: Vec<_> = (0..16).map(|_| pruned_after(&mut world)).collect();

    let expected: Vec<_> = (1..=16).map(|step| (step * PRUNED_PER_APPEND_MAX).min(1_002)).collect();
    assert_eq!(steps, expected);
}

#[test]
fn drops_are_kept_for_as_long_after_the_end_of_their_epoch() {
    let mut world = keeping_forty_days();
    let poster = world.posting();
    world.post(1);
    wait(&mut world, 30);
    let late = Ask::PutDrops { epoch: Epoch(2), drops: vec![(tag(1), blob(1))] };
    world.asks(poster, late).unwrap();
    turn_keeping(&mut world, RETENTION_DAYS_MIN);
    let fetch = Ask::FetchDrops { tags: vec![tag(1)] };

    wait(&mut world, 40);
    world.post(1);
    assert!(!is_kept(&world, 3), "the epoch's last envelope is gone");
    assert_eq!(world.asks(poster, fetch.clone()), Ok(Reply::Drops(vec![Some(blob(1))])), "the drop is forty days old");
    wait(&mut world, 1);
    world.post(1);
    assert_eq!(world.asks(poster, fetch), Ok(Reply::Drops(vec![None])));
}

#[test]
fn a_clock_that_is_set_back_keeps_longer_and_never_shorter() {
    let mut world = keeping_forty_days();
    wait(&mut world, 100);
    world.post(1);
    let right = world.today;

    world.today = Day(0);
    world.post(1);
    assert_eq!(marks(&world), [(100, 3)], "nothing is marked with a day before the last one");
    world.today = Day(right.0 + 40);
    world.post(1);
    assert!(is_kept(&world, 3) && is_kept(&world, 4));
    world.today = Day(right.0 + 41);
    world.post(1);
    assert!(!is_kept(&world, 3) && !is_kept(&world, 4));
}

/// When each place was accepted, and what was asked for then.
struct Oracle {
    accepted: Vec<Day>,
    controls: Vec<u64>,
    retention_days: u16,
}

impl Oracle {
    /// The last place whose day is over for as many whole days as asked for, the last place of all excepted.
    fn outlived(&self, today: Day) -> u64 {
        let days = u32::from(self.retention_days);
        let outlived = self.accepted.iter().take_while(|day| day.0 + days < today.0).count() as u64;
        outlived.min(self.accepted.len() as u64 - 1)
    }
}

#[test]
fn in_any_history_nothing_younger_is_pruned_and_nothing_older_stays_for_long() {
    for seed in 0..60 {
        println!("seed {seed}");
        let mut dice = Dice(seed);
        let mut world = World::founded_keeping(Retention::BY_DAYS);
        let mut oracle = Oracle { accepted: vec![TODAY], controls: vec![1], retention_days: RETENTION_DAYS_DEFAULT };
        let mut pruned_before = 0;
        for step in 0..150 {
            match dice.roll(20) {
                0 => wait(&mut world, dice.roll(200) as u32),
                1..8 => wait(&mut world, dice.roll(15) as u32),
                _ => {}
            }
            for _ in 0..=dice.roll(6) {
                if dice.roll(12) == 0 {
                    oracle.retention_days = RETENTION_DAYS_MIN + dice.roll(60) as u16;
                    turn_keeping(&mut world, oracle.retention_days);
                    oracle.controls.push(world.poster.end.sequence.0);
                } else {
                    world.post(1);
                }
                oracle.accepted.push(world.today);

                let told = format!("seed {seed}, step {step}, place {}", world.poster.end.sequence);
                let expected =
                    oracle.outlived(world.today).min(pruned_before + PRUNED_PER_APPEND_MAX).max(pruned_before);
                assert_eq!(pruned(&world), expected, "{told}");
                pruned_before = expected;
            }
            let shelf = world.relay.store().shelf(&world.poster.feed).unwrap();
            let kept: Vec<_> = shelf.envelopes.keys().map(|place| place.0).collect();
            let last = oracle.accepted.len() as u64;
            let expected: Vec<_> =
                (1..=last).filter(|place| *place > pruned_before || oracle.controls.contains(place)).collect();
            assert_eq!(kept, expected, "seed {seed}, step {step}");
            let mut days = oracle.accepted[pruned_before as usize..].to_vec();
            days.dedup();
            assert!(shelf.days.len() <= days.len() + 1, "seed {seed}, step {step}: a mark for each kept day is enough");
        }
    }
}
