//! A relay that logs everything it can tells nothing that an operator should not have.

mod relay_world;

use std::{fs, path::Path};

use data_encoding::{BASE64_NOPAD, BASE64URL_NOPAD, HEXLOWER, HEXUPPER};
use porchlight_protocol::{Ask, Day, Epoch, Sequence};
use relay_world::{
    Client, Dice, Poster, RelayProcess, blob, capability, charter_of, claim_answer, claimant, found, grant, message,
    tag, vault_piece, write_config,
};
use tokio_tungstenite::tungstenite::Message;

/// Every way in which bytes may have been written down.
fn spellings(bytes: &[u8]) -> Vec<String> {
    let decimal: Vec<_> = bytes.iter().map(u8::to_string).collect();
    vec![
        HEXLOWER.encode(bytes),
        HEXUPPER.encode(bytes),
        BASE64_NOPAD.encode(&bytes[..bytes.len() / 3 * 3]),
        BASE64URL_NOPAD.encode(&bytes[..bytes.len() / 3 * 3]),
        decimal.join(", "),
        decimal.join(","),
    ]
}

struct Canaries(Vec<(&'static str, String)>);

impl Canaries {
    /// Half of a secret is as bad as all of it.
    fn add(&mut self, what: &'static str, bytes: &[u8]) {
        for part in bytes.chunks(12).filter(|part| part.len() == 12) {
            self.0.extend(spellings(part).into_iter().map(|spelling| (what, spelling)));
        }
    }

    fn check(&self, log: &str) {
        for (what, spelling) in &self.0 {
            assert!(!log.contains(spelling), "the log tells {what}: {spelling}");
        }
    }
}

async fn live_a_day(relay: &RelayProcess, data: &Path, canaries: &mut Canaries) {
    let mut dice = Dice(99);
    let mut poster = Poster::new(1);
    let charter = charter_of(data.to_path_buf()).await;
    found(&relay.place, charter, &mut poster).await;
    let mut office = Client::posting(&relay.place, &poster).await;
    office.ask(Ask::PutDrops { epoch: Epoch(2), drops: vec![(tag(21), blob(22))] }).await.unwrap();
    office.ask(Ask::PutInvite { tag: tag(23), grant: grant(24) }).await.unwrap();
    for index in 0..4 {
        office.ask(vault_piece(41, 0x70, index, 28)).await.unwrap();
    }
    let mut reader = Client::reading(&relay.place, &poster).await;
    for (at, index) in [(0x70, 3), (0x71, 4), (0x7f, 0)] {
        let _told_or_refused = reader.ask(Ask::FetchVault { tag: tag(at), index }).await;
    }
    reader.ask(Ask::Subscribe { after: Sequence::ZERO }).await.unwrap();
    reader.ask(Ask::Claim { tag: tag(23), claimant: claimant(25) }).await.unwrap();
    let leave = Ask::LeaveAnswer { tag: tag(23), claimant: claimant(25), answer: claim_answer(26) };
    reader.ask(leave).await.unwrap();
    reader.ask(Ask::Send { message: message(27) }).await.unwrap();
    for fill in 31..40 {
        office.ask(Ask::Append { envelope: poster.seal(fill) }).await.unwrap();
    }
    office.ask(Ask::Retire { invites: vec![(tag(23), Day(1))], forgotten: vec![] }).await.unwrap();
    office.ask(Ask::Append { envelope: poster.turn() }).await.unwrap();
    for client in [&mut office, &mut reader] {
        client.send_raw(Message::Binary(dice.bytes(200).into())).await.unwrap();
        client.ended().await;
        canaries.0.push(("a client's address", client.address().to_string()));
        canaries.0.push(("a client's port", format!(":{}", client.address().port())));
    }
    let mut plain = tokio::net::TcpStream::connect(relay.place.address).await.unwrap();
    canaries.0.push(("a client's address", plain.local_addr().unwrap().to_string()));
    tokio::io::AsyncWriteExt::write_all(&mut plain, b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
    drop(plain);

    canaries.add("a feed id", poster.feed.as_bytes());
    canaries.add("a posting key", poster.signer.key().as_bytes());
    canaries.add("a charter", charter.as_bytes());
    canaries.add("a charter's hash", charter.hash().as_bytes());
    for epoch in [1, 2] {
        canaries.add("a capability", capability(epoch).as_bytes());
        canaries.add("a capability's hash", capability(epoch).hash().as_bytes());
    }
    for fill in [21, 22, 23, 24, 25, 26, 27, 28, 0x70, 0x71, 0x72, 0x77, 0x7f] {
        canaries.add("a tag, drop, claimant, answer, message or piece", &[fill; 32]);
    }
    for envelope in &poster.written {
        canaries.add("an envelope", envelope.as_bytes());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn at_its_most_talkative_the_relay_names_nobody_and_nothing_secret() {
    let directory = tempfile::tempdir().unwrap();
    let config = write_config(directory.path(), "[log]\nlevel = \"trace\"\n");
    let (data, log) = (directory.path().join("data"), directory.path().join("log"));
    let relay = RelayProcess::start(&data, &config, &log);
    let mut canaries = Canaries(Vec::new());

    live_a_day(&relay, &data, &mut canaries).await;
    assert_eq!(relay.terminate(), Some(0));

    let log = fs::read_to_string(log).unwrap();
    assert!(log.contains("session admitted") && log.contains("TRACE"), "the relay was talkative:\n{log}");
    canaries.check(&log);
    assert!(!log.contains("127.0.0.1"), "the log tells an address:\n{log}");
    for others in ["sled", "rustls", "hyper", "tungstenite"] {
        assert!(!log.contains(others), "the log tells what {others} says:\n{log}");
    }
}
