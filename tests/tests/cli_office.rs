//! An office that changes machines and hands, played by the real programs: by the phrase on paper, by a backup, by a deputy, by
//! a handover. Whoever held it before is refused in plain words, and no family misses an update.

mod cli_world;

use std::process::Stdio;

use cli_world::proxy::Proxy;
use cli_world::{Ran, World, words_of};
use serde_json::{Value, json};

/// What the machine that held the office before is told, in each language.
const HANDED_OVER: [(&str, &str); 3] = [
    ("en", "This office has been handed over"),
    ("ru", "Это рабочее место передано"),
    ("uk", "Це робоче місце передано"),
];

#[test]
fn the_phrase_on_paper_brings_the_office_to_a_new_machine() {
    let world = World::start();
    let founded = found_in(&world, "uk");
    let phrase = phrase_of(&founded);
    world.invite_and_join("Kovalenko");
    post(&world, "liaison", "calm");

    let recovered = recover(&world, "new machine", &on_paper(&phrase));
    assert_eq!(recovered.objects(), [json!({"feed": founded["feed"]})], "{}", recovered.stderr);
    refused_in_each_language(&world, "liaison");
    // It stays so, and nothing that it was told to post comes out later.
    refused_in_each_language(&world, "liaison");

    let families = world.objects("new machine", &["liaison", "families"]);
    assert_eq!((&families[0]["family"], &families[0]["confirmed"]), (&json!("Kovalenko"), &json!(1)));
    post(&world, "new machine", "unchanged");
    assert_eq!(codes_read(&world, "Kovalenko"), ["calm", "unchanged"]);
    let page = page(&world, "Kovalenko", "en");
    assert!(page.contains("The liaison posts from a new machine"), "{page}");
}

#[test]
fn a_phrase_that_is_not_the_one_on_paper_is_told_what_is_wrong_with_it() {
    let mut world = World::start();
    let phrase = phrase_of(&world.found());
    let words: Vec<_> = phrase.split(' ').collect();
    let with_last = |last: &str| format!("{} {last}", words[..23].join(" "));
    let refused = |ran: &Ran, said: &[&str]| {
        assert_eq!((ran.code, ran.stdout.as_str()), (1, ""), "{}", ran.stderr);
        assert!(said.iter().all(|said| words_of(&ran.stderr).contains(said)), "{said:?}: {}", ran.stderr);
        // An error may be copied to anyone: of the phrase it repeats no more than the word that is none.
        assert!(!ran.stderr.contains(&words[..2].join(" ")), "{}", ran.stderr);
    };
    refused(&recover(&world, "new", &with_last("xyzzy")), &["Word 24", "«xyzzy»", "nothing was changed"]);
    refused(&recover(&world, "new", &words[..23].join(" ")), &["24 words", "23"]);
    refused(&recover(&world, "new", &with_last(if words[23] == "acorn" { "zebra" } else { "acorn" })), &["the paper"]);
    refused(&recover(&world, "new", ""), &["24 words"]);
    // Of another group: it is whole, and the relay keeps nothing under it.
    let mut other = World::start();
    let strange = phrase_of(&other.found());
    refused(&recover(&world, "new", &strange), &["no office", "address of the server"]);
    other.kill_relay();
    world.kill_relay();
    refused(&recover(&world, "new", &phrase), &["no answer"]);
    assert!(!holds_an_office(&world, "new"), "nothing is left behind");
}

#[test]
fn the_phrase_is_taken_from_the_environment_and_given_back_by_no_list() {
    let world = World::start();
    let phrase = phrase_of(&world.found());
    let relay = format!("wss://{}", world.address);
    let mut command = world.command("new", &["liaison", "recover", "--relay", &relay, "--json"]);
    let ran = Ran::from(command.env("PORCHLIGHT_PHRASE", &phrase).output().unwrap());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let lists = ["log", "families", "invites", "inbox", "profile"].map(|list| world.run("new", &["liaison", list]));
    for shown in lists.iter().chain([&ran]).flat_map(|ran| [&ran.stdout, &ran.stderr]) {
        assert!(!shown.contains(&phrase), "{shown}");
    }
}

