//! Two versions of one feed, made by the real programs: a liaison's state that was copied, and a relay's. Whoever is shown both
//! keeps a proof that convinces anybody, and nothing else is taken for one.

mod cli_world;

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use cli_world::{Ran, World, date_in_days, words_of};
use serde_json::{Value, json};

#[test]
fn who_was_shown_two_versions_keeps_a_proof_that_convinces_anybody() {
    let Forked { world, place, .. } = a_fork();
    let proof = text(&world, "fork.evidence");
    assert_eq!(world.object("Kovalenko", &["family", "evidence", "--out", &proof]), json!({"file": proof}));
    // Whoever checks it needs no state, no relay and no certificate.
    let verified = world.run("nobody", &["verify", &proof, "--json"]);
    assert_eq!(verified.code, 0, "{}", verified.stderr);
    assert_eq!(verified.objects(), [json!({"forked": true, "sequence": place})]);
    assert!(!world.path("nobody").exists());
    let said = [("en", "This proves it"), ("ru", "Это доказано"), ("uk", "Це доведено")];
    for (language, said) in said {
        let verified = world.run("nobody", &["verify", &proof, "--lang", language]);
        assert_eq!(verified.code, 0, "{}", verified.stderr);
        assert!(words_of(&verified.stdout).contains(said), "{language}: {}", verified.stdout);
    }
    let sealed = fs::read(&proof).unwrap();
    for said in ["calm", "negative-telling", "Kovalenko", "Our people"] {
        assert!(!sealed.windows(said.len()).any(|bytes| bytes == said.as_bytes()), "a proof tells nothing: {said}");
    }
    let again = text(&world, "again.evidence");
    world.object("Kovalenko", &["family", "evidence", "--out", &again]);
    assert_eq!(fs::read(&again).unwrap(), sealed, "it stays as it is");
}

#[test]
fn a_device_that_was_shown_two_versions_says_so_and_stands_by_neither() {
    let Forked { world, switch, first, found, .. } = a_fork();
    let conflict = found.iter().find(|line| line["kind"] == "finding").unwrap();
    assert_eq!(conflict["finding"], "forked", "{found:?}");
    let offline = world.object("Kovalenko", &["family", "standing"]);
    assert_eq!((&offline["kind"], &offline["standing"]), (&json!("standing"), &json!("conflict")));
    let page = words_of(&world.run("Kovalenko", &["family", "standing", "--lang", "uk"]).stdout);
    assert!(page.contains("Не покладайтеся на те, що бачите тут"), "{page}");
    assert!(!page.contains("повідомлень для вас немає"), "{page}");
    // It is not forgotten when the relay shows the first version again.
    switch.lead_to(&first.address);
    let read = world.run("Kovalenko", &["family", "read", "--json"]).objects();
    assert_eq!(read.last().unwrap()["standing"], "conflict", "{read:?}");
}

#[test]
fn nothing_else_is_taken_for_a_proof() {
    let Forked { world, .. } = a_fork();
    let proof = text(&world, "fork.evidence");
    world.object("Kovalenko", &["family", "evidence", "--out", &proof]);
    let honest = fs::read(&proof).unwrap();
    let mut altered = honest.clone();
    altered[honest.len() / 2] ^= 1;
    let file = text(&world, "update.carry");
    world.object("liaison", &["liaison", "compose", "calm", "--next-by", &next_by(), "--out", &file]);
    let carried = fs::read(&file).unwrap();
    let wrong = [altered, honest[..honest.len() - 1].to_vec(), [&honest[..], &honest[..]].concat(), carried];
    for wrong in wrong.into_iter().chain([Vec::new(), b"a proof".to_vec(), vec![0xff; 1 << 20]]) {
        fs::write(&proof, wrong).unwrap();
        unproven(&world.run("nobody", &["verify", &proof, "--json"]));
    }
    unproven(&world.run("nobody", &["verify", &text(&world, "nothing"), "--json"]));
    // Of an honest feed there is nothing to prove.
    let ran = world.run("Smith", &["family", "evidence", "--out", &text(&world, "none"), "--json"]);
    unproven(&ran);
    assert!(words_of(&ran.stderr).contains("nothing to prove") && !world.path("none").exists(), "{}", ran.stderr);
}

