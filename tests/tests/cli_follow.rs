//! `family follow`: live, and a clock on silence.

mod cli_world;

use cli_world::{World, fresh};
use serde_json::json;

#[test]
fn a_follower_hears_at_once_and_ends_well_when_asked() {
    let world = World::start();
    world.found();
    world.invite_and_join("Kovalenko");
    world.objects("liaison", &["liaison", "families"]);
    let mut follower = world.follow("Kovalenko");
    assert_eq!(follower.next()["kind"], "standing");

    let posted = world.object("liaison", &["liaison", "post", "calm"]);
    let status = loop_until(&mut follower, "status");
    assert_eq!((&status["code"], &status["sequence"]), (&json!("calm"), &posted["sequence"]));
    assert_eq!(loop_until(&mut follower, "standing"), fresh(posted["sequence"].as_u64().unwrap(), 0));

    world.object("liaison", &["liaison", "tell", "Kovalenko", "--code", "alive-and-well"]);
    assert_eq!(loop_until(&mut follower, "notice")["code"], "alive-and-well");
    assert_eq!(loop_until(&mut follower, "standing")["notices"], 1);
    assert_eq!(follower.terminate(), Some(0));
}

#[test]
fn the_clock_and_the_relay_change_the_standing() {
    let mut world = World::start();
    world.found();
    world.invite_and_join("Kovalenko");
    world.objects("liaison", &["liaison", "profile", "--cadence", "8s"]);
    world.objects("liaison", &["liaison", "post", "calm"]);
    let mut follower = world.follow("Kovalenko");
    assert_eq!(loop_until(&mut follower, "status")["code"], "calm");
    let mut standings = vec![];
    while standings.last() != Some(&json!("overdue")) {
        standings.push(loop_until(&mut follower, "standing")["standing"].clone());
    }
    standings.dedup();
    // A machine with much to do may begin to follow late; the order is what counts.
    assert!([json!("fresh"), json!("due"), json!("overdue")].ends_with(&standings), "{standings:?}");
    assert!(standings.len() >= 2, "{standings:?}");
    world.kill_relay();
    assert_eq!(loop_until(&mut follower, "standing")["standing"], "unreachable");
    assert_eq!(follower.terminate(), Some(0));
}

/// The next object of that kind; nothing but standings may come before it.
fn loop_until(follower: &mut cli_world::Follower, kind: &str) -> serde_json::Value {
    loop {
        let line = follower.next();
        if line["kind"] == kind {
            return line;
        }
        assert_eq!(line["kind"], "standing", "{line}");
    }
}
