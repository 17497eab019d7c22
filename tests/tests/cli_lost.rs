//! The line breaks at the worst of moments, or a relay talks nonsense: nothing goes out twice, nothing is lost, and what is said
//! of it is true.

mod cli_world;

use std::collections::BTreeMap;
use std::thread;

use cli_world::babbler::Babbler;
use cli_world::proxy::Proxy;
use cli_world::{Ran, World};
use porchlight_protocol::{RelayFrame, Reply};
use serde_json::Value;
use tokio_tungstenite::tungstenite::Message;

/// How many of the relay's last bytes do not arrive: its answers to a command, from the last to the first. Its goodbye is shorter.
/// Answers that leave together take fewer bytes, so that one cut or another may come too late.
const LACKING: [usize; 7] = [60, 85, 110, 140, 170, 200, 230];
/// By how many bytes one cut comes before the next: fewer than any answer has, so that none is stepped over.
const STEP: usize = 20;

fn behind_a_proxy() -> (World, Proxy) {
    let mut world = World::start();
    let proxy = Proxy::to(&world.address);
    world.address.clone_from(&proxy.address);
    (world, proxy)
}

#[test]
fn a_post_whose_answer_was_lost_is_reported_by_the_next_same_command() {
    let (world, proxy) = behind_a_proxy();
    world.found();
    world.invite_and_join("Kovalenko");
    world.objects("liaison", &["liaison", "families"]);
    world.object("liaison", &["liaison", "post", "calm", "--as-of", "2026-01-01"]);
    let said = proxy.said();

    let (mut reported, mut read) = (BTreeMap::new(), Vec::new());
    let (mut arrived, mut has_not_arrived) = (0, false);
    for step in 1.. {
        let lacking = step * STEP;
        assert!(lacking < said, "no cut was early enough to keep the update from the relay");
        let day = format!("2026-{:02}-{:02}", 2 + step / 28, 1 + step % 28);
        let post = ["liaison", "post", "calm", "--as-of", &day];
        proxy.cut_after(said - lacking);
        let ran = world.run("liaison", &[&post[..], &["--json"]].concat());
        proxy.mend();
        if ran.code == 0 {
            reported.insert(day, ran.objects()[0]["sequence"].as_u64().unwrap());
            continue;
        }
        lost(&ran, "nothing goes out twice", &format!("{lacking} lacking"));
        let fetched = statuses(&world);
        let has_arrived = fetched.iter().any(|(seen, _)| *seen == day);
        read.extend(fetched);
        reported.insert(day.clone(), world.object("liaison", &post)["sequence"].as_u64().unwrap());
        (arrived, has_not_arrived) = (arrived + usize::from(has_arrived), has_not_arrived || !has_arrived);
        if arrived > 0 && has_not_arrived {
            break;
        }
    }

    read.extend(statuses(&world));
    let read: Vec<_> = read.into_iter().filter(|(day, _)| reported.contains_key(day)).collect();
    assert_eq!(read, reported.into_iter().collect::<Vec<_>>(), "each once, in order, at the place that was reported");
}

#[test]
fn a_founding_whose_answer_was_lost_is_finished_by_the_same_command() {
    let (world, proxy) = behind_a_proxy();
    let relay = format!("wss://{}", proxy.address);
    let create = |state: &str, charter: &str| {
        world.run(state, &["liaison", "create", "--relay", &relay, "--charter", charter, "--name", "N", "--json"])
    };
    assert_eq!(create("whole", &world.charter()).code, 0);
    let said = proxy.said();
    let mut unanswered = 0;
    for lacking in LACKING {
        let (state, charter) = (format!("lacking {lacking}"), world.charter());
        proxy.cut_after(said - lacking);
        let ran = create(&state, &charter);
        proxy.mend();
        if ran.code == 0 {
            continue;
        }
        unanswered += 1;
        lost(&ran, "kept", &state);
        let again = create(&state, &charter);
        assert_eq!(again.code, 0, "{state}: {}", again.stderr);
        assert_eq!(world.objects(&state, &["liaison", "families"]), Vec::<Value>::new());
    }
    assert!(unanswered > LACKING.len() / 2, "{unanswered}");
}

