//! What a liaison changes about the group and the office, played by the real programs: each setting says what it is now, and does
//! what it says.

mod cli_world;

use cli_world::proxy::Proxy;
use cli_world::{Ran, World, date_in_days, words_of};
use serde_json::{Value, json};

#[test]
fn each_setting_says_what_it_is_now() {
    let world = World::start();
    world.found();
    let settings = [
        ("cadence", "12h", "Promised time between updates: 12 hours"),
        ("retention", "120d", "The server keeps records for 120 days"),
        ("check-ins", "off", "Devices report only when they have something to say"),
        ("check-ins", "on", "Every device reports after every update"),
        ("history", "all", "A new device reads everything that is still kept."),
        ("history", "latest", "A new device reads from the latest update on."),
        ("history", "none", "A new device reads only what is still to come."),
    ];
    for (setting, value, said) in settings {
        let set = world.object("liaison", &["liaison", "set", setting, value]);
        assert_eq!(set, json!({"setting": setting, "value": value}));
        let again = world.run("liaison", &["liaison", "set", setting, value]);
        assert_eq!(again.code, 0, "{}", again.stderr);
        assert!(words_of(&again.stdout).contains(said), "{setting} {value}: {}", again.stdout);
    }
    for wrong in
        [["cadence", "often"], ["retention", "3d"], ["retention", "60h"], ["check-ins", "maybe"], ["history", "some"]]
    {
        let ran = world.run("liaison", &["liaison", "set", wrong[0], wrong[1], "--json"]);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{wrong:?}: {}", ran.stderr);
    }
}

#[test]
fn a_new_device_reads_from_where_the_liaison_has_set_it_or_from_where_its_own_link_says() {
    let world = World::start();
    world.found();
    for code in ["unchanged", "calm", "no-negative"] {
        post(&world, code);
    }
    let settings = [
        ("all", None, &["unchanged", "calm", "no-negative"][..]),
        ("latest", None, &["no-negative"]),
        ("none", None, &[]),
        ("none", Some("all"), &["unchanged", "calm", "no-negative"]),
    ];
    for (index, (set, own, expected)) in settings.into_iter().enumerate() {
        world.object("liaison", &["liaison", "set", "history", set]);
        let family = format!("Family {index}");
        let mut invite = vec!["liaison", "invite", &family];
        invite.extend(own.into_iter().flat_map(|own| ["--history", own]));
        let link = world.object("liaison", &invite)["link"].as_str().unwrap().to_owned();
        world.object(&family, &["family", "join", &link]);
        assert_eq!(codes(&world.objects(&family, &["family", "read"])), expected, "{set}, {own:?}");
    }
    post(&world, "unchanged");
    for index in 0..4 {
        assert_eq!(codes(&world.objects(&format!("Family {index}"), &["family", "read"])), ["unchanged"], "{index}");
    }
}

#[test]
fn every_device_goes_where_the_group_is_from_now_on() {
    let mut world = World::start();
    let (before, after) = (Proxy::to(&world.address), Proxy::to(&world.address));
    world.address.clone_from(&before.address);
    world.found();
    world.invite_and_join("Kovalenko");
    world.objects("liaison", &["liaison", "families"]);
    assert_eq!(after.said(), 0);
    let set = world.object("liaison", &["liaison", "set", "address", &after.address]);
    assert_eq!(set, json!({"setting": "address", "value": after.address}));
    for wrong in ["", "ws://relay.example", "relay.example/x"] {
        let ran = world.run("liaison", &["liaison", "set", "address", wrong, "--json"]);
        assert_eq!((ran.code, ran.stdout.as_str()), (1, ""), "{wrong}: {}", ran.stderr);
    }
    world.objects("Kovalenko", &["family", "read"]);
    before.cut_after(0);
    post(&world, "calm");
    assert_eq!(codes(&world.objects("Kovalenko", &["family", "read"])), ["calm"]);
    let link = world.invite("Smith");
    assert!(link.contains(&after.address), "new links lead there");
    world.object("Smith", &["family", "join", &link]);
}

