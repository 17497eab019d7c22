//! Updates that do not go straight to the relay, played by the real programs: carried by somebody else, waiting for a network,
//! dropped, or taken back in time.

mod cli_world;

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

use cli_world::proxy::Proxy;
use cli_world::{Ran, World, date_in_days, words_of};
use serde_json::{Value, json};

#[test]
fn anybody_carries_an_update_that_nobody_but_the_group_can_read() {
    let (world, proxy) = behind_a_proxy();
    // The liaison's machine has no network from here on; the courier's has.
    proxy.cut_after(0);
    let file = text(&world, "update.carry");
    let composed =
        world.object("liaison", &["liaison", "compose", "negative-telling", "--next-by", &next_by(), "--out", &file]);
    let place = composed["sequence"].as_u64().unwrap();
    assert_eq!(composed, json!({"sequence": place}));
    let sealed = fs::read(&file).unwrap();
    for said in ["negative-telling", "Kovalenko", "Our people"] {
        assert!(!sealed.windows(said.len()).any(|bytes| bytes == said.as_bytes()), "{said}");
    }

    let unreached = carry(&world, &file, &world.address);
    refused(&unreached, &["Carry the same file again"]);
    proxy.mend();
    for _ in 0..2 {
        let carried = carry(&world, &file, &world.address);
        assert_eq!((carried.code, carried.objects()), (0, vec![json!({"sequence": place})]), "{}", carried.stderr);
    }
    assert_eq!(read(&world), [("negative-telling".to_owned(), place)]);
    // The office has not heard of it, and posts nothing twice.
    let next = post(&world, "unchanged");
    assert!(next > place);
    assert_eq!(read(&world), [("unchanged".to_owned(), next)]);
    assert!(!world.path("nobody").exists(), "a courier keeps nothing");
}

#[test]
fn what_is_no_such_file_is_carried_nowhere() {
    let (world, _proxy) = behind_a_proxy();
    let file = text(&world, "update.carry");
    world.object("liaison", &["liaison", "compose", "calm", "--next-by", &next_by(), "--out", &file]);
    let sealed = fs::read(&file).unwrap();
    let mut altered = sealed.clone();
    *altered.last_mut().unwrap() ^= 1;
    let wrong = [Vec::new(), b"an update".to_vec(), sealed[..sealed.len() - 1].to_vec(), vec![0xff; 1 << 20], altered];
    for wrong in wrong {
        fs::write(&file, wrong).unwrap();
        refused(&carry(&world, &file, &world.address), &[]);
    }
    refused(&carry(&world, &text(&world, "nothing"), &world.address), &["Check the name of the file"]);
    assert_eq!(read(&world), []);
    // Whatever became of the file, the office brings the update itself.
    world.objects("liaison", &["liaison", "families"]);
    assert_eq!(read(&world).into_iter().map(|(code, _)| code).collect::<Vec<_>>(), ["calm"]);
}

#[test]
fn a_file_of_another_group_is_refused_by_its_relay() {
    let ((here, _one), (elsewhere, _other)) = (behind_a_proxy(), behind_a_proxy());
    let file = text(&here, "update.carry");
    here.object("liaison", &["liaison", "compose", "calm", "--next-by", &next_by(), "--out", &file]);
    let lost = carry(&elsewhere, &file, &elsewhere.address);
    refused(&lost, &[]);
    assert_eq!(read(&elsewhere), []);
}

#[test]
fn what_finds_no_network_waits_and_goes_with_the_next_command_in_order_and_once() {
    let (world, proxy) = behind_a_proxy();
    proxy.cut_after(0);
    for (language, waits) in
        [("en", "it waits here and is sent"), ("ru", "это ждёт здесь и уйдёт"), ("uk", "це чекає тут і піде")]
    {
        // Whoever is impatient and says the same again has not said it twice.
        let code = if language == "en" { "calm" } else { "no-negative" };
        let ran =
            world.run("liaison", &["liaison", "post", code, "--next-by", &next_by(), "--lang", language, "--json"]);
        refused(&ran, &[waits, "`porchlight liaison discard`"]);
    }
    let told = world.run("liaison", &["liaison", "tell", "Kovalenko", "--code", "please-call"]);
    refused(&told, &["it waits here and is sent", "2 updates wait"]);

    proxy.mend();
    let place = post(&world, "unchanged");
    let lines = world.objects("Kovalenko", &["family", "read"]);
    let told: Vec<_> = lines.iter().filter_map(|line| line["code"].as_str()).collect();
    assert_eq!(told, ["calm", "no-negative", "please-call", "unchanged"], "{lines:?}");
    assert_eq!(lines[3]["sequence"], place);
    assert_eq!((&lines[4]["standing"], &lines[4]["missing"]), (&json!("fresh"), &json!(0)));
    world.objects("liaison", &["liaison", "families"]);
    assert_eq!(read(&world), [], "nothing goes out twice");
}

