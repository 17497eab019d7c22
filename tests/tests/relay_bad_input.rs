//! Whatever comes in, the relay has a clear word for it, or ends the connection, and keeps serving everybody else.

mod relay_world;

use std::time::Duration;

use porchlight_protocol::{Ask, Refusal, RelayFrame, Reply, Request, Sequence, limits::FRAME_BYTES_MAX};
use porchlight_relay::Deadlines;
use relay_world::{Client, Dice, PATIENCE, Place, Poster, TestRelay, connect_tls};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};
use tokio_tungstenite::tungstenite::Message;

/// Short enough to wait for, long enough for a machine that is busy with something else.
const SHORT: Duration = Duration::from_secs(2);

fn short() -> Deadlines {
    Deadlines { handshake: SHORT, upgrade: SHORT, download: SHORT, first_frame: SHORT, idle: SHORT }
}

/// A relay with one feed that has one place.
async fn founded() -> (TestRelay, Poster) {
    let relay = TestRelay::start().await;
    let mut poster = Poster::new(1);
    relay.found(&mut poster).await;
    (relay, poster)
}

async fn still_serves(place: &Place, poster: &Poster) {
    let mut client = Client::hello(place, poster.feed).await;
    let Ok(Reply::Head(head)) = client.ask(Ask::Head).await else { panic!("no head") };
    assert_eq!(head.sequence, poster.end.sequence);
}

/// Whether the other side ends the connection; what it says before is thrown away.
async fn is_ended(stream: &mut (impl AsyncRead + Unpin)) -> bool {
    let mut said = [0; 1024];
    let ended = async { while !matches!(stream.read(&mut said).await, Ok(0) | Err(_)) {} };
    timeout(PATIENCE, ended).await.is_ok()
}

/// Sends a request's text and reads the answer's head and body.
async fn http(place: &Place, request: &str) -> String {
    let mut stream = connect_tls(place).await;
    stream.write_all(request.as_bytes()).await.unwrap();
    let (mut said, mut bytes) = (String::new(), [0; 1024]);
    while !is_whole(&said) {
        let count = timeout(PATIENCE, stream.read(&mut bytes)).await.unwrap().unwrap_or(0);
        if count == 0 {
            break;
        }
        said.push_str(&String::from_utf8_lossy(&bytes[..count]));
    }
    said
}

fn is_whole(answer: &str) -> bool {
    let Some((head, body)) = answer.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    body.len() >= length.map_or(0, |length| length.parse().unwrap())
}

