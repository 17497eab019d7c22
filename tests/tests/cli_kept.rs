//! What a device keeps and says without a network, played by the real programs: how things stand, what was said and corrected,
//! words to compare, what is to be forgotten, and what opens it all.

mod cli_world;

use std::fs;

use cli_world::proxy::Proxy;
use cli_world::{Ran, World, date_in_days, words_of};
use serde_json::{Value, json};

#[test]
fn without_a_network_a_device_says_how_things_stand_by_what_it_has_read() {
    let mut world = group_of(&["Kovalenko"]);
    let place = post(&world, &["calm"]);
    world.objects("Kovalenko", &["family", "read"]);
    world.kill_relay();
    let standing = world.object("Kovalenko", &["family", "standing"]);
    assert_eq!(
        without(&standing, &["since", "text"]),
        json!({
            "kind": "standing", "standing": "fresh", "sequence": place, "missing": 0, "notices": 0, "confirmed": true,
        })
    );
    assert!(standing["text"].as_str().unwrap().contains("came in time"), "{standing}");
    let unasked =
        [("en", "without asking the server"), ("ru", "без обращения к серверу"), ("uk", "без звернення до сервера")];
    for (language, unasked) in unasked {
        let page = world.run("Kovalenko", &["family", "standing", "--lang", language]);
        assert!(page.code == 0 && words_of(&page.stdout).contains(unasked), "{language}: {}", page.stdout);
    }
}

#[test]
fn a_planned_silence_is_no_lateness_and_says_nothing_about_anyone() {
    let mut world = group_of(&["Kovalenko"]);
    post(&world, &["silence"]);
    let read = world.objects("Kovalenko", &["family", "read"]);
    assert_eq!(read[0]["code"], "silence");
    assert!(read[0]["text"].as_str().unwrap().contains("days. This says nothing about anyone."), "{read:?}");
    assert_eq!(read.last().unwrap()["standing"], "planned-silence");
    world.kill_relay();
    let offline = world.object("Kovalenko", &["family", "standing"]);
    assert_eq!(offline["standing"], "planned-silence");
    assert!(offline["text"].as_str().unwrap().contains("says nothing about anyone"), "{offline}");
}

#[test]
fn a_promise_that_has_passed_is_due_without_a_network_too() {
    let world = group_of(&["Kovalenko"]);
    world.object("liaison", &["liaison", "set", "cadence", "4s"]);
    world.object("liaison", &["liaison", "post", "calm"]);
    let mut follower = world.follow("Kovalenko");
    // Whoever follows is told by the clock when the time has come: nothing here has to wait by itself.
    while follower.next()["standing"] != "overdue" {}
    assert_eq!(follower.terminate(), Some(0));
    let standing = world.object("Kovalenko", &["family", "standing"]);
    assert_eq!(standing["standing"], "overdue");
    assert!(standing["since"].as_str().unwrap().ends_with('Z'), "{standing}");
}

#[test]
fn a_corrected_update_stays_beside_what_corrects_it() {
    let mut world = group_of(&["Kovalenko"]);
    let wrong = post(&world, &["no-negative", "--as-of", "2026-05-03"]);
    world.objects("Kovalenko", &["family", "read"]);
    let right = post(&world, &["calm", "--corrects", &wrong.to_string()]);
    let page = words_of(&world.run("Kovalenko", &["family", "read"]).stdout);
    assert!(page.contains(&format!("This corrects record {wrong}, which stays visible.")), "{page}");
    world.kill_relay();
    let history = world.objects("Kovalenko", &["family", "history"]);
    let line = |code, text: &str, place: u64, corrects: Option<u64>, by: Option<u64>| {
        json!({
            "kind": "status", "code": code, "text": text, "as_of": "2026-05-03", "sequence": place,
            "next_by": format!("{}T06:00:00Z", date_in_days(30)), "corrects": corrects, "corrected_by": by,
        })
    };
    let expected = [
        line("no-negative", "No negative information throughout the day.", wrong, None, Some(right)),
        line("calm", "The day passed relatively calmly.", right, Some(wrong), None),
    ];
    assert_eq!(history, expected);
    let marks = [("en", "Corrected by record"), ("ru", "Исправлено"), ("uk", "Виправлено")];
    for (language, mark) in marks {
        let shown = words_of(&world.run("Kovalenko", &["family", "history", "--lang", language]).stdout);
        assert!(shown.contains(mark), "{language}: {shown}");
    }
}

