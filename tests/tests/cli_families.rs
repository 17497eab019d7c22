//! What families and their liaison say to each other, played by the real programs: questions and answers, "I have read this", how
//! bad news should come, one more phone, goodbye on either side, and a round of negative information in its two steps.

mod cli_world;

use cli_world::proxy::Proxy;
use cli_world::{Ran, World, date_in_days, words_of};
use serde_json::{Value, json};

/// Three families and the language that each reads in.
const FAMILIES: [(&str, &str); 3] = [("Kovalenko", "uk"), ("Petrova", "ru"), ("Smith", "en")];

#[test]
fn a_question_is_open_until_an_answer_comes_as_a_private_message() {
    let world = group_of(&["Kovalenko", "Smith"]);
    let asked = said(&world, "Kovalenko", &["family", "ask", "any-news"]);
    let id = asked["id"].as_str().unwrap().to_owned();
    assert!(id.len() == 16 && id.bytes().all(|digit| digit.is_ascii_hexdigit()), "{id}");
    assert_eq!(asked, json!({"kind": "question", "id": id, "code": "any-news", "sent": true}));
    let again = said(&world, "Kovalenko", &["family", "ask", "any-news"]);
    assert_eq!(again["id"], asked["id"], "the same question is asked once");

    let open = [json!({"kind": "question", "id": id, "family": "Kovalenko", "code": "any-news"})];
    assert_eq!(world.objects("liaison", &["liaison", "inbox"]), open);
    assert_eq!(family(&world, "Kovalenko")["questions"], 1);
    assert_eq!(family(&world, "Smith")["questions"], 0);
    let shown = words_of(&world.run("liaison", &["liaison", "inbox", "--lang", "uk"]).stdout);
    assert!(shown.contains("Чи є новини про наших?") && shown.contains(&id), "{shown}");

    let tell = |answers: &str| {
        let tell = ["liaison", "tell", "Kovalenko", "--code", "alive-and-well", "--answers", answers, "--json"];
        world.run("liaison", &tell)
    };
    let nothing_like_it = if id.starts_with("00") { "ff" } else { "00" };
    refused(&tell(nothing_like_it), &["No open question", "liaison inbox", "Nothing was sent"]);
    assert_eq!(world.objects("liaison", &["liaison", "inbox"]), open);
    let told = tell(&id[..6]);
    assert_eq!(told.code, 0, "{}", told.stderr);
    assert_eq!(world.objects("liaison", &["liaison", "inbox"]), [] as [Value; 0]);

    let page = words_of(&world.run("Kovalenko", &["family", "read", "--lang", "uk"]).stdout);
    assert!(page.contains("Ваша рідна людина жива й здорова."), "{page}");
    assert!(page.contains("Це відповідь на ваше запитання."), "{page}");
    assert_eq!(family(&world, "Kovalenko")["questions"], 0);
    assert_eq!(notices(&world, "Smith"), [] as [Value; 0], "an answer is for those who asked");
    let anew = said(&world, "Kovalenko", &["family", "ask", "any-news"]);
    assert_ne!(anew["id"], asked["id"], "what was answered may be asked anew");
}

#[test]
fn what_is_no_question_is_refused_with_those_that_there_are() {
    let world = group_of(&["Kovalenko"]);
    for code in ["calm", "wounded", "no such thing", "\u{1b}[2J"] {
        let ran = world.run("Kovalenko", &["family", "ask", code, "--json"]);
        refused(&ran, &["any-news", "please-call-us"]);
        assert!(!ran.stderr.contains('\u{1b}'), "{:?}", ran.stderr);
    }
    assert_eq!(world.objects("liaison", &["liaison", "inbox"]), [] as [Value; 0]);
}