#[test]
fn what_waits_can_be_dropped_and_is_never_sent() {
    let (world, proxy) = behind_a_proxy();
    proxy.cut_after(0);
    refused(&world.run("liaison", &["liaison", "post", "negative-telling", "--json"]), &["it waits here"]);
    let tell = ["liaison", "tell", "Kovalenko", "--code", "wounded", "--json"];
    refused(&world.run("liaison", &tell), &["it waits here"]);
    assert_eq!(world.object("liaison", &["liaison", "discard"]), json!({"discarded": 2}));
    assert_eq!(world.object("liaison", &["liaison", "discard"]), json!({"discarded": 0}));
    proxy.mend();
    let place = post(&world, "calm");
    assert_eq!(read(&world), [("calm".to_owned(), place)]);
    let log = world.objects("liaison", &["liaison", "log"]);
    assert!(log.iter().all(|line| line["code"] != "negative-telling" && line["kind"] != "message"), "{log:?}");
}

#[test]
fn an_update_is_taken_back_before_anything_is_sent() {
    let (world, proxy) = behind_a_proxy();
    let connections = proxy.connections();
    for (signal, code) in [("INT", 130), ("TERM", 143)] {
        let ran = interrupted(&world, signal, &["liaison", "post", "negative-telling", "--undo", "1h", "--json"]);
        assert_eq!((ran.code, ran.stdout.as_str()), (code, ""), "{}", ran.stderr);
        assert!(words_of(&ran.stderr).ends_with("Taken back. Nothing was sent."), "{}", ran.stderr);
    }
    assert_eq!(proxy.connections(), connections, "the relay has not even been asked");
    let place = post(&world, "calm");
    assert_eq!(read(&world), [("calm".to_owned(), place)]);

    let posted = ["--undo", "0s", "--undo", "1s"];
    for undo in posted.chunks(2) {
        let ran = world.object("liaison", &[&["liaison", "post", "unchanged", "--next-by", &next_by()], undo].concat());
        assert_eq!(read(&world), [("unchanged".to_owned(), ran["sequence"].as_u64().unwrap())]);
    }
}

/// A group with one family, `Kovalenko`, whose line a test may cut.
fn behind_a_proxy() -> (World, Proxy) {
    let mut world = World::start();
    let proxy = Proxy::to(&world.address);
    world.address.clone_from(&proxy.address);
    world.found();
    world.invite_and_join("Kovalenko");
    world.objects("liaison", &["liaison", "families"]);
    world.objects("Kovalenko", &["family", "read"]);
    (world, proxy)
}

/// Sends a signal as soon as the command says how long it waits.
fn interrupted(world: &World, signal: &str, arguments: &[&str]) -> Ran {
    let mut command = world.command("liaison", arguments);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut errors = BufReader::new(child.stderr.take().unwrap());
    let mut stderr = String::new();
    errors.read_line(&mut stderr).unwrap();
    assert!(stderr.contains("nothing has been sent"), "{stderr}");
    assert!(Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status().unwrap().success());
    errors.read_to_string(&mut stderr).unwrap();
    let mut ran = Ran::from(child.wait_with_output().unwrap());
    ran.stderr = stderr;
    ran
}

fn carry(world: &World, file: &str, relay: &str) -> Ran {
    world.run("nobody", &["carry", file, "--relay", &format!("wss://{relay}"), "--json"])
}

fn next_by() -> String {
    format!("{}T08:00:00+02:00", date_in_days(30))
}

fn post(world: &World, code: &str) -> u64 {
    world.object("liaison", &["liaison", "post", code, "--next-by", &next_by()])["sequence"].as_u64().unwrap()
}

/// The updates that the family has not yet read, with their places; it lacks nothing.
fn read(world: &World) -> Vec<(String, u64)> {
    let mut read = world.objects("Kovalenko", &["family", "read"]);
    let standing = read.pop().unwrap();
    assert_eq!((&standing["standing"], &standing["missing"]), (&json!("fresh"), &json!(0)), "{read:?}");
    let update = |line: &Value| (line["code"].as_str().unwrap().to_owned(), line["sequence"].as_u64().unwrap());
    read.iter().map(update).collect()
}

fn text(world: &World, name: &str) -> String {
    world.path(name).to_str().unwrap().to_owned()
}

fn refused(ran: &Ran, words: &[&str]) {
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""), "{}", ran.stderr);
    assert!(ran.stderr.starts_with("porchlight: "), "{}", ran.stderr);
    for word in words {
        assert!(words_of(&ran.stderr).contains(word), "{word}: {}", ran.stderr);
    }
}
