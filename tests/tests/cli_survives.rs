//! `kill -9` of the real programs at every moment of their work: one place an update, nothing lost, nothing out twice.

mod cli_world;

use std::collections::BTreeSet;
use std::env;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use cli_world::{Ran, World};
use serde_json::Value;

/// The moments of the kills are spread over this span: a little more than a command takes on a machine with little to do.
const SPAN: Duration = Duration::from_millis(25);

#[test]
fn a_liaison_killed_at_any_moment_posts_each_update_once() {
    let world = World::start();
    world.found();
    world.invite_and_join("Kovalenko");
    for kill in 0..kills() {
        let day = format!("{}-01-01", 2000 + kill);
        let post = ["liaison", "post", "calm", "--as-of", &day, "--json"];
        // Who has not been told that it is posted asks again.
        if killed(&world, "liaison", &post, kill).objects().is_empty() {
            world.objects("liaison", &post[..5]);
        }
    }
    let read = world.objects("Kovalenko", &["family", "read"]);
    let days: Vec<_> = read.iter().filter_map(|line| line["as_of"].as_str()).map(str::to_owned).collect();
    let expected: Vec<_> = (0..kills()).map(|kill| format!("{}-01-01", 2000 + kill)).collect();
    assert_eq!(days, expected);
    let standing = read.last().unwrap();
    assert_eq!((&standing["standing"], &standing["missing"]), (&"fresh".into(), &0.into()), "{standing}");
}

#[test]
fn a_device_killed_at_any_moment_may_repeat_an_update_and_never_leaves_one_out() {
    let world = World::start();
    world.found();
    world.invite_and_join("Kovalenko");
    let mut told = BTreeSet::new();
    let mut posted = BTreeSet::new();
    for kill in 0..kills() {
        posted.insert(world.object("liaison", &["liaison", "post", "calm"])["sequence"].as_u64().unwrap());
        let ran = killed(&world, "Kovalenko", &["family", "read", "--json"], kill);
        told.extend(ran.objects().iter().filter_map(place));
    }
    let last = world.objects("Kovalenko", &["family", "read"]);
    told.extend(last.iter().filter_map(place));
    assert_eq!(told, posted);
    assert_eq!(last.last().unwrap()["standing"], "fresh");
}

#[test]
fn a_join_killed_at_any_moment_is_finished_with_the_same_link() {
    let world = World::start();
    world.found();
    let links: Vec<_> = (0..kills() / 4).map(|kill| world.invite(&format!("family {kill}"))).collect();
    for (kill, link) in (0..).zip(&links) {
        let state = format!("device {kill}");
        let join = ["family", "join", link, "--json"];
        if killed(&world, &state, &join, kill * 4).objects().is_empty() {
            let again = world.run(&state, &join);
            // It may have been killed between its last save and its last word.
            let had_joined = again.stderr.contains("already belongs");
            assert!(again.code == 0 || had_joined, "{}", again.stderr);
        }
        assert_eq!(world.run(&state, &["family", "read", "--json"]).code, 0);
    }
    let families = world.objects("liaison", &["liaison", "families"]);
    assert!(families.iter().all(|family| family["confirmed"] == 1), "{families:?}");
}

/// Starts a command and kills it after a part of the span; returns what it had said by then, in whole lines.
fn killed(world: &World, state: &str, arguments: &[&str], kill: u32) -> Ran {
    let mut command = world.command(state, arguments);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // Not to wait for something: the moment is what is varied.
    thread::sleep(SPAN * (kill * 7 % kills()) / kills());
    child.kill().unwrap();
    let mut ran = Ran::from(child.wait_with_output().unwrap());
    ran.stdout.truncate(ran.stdout.rfind('\n').map_or(0, |end| end + 1));
    ran
}

fn place(line: &Value) -> Option<u64> {
    line["sequence"].as_u64().filter(|_| line["kind"] == "status")
}

/// 100 in the long form.
fn kills() -> u32 {
    if env::var_os("PORCHLIGHT_TEST_FULL").is_some() { 100 } else { 24 }
}