#[test]
fn two_relatives_who_were_shown_the_same_compare_the_same_words() {
    let mut world = group_of(&["Kovalenko", "Smith"]);
    post(&world, &["calm"]);
    let phrase =
        |world: &World, family: &str, language: &str| world.object(family, &["family", "phrase", "--lang", language]);
    for family in ["Kovalenko", "Smith"] {
        world.objects(family, &["family", "read"]);
    }
    let before = phrase(&world, "Kovalenko", "en");
    for language in ["en", "ru", "uk"] {
        assert_eq!(phrase(&world, "Kovalenko", language), phrase(&world, "Smith", language));
    }
    assert_eq!(before.as_object().unwrap().len(), 2, "{before}");
    // A message to one of them is nobody else's matter, and changes nothing that both are shown.
    world.object("liaison", &["liaison", "tell", "Smith", "--code", "in-contact"]);
    post(&world, &["unchanged"]);
    world.objects("Smith", &["family", "read"]);
    let after = phrase(&world, "Smith", "en");
    assert_ne!(after, before);
    world.objects("Kovalenko", &["family", "read"]);
    assert_eq!(phrase(&world, "Kovalenko", "en"), after);
    world.kill_relay();
    let shown = world.run("Kovalenko", &["family", "phrase"]);
    assert!(words_of(&shown.stdout).contains(after["phrase"].as_str().unwrap()), "{}", shown.stdout);
}

#[test]
fn what_is_forgotten_is_no_longer_on_the_device() {
    let mut world = group_of(&["Kovalenko"]);
    let old = post(&world, &["no-negative"]);
    let secret = ["liaison", "tell", "Kovalenko", "--code", "message", "--text", "Under the third stone."];
    let notice = world.object("liaison", &secret)["sequence"].as_u64().unwrap();
    let latest = post(&world, &["calm"]);
    assert!(world.run("Kovalenko", &["family", "read", "--all"]).stdout.contains("third stone"));
    world.kill_relay();
    let forget = |place: u64| world.run("Kovalenko", &["family", "forget", &place.to_string(), "--json"]);
    for place in [notice, old] {
        assert_eq!(forget(place).objects(), [json!({"sequence": place})]);
    }
    refused(&forget(notice), &["keeps nothing of record", "porchlight family history"]);
    refused(&forget(latest), &["is what the group is told now"]);
    let all = world.run("Kovalenko", &["family", "read", "--all", "--json"]);
    assert!(!all.stdout.contains("third stone") && !all.stdout.contains("no-negative"), "{}", all.stdout);
    let history = world.objects("Kovalenko", &["family", "history"]);
    assert_eq!(history.iter().map(|line| &line["code"]).collect::<Vec<_>>(), ["calm"]);
}

#[test]
fn a_state_gets_a_passphrase_another_one_and_none() {
    let world = group_of(&["Kovalenko"]);
    let with = |state: &str, variables: &[(&str, &str)], arguments: &[&str]| {
        Ran::from(world.command(state, arguments).envs(variables.iter().copied()).output().unwrap())
    };
    let (present, new) = ("PORCHLIGHT_PASSPHRASE", "PORCHLIGHT_NEW_PASSPHRASE");
    let key = |state: &str| world.path(state).join("key");
    for (state, work) in [("Kovalenko", ["family", "standing"]), ("liaison", ["liaison", "log"])] {
        assert!(key(state).exists());
        let set = with(state, &[(new, "four quiet words")], &["passphrase", "--json"]);
        assert_eq!((set.code, set.objects()), (0, vec![json!({"passphrase": true})]), "{}", set.stderr);
        assert!(!key(state).exists(), "nothing lies about that opens it");
        refused(&with(state, &[], &work), &["passphrase"]);
        refused(&with(state, &[(present, "four loud words")], &work), &["passphrase"]);
        assert_eq!(with(state, &[(present, "four quiet words")], &work).code, 0);

        // Whoever does not know the present one changes nothing.
        let wrong = with(state, &[(present, "guessed"), (new, "mine now")], &["passphrase", "--json"]);
        refused(&wrong, &["passphrase"]);
        let mut typed = world.command(state, &["passphrase", "--json"]);
        let input = world.path("typed");
        fs::write(&input, "five very quiet words here\n").unwrap();
        typed.env(present, "four quiet words").stdin(fs::File::open(&input).unwrap());
        let typed = Ran::from(typed.output().unwrap());
        assert_eq!(typed.objects(), [json!({"passphrase": true})], "{}", typed.stderr);
        refused(&with(state, &[(present, "four quiet words")], &work), &["passphrase"]);

        let none = with(state, &[(present, "five very quiet words here")], &["passphrase", "--none", "--json"]);
        assert_eq!(none.objects(), [json!({"passphrase": false})], "{}", none.stderr);
        assert_eq!(with(state, &[], &work).code, 0);
        assert!(key(state).exists());
        for said in [&set, &wrong, &typed, &none] {
            assert!(!said.stderr.contains("words") && !said.stdout.contains("words"), "{}", said.stderr);
        }
    }
}

