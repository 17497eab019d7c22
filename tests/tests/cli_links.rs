//! Invite links in the hands of people: what messengers make of them still works, and what does not work says why.

mod cli_world;

use cli_world::World;

#[test]
fn a_link_survives_what_messengers_do_to_it() {
    let world = World::start();
    world.found();
    let variants: [fn(&str) -> String; 4] = [
        |link| link.replace('#', "%23"),
        |link| format!("{link}."),
        |link| format!("  {} {}\n", &link[..30], &link[30..]),
        |link| format!("<{}>,", link.replace("https://", "HTTPS://")),
    ];
    for (index, variant) in variants.iter().enumerate() {
        let link = variant(&world.invite(&format!("family {index}")));
        let joined = world.object(&format!("device {index}"), &["family", "join", &link]);
        assert_eq!(joined["group"], "Our people", "{link}");
    }
}

#[test]
fn a_link_serves_one_device() {
    let world = World::start();
    world.found();
    let link = world.invite("Kovalenko");
    world.object("first", &["family", "join", &link]);
    // Claimed, and later used up: the second device is told, on the day, both times.
    for _ in 0..2 {
        let refused = world.run("second", &["family", "join", &link, "--json"]);
        assert_eq!((refused.code, refused.stdout.as_str()), (1, ""));
        assert!(
            refused.stderr.contains("already used on") && refused.stderr.contains("your liaison"),
            "{}",
            refused.stderr
        );
        world.objects("liaison", &["liaison", "families"]);
    }
    // What failed is in nobody's way.
    let another = world.invite("Kovalenko");
    world.object("second", &["family", "join", &another]);
}

#[test]
fn garbage_is_told_from_damage_and_leaves_nothing_behind() {
    let world = World::start();
    world.found();
    let link = world.invite("Kovalenko");
    let cases = [
        ("hello", "must begin with https://"),
        (&link[..link.len() - 2], "cut short or mistyped"),
        (link.split('#').next().unwrap(), "behind the # is missing"),
        (&link.replace("https://", "http://"), "must begin with https://"),
    ];
    for (text, word) in cases {
        let refused = world.run("device", &["family", "join", text]);
        assert_eq!(refused.code, 1, "{text}");
        assert!(refused.stderr.contains(word), "{text}: {}", refused.stderr);
        assert!(!world.path("device").exists(), "{text}");
    }
    world.object("device", &["family", "join", &link]);
}

#[test]
fn a_device_joins_once() {
    let world = World::start();
    world.found();
    world.invite_and_join("Kovalenko");
    let another = world.invite("Kovalenko");
    let refused = world.run("Kovalenko", &["family", "join", &another]);
    assert_eq!(refused.code, 1);
    assert!(refused.stderr.contains("already belongs to a group"), "{}", refused.stderr);
    assert!(refused.stderr.contains("To read: `porchlight family read`"), "{}", refused.stderr);
    world.object("second phone", &["family", "join", &another]);
}

#[test]
fn a_person_gets_the_link_as_text_and_as_a_picture() {
    let world = World::start();
    world.found();
    let shown = world.run("liaison", &["liaison", "invite", "Kovalenko"]).stdout;
    let link = shown.lines().find(|line| line.starts_with("https://")).unwrap();
    assert!(shown.contains("█▀▀▀▀▀█") && shown.contains("by voice"), "{shown}");
    let joined = world.run("device", &["family", "join", link]);
    assert!(joined.stdout.contains("You have joined Our people"), "{}", joined.stdout);
    assert!(joined.stdout.contains("four words"), "{}", joined.stdout);
    // One plain line, and no path.
    assert!(joined.stderr.contains("key file") && joined.stderr.lines().count() == 1, "{}", joined.stderr);
    assert!(!joined.stderr.contains('/'), "{}", joined.stderr);
}

#[test]
fn a_charter_comes_as_a_link_that_names_its_relay() {
    let world = World::start();
    let link = world.charter_link();
    let mistaken = world.run("device", &["family", "join", &link]);
    assert_eq!(mistaken.code, 1);
    assert!(mistaken.stderr.contains("founds a new group"), "{}", mistaken.stderr);
    world.object("liaison", &["liaison", "create", "--charter", &format!("{link}."), "--name", "Our people"]);

    let nameless = world.charter();
    let refused = world.run("other", &["liaison", "create", "--charter", &nameless, "--name", "Others"]);
    assert_eq!(refused.code, 1);
    assert!(refused.stderr.contains("Name it with --relay"), "{}", refused.stderr);
    assert!(!world.path("other").exists());
}

#[test]
fn a_link_to_a_page_elsewhere_leads_to_the_relay_that_it_names() {
    let world = World::start();
    world.found();
    let link = world.invite("Kovalenko");
    let (_, token) = link.split_once('#').unwrap();
    let elsewhere = format!("https://page.example/porchlight/#{token}/{}", world.address);
    let joined = world.object("device", &["family", "join", &elsewhere]);
    assert_eq!(joined["group"], "Our people");
}
