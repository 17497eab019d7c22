//! The real program: killed under load, traced, started twice, given a store that is not its own.

mod relay_world;

use std::{
    collections::VecDeque,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use porchlight_protocol::{Ask, Refusal, Reply, Sequence};
use relay_world::{Client, Dice, Home, Place, Poster, RelayProcess, charter_in, charter_of, found, program, read_all};

fn kills() -> u64 {
    if porchlight_tests::is_full() { 100 } else { 10 }
}

/// A feed, and what its poster knows to have been accepted.
struct Office {
    poster: Poster,
    accepted: u64,
}

impl Office {
    /// Posts until the relay is gone or so many were accepted: what is not known to be accepted first, byte for byte.
    async fn post_until_gone(&mut self, mut client: Client, accepted_max: u64) {
        let mut waiting: VecDeque<_> = self.poster.written[self.accepted as usize..].iter().cloned().collect();
        let goal = self.accepted + accepted_max;
        let mut on_the_way = 0;
        while self.accepted < goal {
            while on_the_way < 16 {
                let fill = self.accepted as u8;
                let envelope = waiting.pop_front().unwrap_or_else(|| self.poster.seal(fill));
                if client.queue(Ask::Append { envelope }).await.is_err() {
                    return;
                }
                on_the_way += 1;
            }
            if client.flush().await.is_err() {
                return;
            }
            let Some((_, answer)) = client.next_answer().await else { return };
            let Ok(Reply::Appended { sequence }) = answer else { panic!("{answer:?}") };
            assert_eq!(sequence, Sequence(self.accepted + 1), "answers come in order");
            self.accepted = sequence.0;
            on_the_way -= 1;
        }
    }

    /// Every accepted envelope is there, in its place, once; what else is there was sent.
    async fn check(&self, place: &Place) {
        let kept = read_all(place, &self.poster, 0).await;
        assert!(kept.len() as u64 >= self.accepted, "{} kept of {} accepted", kept.len(), self.accepted);
        assert_eq!(kept, self.poster.written[..kept.len()]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_killed_under_load_loses_nothing_that_it_accepted() {
    let seed = 20_261_122;
    println!("seed {seed}");
    let mut dice = Dice(seed);
    let home = Home::new();
    let relay = home.start();
    let mut offices: Vec<_> = (1..=3).map(|seed| Office { poster: Poster::new(seed), accepted: 1 }).collect();
    for office in &mut offices {
        found(&relay.place, charter_of(home.data()).await, &mut office.poster).await;
    }
    relay.kill();

    for kill in 0..kills() {
        let relay = home.start();
        let place = relay.place.clone();
        let mut clients = Vec::new();
        for office in &offices {
            office.check(&place).await;
            clients.push(Client::hello(&place, office.poster.feed).await);
        }
        let accepted_before_kill = 5 + dice.roll(120);
        let mut posting = tokio::task::JoinSet::new();
        for (index, mut office) in offices.drain(..).enumerate() {
            let client = clients.remove(0);
            // One office ends at the moment of the kill; the others are in the midst of it.
            let accepted_max = if index == 0 { accepted_before_kill } else { u64::MAX / 2 };
            posting.spawn(async move {
                office.post_until_gone(client, accepted_max).await;
                office
            });
        }
        offices.push(posting.join_next().await.unwrap().unwrap());
        relay.kill();
        while let Some(office) = posting.join_next().await {
            offices.push(office.unwrap());
        }
        println!("kill {kill}: {:?} accepted", offices.iter().map(|office| office.accepted).collect::<Vec<_>>());
        offices.sort_by_key(|office| office.poster.feed);
    }

    let relay = home.start();
    for office in &offices {
        office.check(&relay.place).await;
    }
    assert_eq!(relay.terminate(), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_data_sync_precedes_the_answer_to_an_append() {
    if !Command::new("strace").arg("true").stderr(Stdio::null()).status().is_ok_and(|status| status.success()) {
        assert!(std::env::var_os("CI").is_none(), "strace is missing, or may not trace here: nothing was tested");
        println!("skipped: strace is missing, or may not trace here");
        return;
    }
    let home = Home::new();
    let trace = home.0.path().join("trace");
    let mut command = Command::new("strace");
    command.args(["-f", "-yy", "-e", "trace=fdatasync,fsync,read,recvfrom,write,writev,sendto,sendmsg", "-o"]);
    command.arg(&trace).arg(program());
    let relay = RelayProcess::start_as(command, &home.data(), &home.config(), &home.log());
    let mut poster = Poster::new(1);
    found(&relay.place, charter_of(home.data()).await, &mut poster).await;
    let mut client = Client::hello(&relay.place, poster.feed).await;
    for fill in 0..10 {
        client.ask(Ask::Append { envelope: poster.seal(fill) }).await.unwrap();
    }
    drop(client);
    // The child is strace, which ends, its trace complete, when the relay that it traces does.
    stop_traced(&trace);
    relay.wait();

    let answered = answers_after_a_sync(&fs::read_to_string(trace).unwrap());

    assert!(answered >= 10, "only {answered} appends were seen in the trace");
}

/// Stops the relay under strace, by the id that begins each line of the trace.
fn stop_traced(trace: &Path) {
    let text = fs::read_to_string(trace).unwrap();
    let id = text.split_whitespace().next().unwrap();
    assert!(Command::new("kill").args(["-TERM", id]).status().unwrap().success());
}

/// Counts the appends in a trace, each of which was answered after a sync of the database that ended after it had come.
fn answers_after_a_sync(trace: &str) -> usize {
    let (mut answered, mut is_waiting, mut is_synced) = (0, false, false);
    for line in trace.lines() {
        let is_answer = line.contains("<TCP:")
            && ["write(", "writev(", "sendto(", "sendmsg("].iter().any(|call| line.contains(call));
        if line.contains("fdatasync") && returned(line) == Some(0) {
            is_synced = true;
        } else if line.contains("recvfrom") && returned(line).is_some_and(|bytes| bytes > 1024) {
            (is_waiting, is_synced) = (true, false);
        } else if is_answer && is_waiting {
            assert!(is_synced, "an append was answered before the database was synced: {line}");
            answered += 1;
            is_waiting = false;
        }
    }
    answered
}

/// What a call returned; `None` where another thread's line came in between and the call is resumed later.
fn returned(line: &str) -> Option<i64> {
    line.rsplit_once(" = ")?.1.split_whitespace().next()?.parse().ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_whose_disk_fails_says_so_refuses_writes_and_has_lost_nothing() {
    let home = Home::new();
    // The system refuses to let any file grow beyond this, as a full disk does.
    let mut command = Command::new("bash");
    command.args(["-c", "trap '' XFSZ; ulimit -f 3072; exec \"$0\" \"$@\""]).arg(program());
    let relay = RelayProcess::start_as(command, &home.data(), &home.config(), &home.log());
    let mut poster = Poster::new(1);
    found(&relay.place, charter_of(home.data()).await, &mut poster).await;
    let mut client = Client::hello(&relay.place, poster.feed).await;
    assert!(health(&relay.place).await.ends_with("{\"status\":\"ok\"}\n"));

    let mut office = Office { poster, accepted: 1 };
    let refused = loop {
        assert!(office.accepted < 100_000, "the disk never failed");
        let envelope = office.poster.seal(1);
        match client.ask(Ask::Append { envelope }).await {
            Ok(_) => office.accepted += 1,
            Err(refusal) => break refusal,
        }
    };

    assert_eq!(refused, Refusal::StorageFailed);
    assert!(health(&relay.place).await.ends_with("{\"status\":\"refusing-writes\"}\n"));
    let Ok(Reply::Head(head)) = client.ask(Ask::Head).await else { panic!("no head") };
    assert_eq!(head.sequence, Sequence(office.accepted), "what is on disk can still be read");
    drop(relay);
    let log = fs::read_to_string(home.log()).unwrap();
    assert_eq!(log.matches("ERROR").count(), 1, "{log}");

    let relay = home.start();
    office.check(&relay.place).await;
    let client = Client::hello(&relay.place, office.poster.feed).await;
    office.post_until_gone(client, 10).await;
    office.check(&relay.place).await;
}

async fn health(place: &Place) -> String {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let mut stream = relay_world::connect_tls(place).await;
    stream.write_all(b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await.unwrap();
    let mut said = Vec::new();
    let _ = stream.read_to_end(&mut said).await;
    String::from_utf8(said).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_charter_is_made_beside_a_running_relay_and_without_one_and_serves_once() {
    let home = Home::new();
    let at_rest_before = charter_in(&home.charter());
    let relay = home.start();
    let beside = charter_in(&home.charter());
    assert_eq!(relay.terminate(), Some(0));
    let at_rest_after = charter_in(&home.charter());

    let relay = home.start();
    for (seed, charter) in [(1, at_rest_before), (2, beside), (3, at_rest_after)] {
        let mut poster = Poster::new(seed);
        found(&relay.place, charter, &mut poster).await;
        let mut other = Poster::new(seed + 10);
        let mut client = Client::hello(&relay.place, other.feed).await;
        let again = client.ask(Ask::Found { charter, envelope: other.turn() }).await;
        assert_eq!(again, Err(Refusal::CharterRefused));
    }
}

#[test]
fn the_data_directory_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    let _relay = home.start();
    let mode = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;

    assert_eq!(mode(home.data()), 0o700);
    assert_eq!(mode(home.data().join("key.pem")), 0o600);
    assert_eq!(mode(home.data().join("operator.sock")), 0o600);
}

#[test]
fn the_certificate_is_made_once() {
    let home = Home::new();
    let relay = home.start();
    let first = fs::read(&relay.place.certificate).unwrap();
    relay.kill();

    let relay = home.start();

    assert_eq!(fs::read(&relay.place.certificate).unwrap(), first);
    assert!(relay.place.certificate.is_absolute());
}

#[test]
fn a_second_relay_on_the_same_data_is_refused() {
    let home = Home::new();
    let _relay = home.start();

    let said = home.refused();

    let data = home.data();
    let expected = format!(
        "porchlight-relay: another relay is using {}. Stop it first, or give this one a data directory of its own.\n",
        data.display()
    );
    assert_eq!(said, expected);
}

#[test]
fn a_store_that_was_lost_is_never_served_as_new() {
    let home = Home::new();
    home.start().kill();
    let store = home.data().join("store");

    // The directory is gone, as when it was not mounted.
    let elsewhere = home.0.path().join("elsewhere");
    fs::rename(&store, &elsewhere).unwrap();
    assert!(home.refused().contains("is gone, or is empty, though it was made before"));
    assert!(!store.exists(), "nothing was made in its place");

    // The database is empty, as a power cut can leave it.
    fs::create_dir(&store).unwrap();
    fs::write(store.join("db"), b"").unwrap();
    assert!(home.refused().contains("is gone, or is empty, though it was made before"));

    fs::remove_dir_all(&store).unwrap();
    fs::rename(&elsewhere, &store).unwrap();
    drop(home.start());
}

#[test]
fn another_relays_store_is_refused() {
    let (home, other) = (Home::new(), Home::new());
    home.start().kill();
    other.start().kill();
    fs::remove_dir_all(home.data().join("store")).unwrap();
    fs::rename(other.data().join("store"), home.data().join("store")).unwrap();

    assert!(home.refused().contains("is another than the one named in"));
}

#[test]
fn a_directory_of_somebody_elses_is_left_alone() {
    let home = Home::new();
    fs::create_dir(home.data()).unwrap();
    fs::write(home.data().join("photo.jpg"), b"").unwrap();

    let said = home.refused();

    assert!(said.contains("holds files that are no relay's, such as \"photo.jpg\""), "{said}");
    assert_eq!(fs::read_dir(home.data()).unwrap().count(), 1, "nothing was written there");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_rolled_back_to_a_copy_is_served_and_healed_by_whoever_kept_the_envelopes() {
    let home = Home::new();
    let relay = home.start();
    let mut poster = Poster::new(1);
    found(&relay.place, charter_of(home.data()).await, &mut poster).await;
    relay.terminate();
    let (store, copy) = (home.data().join("store"), home.0.path().join("copy"));
    assert!(Command::new("cp").arg("-a").args([&store, &copy]).status().unwrap().success());
    let mut office = Office { poster, accepted: 1 };
    let relay = home.start();
    let client = Client::hello(&relay.place, office.poster.feed).await;
    office.post_until_gone(client, 20).await;
    relay.terminate();

    fs::remove_dir_all(&store).unwrap();
    fs::rename(&copy, &store).unwrap();
    let relay = home.start();

    let mut client = Client::hello(&relay.place, office.poster.feed).await;
    let Ok(Reply::Head(head)) = client.ask(Ask::Head).await else { panic!("no head") };
    assert_eq!(head.sequence, Sequence(1));
    for envelope in office.poster.written[1..].iter().cloned() {
        client.ask(Ask::Append { envelope }).await.unwrap();
    }
    assert_eq!(read_all(&relay.place, &office.poster, 0).await, office.poster.written);
}
