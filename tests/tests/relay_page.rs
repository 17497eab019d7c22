//! The relay serves the page: whole, packed, with its policy, and nothing beside it.

mod relay_world;

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use porchlight_page::{FIRST, HEADERS, PageFile, files};
use porchlight_relay::{Deadlines, ServePage};
use relay_world::{PATIENCE, Place, TestRelay, connect_tls};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::client::TlsStream;

/// The page that this test was built with.
fn page() -> &'static [PageFile] {
    assert!(
        !files().is_empty(),
        "this program was built without the page: run `cargo xtask page`, then build again (`cargo xtask test` does both)"
    );
    files()
}

async fn serving() -> TestRelay {
    serving_with(Deadlines::default()).await
}

async fn serving_with(deadlines: Deadlines) -> TestRelay {
    page();
    TestRelay::start_with(|config| config.page.serve = Some(ServePage::Embedded), deadlines).await
}

/// An answer's status, headers and body.
struct Answer {
    status: u16,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

/// A connection that is kept alive, as a browser does.
struct Line {
    stream: TlsStream<TcpStream>,
    host: String,
    read: Vec<u8>,
}

impl Line {
    async fn to(place: &Place) -> Self {
        let host = format!("localhost:{}", place.address.port());
        Self { stream: connect_tls(place).await, host, read: Vec::new() }
    }

    async fn ask(&mut self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let request = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\n{headers}\r\n", self.host);
        self.say(&request).await.unwrap();
        let mut answer = self.head().await.unwrap_or_else(|| panic!("no answer to {method} {path}"));
        let length = answer.headers.get("content-length").map_or(0, |length| length.parse().unwrap());
        let has_body = method != "HEAD" && answer.status != 304;
        while has_body && self.read.len() < length {
            assert!(self.more().await, "the answer is cut short");
        }
        answer.body = self.read.drain(..if has_body { length } else { 0 }).collect();
        answer
    }

    /// Flushed: what a busy runtime has left in the TLS buffer would never arrive.
    async fn say(&mut self, request: &str) -> std::io::Result<()> {
        self.stream.write_all(request.as_bytes()).await?;
        self.stream.flush().await
    }

    async fn head(&mut self) -> Option<Answer> {
        let end = loop {
            match self.read.windows(4).position(|window| window == b"\r\n\r\n") {
                Some(end) => break end,
                None if self.more().await => {}
                None => return None,
            }
        };
        let head: Vec<u8> = self.read.drain(..end + 4).collect();
        let head = String::from_utf8(head).unwrap();
        let mut lines = head.trim_end().lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let headers = lines.filter_map(|line| line.split_once(": "));
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Some(Answer { status, headers, body: Vec::new() })
    }