#[test]
fn links_that_nobody_has_used_are_listed_and_made_void() {
    let world = World::start();
    world.found();
    world.invite_and_join("Kovalenko");
    let (first, second) = (world.invite("Smith"), world.invite("Smith"));
    let open = world.objects("liaison", &["liaison", "invites"]);
    let listed: Vec<_> = open.iter().map(|line| (&line["family"], &line["device"], &line["link"])).collect();
    assert_eq!(listed, [(&json!("Smith"), &json!(1), &json!(first)), (&json!("Smith"), &json!(2), &json!(second))]);
    for line in &open {
        assert!(line["made"].as_str().unwrap() < line["expires"].as_str().unwrap(), "{line}");
        assert_eq!(line.as_object().unwrap().len(), 5, "{line}");
    }
    assert_eq!(world.object("liaison", &["liaison", "withdraw", "Smith"]), json!({"family": "Smith", "invites": 2}));
    assert_eq!(world.objects("liaison", &["liaison", "invites"]), [] as [Value; 0]);
    for link in [first, second] {
        let ran = world.run("Smith", &["family", "join", &link, "--json"]);
        assert_eq!((ran.code, ran.stdout.as_str()), (1, ""), "{}", ran.stderr);
    }
    let ran = world.run("liaison", &["liaison", "withdraw", "Kovalenko", "--json"]);
    assert_eq!(ran.code, 1);
    assert!(words_of(&ran.stderr).contains("porchlight liaison remove"), "{}", ran.stderr);
}

#[test]
fn the_log_tells_what_the_office_did_and_nothing_that_was_written() {
    let mut world = World::start();
    world.found();
    world.invite_and_join("Kovalenko");
    let wrong = post(&world, "no-negative");
    let told = ["liaison", "tell", "Kovalenko", "--code", "wounded", "--text", "In the hospital of N."];
    let told = world.object("liaison", &told)["sequence"].as_u64().unwrap();
    let right = correct(&world, "calm", wrong)["sequence"].as_u64().unwrap();
    world.object("liaison", &["liaison", "empower", "Bondar"]);
    world.object("liaison", &["liaison", "dismiss", "Bondar"]);
    world.object("liaison", &["liaison", "remove", "Kovalenko"]);
    // It is kept here: no relay is asked.
    world.kill_relay();
    let log = world.objects("liaison", &["liaison", "log"]);
    let of_kind =
        |kind: &str| log.iter().find(|line| line["kind"] == kind).unwrap_or_else(|| panic!("{kind}: {log:?}"));
    for kind in ["invited", "joined", "empowered", "dismissed", "removed", "turned"] {
        assert!(of_kind(kind)["at"].as_str().unwrap().ends_with('Z'), "{kind}");
    }
    assert_eq!(of_kind("message")["sequence"], told);
    let statuses: Vec<_> = log.iter().filter(|line| line["kind"] == "status").collect();
    let links = |line: &Value| (line["sequence"].clone(), line["corrects"].clone(), line["corrected_by"].clone());
    assert_eq!(links(statuses[0]), (json!(wrong), Value::Null, json!(right)));
    assert_eq!(links(statuses[1]), (json!(right), json!(wrong), Value::Null));
    let shown = world.run("liaison", &["liaison", "log"]);
    assert_eq!(shown.code, 0);
    assert!(!shown.stdout.contains("hospital") && !json!(log).to_string().contains("hospital"));
    assert!(words_of(&shown.stdout).contains(&format!("Corrected by record {right}")), "{}", shown.stdout);
}

#[test]
fn an_update_is_corrected_once_and_only_where_there_is_one() {
    let world = World::start();
    world.found();
    world.invite_and_join("Kovalenko");
    let wrong = post(&world, "no-negative");
    let right = correct(&world, "calm", wrong)["sequence"].as_u64().unwrap();
    let refused = |corrects: u64| -> Ran {
        world.run("liaison", &["liaison", "post", "unchanged", "--corrects", &corrects.to_string(), "--json"])
    };
    for (corrects, said) in
        [(wrong, format!("by record {right}")), (right + 1, format!("No update stands at record {}", right + 1))]
    {
        let ran = refused(corrects);
        assert_eq!((ran.code, ran.stdout.as_str()), (1, ""), "{}", ran.stderr);
        assert!(words_of(&ran.stderr).contains(&said) && ran.stderr.contains("Nothing was sent"), "{}", ran.stderr);
    }
    for wrong in ["0", "x", "-1", "18446744073709551616"] {
        let option = format!("--corrects={wrong}");
        assert_eq!(world.run("liaison", &["liaison", "post", "unchanged", &option]).code, 2, "{wrong}");
    }
}

fn next_by() -> String {
    format!("{}T08:00:00+02:00", date_in_days(30))
}

fn post(world: &World, code: &str) -> u64 {
    world.object("liaison", &["liaison", "post", code, "--next-by", &next_by()])["sequence"].as_u64().unwrap()
}

fn correct(world: &World, code: &str, place: u64) -> Value {
    world.object("liaison", &["liaison", "post", code, "--corrects", &place.to_string()])
}

fn codes(read: &[Value]) -> Vec<&str> {
    assert_eq!(read.last().unwrap()["missing"], 0, "{read:?}");
    read.iter().filter(|line| line["kind"] == "status").map(|line| line["code"].as_str().unwrap()).collect()
}
