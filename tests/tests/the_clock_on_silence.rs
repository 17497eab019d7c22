//! Which of its causes a silence has, and since when: each device tells by itself.

use porchlight_client::codes::SILENCE;
use porchlight_client::{CLOCK_SLACK_SECONDS, Reach, Standing};
use porchlight_protocol::RelayFrame;
use porchlight_sealing::Message;
use porchlight_tests::world::{DAY, Scribe, World};

#[test]
fn a_status_is_fresh_then_due_then_overdue_and_says_since_when() {
    let mut world = World::new(1);
    let mut scribe = Scribe::found(&mut world);
    let mut device = scribe.join(&mut world);
    world.wait(3_600);
    let posted_at = world.now;
    scribe.post(&mut world, "calm");
    world.read(&mut device);
    let party = device.party();
    let (due, overdue) = (posted_at + DAY, posted_at + DAY + DAY / 4);
    for (now, standing, since) in [
        (posted_at, Standing::Fresh, posted_at),
        (due - 1, Standing::Fresh, posted_at),
        (due, Standing::Due, due),
        (overdue - 1, Standing::Due, due),
        (overdue + 7 * DAY, Standing::Overdue, overdue),
    ] {
        assert_eq!(party.standing(now, Reach::Reached), standing);
        assert_eq!(party.standing_since(now, Reach::Reached), Some(since), "{standing:?}");
    }
}

#[test]
fn a_device_that_cannot_check_says_why_before_it_calls_anybody_late() {
    let mut world = World::new(2);
    let mut scribe = Scribe::found(&mut world);
    let mut device = scribe.join(&mut world);
    scribe.post(&mut world, "calm");
    world.read(&mut device);
    for now in [world.now, world.now + 30 * DAY] {
        assert_eq!(device.party().standing(now, Reach::Unreachable), Standing::Unreachable);
        assert_eq!(device.party().standing(now, Reach::Offline), Standing::Offline);
        assert_eq!(device.party().standing_since(now, Reach::Offline), None, "only the driver knows");
    }
}

#[test]
fn a_planned_silence_is_none_of_the_others_until_its_next_by() {
    let mut world = World::new(3);
    let mut scribe = Scribe::found(&mut world);
    let mut device = scribe.join(&mut world);
    let mut silence = scribe.status(&world, SILENCE);
    silence.next_by = world.now + 10 * DAY;
    scribe.say(&mut world, &Message::Status(silence));
    world.read(&mut device);
    let (began, ends) = (world.now, world.now + 10 * DAY);
    assert_eq!(device.party().standing(ends - 1, Reach::Reached), Standing::PlannedSilence);
    assert_eq!(device.party().standing_since(ends - 1, Reach::Reached), Some(began));
    assert_eq!(device.party().standing(ends, Reach::Reached), Standing::Due);
}

#[test]
fn an_unconfirmed_device_says_so_unless_the_liaison_is_late() {
    let mut world = World::new(4);
    let mut scribe = Scribe::found(&mut world);
    scribe.post(&mut world, "calm");
    let link = scribe.invite(&mut world);
    let claimed_at = world.now;
    let mut device = world.join(&link);
    assert_eq!(device.party().standing(world.now, Reach::Reached), Standing::Unconfirmed);
    assert_eq!(device.party().standing_since(world.now, Reach::Reached), Some(claimed_at));
    assert_eq!(device.party().standing(world.now + DAY, Reach::Reached), Standing::Due);
}

#[test]
fn what_is_missing_is_missing_since_it_was_first_found() {
    let mut world = World::new(5);
    let mut scribe = Scribe::found(&mut world);
    let mut device = scribe.join(&mut world);
    let withheld = scribe.post(&mut world, "calm");
    let mut withhold = |frame| match frame {
        RelayFrame::Envelope(envelope) if envelope.sequence() >= withheld => vec![],
        frame => vec![frame],
    };
    world.read_meddled(&mut device, &mut withhold);
    // The device waits for what was promised, and then says so.
    let found = device.party().standing_since(world.now, Reach::Reached).expect("it is missing");
    assert_eq!(device.party().standing(world.now, Reach::Reached), Standing::Missing);
    world.wait(3_600);
    world.read_meddled(&mut device, &mut withhold);
    let mut device = device.restart(1).expect("it has saved");
    assert_eq!(device.party().standing_since(world.now, Reach::Unreachable), Some(found));
    world.read(&mut device);
    assert_eq!(device.party().standing(world.now, Reach::Reached), Standing::Fresh);
}

#[test]
fn a_fork_is_known_since_it_was_found_and_comes_before_everything() {
    let mut world = World::new(6);
    let mut scribe = Scribe::found(&mut world);
    let mut device = scribe.join(&mut world);
    scribe.post(&mut world, "calm");
    let head = scribe.head;
    scribe.post(&mut world, "calm");
    world.read(&mut device);
    world.wait(3_600);
    scribe.head = head;
    let mut other = Some(scribe.seal_cover());
    world.read_meddled(&mut device, &mut |frame| match frame {
        RelayFrame::Reply { reply: porchlight_protocol::Reply::Subscribed { .. }, .. } => {
            [Some(frame), other.take().map(RelayFrame::Envelope)].into_iter().flatten().collect()
        }
        frame => vec![frame],
    });
    let found = world.now;
    world.wait(3_600);
    world.read(&mut device);
    assert_eq!(device.party().standing(world.now, Reach::Offline), Standing::Conflict);
    assert_eq!(device.party().standing_since(world.now, Reach::Offline), Some(found));
}

#[test]
fn a_clock_that_is_behind_is_doubted_and_the_statuss_own_time_counts() {
    let mut world = World::new(7);
    let mut scribe = Scribe::found(&mut world);
    let mut device = scribe.join(&mut world);
    scribe.post(&mut world, "calm");
    world.read(&mut device);
    let party = device.party();
    let (posted_at, behind) = (world.now, world.now - 40 * DAY);
    assert_eq!(party.clock_doubt(posted_at - CLOCK_SLACK_SECONDS), None);
    assert_eq!(party.clock_doubt(posted_at - CLOCK_SLACK_SECONDS - 1), Some(CLOCK_SLACK_SECONDS + 1));
    assert_eq!(party.clock_doubt(posted_at + 40 * DAY), None);
    assert_eq!(party.clock_doubt(behind), Some(40 * DAY));
    assert_eq!(party.standing(behind, Reach::Reached), Standing::Fresh);

    // A promise that has passed before it was made: by the status's own time it is due.
    let mut late = scribe.status(&world, "calm");
    late.next_by = world.now - 1;
    scribe.say(&mut world, &Message::Status(late));
    world.read(&mut device);
    assert_eq!(device.party().standing(behind, Reach::Reached), Standing::Due);
}

#[test]
fn a_post_that_a_courier_brings_late_accuses_nobody_and_a_later_one_does() {
    let mut world = World::new(8);
    let mut scribe = Scribe::found(&mut world);
    let link = scribe.invite(&mut world);
    let early = scribe.status(&world, "calm");
    let carried = scribe.seal_message(&Message::Status(early));
    world.wait(DAY);
    let mut device = world.join(&link);
    scribe.carry(&mut world, carried);
    world.read(&mut device);
    assert_eq!(device.party().statuses().count(), 1);
    assert!(!device.party().is_link_disputed(), "it was sealed before the claim");
    world.wait(CLOCK_SLACK_SECONDS + 1);
    scribe.post(&mut world, "calm");
    world.read(&mut device);
    assert!(device.party().is_link_disputed());
}
