//! The first day, played by the real programs: a liaison posts four mornings and tells one family something; each family's
//! device shows just what is its own.

mod cli_world;

use cli_world::{World, date_in_days, fresh};
use serde_json::{Value, json};

const MORNINGS: [(&str, &str); 4] = [
    ("unchanged", "2026-05-03"),
    ("calm", "2026-05-04"),
    ("no-negative", "2026-05-05"),
    ("negative-telling", "2026-05-06"),
];
const FAMILIES: [(&str, &str); 3] = [("Kovalenko", "uk"), ("Petrova", "ru"), ("Smith", "en")];

const LABELS: [[&str; 4]; 3] = [
    [
        "День минув без змін.",
        "День минув відносно спокійно.",
        "За день негативної інформації немає.",
        "Були бої, є негативна інформація. Родинам, яких вона стосується, повідомляють особисто.",
    ],
    [
        "День прошёл без изменений.",
        "День прошёл относительно спокойно.",
        "За день негативной информации нет.",
        "Были бои, есть негативная информация. Семьям, которых она касается, сообщают лично.",
    ],
    [
        "The day passed with no changes.",
        "The day passed relatively calmly.",
        "No negative information throughout the day.",
        "There was fighting, there is negative information. The families concerned are being told.",
    ],
];

#[test]
fn each_family_reads_the_four_mornings_and_only_its_own_notice() {
    let world = World::start();
    let feed = world.found();
    assert_eq!(feed["feed"].as_str().unwrap().len(), 64);
    for (family, _) in FAMILIES {
        let joined = world.invite_and_join(family);
        assert_eq!((&joined["group"], &joined["feed"]), (&json!("Our people"), &feed["feed"]));
        assert_eq!(joined["confirmed"], false);
        assert_eq!(joined["words"].as_str().unwrap().split(' ').count(), 4);
    }

    let places: Vec<u64> = MORNINGS.iter().map(|(code, day)| post(&world, code, day)).collect();
    let told = world
        .object("liaison", &["liaison", "tell", "Petrova", "--code", "please-call", "--text", "Сегодня до шести."]);
    assert_eq!(told["family"], "Petrova");
    let notice_at = told["sequence"].as_u64().unwrap();
    let last = notice_at + 3;

    for ((family, language), labels) in FAMILIES.iter().zip(LABELS) {
        let mut expected = statuses(&places, labels);
        let is_concerned = *family == "Petrova";
        if is_concerned {
            expected.push(json!({
                "kind": "notice", "code": "please-call", "label": "Пожалуйста, позвоните координатору.",
                "text": "Сегодня до шести.", "sequence": notice_at,
            }));
        }
        expected.push(fresh(last, u64::from(is_concerned)));
        assert_eq!(world.objects(family, &["family", "read", "--lang", language]), expected, "{family}");
        assert_eq!(
            world.objects(family, &["family", "read"]),
            [fresh(last, u64::from(is_concerned))],
            "{family}, again"
        );
    }
    assert_eq!(roster(&world), FAMILIES.map(|(family, _)| (family.to_owned(), json!([1, 1, 1]))));
}

#[test]
fn a_notice_that_rides_with_the_next_status_comes_before_it() {
    let world = World::start();
    world.found();
    world.invite_and_join("Kovalenko");
    post(&world, "unchanged", "2026-05-03");
    let waiting = world.object("liaison", &["liaison", "tell", "Kovalenko", "--code", "in-contact", "--with-next"]);
    assert_eq!(waiting, json!({"sequence": null, "family": "Kovalenko"}));
    let place = post(&world, "calm", "2026-05-04");

    let read = world.objects("Kovalenko", &["family", "read"]);
    let told: Vec<_> = read.iter().map(|line| (line["kind"].as_str().unwrap(), line["code"].as_str())).collect();
    let expected =
        [("status", Some("unchanged")), ("notice", Some("in-contact")), ("status", Some("calm")), ("standing", None)];
    assert_eq!(told, expected);
    assert_eq!(read[1]["text"], Value::Null);
    assert!(read[1]["sequence"].as_u64().unwrap() < place);
}

#[test]
fn words_to_compare_are_the_same_on_both_sides() {
    let world = World::start();
    world.found();
    let joined = world.invite_and_join("Kovalenko");
    let families = world.objects("liaison", &["liaison", "families"]);
    assert_eq!(families[0]["words"], json!([joined["words"]]));
}

#[test]
fn a_group_speaks_with_its_own_codebook() {
    let world = World::start();
    let file = world.path("own.toml");
    let own = "# ours\n[[status]]\nid = \"quiet-watch\"\nlevel = \"uneasy\"\nen = \"On watch.\"\nru = \"В карауле.\"\nuk = \"У варті.\"\n";
    std::fs::write(&file, own).unwrap();
    world.found();
    world.invite_and_join("Kovalenko");
    let refused = world.run("liaison", &["liaison", "post", "quiet-watch"]);
    assert_eq!(refused.code, 1);
    world.objects("liaison", &["liaison", "profile", "--codebook", file.to_str().unwrap()]);
    post(&world, "quiet-watch", "2026-05-03");
    let read = world.objects("Kovalenko", &["family", "read", "--lang", "uk"]);
    assert_eq!(read[0]["text"], "У варті.");
    // Who joins later is granted the codebook with the first status.
    world.invite_and_join("Smith");
    assert_eq!(world.objects("Smith", &["family", "read"])[0]["text"], "On watch.");
}

#[test]
fn a_person_reads_a_page_and_a_private_message_in_its_frame() {
    let world = World::start();
    world.found();
    world.invite_and_join("Kovalenko");
    post(&world, "calm", "2026-05-03");
    let text = "Call me.\u{1b}[2J\u{202e}";
    world.object("liaison", &["liaison", "tell", "Kovalenko", "--code", "message", "--text", text]);
    let page = world.run("Kovalenko", &["family", "read"]).stdout;
    for expected in ["│ Call me.", "●  CALM", "Sun 3 May", "Nothing is missing", "1 notice for you", "Up to date"] {
        assert!(page.contains(expected), "{expected}:\n{page}");
    }
    assert!(!page.contains(['\u{1b}', '\u{202e}']), "{page:?}");
    assert!(page.lines().all(|line| line.chars().count() <= 80), "{page}");
}

fn post(world: &World, code: &str, day: &str) -> u64 {
    let next_by = format!("{}T08:00:00+02:00", date_in_days(30));
    let posted = world.object("liaison", &["liaison", "post", code, "--as-of", day, "--next-by", &next_by]);
    assert_eq!(posted["code"], code);
    posted["sequence"].as_u64().unwrap()
}

fn statuses(places: &[u64], labels: [&str; 4]) -> Vec<Value> {
    let next_by = format!("{}T06:00:00Z", date_in_days(30));
    let mornings = MORNINGS.iter().zip(places).zip(labels);
    let line = |(((code, day), place), label): ((&(&str, &str), &u64), &str)| json!({"kind": "status", "code": code, "text": label, "as_of": day, "sequence": place, "next_by": next_by});
    mornings.map(line).collect()
}

fn roster(world: &World) -> [(String, Value); 3] {
    let families = world.objects("liaison", &["liaison", "families"]);
    let line = |line: &Value| {
        (line["family"].as_str().unwrap().to_owned(), json!([line["devices"], line["claimed"], line["confirmed"]]))
    };
    families.iter().map(line).collect::<Vec<_>>().try_into().unwrap()
}