#[test]
fn a_join_whose_answer_was_lost_is_finished_with_the_same_link() {
    let (world, proxy) = behind_a_proxy();
    world.found();
    world.invite_and_join("Kovalenko");
    let said = proxy.said();
    let mut unanswered = 0;
    // The grant is a long answer: what lacks may begin before it.
    for lacking in LACKING.into_iter().chain([1_000, 5_000]) {
        let state = format!("lacking {lacking}");
        let link = world.invite(&state);
        proxy.cut_after(said - lacking);
        let ran = world.run(&state, &["family", "join", &link, "--json"]);
        proxy.mend();
        if ran.code == 0 {
            continue;
        }
        unanswered += 1;
        lost(&ran, "with the same link", &state);
        world.object(&state, &["family", "join", &link]);
        world.objects(&state, &["family", "read"]);
    }
    assert!(unanswered > LACKING.len() / 2, "{unanswered}");
    let families = world.objects("liaison", &["liaison", "families"]);
    assert!(families.iter().all(|family| family["claimed"] == 1), "{families:?}");
}

#[test]
fn a_relay_that_talks_nonsense_ends_a_command_with_a_clear_word() {
    let mut world = World::start();
    world.found();
    world.invite_and_join("Kovalenko");
    world.kill_relay();
    let babbler = Babbler::at(&world.address, &world.path("relay"));
    for nonsense in [Message::binary(vec![0xff; 40]), Message::binary(vec![]), Message::text("hello")] {
        babbler.say(nonsense);
        let read = world.run("Kovalenko", &["family", "read", "--json"]);
        assert_eq!(read.code, 1);
        assert!(read.stderr.contains("does not understand") && read.stderr.contains("stays"), "{}", read.stderr);
        assert_eq!(read.objects()[0]["standing"], "unreachable");
        let post = world.run("liaison", &["liaison", "post", "calm", "--json"]);
        assert_eq!((post.code, post.stdout.as_str()), (1, ""));
        assert!(post.stderr.contains("does not understand"), "{}", post.stderr);
    }
}

#[test]
fn a_relay_that_answers_what_was_not_asked_ends_a_reading_with_the_standing() {
    let mut world = World::start();
    world.found();
    world.invite_and_join("Kovalenko");
    world.object("liaison", &["liaison", "post", "calm"]);
    world.objects("Kovalenko", &["family", "read"]);
    world.kill_relay();
    Babbler::at(&world.address, &world.path("relay")).say(unasked());
    let read = world.run("Kovalenko", &["family", "read", "--json"]);
    assert_eq!(read.code, 1);
    assert!(read.stderr.contains("cannot check for news"), "{}", read.stderr);
    let lines = read.objects();
    assert_eq!((lines.len(), &lines[0]["standing"]), (1, &"unreachable".into()), "{lines:?}");
    let page = world.run("Kovalenko", &["family", "read"]).stdout;
    assert!(page.contains("Cannot check") && !page.contains("Nothing new"), "{page}");
}

#[test]
fn a_follower_says_at_once_that_it_cannot_check_and_goes_on_trying() {
    let mut world = World::start();
    world.found();
    world.invite_and_join("Kovalenko");
    world.object("liaison", &["liaison", "post", "calm"]);
    world.objects("Kovalenko", &["family", "read"]);
    world.kill_relay();
    let babbler = Babbler::at(&world.address, &world.path("relay"));
    babbler.say(unasked());
    let mut follower = world.follow("Kovalenko");
    assert_eq!(follower.next()["standing"], "unreachable");
    while babbler.sessions() < 3 {
        thread::yield_now();
    }
    assert_eq!(follower.terminate(), Some(0));
}

/// An answer to a request that nobody made.
fn unasked() -> Message {
    Message::binary(RelayFrame::Reply { number: 99, reply: Reply::Done }.encode())
}

/// The command says that the line was lost, not that nothing was sent, and what follows.
#[track_caller]
fn lost(ran: &Ran, remedy: &str, case: &str) {
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""), "{case}: {}", ran.stderr);
    for word in ["connection to the server was lost", remedy] {
        assert!(ran.stderr.contains(word), "{case}: {}", ran.stderr);
    }
    assert!(!ran.stderr.contains("Nothing was sent"), "{case}: {}", ran.stderr);
}

/// The day and place of each status that is new to the family.
fn statuses(world: &World) -> Vec<(String, u64)> {
    let read = world.objects("Kovalenko", &["family", "read"]);
    let statuses = read.iter().filter(|line| line["kind"] == "status");
    statuses.map(|line| (line["as_of"].as_str().unwrap().to_owned(), line["sequence"].as_u64().unwrap())).collect()
}