#[test]
fn a_backup_restores_the_office_of_today_and_a_newer_one_voids_it() {
    let world = World::start();
    let founded = world.found();
    let (first, second) = (path(&world, "first.backup"), path(&world, "second.backup"));
    let written = guarded(&world, "liaison", &["liaison", "backup", &first, "--json"], "correct horse");
    assert_eq!(written.objects(), [json!({"file": first})], "{}", written.stderr);
    world.invite_and_join("Kovalenko");
    post(&world, "liaison", "calm");

    let wrong = guarded(&world, "new", &["liaison", "restore", &first, "--json"], "wrong horse");
    assert_eq!((wrong.code, wrong.stdout.as_str()), (1, ""), "{}", wrong.stderr);
    assert!(wrong.stderr.contains("passphrase"), "{}", wrong.stderr);
    assert!(!holds_an_office(&world, "new"));

    let written = guarded(&world, "liaison", &["liaison", "backup", &second, "--json"], "battery staple");
    assert_eq!(written.code, 0, "{}", written.stderr);
    let void = guarded(&world, "new", &["liaison", "restore", &first, "--json"], "correct horse");
    assert_eq!((void.code, void.stdout.as_str()), (1, ""), "{}", void.stderr);
    assert!(words_of(&void.stderr).contains("makes an earlier one worthless"), "{}", void.stderr);

    let restored = guarded(&world, "new", &["liaison", "restore", &second, "--json"], "battery staple");
    assert_eq!(restored.objects(), [json!({"feed": founded["feed"]})], "{}", restored.stderr);
    refused_in_each_language(&world, "liaison");
    // The family came after the first backup was written: what is restored is the office, not a copy of it.
    let posted = guarded(&world, "new", &["liaison", "post", "unchanged", "--json"], "battery staple");
    assert_eq!(posted.code, 0, "{}", posted.stderr);
    assert_eq!(codes_read(&world, "Kovalenko"), ["calm", "unchanged"]);
}

#[test]
fn a_backup_without_a_passphrase_opens_with_the_key_beside_it_and_not_without() {
    let world = World::start();
    let founded = world.found();
    let file = path(&world, "office.backup");
    let told = world.run("liaison", &["liaison", "backup", &file]);
    assert_eq!(told.code, 0, "{}", told.stderr);
    assert!(words_of(&told.stdout).contains("Keep the two files in two places"), "{}", told.stdout);
    let beside = || std::fs::read_dir(world.path("")).unwrap().map(|entry| entry.unwrap().path());
    let key = beside().find(|path| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        name.starts_with("office.backup") && name != "office.backup"
    });
    let (key, away) = (key.expect("a key file beside the backup"), world.path("elsewhere"));
    std::fs::rename(&key, &away).unwrap();
    let locked = world.run("new", &["liaison", "restore", &file, "--json"]);
    assert_eq!((locked.code, locked.stdout.as_str()), (1, ""), "{}", locked.stderr);
    std::fs::rename(&away, &key).unwrap();
    let restored = world.object("new", &["liaison", "restore", &file]);
    assert_eq!(restored, json!({"feed": founded["feed"]}));
}

#[test]
fn a_deputy_takes_the_office_over_and_the_families_see_that_the_liaison_is_new() {
    let world = World::start();
    let founded = world.found();
    for (family, _, _) in READERS {
        world.invite_and_join(family);
    }
    let link = link_of(&world.object("liaison", &["liaison", "empower", "Bondar"]));
    post(&world, "liaison", "calm");

    let accepted = world.run_with("deputy", &["liaison", "accept", "-", "--json"], &format!("{link}\n"));
    assert_eq!(accepted.code, 0, "{}", accepted.stderr);
    let accepted = &accepted.objects()[0];
    assert_eq!(accepted["feed"], founded["feed"]);
    assert_eq!(accepted.as_object().unwrap().len(), 2, "a feed and a phrase");
    let (own, former) = (phrase_of(accepted), phrase_of(&founded));
    assert_ne!(own, former);
    refused_in_each_language(&world, "liaison");

    post(&world, "deputy", "unchanged");
    for (family, language, said) in READERS {
        let page = page(&world, family, language);
        assert!(page.contains(said), "{language}: {page}");
        assert_eq!(standing(&world, family), "fresh");
    }
    // The paper of before is worth nothing, the new liaison's own is worth the office.
    let void = recover(&world, "thief", &former);
    assert_eq!((void.code, void.stdout.as_str()), (1, ""), "{}", void.stderr);
    assert_eq!(recover(&world, "deputy's new", &own).code, 0);
    refused_in_each_language(&world, "deputy");
}

/// Three families, the language each reads in, and what its page says of a new liaison.
const READERS: [(&str, &str, &str); 3] = [
    ("Smith", "en", "A new liaison"),
    ("Petrova", "ru", "Новый координатор"),
    ("Kovalenko", "uk", "Новий координатор"),
];