#[test]
fn the_liaison_sees_which_messages_were_opened_and_how_bad_news_should_come() {
    let world = group_of(&["Kovalenko"]);
    let place = tell(&world, "Kovalenko", "please-call");
    assert_eq!(family(&world, "Kovalenko")["opened"], json!([]));
    assert_eq!(notices(&world, "Kovalenko")[0]["sequence"], place);
    let heard = family(&world, "Kovalenko");
    assert_eq!(heard["opened"], json!([]), "to have come is not to have been read");
    assert!(heard["fetched"].as_u64().unwrap() >= place, "{heard}");

    refused(&world.run("Kovalenko", &["family", "ack", &(place + 1).to_string(), "--json"]), &["Nothing was changed"]);
    let acknowledged = said(&world, "Kovalenko", &["family", "ack", &place.to_string()]);
    assert_eq!(acknowledged, json!({"kind": "ack", "sequence": place, "sent": true}));
    assert_eq!(family(&world, "Kovalenko")["opened"], json!([place]));

    // What a family writes goes to a liaison's terminal.
    let wish = "Зателефонуйте Олені,\u{1b}[2J\u{202e} не дідусеві";
    let preferred = said(&world, "Kovalenko", &["family", "prefer", wish]);
    assert_eq!(preferred, json!({"kind": "preference", "prefers": wish, "sent": true}));
    assert_eq!(family(&world, "Kovalenko")["prefers"], wish);
    let shown = world.run("liaison", &["liaison", "families", "--lang", "uk"]);
    assert!(shown.stdout.contains("Зателефонуйте Олені"), "{}", shown.stdout);
    for text in [&shown.stdout, &shown.stderr] {
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text:?}");
    }
    refused(&world.run("Kovalenko", &["family", "prefer", &"я".repeat(121), "--json"]), &["240 bytes"]);
    assert_eq!(said(&world, "Kovalenko", &["family", "prefer", ""])["prefers"], Value::Null);
    assert_eq!(family(&world, "Kovalenko")["prefers"], Value::Null);
}

#[test]
fn what_is_said_without_a_network_is_kept_and_leaves_with_the_next_reading() {
    let mut world = World::start();
    let proxy = Proxy::to(&world.address);
    world.address.clone_from(&proxy.address);
    let world = with_families(world, &["Kovalenko"]);
    proxy.cut_after(0);
    for ask in ["please-call-us", "any-news"] {
        let ran = world.run("Kovalenko", &["family", "ask", ask, "--json"]);
        assert_eq!(ran.code, 1, "{}", ran.stderr);
        assert!(words_of(&ran.stderr).contains("What you said is kept here"), "{}", ran.stderr);
        assert_eq!(ran.objects().last().unwrap()["sent"], false);
    }
    proxy.mend();
    assert_eq!(world.objects("liaison", &["liaison", "inbox"]), [] as [Value; 0]);
    world.objects("Kovalenko", &["family", "read"]);
    let open = world.objects("liaison", &["liaison", "inbox"]);
    let codes: Vec<_> = open.iter().map(|line| &line["code"]).collect();
    assert_eq!(codes, ["please-call-us", "any-news"]);
}

#[test]
fn a_relatives_phone_makes_a_link_that_opens_once_the_liaison_has_connected() {
    let world = group_of(&["Kovalenko"]);
    let added = said(&world, "Kovalenko", &["family", "add-device"]);
    assert_eq!(added.as_object().unwrap().len(), 1, "{added}");
    let link = added["link"].as_str().unwrap();
    for (language, not_yet) in [("en", "or not yet"), ("ru", "или ещё не знает"), ("uk", "або ще не знає")]
    {
        let ran = world.run("aunt", &["family", "join", link, "--lang", language, "--json"]);
        refused(&ran, &[not_yet]);
        assert!(!ran.stderr.contains(link), "{}", ran.stderr);
    }
    let told = world.run("liaison", &["liaison", "families"]);
    assert!(words_of(&told.stderr).contains("A device of Kovalenko asked for one more"), "{}", told.stderr);
    assert!(!told.stderr.contains(link) && !told.stdout.contains(link));

    let joined = world.object("aunt", &["family", "join", link]);
    let known = family(&world, "Kovalenko");
    assert_eq!((&known["devices"], &known["claimed"], &known["confirmed"]), (&json!(2), &json!(2), &json!(2)));
    assert!(known["words"].as_array().unwrap().contains(&joined["words"]), "{known}");
    let place = tell(&world, "Kovalenko", "in-contact");
    for device in ["Kovalenko", "aunt"] {
        assert_eq!(notices(&world, device)[0]["sequence"], place, "{device}");
    }
}