    /// Reads on; `false` when the other side has ended the connection.
    async fn more(&mut self) -> bool {
        let mut bytes = [0; 16 * 1024];
        let count = timeout(PATIENCE, self.stream.read(&mut bytes)).await.expect("in time").unwrap_or(0);
        self.read.extend_from_slice(&bytes[..count]);
        count > 0
    }
}

async fn get(place: &Place, path: &str) -> Answer {
    Line::to(place).await.ask("GET", path, &[]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_file_is_served_whole_in_each_packing() {
    let relay = serving().await;
    let mut line = Line::to(&relay.place()).await;
    for file in page() {
        let path = format!("/{}", file.name);
        for (accepts, bytes) in [("identity", Some(file.identity)), ("br", file.brotli), ("gzip", file.gzip)] {
            let answer = line.ask("GET", &path, &[("Accept-Encoding", accepts)]).await;
            let expected = bytes.unwrap_or(file.identity);
            assert_eq!((answer.status, answer.body.as_slice()), (200, expected), "{path} as {accepts}");
            assert_eq!(answer.headers["content-type"], file.media_type);
            let packed = answer.headers.get("content-encoding").map(String::as_str);
            assert_eq!(packed, bytes.and(Some(accepts)).filter(|name| *name != "identity"), "{path} as {accepts}");
        }
    }
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_asks_for_nothing_in_particular_gets_the_beginning() {
    let relay = serving().await;
    let mut line = Line::to(&relay.place()).await;
    let beginning = page().iter().find(|file| file.name == FIRST).expect("a page has a beginning");
    for path in ["/", "/?utm_source=preview", "/index.html", "/index.html?x"] {
        assert_eq!(line.ask("GET", path, &[]).await.body, beginning.identity, "{path}");
    }
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_file_comes_with_the_policy() {
    let relay = serving().await;
    let answer = get(&relay.place(), "/").await;
    for (name, value) in HEADERS {
        assert_eq!(answer.headers.get(name).map(String::as_str), Some(value));
    }
    assert_eq!(answer.headers["cache-control"], "no-cache");
    assert_eq!(answer.headers["vary"], "accept-encoding");
    assert!(!answer.headers.contains_key("strict-transport-security"), "other ports of the name are not ours");
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_has_the_page_fetches_nothing_again() {
    let relay = serving().await;
    let mut line = Line::to(&relay.place()).await;
    for file in page() {
        let path = format!("/{}", file.name);
        let first = line.ask("GET", &path, &[("Accept-Encoding", "br")]).await;
        let again = [("Accept-Encoding", "br"), ("If-None-Match", first.headers["etag"].as_str())];
        let again = line.ask("GET", &path, &again).await;
        assert_eq!((again.status, again.body.len()), (304, 0), "{path}");
    }
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_has_no_body_and_nothing_else_is_answered() {
    let relay = serving().await;
    let mut line = Line::to(&relay.place()).await;
    let head = line.ask("HEAD", "/", &[]).await;
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(line.ask("GET", "/", &[]).await.status, 200, "the connection goes on");
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"] {
        let answer = Line::to(&relay.place()).await.ask(method, "/", &[("Content-Length", "0")]).await;
        assert_eq!((answer.status, answer.headers["allow"].as_str()), (405, "GET, HEAD"), "{method}");
    }
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_path_leads_out_of_the_page() {
    let relay = serving().await;
    let long = format!("/{}", "a".repeat(4096));
    let paths = [
        "/../Cargo.toml",
        "/..%2fCargo.toml",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/./index.html",
        "//index.html",
        "/index.html/",
        "/INDEX.HTML",
        "/index%2ehtml",
        "/index.html%00",
        "/index.html.br",
        "/hashes.txt",
        "/favicon.ico?../",
        "/cert.pem",
        "/store",
        "/a/b/c",
        long.as_str(),
    ];
    for path in paths {
        let answer = get(&relay.place(), path).await;
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(answer.body, b"the page has no such part; it begins at /\n", "{path}");
        assert_eq!(answer.headers["x-content-type-options"], "nosniff");
    }
    let endless = format!("/{}", "a".repeat(16 * 1024));
    assert!(matches!(get(&relay.place(), &endless).await.status, 414 | 431));
    assert_eq!(get(&relay.place(), "/health").await.body, b"{\"status\":\"ok\"}\n");
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_whose_hash_a_messenger_has_escaped_leads_to_the_page() {
    let relay = serving().await;
    for (path, location) in [
        ("/%23Af7-_v7", "/#Af7-_v7"),
        ("/%23Af7/relay.example:8443", "/#Af7/relay.example:8443"),
        ("/%23", "/#"),
        ("/%23//other.example/", "/#//other.example/"),
    ] {
        let answer = get(&relay.place(), path).await;
        assert_eq!((answer.status, answer.headers["location"].as_str()), (302, location), "{path}");
        assert_eq!(answer.headers["cache-control"], "no-store", "{path}");
    }
    for path in ["/%23a;b", "/%2523", "/x%23a", "/%23a=b", "/%23\"a"] {
        assert_eq!(get(&relay.place(), path).await.status, 404, "{path}");
    }
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_that_serves_no_page_says_what_opens_a_link() {
    let relay = TestRelay::start_with(|config| config.page.serve = Some(ServePage::Off), Deadlines::default()).await;
    for path in ["/", "/index.html"] {
        let answer = get(&relay.place(), path).await;
        let said = "there is no page here; a Porchlight link is opened with the porchlight program\n";
        assert_eq!((answer.status, answer.body.as_slice()), (404, said.as_bytes()));
    }
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_relays_own_page_may_connect_and_a_strangers_may_not() {
    let relay = serving().await;
    let place = relay.place();
    let own = format!("https://localhost:{}", place.address.port());
    for (origin, status) in [
        (own.as_str(), 101),
        (&own.replace("https", "http"), 403),
        ("https://localhost", 403),
        ("https://page.example", 403),
        ("null", 403),
    ] {
        let upgrade = [
            ("Connection", "Upgrade"),
            ("Upgrade", "websocket"),
            ("Sec-WebSocket-Version", "13"),
            ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
            ("Sec-WebSocket-Protocol", "porchlight.1"),
            ("Origin", origin),
        ];
        assert_eq!(Line::to(&place).await.ask("GET", "/porchlight", &upgrade).await.status, status, "{origin}");
    }
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
#[expect(
    clippy::disallowed_methods,
    reason = "the relay's own deadlines go by the clock, so whoever outlives them does"
)]
async fn who_fetches_the_page_has_longer_and_who_falls_silent_is_shown_out() {
    let short = Duration::from_secs(2);
    let relay = serving_with(Deadlines { upgrade: short, ..Deadlines::default() }).await;
    let (mut reader, start) = (Line::to(&relay.place()).await, Instant::now());

    while start.elapsed() < 2 * short {
        assert_eq!(reader.ask("GET", "/", &[]).await.status, 200);
    }

    assert!(!reader.more().await, "a silent connection is ended");
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
#[expect(
    clippy::disallowed_methods,
    reason = "the relay's own deadlines go by the clock, so whoever outlives them does"
)]
async fn who_fetches_without_end_is_shown_out() {
    let short = Duration::from_secs(1);
    let relay = serving_with(Deadlines { upgrade: short, download: 2 * short, ..Deadlines::default() }).await;
    let (mut greedy, start) = (Line::to(&relay.place()).await, Instant::now());
    let ask = format!("GET / HTTP/1.1\r\nHost: {}\r\n\r\n", greedy.host);

    while greedy.say(&ask).await.is_ok() && greedy.head().await.is_some() {
        greedy.read.clear();
        assert!(start.elapsed() < PATIENCE, "it is still served");
    }

    assert!(start.elapsed() >= short, "not before its time");
    relay.stop().await;
}