#[test]
fn a_dismissed_deputys_link_opens_nothing_and_the_others_stay_good() {
    let world = World::start();
    world.found();
    world.invite_and_join("Kovalenko");
    let bondar = link_of(&world.object("liaison", &["liaison", "empower", "Bondar"]));
    let kovtun = link_of(&world.object("liaison", &["liaison", "empower", "Ковтун"]));
    let twice = world.run("liaison", &["liaison", "empower", "Bondar", "--json"]);
    assert_eq!((twice.code, twice.stdout.as_str()), (1, ""), "{}", twice.stderr);
    assert!(twice.stderr.contains("already is a deputy «Bondar»"), "{}", twice.stderr);
    let nobody = world.run("liaison", &["liaison", "dismiss", "Nobody", "--json"]);
    assert_eq!(nobody.code, 1);
    assert!(nobody.stderr.contains("Bondar") && nobody.stderr.contains("Ковтун"), "{}", nobody.stderr);
    assert_eq!(world.object("liaison", &["liaison", "dismiss", "Bondar"]), json!({"name": "Bondar"}));

    let void = world.run("bondar", &["liaison", "accept", &bondar, "--json"]);
    assert_eq!((void.code, void.stdout.as_str()), (1, ""), "{}", void.stderr);
    assert!(!holds_an_office(&world, "bondar") && !void.stderr.contains(&bondar), "{}", void.stderr);
    post(&world, "liaison", "calm");
    let accepted = world.object("kovtun", &["liaison", "accept", &kovtun]);
    assert_eq!(phrase_of(&accepted).split(' ').count(), 24);
    post(&world, "kovtun", "unchanged");
    assert_eq!(codes_read(&world, "Kovalenko"), ["calm", "unchanged"]);
}

#[test]
fn a_handover_serves_whoever_opens_it_first() {
    let world = World::start();
    world.found();
    world.invite_and_join("Kovalenko");
    let link = link_of(&world.object("liaison", &["liaison", "handover"]));
    // Until it is opened, the office is where it was.
    post(&world, "liaison", "calm");
    let joined = world.run("curious", &["family", "join", &link, "--json"]);
    assert_eq!(joined.code, 1);
    assert!(joined.stderr.contains("`porchlight liaison accept LINK`"), "{}", joined.stderr);
    let invite = world.invite("Smith");
    let mistaken = world.run("curious", &["liaison", "accept", &invite, "--json"]);
    assert_eq!(mistaken.code, 1);
    assert!(mistaken.stderr.contains("`porchlight family join LINK`"), "{}", mistaken.stderr);

    let accepted = world.run("next", &["liaison", "accept", &link]);
    assert_eq!(accepted.code, 0, "{}", accepted.stderr);
    let shown = words_of(&accepted.stdout);
    for said in ["You are the liaison of Our people now", " 24. ", "on paper", "New ones are needed for: Smith"] {
        assert!(shown.contains(said), "{said}: {shown}");
    }
    let late = world.run("late", &["liaison", "accept", &link, "--json"]);
    assert_eq!((late.code, late.stdout.as_str()), (1, ""), "{}", late.stderr);
    assert!(!holds_an_office(&world, "late"));
    refused_in_each_language(&world, "liaison");
    // Whoever held the office knows the links that it gave away, so those that nobody had used are void with it.
    let void = world.run("Smith", &["family", "join", &invite, "--json"]);
    assert_eq!((void.code, void.stdout.as_str()), (1, ""), "{}", void.stderr);
    assert!(words_of(&void.stderr).contains("or the liaison has taken it back"), "{}", void.stderr);
    let kinds: Vec<_> =
        world.objects("next", &["liaison", "log"]).into_iter().map(|line| line["kind"].clone()).collect();
    assert!(["taken-over", "withdrawn"].iter().all(|kind| kinds.contains(&json!(kind))), "{kinds:?}");
    post(&world, "next", "no-negative");
    let anew = world.object("next", &["liaison", "invite", "Smith"]);
    world.object("Smith", &["family", "join", anew["link"].as_str().unwrap()]);
    assert_eq!(codes_read(&world, "Kovalenko"), ["calm", "no-negative"]);
}

#[test]
fn a_machine_that_dies_while_it_takes_over_goes_on_with_the_same_command() {
    let world = World::start();
    let phrase = phrase_of(&world.found());
    world.invite_and_join("Kovalenko");
    post(&world, "liaison", "calm");
    let relay = format!("wss://{}", world.address);
    let mut command = world.command("new", &["liaison", "recover", "--relay", &relay, "--json"]);
    command.env("PORCHLIGHT_PHRASE", &phrase).stdout(Stdio::null()).stderr(Stdio::null());
    let mut dying = command.spawn().unwrap();
    // Its state is saved before it tells the relay anything of it.
    while dying.try_wait().unwrap().is_none() && !world.path("new").join("state").exists() {
        std::thread::yield_now();
    }
    let _ = dying.kill();
    dying.wait().unwrap();
    let again = recover(&world, "new", &phrase);
    let had_finished = again.code == 1 && again.stderr.contains("already is a state");
    assert!(again.code == 0 || had_finished, "{}", again.stderr);
    post(&world, "new", "unchanged");
    assert_eq!(codes_read(&world, "Kovalenko"), ["calm", "unchanged"]);
    refused_in_each_language(&world, "liaison");
}

