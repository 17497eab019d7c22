//! What is nobody else's business: links, charters and messages stay out of the command line, states out of others' reach.

#![cfg(unix)]

mod cli_world;

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;

use cli_world::{Ran, World};
use serde_json::Value;

#[test]
fn links_charters_and_messages_may_come_by_standard_input() {
    let world = World::start();
    let relay = format!("wss://{}", world.address);
    let create = ["liaison", "create", "--relay", relay.as_str(), "--charter", "-", "--name", "Our people", "--json"];
    object(&world.run_with("liaison", &create, &(world.charter() + "\n")));
    let link = world.invite("Kovalenko");
    object(&world.run_with("device", &["family", "join", "-", "--json"], &format!("  {link}\nmore\n")));
    world.objects("liaison", &["liaison", "families"]);

    let tell = ["liaison", "tell", "Kovalenko", "--code", "message", "--text", "-", "--json"];
    object(&world.run_with("liaison", &tell, "Call me.\n\nToday.\n"));
    assert_eq!(world.objects("device", &["family", "read"])[0]["text"], "Call me.\n\nToday.");
}

#[test]
fn what_standard_input_does_not_hold_is_asked_for() {
    let world = World::start();
    world.found();
    let relay = format!("wss://{}", world.address);
    let cases = [
        (&["family", "join", "-"][..], "", "must begin with https://"),
        (&["liaison", "create", "--relay", &relay, "--charter", "-", "--name", "N"], "\n", "not a charter"),
        (&["liaison", "tell", "Kovalenko", "--code", "message", "--text", "-"], "\n", "--text"),
        (
            &["liaison", "tell", "Kovalenko", "--code", "message", "--text", "-"],
            &"x".repeat(100_000),
            "longer than any",
        ),
    ];
    for (command, input, word) in cases {
        let ran = world.run_with("liaison", command, input);
        assert_eq!((ran.code, ran.stdout.as_str()), (1, ""), "{command:?}");
        assert!(ran.stderr.contains(word), "{word}: {}", ran.stderr);
    }
}

#[test]
fn a_state_is_not_made_where_others_may_write_and_one_that_is_there_is_warned_of() {
    let world = World::start();
    world.found();
    let link = world.invite("Kovalenko");
    let device = world.path("device");
    fs::create_dir(&device).unwrap();
    let allow = |mode| fs::set_permissions(&device, Permissions::from_mode(mode)).unwrap();
    let remedy = format!("chmod go-w {}", device.display());
    for mode in [0o775, 0o757] {
        allow(mode);
        let refused = world.run("device", &["family", "join", &link]);
        assert_eq!((refused.code, refused.stdout.as_str()), (1, ""));
        assert!(refused.stderr.contains(&remedy), "{}", refused.stderr);
    }
    allow(0o755);
    world.object("device", &["family", "join", &link]);
    assert_eq!(world.run("device", &["family", "read", "--json"]).stderr, "");
    allow(0o775);
    let warned = world.run("device", &["family", "read", "--json"]);
    assert_eq!((warned.code, warned.objects().len()), (0, 1));
    assert!(warned.stderr.contains(&remedy), "{}", warned.stderr);
}

fn object(ran: &Ran) -> Value {
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let objects = ran.objects();
    assert_eq!(objects.len(), 1, "{objects:?}");
    objects[0].clone()
}