#[test]
fn a_family_that_is_removed_is_told_so_in_its_own_words_and_the_others_read_on() {
    let world = group_of(&["Kovalenko", "Petrova", "Smith"]);
    for (name, _) in FAMILIES {
        let removed = world.object("liaison", &["liaison", "remove", name]);
        assert_eq!(removed["family"], name);
        assert!(removed["epoch"].as_u64().is_some() && removed.as_object().unwrap().len() == 2, "{removed}");
        let after = world.object("liaison", &["liaison", "invite", &format!("after {name}")]);
        let guest = format!("guest of {name}");
        world.object(&guest, &["family", "join", after["link"].as_str().unwrap()]);
        world.objects("liaison", &["liaison", "families"]);
    }
    post(&world, "unchanged");
    let told = [
        "Координатор вилучив цей пристрій із групи",
        "Координатор исключил это устройство из группы",
        "The liaison has ended the membership of this device",
    ];
    for ((name, language), told) in FAMILIES.iter().zip(told) {
        let ran = world.run(name, &["family", "read", "--lang", language]);
        let shown = words_of(&(ran.stdout + &ran.stderr));
        assert!(shown.contains(told), "{name}: {shown}");
        let read = world.run(name, &["family", "read", "--json"]).objects();
        assert_eq!(read.last().unwrap()["standing"], "removed", "{read:?}");
        assert_eq!(statuses(&read), [] as [&str; 0], "{name} reads nothing newer");
        refused(&world.run(name, &["family", "ask", "any-news", "--json"]), &["no longer belongs to the group"]);
        let guest = world.objects(&format!("guest of {name}"), &["family", "read"]);
        assert_eq!((statuses(&guest), &guest.last().unwrap()["standing"]), (vec!["unchanged"], &json!("fresh")));
    }
    let names: Vec<_> =
        world.objects("liaison", &["liaison", "families"]).iter().map(|line| line["family"].clone()).collect();
    assert_eq!(names, ["after Kovalenko", "after Petrova", "after Smith"]);
}

#[test]
fn a_lost_phone_is_removed_and_the_familys_other_one_stays() {
    let world = group_of(&["Kovalenko"]);
    let second = world.invite("Kovalenko");
    world.object("kept phone", &["family", "join", &second]);
    world.objects("liaison", &["liaison", "families"]);
    refused(&world.run("liaison", &["liaison", "remove", "Kovalenko", "--device", "3", "--json"]), &["no device 3"]);
    assert_eq!(world.object("liaison", &["liaison", "remove", "Kovalenko", "--device", "1"])["family"], "Kovalenko");
    let place = tell(&world, "Kovalenko", "in-contact");
    assert_eq!(notices(&world, "kept phone")[0]["sequence"], place);
    let lost = world.run("Kovalenko", &["family", "read", "--json"]).objects();
    assert_eq!(lost.last().unwrap()["standing"], "removed", "{lost:?}");
    assert!(lost.iter().all(|line| line["kind"] != "notice"), "{lost:?}");
}

#[test]
fn a_family_leaves_and_the_liaison_hears_of_it_where_there_is_a_network() {
    let mut world = group_of(&["Kovalenko", "Smith"]);
    let unasked = world.run("Kovalenko", &["family", "leave", "--json"]);
    refused(&unasked, &["--yes", "Nothing was changed"]);
    world.objects("Kovalenko", &["family", "read"]);
    let left = said(&world, "Kovalenko", &["family", "leave", "--yes"]);
    assert_eq!(left, json!({"group": "Our people", "told": true}));
    assert!(!world.path("Kovalenko").join("state").exists() && !world.path("Kovalenko").join("key").exists());
    refused(&world.run("Kovalenko", &["family", "read"]), &["family join"]);
    let heard = world.run("liaison", &["liaison", "post", "calm"]);
    assert!(words_of(&heard.stderr).contains("A device of Kovalenko has left the group."), "{}", heard.stderr);
    let families = world.objects("liaison", &["liaison", "families"]);
    assert!(families.iter().all(|line| line["family"] != "Kovalenko" || line["devices"] == 0), "{families:?}");

    world.kill_relay();
    let alone = said(&world, "Smith", &["family", "leave", "--yes"]);
    assert_eq!(alone, json!({"group": "Our people", "told": false}));
    assert!(!world.path("Smith").join("state").exists());
}