fn upgrade(path: &str, changes: &[(&str, Option<&str>)]) -> String {
    let mut headers = vec![
        ("Host", "localhost"),
        ("Connection", "Upgrade"),
        ("Upgrade", "websocket"),
        ("Sec-WebSocket-Version", "13"),
        ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
        ("Sec-WebSocket-Protocol", "porchlight.1"),
    ];
    for (name, value) in changes {
        headers.retain(|(known, _)| known != name);
        headers.extend(value.map(|value| (*name, value)));
    }
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    format!("GET {path} HTTP/1.1\r\n{headers}\r\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn http_is_answered_with_a_clear_word() {
    let (relay, poster) = founded().await;
    let place = relay.place();
    let cases = [
        (upgrade("/porchlight", &[]), "101"),
        ("GET /health HTTP/1.1\r\nHost: x\r\n\r\n".into(), "200"),
        ("GET / HTTP/1.1\r\nHost: x\r\n\r\n".into(), "404"),
        ("GET /health/ HTTP/1.1\r\nHost: x\r\n\r\n".into(), "404"),
        ("POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n".into(), "405"),
        ("DELETE /porchlight HTTP/1.1\r\nHost: x\r\n\r\n".into(), "405"),
        ("GET /porchlight HTTP/1.1\r\nHost: x\r\n\r\n".into(), "426"),
        (upgrade("/porchlight", &[("Sec-WebSocket-Version", Some("8"))]), "426"),
        (upgrade("/porchlight", &[("Sec-WebSocket-Key", None)]), "400"),
        (upgrade("/porchlight", &[("Host", None)]), "400"),
        (upgrade("/elsewhere", &[]), "404"),
        (upgrade("/porchlight", &[("Origin", Some("https://page.example"))]), "403"),
        (upgrade("/porchlight", &[("Origin", Some("null"))]), "403"),
        (upgrade("/porchlight", &[("Content-Length", Some("4"))]), "400"),
        (upgrade("/porchlight", &[("Transfer-Encoding", Some("chunked"))]), "400"),
        (upgrade("/porchlight", &[("Content-Length", Some("4")), ("Transfer-Encoding", Some("chunked"))]), "400"),
        (upgrade("/porchlight", &[("Transfer-Encoding", Some("chunked")), ("Content-Length", Some("4"))]), "400"),
        (upgrade("/porchlight", &[("X-Large", Some(&"x".repeat(16_384)))]), "431"),
        ("porchlight?\r\n\r\n".into(), "400"),
    ];
    for (request, status) in cases {
        let said = http(&place, &request).await;
        assert!(said.starts_with(&format!("HTTP/1.1 {status} ")), "{request}\n{said}");
    }
    still_serves(&place, &poster).await;
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_speaks_another_version_is_told_which_the_relay_speaks() {
    let (relay, _) = founded().await;
    for offered in [None, Some("porchlight.2"), Some("porchlight"), Some("chat, superchat")] {
        let said = http(&relay.place(), &upgrade("/porchlight", &[("Sec-WebSocket-Protocol", offered)])).await;
        assert!(said.starts_with("HTTP/1.1 400 "), "{said}");
        assert!(said.ends_with("\r\n\r\nthis relay speaks: porchlight.1\n"), "{said}");
    }
    let said =
        http(&relay.place(), &upgrade("/porchlight", &[("Sec-WebSocket-Protocol", Some("x.9, porchlight.1"))])).await;
    assert!(said.contains("sec-websocket-protocol: porchlight.1\r\n"), "{said}");
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_origin_that_the_operator_names_is_let_in() {
    let relay =
        TestRelay::start_with(|config| config.origins = vec!["https://page.example".into()], Deadlines::default())
            .await;
    let from = |origin| upgrade("/porchlight", &[("Origin", Some(origin))]);

    assert!(http(&relay.place(), &from("https://page.example")).await.starts_with("HTTP/1.1 101 "));
    assert!(http(&relay.place(), &from("https://page.example.evil")).await.starts_with("HTTP/1.1 403 "));
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frame_that_is_none_is_refused_and_ends_the_session() {
    let (relay, poster) = founded().await;
    let mut before_hello = Client::connect(&relay.place()).await;
    let mut admitted = Client::hello(&relay.place(), poster.feed).await;
    for client in [&mut before_hello, &mut admitted] {
        client.send_raw(Message::Binary(vec![9, 99, 9].into())).await.unwrap();
        assert_eq!(client.next_answer().await, Some((9, Err(Refusal::Malformed))));
        assert_eq!(client.ended().await, Some(1002));
    }
    still_serves(&relay.place(), &poster).await;
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_does_not_begin_with_hello_is_shown_out() {
    let (relay, _) = founded().await;
    let mut client = Client::connect(&relay.place()).await;

    assert_eq!(client.ask(Ask::Head).await, Err(Refusal::OutOfTurn));
    assert_eq!(client.ended().await, Some(1002));
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_envelope_that_is_none_is_refused_and_the_session_goes_on() {
    let (relay, mut poster) = founded().await;
    let mut client = Client::hello(&relay.place(), poster.feed).await;
    let good = Request { number: 7, ask: Ask::Append { envelope: poster.seal(1) } };
    let mut bytes = good.encode();
    let version = bytes.len() - 1024;
    bytes[version] = 2;

    client.send_raw(Message::Binary(bytes.into())).await.unwrap();

    assert_eq!(client.next_answer().await, Some((7, Err(Refusal::EnvelopeMalformed))));
    client.send_raw(Message::Binary(good.encode().into())).await.unwrap();
    assert_eq!(client.next_answer().await, Some((7, Ok(Reply::Appended { sequence: Sequence(2) }))));
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn text_and_oversized_messages_end_the_session_with_their_own_code() {
    let (relay, poster) = founded().await;
    let mut talker = Client::hello(&relay.place(), poster.feed).await;
    let mut large = Client::hello(&relay.place(), poster.feed).await;

    talker.send_raw(Message::Text("hello?".into())).await.unwrap();
    let _ = large.send_raw(Message::Binary(vec![0; FRAME_BYTES_MAX + 1].into())).await;

    assert_eq!(talker.ended().await, Some(1003));
    assert_eq!(large.ended().await, Some(1009));
    still_serves(&relay.place(), &poster).await;
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_length_that_promises_a_gibibyte_is_not_believed() {
    let (relay, poster) = founded().await;
    let mut stream = connect_tls(&relay.place()).await;
    stream.write_all(upgrade("/porchlight", &[]).as_bytes()).await.unwrap();
    let mut head = [0; 1024];
    let count = stream.read(&mut head).await.unwrap();
    assert!(head[..count].starts_with(b"HTTP/1.1 101 "));

    // Binary, final, masked, 64 bits of length, a mask, and nothing of what was promised.
    let promise = [&[0x82, 0xff][..], &(1_u64 << 30).to_be_bytes(), &[1, 2, 3, 4]].concat();
    stream.write_all(&promise).await.unwrap();

    assert!(is_ended(&mut stream).await);
    still_serves(&relay.place(), &poster).await;
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn random_and_damaged_frames_change_nothing() {
    let seed = 4_242;
    println!("seed {seed}");
    let mut dice = Dice(seed);
    let (relay, poster) = founded().await;
    let asks = [
        Ask::Hello { feed: poster.feed },
        Ask::Controls { after: Sequence(3) },
        Ask::Append { envelope: poster.draft(1) },
        Ask::FetchDrops { tags: vec![relay_world::tag(1); 3] },
        Ask::Retire { invites: vec![(relay_world::tag(1), porchlight_protocol::Day(1)); 3], forgotten: vec![] },
    ];
    for round in 0..150 {
        let mut client = Client::hello(&relay.place(), poster.feed).await;
        let whole = Request { number: round, ask: asks[dice.roll(5) as usize].clone() }.encode();
        let bytes = match dice.roll(3) {
            0 => {
                let count = dice.roll(2_000) as usize;
                dice.bytes(count)
            }
            1 => whole[..dice.roll(whole.len() as u64) as usize].to_vec(),
            // Of an envelope only the signature, so that the damaged one is never a good one.
            _ => {
                let mut damaged = whole;
                let at = damaged.len() - 1 - dice.roll(16.min(damaged.len() as u64)) as usize;
                damaged[at] ^= 1 + dice.roll(255) as u8;
                damaged
            }
        };
        client.send_raw(Message::Binary(bytes.into())).await.unwrap();
        // An answer, a refusal, or the end: but something, and soon.
        let _ = client.next_answer().await;
    }
    still_serves(&relay.place(), &poster).await;
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bytes_that_are_no_tls_no_http_or_no_websocket_end_the_connection() {
    let seed = 77;
    println!("seed {seed}");
    let mut dice = Dice(seed);
    let (relay, poster) = founded().await;
    for _ in 0..20 {
        let mut plain = TcpStream::connect(relay.place().address).await.unwrap();
        let _ = plain.write_all(&dice.bytes(600)).await;
        let _ = plain.shutdown().await;
        assert!(is_ended(&mut plain).await);

        let mut secure = connect_tls(&relay.place()).await;
        let _ = secure.write_all(&[&dice.bytes(600)[..], b"\r\n\r\n"].concat()).await;
        let _ = secure.shutdown().await;
        assert!(is_ended(&mut secure).await);

        let mut upgraded = connect_tls(&relay.place()).await;
        upgraded.write_all(upgrade("/porchlight", &[]).as_bytes()).await.unwrap();
        let _ = upgraded.write_all(&dice.bytes(600)).await;
        let _ = upgraded.shutdown().await;
        assert!(is_ended(&mut upgraded).await);
    }
    still_serves(&relay.place(), &poster).await;
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_silent_at_any_stage_is_shown_out() {
    let relay = TestRelay::start_with(|_| {}, short()).await;
    let poster = Poster::new(1);

    let place = relay.place();
    let connected = async { is_ended(&mut TcpStream::connect(place.address).await.unwrap()).await };
    let secure = async { is_ended(&mut connect_tls(&place).await).await };
    let upgraded = async { Client::connect(&place).await.ended().await };
    let greeted = async { Client::hello(&place, poster.feed).await.ended().await };
    let ends = tokio::join!(connected, secure, upgraded, greeted);

    assert_eq!(ends, (true, true, Some(1008), Some(1001)));
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_trickles_is_shown_out_all_the_same() {
    let relay = TestRelay::start_with(|_| {}, short()).await;

    let hello = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03";
    let mut tls = TcpStream::connect(relay.place().address).await.unwrap();
    let mut http = connect_tls(&relay.place()).await;
    let request = b"GET /porchlight HTTP/1.1\r\nX: ";

    assert_eq!(tokio::join!(trickle(&mut tls, hello), trickle(&mut http, request)), (true, true));
    relay.stop().await;
}

/// Sends a byte at a time, the last one over and over; returns whether the relay ends it.
async fn trickle(stream: &mut (impl AsyncRead + AsyncWrite + Unpin), bytes: &[u8]) -> bool {
    let last = bytes.last().copied().into_iter().cycle();
    for byte in bytes.iter().copied().chain(last).take(1_000) {
        if stream.write_all(&[byte]).await.is_err() || stream.flush().await.is_err() {
            return true;
        }
        let mut said = [0; 256];
        if let Ok(Ok(0) | Err(_)) = timeout(SHORT / 10, stream.read(&mut said)).await {
            return true;
        }
    }
    false
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ping_keeps_a_session_alive() {
    let relay = TestRelay::start_with(|_| {}, short()).await;
    let poster = Poster::new(1);
    let mut client = Client::hello(&relay.place(), poster.feed).await;
    for _ in 0..20 {
        client.send_raw(Message::Ping(Vec::new().into())).await.unwrap();
        assert!(timeout(SHORT / 10, client.next_pushed()).await.is_err(), "the relay says nothing but pong");
    }
    assert_eq!(client.ask(Ask::Head).await, Err(Refusal::UnknownFeed));
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_connection_too_many_is_closed_and_a_free_seat_is_given_again() {
    let relay = TestRelay::start_with(|config| config.limits.connections_max = 2, Deadlines::default()).await;
    let poster = Poster::new(1);
    let first = Client::hello(&relay.place(), poster.feed).await;
    let _second = Client::hello(&relay.place(), poster.feed).await;

    let mut third = TcpStream::connect(relay.place().address).await.unwrap();
    assert!(is_ended(&mut third).await);

    drop(first);
    for attempt in 0.. {
        assert!(attempt < 1_000, "no seat came free");
        let mut again = TcpStream::connect(relay.place().address).await.unwrap();
        // Who is seated hears nothing until it speaks; who is not is shown out.
        if timeout(SHORT, again.read(&mut [0; 8])).await.is_err() {
            break;
        }
    }
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn frames_for_clients_are_no_requests() {
    let (relay, poster) = founded().await;
    let mut client = Client::hello(&relay.place(), poster.feed).await;
    let frame = RelayFrame::Envelope(poster.draft(1)).encode();

    client.send_raw(Message::Binary(frame.into())).await.unwrap();

    let Some((_, Err(Refusal::Malformed))) = client.next_answer().await else { panic!("taken for a request") };
    relay.stop().await;
}
