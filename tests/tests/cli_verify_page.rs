//! Whether a host serves the page of this version is said file by file, and by the exit code.

mod cli_world;

use cli_world::{World, host::Host, words_of};
use porchlight_page::{FIRST, HEADERS, files, hashes};
use serde_json::json;

/// A host with the whole page of this version under a directory.
fn hosted(world: &World, directory: &str) -> Host {
    assert!(
        !files().is_empty(),
        "this program was built without the page: run `cargo xtask page`, then build again (`cargo xtask test` does both)"
    );
    let host = Host::beside(&world.path("relay"));
    for file in files() {
        host.put(&format!("{directory}{}", file.name), file.identity);
        if file.name == FIRST {
            host.put(directory, file.identity);
        }
    }
    host
}

#[test]
fn the_hashes_are_those_of_the_page() {
    let world = World::start();
    let told = world.objects("nobody", &["page-hashes"]);
    let known: Vec<_> = hashes().iter().map(|file| json!({"name": file.name, "sha256": file.sha256})).collect();
    assert_eq!(told, known);
    let shown = world.run("nobody", &["page-hashes"]).stdout;
    let lines: String = hashes().iter().map(|file| format!("{}  {}\n", file.sha256, file.name)).collect();
    assert_eq!(shown, lines);
    assert!(!world.path("nobody").exists(), "no state is needed, and none is made");
}

#[test]
fn the_relays_own_page_is_the_one_of_this_version() {
    let world = World::start();
    let address = format!("https://{}/#AbC", world.address);
    let ran = world.run("nobody", &["verify-page", &address]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(ran.stderr, "", "it sends every header");
    assert!(words_of(&ran.stdout).contains("is the page of this version, in all its files"), "{}", ran.stdout);
    assert!(ran.stdout.starts_with("/: the same\n"), "{}", ran.stdout);

    let told = world.objects("nobody", &["verify-page", &address]);
    assert_eq!(told.len(), hashes().len() + 1);
    assert!(told.iter().all(|file| file["served"] == "same"), "{told:?}");
}

#[test]
fn a_plain_host_serves_the_same_page_with_less_around_it() {
    let world = World::start();
    let host = hosted(&world, "/porchlight/");
    let address = format!("https://{}/porchlight/index.html#AbC", host.address);
    let ran = world.run("nobody", &["verify-page", &address]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    for (header, _) in HEADERS {
        assert!(ran.stderr.contains(header), "{header}: {}", ran.stderr);
    }
    let told = world.objects("nobody", &["verify-page", &address]);
    let headers = told.iter().filter(|object| object["header"].is_string());
    assert_eq!(headers.count(), HEADERS.len());
    assert!(host.asked().iter().all(|path| !path.contains("AbC")), "a link's secret goes nowhere");
}

#[test]
fn one_altered_byte_is_another_page() {
    let world = World::start();
    let host = hosted(&world, "/");
    let script = files().iter().find(|file| file.name.ends_with(".js")).expect("a page has a program");
    let mut altered = script.identity.to_vec();
    altered[0] ^= 1;
    host.put(&format!("/{}", script.name), &altered);

    let ran = world.run("nobody", &["verify-page", &format!("https://{}", host.address)]);

    assert_eq!(ran.code, 1);
    assert!(ran.stdout.contains(&format!("/{}: another file\n", script.name)), "{}", ran.stdout);
    assert!(words_of(&ran.stderr).contains("1 file is another, or missing. What https://"), "{}", ran.stderr);
    for (language, said) in [("ru", "отсутствует 1 файл. По адресу"), ("uk", "відсутній 1 файл. За адресою")]
    {
        let ran = world.run("nobody", &["verify-page", &format!("https://{}", host.address), "--lang", language]);
        assert!(words_of(&ran.stderr).contains(said), "{}", ran.stderr);
    }
}

#[test]
fn a_beginning_that_is_another_than_its_file_is_found() {
    let world = World::start();
    let host = hosted(&world, "/");
    host.put("/", b"<!doctype html><title>Porchlight</title>");
    let ran = world.run("nobody", &["verify-page", &format!("https://{}/", host.address)]);
    assert_eq!(ran.code, 1);
    assert!(ran.stdout.starts_with("/: another file\n"), "{}", ran.stdout);
    assert!(ran.stdout.contains("/index.html: the same\n"), "{}", ran.stdout);
}

#[test]
fn what_is_missing_and_what_is_no_answer_is_said() {
    let world = World::start();
    let empty = Host::beside(&world.path("relay"));
    let ran = world.run("nobody", &["verify-page", &format!("https://{}/", empty.address)]);
    assert_eq!((ran.code, ran.stdout.lines().count()), (1, hashes().len() + 1));
    assert!(ran.stdout.lines().all(|line| line.ends_with(": not there")), "{}", ran.stdout);

    let endless = [b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n".as_slice(), &[b'x'; 100_000]].concat();
    for answer in [b"porchlight?\r\n\r\n".to_vec(), Vec::new(), endless] {
        empty.say("/", answer);
        let ran = world.run("nobody", &["verify-page", &format!("https://{}/", empty.address)]);
        assert_eq!((ran.code, ran.stdout.as_str()), (1, ""));
        assert!(words_of(&ran.stderr).contains("is no whole file"), "{}", ran.stderr);
    }
    let nobody = world.run("nobody", &["verify-page", "https://127.0.0.1:1/"]);
    assert_eq!(nobody.code, 1);
    assert!(nobody.stderr.contains("127.0.0.1:1"), "{}", nobody.stderr);
    let unsafe_address = world.run("nobody", &["verify-page", "http://relay.example/"]);
    assert!(unsafe_address.stderr.contains("not encrypted"), "{}", unsafe_address.stderr);
}
