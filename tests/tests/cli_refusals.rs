//! What cannot be done is told in plain words, with what to do, and by the exit code.

mod cli_world;

use cli_world::{Ran, World, date_in_days};

fn refused(ran: &Ran, words: &[&str]) {
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""), "{}", ran.stderr);
    assert!(ran.stderr.starts_with("porchlight: "), "{}", ran.stderr);
    for word in words {
        assert!(ran.stderr.contains(word), "{word}: {}", ran.stderr);
    }
}

#[test]
fn an_unknown_code_is_refused_before_anything_is_sent() {
    let mut world = World::start();
    world.found();
    // Nothing is sent: it makes no difference that nobody listens.
    world.kill_relay();
    let ran = world.run("liaison", &["liaison", "post", "quiet", "--json"]);
    refused(&ran, &["«quiet»", "unchanged, calm, no-negative, negative-telling, negative-told, silence"]);
    let ran = world.run("liaison", &["liaison", "tell", "Kovalenko", "--code", "calm", "--json"]);
    refused(&ran, &["«calm»", "alive-and-well", "message"]);
    refused(&world.run("liaison", &["liaison", "tell", "Kovalenko", "--code", "message"]), &["--text"]);
    refused(&world.run("liaison", &["liaison", "post", "wounded"]), &["private code"]);
}

#[test]
fn a_family_that_cannot_be_told_is_named() {
    let world = World::start();
    world.found();
    refused(&world.run("liaison", &["liaison", "tell", "Nobody", "--code", "in-contact"]), &["«Nobody»", "families"]);
    world.invite("Kovalenko");
    refused(&world.run("liaison", &["liaison", "tell", "Kovalenko", "--code", "in-contact"]), &["confirmed"]);
}

#[test]
fn a_charter_serves_once_and_what_was_refused_leaves_nothing_behind() {
    let world = World::start();
    let (relay, charter) = (format!("wss://{}", world.address), world.charter());
    let create = |state: &str, relay: &str, charter: &str| {
        world.run(state, &["liaison", "create", "--relay", relay, "--charter", charter, "--name", "N", "--json"])
    };
    assert_eq!(create("one", &relay, &charter).code, 0);
    refused(&create("two", &relay, &charter), &["charter", "new"]);
    refused(&create("two", &relay, "nonsense"), &["charter"]);
    refused(&create("two", &relay.replace("wss", "ws"), &charter), &["not encrypted", "wss://"]);
    refused(&create("two", "wss://127.0.0.1:1", &charter), &["no answer", "Nothing was sent"]);
    refused(&create("one", &relay, &world.charter()), &["already is a state"]);
    assert_eq!(create("two", &relay, &world.charter()).code, 0);
}

#[test]
fn a_state_is_used_by_its_own_kind_and_by_one_process() {
    let world = World::start();
    world.found();
    refused(&world.run("nowhere", &["family", "read"]), &["family join"]);
    refused(&world.run("nowhere", &["liaison", "families"]), &["liaison create"]);
    refused(&world.run("liaison", &["family", "read"]), &["a liaison's state"]);
    world.invite_and_join("Kovalenko");
    refused(&world.run("Kovalenko", &["liaison", "families"]), &["a family's state"]);
    let mut follower = world.follow("Kovalenko");
    follower.next();
    refused(&world.run("Kovalenko", &["family", "read", "--json"]), &["another porchlight is using"]);
}