#[test]
fn a_line_that_breaks_while_an_office_is_taken_over_costs_nothing() {
    let mut world = World::start();
    let proxy = Proxy::to(&world.address);
    world.address.clone_from(&proxy.address);
    let phrase = phrase_of(&world.found());
    world.invite_and_join("Kovalenko");
    let (mut former, mut broken) = ("liaison".to_owned(), 0);
    for bytes in BREAKS {
        let machine = format!("machine {bytes}");
        proxy.cut_after(bytes);
        let first = recover(&world, &machine, &phrase);
        proxy.mend();
        if first.code != 0 {
            broken += 1;
            assert_eq!(first.stdout, "", "{bytes}: {}", first.stderr);
            let again = recover(&world, &machine, &phrase);
            assert_eq!(again.code, 0, "{bytes}: {}{}", first.stderr, again.stderr);
        }
        refused_in_each_language(&world, &former);
        post(&world, &machine, "calm");
        assert_eq!(codes_read(&world, "Kovalenko"), ["calm"], "{bytes}");
        former = machine;
    }
    assert!(broken > 3, "the breaks must be where something is said: {broken}");
}

/// After how many of the relay's bytes a line breaks: in the greeting, in the vault, in the feed, and in the handover's answer.
const BREAKS: [usize; 8] = [0, 1_500, 2_000, 2_500, 3_000, 5_000, 20_000, 60_000];

fn found_in(world: &World, language: &str) -> Value {
    let (relay, charter) = (format!("wss://{}", world.address), world.charter());
    let create =
        ["liaison", "create", "--relay", &relay, "--charter", &charter, "--name", "Our people", "--lang", language];
    world.object("liaison", &create)
}

fn phrase_of(object: &Value) -> String {
    let phrase = object["phrase"].as_str().expect("a phrase");
    assert_eq!(phrase.split(' ').count(), 24, "24 words");
    phrase.to_owned()
}

fn link_of(object: &Value) -> String {
    assert_eq!(object.as_object().unwrap().len(), 1, "nothing but the link: {object}");
    object["link"].as_str().unwrap().to_owned()
}

/// As somebody copies it: in capitals, in lines, each word behind its number.
fn on_paper(phrase: &str) -> String {
    let words = phrase.to_uppercase();
    words.split(' ').zip(1..).map(|(word, number)| format!("  {number}.\t{word}\r\n")).collect()
}

fn recover(world: &World, state: &str, phrase: &str) -> Ran {
    let relay = format!("wss://{}", world.address);
    world.run_with(state, &["liaison", "recover", "--relay", &relay, "--json"], phrase)
}

fn guarded(world: &World, state: &str, arguments: &[&str], passphrase: &str) -> Ran {
    Ran::from(world.command(state, arguments).env("PORCHLIGHT_PASSPHRASE", passphrase).output().unwrap())
}

fn post(world: &World, state: &str, code: &str) -> u64 {
    let posted = world.object(state, &["liaison", "post", code]);
    assert_eq!(posted["code"], code);
    posted["sequence"].as_u64().unwrap()
}

/// Who held the office before can post nothing, and is told why in any language.
fn refused_in_each_language(world: &World, state: &str) {
    for (language, said) in HANDED_OVER {
        let ran = world.run(state, &["liaison", "post", "negative-telling", "--lang", language, "--json"]);
        assert_eq!((ran.code, ran.stdout.as_str()), (1, ""), "{}", ran.stderr);
        assert!(words_of(&ran.stderr).contains(said), "{language}: {}", ran.stderr);
    }
}

/// The codes of the updates that this family has not yet read, in their order; it lacks nothing.
fn codes_read(world: &World, family: &str) -> Vec<String> {
    let read = world.objects(family, &["family", "read"]);
    assert_eq!(read.last().unwrap()["standing"], "fresh", "{read:?}");
    let statuses = read.iter().filter(|line| line["kind"] == "status");
    statuses.map(|line| line["code"].as_str().unwrap().to_owned()).collect()
}

fn standing(world: &World, family: &str) -> Value {
    world.objects(family, &["family", "read"]).pop().unwrap()["standing"].clone()
}

fn page(world: &World, family: &str, language: &str) -> String {
    let ran = world.run(family, &["family", "read", "--lang", language]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    words_of(&ran.stdout)
}

fn path(world: &World, name: &str) -> String {
    world.path(name).to_str().unwrap().to_owned()
}

/// Whether a state, or a key to one, is kept under that name.
fn holds_an_office(world: &World, name: &str) -> bool {
    ["state", "key"].iter().any(|file| world.path(name).join(file).exists())
}