#[test]
fn negative_information_has_two_steps_and_the_second_waits_for_every_message() {
    let world = group_of(&["Kovalenko", "Petrova", "Smith"]);
    post(&world, "calm");
    let last = |name: &str, language: &str| words_of(&world.run(name, &["family", "read", "--lang", language]).stdout);
    post(&world, "negative-telling");
    let none_so_far =
        ["для вас повідомлення поки немає", "для вас сообщения пока нет", "there is no message for you so far"];
    for ((name, language), none_so_far) in FAMILIES.iter().zip(none_so_far) {
        let page = last(name, language);
        assert!(page.contains(none_so_far), "{name}: {page}");
    }
    let waiting = ["liaison", "tell", "Petrova", "--code", "wounded", "--text", "Він у шпиталі.", "--with-next"];
    assert_eq!(world.object("liaison", &waiting)["sequence"], Value::Null);
    let too_early = world.run("liaison", &["liaison", "post", "negative-told", "--json"]);
    refused(&too_early, &["Petrova", "Nothing was sent", "porchlight liaison discard"]);
    post(&world, "negative-telling");
    let all_told = world.run("liaison", &["liaison", "post", "negative-told", "--next-by", &next_by()]);
    assert_eq!(all_told.code, 0, "{}", all_told.stderr);
    let unfetched = words_of(&all_told.stderr);
    assert!(unfetched.contains("no device of these has fetched") && unfetched.contains("Petrova"), "{unfetched}");
    assert!(!unfetched.contains("Smith") && !unfetched.contains("Kovalenko"), "{unfetched}");

    let page = last("Smith", "en");
    assert!(page.contains("All families concerned have been told; there is no message for you"), "{page}");
    let page = last("Petrova", "ru");
    assert!(page.contains("Він у шпиталі.") && !page.contains("для вас сообщения нет"), "{page}");
}

/// A group in which each of these families has one phone, confirmed and caught up. Its cadence leaves no time between two reports
/// of a phone.
fn group_of(families: &[&str]) -> World {
    with_families(World::start(), families)
}

fn with_families(world: World, families: &[&str]) -> World {
    let (relay, charter) = (format!("wss://{}", world.address), world.charter());
    let create =
        ["liaison", "create", "--relay", &relay, "--charter", &charter, "--name", "Our people", "--cadence", "1m"];
    world.object("liaison", &create);
    families.iter().for_each(|family| drop(world.invite_and_join(family)));
    world.objects("liaison", &["liaison", "families"]);
    for family in families {
        let read = world.objects(family, &["family", "read"]);
        assert_eq!(read.last().unwrap()["confirmed"], true, "{family}: {read:?}");
    }
    world
}

fn next_by() -> String {
    format!("{}T08:00:00+02:00", date_in_days(30))
}

fn post(world: &World, code: &str) -> u64 {
    world.object("liaison", &["liaison", "post", code, "--next-by", &next_by()])["sequence"].as_u64().unwrap()
}

fn tell(world: &World, family: &str, code: &str) -> u64 {
    world.object("liaison", &["liaison", "tell", family, "--code", code])["sequence"].as_u64().unwrap()
}

/// What a family's command says of what it was to do, behind what it has read on the way.
fn said(world: &World, family: &str, command: &[&str]) -> Value {
    world.objects(family, command).pop().unwrap()
}

/// The line of one family, after a session in which the liaison's program has heard what came.
fn family(world: &World, name: &str) -> Value {
    let families = world.objects("liaison", &["liaison", "families"]);
    families.into_iter().find(|line| line["family"] == name).unwrap()
}

/// The private messages that a device has not yet shown.
fn notices(world: &World, state: &str) -> Vec<Value> {
    let read = world.objects(state, &["family", "read"]);
    read.into_iter().filter(|line| line["kind"] == "notice").collect()
}

fn statuses(read: &[Value]) -> Vec<&str> {
    read.iter().filter(|line| line["kind"] == "status").map(|line| line["code"].as_str().unwrap()).collect()
}

fn refused(ran: &Ran, words: &[&str]) {
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""), "{}", ran.stderr);
    for word in words {
        assert!(words_of(&ran.stderr).contains(word), "{word}: {}", ran.stderr);
    }
}