#[test]
fn an_unreachable_relay_is_told_with_the_standing() {
    let mut world = World::start();
    world.found();
    world.invite_and_join("Kovalenko");
    world.kill_relay();
    let ran = world.run("Kovalenko", &["family", "read", "--json"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("no answer"), "{}", ran.stderr);
    let lines = ran.objects();
    assert_eq!((lines.len(), &lines[0]["kind"], &lines[0]["standing"]), (1, &"standing".into(), &"unreachable".into()));
    refused(&world.run("liaison", &["liaison", "post", "calm", "--json"]), &["no answer", "Nothing was sent"]);
}

#[test]
fn a_day_or_a_promise_far_ahead_is_posted_and_remarked() {
    let world = World::start();
    world.found();
    let (after_tomorrow, far) = (date_in_days(2), format!("{}T08:00:00Z", date_in_days(368)));
    for (option, value, remark) in [("--as-of", &after_tomorrow, "still to come"), ("--next-by", &far, "366 days")] {
        let ran = world.run("liaison", &["liaison", "post", "calm", option, value, "--json"]);
        assert_eq!((ran.code, ran.objects().len()), (0, 1), "{}", ran.stderr);
        assert!(ran.stderr.contains(option) && ran.stderr.contains(remark), "{}", ran.stderr);
    }
    let fine = ["liaison", "post", "calm", "--as-of", "2026-05-03", "--next-by", "PROMISE"];
    let promise = format!("{}T08:00:00Z", date_in_days(365));
    let posted = world.run("liaison", &fine.map(|word| if word == "PROMISE" { promise.as_str() } else { word })).stdout;
    assert!(posted.contains("is posted for Sun 3 May") && posted.contains("The next is promised by "), "{posted}");
}

#[test]
fn the_roster_is_shown_where_the_relay_is_not_reached() {
    let mut world = World::start();
    world.found();
    world.invite("Kovalenko");
    world.kill_relay();
    let ran = world.run("liaison", &["liaison", "families", "--json"]);
    assert_eq!((ran.code, &ran.objects()[0]["family"]), (1, &"Kovalenko".into()), "{}", ran.stderr);
    let ran = world.run("liaison", &["liaison", "families"]);
    assert!(ran.code == 1 && ran.stdout.contains("Kovalenko: 1 device") && ran.stderr.contains("no answer"));
}

#[test]
fn a_passphrase_that_opens_nothing_is_told() {
    let world = World::start();
    world.found();
    let with = |state: &str, arguments: &[&str]| {
        Ran::from(world.command(state, arguments).env("PORCHLIGHT_PASSPHRASE", "four quiet words").output().unwrap())
    };
    let ran = with("liaison", &["liaison", "families", "--json"]);
    assert!(ran.code == 0 && ran.stderr.contains("PORCHLIGHT_PASSPHRASE is not used"), "{}", ran.stderr);
}

#[test]
fn a_certificate_that_nobody_vouches_for_is_refused() {
    let world = World::start();
    let relay = format!("wss://{}", world.address);
    let mut command = world.command("liaison", &[]);
    let other_ca = world.path("relay.log");
    command.args(["liaison", "create", "--relay", &relay, "--charter", &world.charter(), "--name", "N"]);
    let mut without = std::process::Command::new(command.get_program());
    without.args(["liaison", "create", "--relay", &relay, "--charter", &world.charter(), "--name", "N", "--state"]);
    refused(&Ran::from(without.arg(world.path("two")).output().unwrap()), &["could not prove", "--ca"]);
    without.arg("--ca").arg(other_ca);
    refused(&Ran::from(without.output().unwrap()), &["no certificate"]);
}

#[test]
fn wrong_usage_of_flags_exits_with_2() {
    let world = World::start();
    for arguments in
        [&["family", "read", "--loud"][..], &["liaison", "post"], &["family", "read", "--lang", "xx"], &["dance"]]
    {
        let ran = world.run("anybody", arguments);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{arguments:?}");
    }
}

#[test]
fn a_passphrase_seals_the_state_of_those_who_give_one() {
    let world = World::start();
    world.found();
    let link = world.invite("Kovalenko");
    let with = |passphrase: &str, arguments: &[&str]| {
        Ran::from(world.command("device", arguments).env("PORCHLIGHT_PASSPHRASE", passphrase).output().unwrap())
    };
    assert_eq!(with("four quiet words here", &["family", "join", &link, "--json"]).code, 0);
    assert!(!world.path("device").join("key").exists());
    assert_eq!(with("four quiet words here", &["family", "read", "--json"]).code, 0);
    refused(&with("something else", &["family", "read", "--json"]), &["passphrase does not open"]);
}