#[test]
fn every_group_below_a_directory_is_listed_and_a_locked_one_says_so() {
    let world = group_of(&["Kovalenko", "Smith"]);
    let mut lock = world.command("Smith", &["passphrase", "--json"]);
    assert!(lock.env("PORCHLIGHT_NEW_PASSPHRASE", "four quiet words").output().unwrap().status.success());
    fs::create_dir(world.path("broken")).unwrap();
    fs::write(world.path("broken").join("state"), "no state").unwrap();
    let dir = world.path("").to_str().unwrap().trim_end_matches('/').to_owned();
    let groups = world.objects("nobody", &["family", "groups", &dir]);
    let line = |state: &str, group: Option<&str>, role: Option<&str>, standing: Option<&str>, locked: bool| json!({"dir": format!("{dir}/{state}"), "group": group, "role": role, "standing": standing, "locked": locked});
    let expected = [
        line("Kovalenko", Some("Our people"), Some("family"), Some("fresh"), false),
        line("Smith", None, None, None, true),
        line("broken", None, None, None, false),
        line("liaison", Some("Our people"), Some("liaison"), None, false),
    ];
    assert_eq!(groups, expected);
    let mut opened = world.command("nobody", &["family", "groups", &dir, "--json"]);
    let opened = Ran::from(opened.env("PORCHLIGHT_PASSPHRASE", "four quiet words").output().unwrap()).objects();
    assert_eq!((&opened[1]["role"], &opened[1]["locked"]), (&json!("family"), &json!(false)));
    for (language, locked) in [("en", "opens with a passphrase"), ("ru", "парол"), ("uk", "парол")] {
        let shown = world.run("nobody", &["family", "groups", &dir, "--lang", language]).stdout;
        assert!(shown.contains(locked) && shown.contains("Our people"), "{language}: {shown}");
    }
    refused(&world.run("nobody", &["family", "groups", &format!("{dir}/nowhere"), "--json"]), &["Check the name"]);
}

#[test]
fn a_device_that_the_network_leaves_says_so_and_nothing_about_anyone() {
    let mut world = World::start();
    let proxy = Proxy::to(&world.address);
    world.address.clone_from(&proxy.address);
    let world = with_families(world, &["Kovalenko"]);
    post(&world, &["calm"]);
    world.objects("Kovalenko", &["family", "read"]);
    proxy.cut_after(0);
    let read = world.run("Kovalenko", &["family", "read", "--json"]);
    assert_eq!((read.code, &read.objects()[0]["standing"]), (1, &json!("unreachable")), "{}", read.stderr);
    // What was not tried just now is not claimed to be so.
    assert_eq!(world.object("Kovalenko", &["family", "standing"])["standing"], "fresh");
}

fn group_of(families: &[&str]) -> World {
    with_families(World::start(), families)
}

/// A group in which each of these families has one phone, confirmed and caught up.
fn with_families(world: World, families: &[&str]) -> World {
    world.found();
    for family in families {
        world.invite_and_join(family);
    }
    world.objects("liaison", &["liaison", "families"]);
    for family in families {
        world.objects(family, &["family", "read"]);
    }
    world
}

fn post(world: &World, post: &[&str]) -> u64 {
    let next_by = format!("{}T08:00:00+02:00", date_in_days(30));
    let posted = world.object("liaison", &[&["liaison", "post"], post, &["--next-by", &next_by]].concat());
    posted["sequence"].as_u64().unwrap()
}

/// An object without the parts that the clock decides.
fn without(object: &Value, keys: &[&str]) -> Value {
    let mut object = object.as_object().unwrap().clone();
    for key in keys {
        object.remove(*key);
    }
    Value::Object(object)
}

fn refused(ran: &Ran, words: &[&str]) {
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""), "{}", ran.stderr);
    for word in words {
        assert!(words_of(&ran.stderr).contains(word), "{word}: {}", ran.stderr);
    }
}