/// A feed with two versions, both of which the phone of the Kovalenkos has been shown; Smith's has seen the first alone.
struct Forked {
    world: World,
    switch: Switch,
    first: Relay,
    _second: Relay,
    /// What the second version made the phone say.
    found: Vec<Value>,
    /// Where the two part.
    place: u64,
}

fn a_fork() -> Forked {
    let mut world = World::start();
    let switch = Switch::to(&world.address);
    world.address.clone_from(&switch.address);
    world.found();
    for family in ["Kovalenko", "Smith"] {
        world.invite_and_join(family);
    }
    post(&world, "liaison", "calm");
    for family in ["Kovalenko", "Smith"] {
        world.objects(family, &["family", "read"]);
    }
    // A relay and an office, each copied as a thief or a backup copies it.
    world.kill_relay();
    let (data, copied) = (world.path("relay"), world.path("copied relay"));
    copy(&data, &copied);
    copy(&world.path("liaison"), &world.path("twin"));
    let (first, second) = (Relay::on(&world, &data), Relay::on(&world, &copied));
    switch.lead_to(&first.address);
    let one = post(&world, "liaison", "calm");
    for family in ["Kovalenko", "Smith"] {
        world.objects(family, &["family", "read"]);
    }
    switch.lead_to(&second.address);
    let other = post(&world, "twin", "negative-telling");
    assert_eq!(one, other, "the same place for both");
    let found = world.run("Kovalenko", &["family", "read", "--json"]).objects();
    let finding = found.iter().find(|line| line["finding"] == "forked").unwrap_or_else(|| panic!("{found:?}"));
    let place = finding["sequence"].as_u64().unwrap();
    Forked { world, switch, first, _second: second, found, place }
}

/// A relay process on data that was there before.
struct Relay {
    process: Child,
    address: String,
}

impl Relay {
    fn on(world: &World, data: &Path) -> Self {
        let porchlight = world.command("", &[]).get_program().to_owned();
        let mut command = Command::new(Path::new(&porchlight).with_file_name("porchlight-relay"));
        command.args(["serve", "--listen", "127.0.0.1:0", "--config"]).arg(world.path("relay.toml"));
        command.arg("--data").arg(data).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let listening: Value = serde_json::from_str(&line).unwrap();
        Self { process, address: listening["address"].as_str().unwrap().to_owned() }
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// One name for whichever relay a test chooses; it ends with the test's process.
struct Switch {
    address: String,
    relay: Arc<Mutex<String>>,
}

impl Switch {
    fn to(relay: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let relay = Arc::new(Mutex::new(relay.to_owned()));
        let chosen = Arc::clone(&relay);
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let relay = chosen.lock().unwrap_or_else(PoisonError::into_inner).clone();
                let Ok(relay) = TcpStream::connect(relay) else { continue };
                carry(client.try_clone().unwrap(), relay.try_clone().unwrap());
                carry(relay, client);
            }
        });
        Self { address, relay }
    }

    fn lead_to(&self, relay: &str) {
        relay.clone_into(&mut self.relay.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

fn carry(mut from: TcpStream, mut to: TcpStream) {
    thread::spawn(move || {
        let _ = std::io::copy(&mut from, &mut to);
        let _ = to.shutdown(std::net::Shutdown::Both);
    });
}

fn copy(from: &Path, to: &Path) {
    assert!(Command::new("cp").arg("-a").args([from, to]).status().unwrap().success());
}

fn next_by() -> String {
    format!("{}T08:00:00+02:00", date_in_days(30))
}

fn post(world: &World, office: &str, code: &str) -> u64 {
    world.object(office, &["liaison", "post", code, "--next-by", &next_by()])["sequence"].as_u64().unwrap()
}

fn text(world: &World, name: &str) -> String {
    world.path(name).to_str().unwrap().to_owned()
}

fn unproven(ran: &Ran) {
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""), "{}", ran.stderr);
    assert!(ran.stderr.starts_with("porchlight: "), "{}", ran.stderr);
}
