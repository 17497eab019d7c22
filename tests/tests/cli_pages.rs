//! What a person sees: after a long time, before the first update, at a prompt, and in the language that was asked for.

mod cli_world;

use std::io::{ErrorKind, Write};
use std::process::{Command, Stdio};

use cli_world::{World, words_of};

#[test]
fn a_person_who_was_away_long_sees_the_newest_updates_and_a_sum_of_the_rest() {
    let world = World::start();
    world.found();
    world.invite_and_join("Kovalenko");
    for day in 1..=28 {
        let code = if day % 7 == 0 { "negative-telling" } else { "calm" };
        world.object("liaison", &["liaison", "post", code, "--as-of", &format!("2026-05-{day:02}")]);
        if day == 3 {
            world.object("liaison", &["liaison", "tell", "Kovalenko", "--code", "message", "--text", "Please call."]);
        }
    }

    let page = world.run("Kovalenko", &["family", "read"]).stdout;
    let summary = "16 earlier updates since Fri 1 May: 14 calm, 2 negative; `porchlight family read --all` shows each";
    assert!(words_of(&page).contains(summary), "{page}");
    assert_eq!(days_shown(&page), (17..=28).collect::<Vec<_>>());
    for kept in ["│ Please call.", "sent after the update of Sun 3 May", "1 notice for you"] {
        assert!(page.contains(kept), "{kept}:\n{page}");
    }

    let nothing_new = world.run("Kovalenko", &["family", "read"]).stdout;
    assert!(nothing_new.contains("Nothing new") && days_shown(&nothing_new).is_empty(), "{nothing_new}");
    let all = world.run("Kovalenko", &["family", "read", "--all"]).stdout;
    assert_eq!(days_shown(&all), (1..=28).collect::<Vec<_>>());
    let message = all.find("│ Please call.").unwrap();
    assert!((all.find("Sun 3 May:").unwrap()..all.find("Mon 4 May:").unwrap()).contains(&message), "{all}");
}

#[test]
fn before_the_first_update_nothing_is_said_to_have_come() {
    let world = World::start();
    world.found();
    let link = world.invite("Kovalenko");
    let joined = world.run("Kovalenko", &["family", "join", &link]).stdout;
    assert!(words_of(&joined).contains("No update has come to this device yet; the first is expected by"), "{joined}");
    assert!(!joined.contains("came in time") && !joined.contains("Up to date"), "{joined}");
}

#[test]
fn a_status_of_another_day_says_when_it_was_posted() {
    let world = World::start();
    world.found();
    world.invite_and_join("Kovalenko");
    world.object("liaison", &["liaison", "post", "calm", "--as-of", "2001-12-31"]);
    let page = world.run("Kovalenko", &["family", "read"]).stdout;
    assert!(words_of(&page).contains("As of Mon 31 December 2001, posted "), "{page}");
}

#[test]
fn a_liaison_is_spoken_to_in_the_language_asked_for() {
    let world = World::start();
    world.found();
    let link = world.invite("Коваленко");
    let joined = world.object("device", &["family", "join", &link, "--lang", "uk"]);
    let families = world.run("liaison", &["liaison", "families", "--lang", "uk"]).stdout;
    let confirmed = format!(
        "Пристрій родини Коваленко приєднався й підтверджений. Порівняйте з ними ці чотири слова голосом: {}",
        joined["words"].as_str().unwrap()
    );
    assert!(words_of(&families).contains(&confirmed), "{families}");

    let refusals = [
        (&["liaison", "tell", "Никто", "--code", "in-contact"][..], "Семьи «Никто» нет. Ничего не отправлено."),
        (&["liaison", "post", "quiet"], "В группе нет кода «quiet»."),
        (&["liaison", "post", "calm", "--next-by", "2001-01-01T00:00:00Z"], "--next-by, уже прошло."),
    ];
    for (command, said) in refusals {
        let ran = world.run("liaison", &[command, &["--lang", "ru"]].concat());
        assert_eq!(ran.code, 1);
        assert!(ran.stderr.contains(said), "{}", ran.stderr);
    }
}

#[test]
fn a_passphrase_is_asked_for_at_the_prompt() {
    let world = World::start();
    world.found();
    let link = world.invite("Kovalenko");
    let join = world.command("device", &["family", "join", &link, "--json", "--passphrase"]);
    if !typed(&join, "four quiet words\nfour quiet words\n") {
        return;
    }
    assert!(world.path("device").join("state").exists() && !world.path("device").join("key").exists());
    assert_eq!(world.run("device", &["family", "read", "--json"]).code, 1, "nobody is there to type it");
    let read = world
        .command("device", &["family", "read", "--json"])
        .env("PORCHLIGHT_PASSPHRASE", "four quiet words")
        .status();
    assert!(read.unwrap().success());
}

/// Runs the command on a terminal of its own, at which this is typed; `false` where `script` is not installed.
fn typed(command: &Command, keys: &str) -> bool {
    let quoted = |word: &std::ffi::OsStr| format!("'{}'", word.to_str().unwrap());
    let words: Vec<_> = std::iter::once(command.get_program()).chain(command.get_args()).map(quoted).collect();
    let mut script = Command::new("script");
    script.args(["-qec", &words.join(" "), "/dev/null"]).env_remove("PORCHLIGHT_PASSPHRASE");
    let mut child = match script.stdin(Stdio::piped()).stdout(Stdio::null()).spawn() {
        Err(error) if error.kind() == ErrorKind::NotFound => return false,
        spawned => spawned.unwrap(),
    };
    child.stdin.as_mut().unwrap().write_all(keys.as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
    true
}

/// The days of May in the lines of updates, in order.
fn days_shown(page: &str) -> Vec<u32> {
    let updates = page.lines().filter(|line| line.trim_start().starts_with(['●', '◆']));
    let lines = updates.filter_map(|line| line.split_once(" May: "));
    lines.map(|(before, _)| before.rsplit(' ').next().unwrap().parse().unwrap()).collect()
}

#[test]
fn a_liaison_is_told_what_was_sent_and_to_whom_a_link_goes() {
    let world = World::start();
    world.found();
    let invited = world.run("liaison", &["liaison", "invite", "Smith"]).stdout;
    for expected in ["This is a new family", "`porchlight family join 'LINK'`"] {
        assert!(invited.contains(expected), "{expected}: {invited}");
    }
    let again = world.run("liaison", &["liaison", "invite", "Smith"]);
    assert!(again.stdout.contains("device number 2") && !again.stderr.contains("capital"), "{}", again.stdout);
    let alike = world.run("liaison", &["liaison", "invite", "smith"]);
    assert!(alike.stdout.contains("This is a new family") && alike.stderr.contains("«Smith»"), "{}", alike.stderr);
    world.invite_and_join("Kovalenko");
    let tell = ["liaison", "tell", "Kovalenko", "--code", "please-call"];
    let told = world.run("liaison", &tell).stdout;
    assert!(told.contains("It says: «Please call the liaison.»"), "{told}");
    let told = world.run("liaison", &[&tell[..], &["--text", "Tonight.", "--lang", "uk"]].concat()).stdout;
    assert!(told.contains("ваш текст іде разом із ним") && !told.contains("Tonight"), "{told}");
    let changed = world.run("liaison", &["liaison", "profile", "--cadence", "12h"]).stdout;
    for expected in ["Group: Our people", "Promised time between updates: 12 hours", "The standard codebook"] {
        assert!(changed.contains(expected), "{expected}: {changed}");
    }
}

#[test]
fn a_program_may_ask_for_everything_that_is_kept() {
    let world = World::start();
    world.found();
    world.invite_and_join("Kovalenko");
    world.object("liaison", &["liaison", "post", "calm", "--as-of", "2026-05-03"]);
    world.object("liaison", &["liaison", "tell", "Kovalenko", "--code", "in-contact"]);
    let first = world.objects("Kovalenko", &["family", "read"]);
    assert_eq!(first.len(), 3);
    assert_eq!(world.objects("Kovalenko", &["family", "read", "--all"]), first);
    assert_eq!(world.objects("Kovalenko", &["family", "read"]).len(), 1);
}
