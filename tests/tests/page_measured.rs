//! How long a relative waits, measured: `cargo xtask measure-page` prints it.
//!
//! A slow phone on a slow line, as the browser's own tools make one: 1.6 Mbit/s, 150 ms, a processor at a quarter of its speed.

mod page_world;

use std::time::Duration;

use page_world::{Person, Setting, World};
use serde_json::{Value, json};
use tokio::time::Instant;

/// 1.6 Mbit/s.
const LINE_BYTES_PER_SECOND: u32 = 200_000;
const LATENCY_MILLISECONDS: u32 = 150;
const SLOWER: u32 = 4;
/// Envelopes that one who was away for a while catches up with: forty posts.
const POSTS_MISSED: usize = 40;

/// Has the page note when it dials, and when it sends and hears.
const LINE_WATCHED: &str = "
    const line = [], note = (what) => line.push(`  ${what} at ${Math.round(performance.now())}`), Own = WebSocket;
    window.line = line;
    new MutationObserver(() => document.querySelector('.level .word') && (window.stood ||= Math.round(performance.now())))
      .observe(document, { childList: true, subtree: true });
    window.WebSocket = class extends Own {
      constructor(...how) {
        super(...how);
        note('dials');
        this.addEventListener('open', () => note('open'));
        this.addEventListener('message', (message) => note(`hears ${message.data.byteLength} bytes`));
      }
      send(bytes) {
        note(`says ${bytes.length} bytes`);
        super.send(bytes);
      }
    };";

#[tokio::test]
#[ignore = "it measures and asserts nothing: cargo xtask measure-page runs it"]
async fn what_a_relative_waits_for() {
    let world = World::start().await;
    world.found_at_a_terminal("Our people");
    world.typed("liaison", &["liaison", "post", "calm"]);
    let link = world.invite_at_a_terminal("Kovalenko");
    let maria = world.person("maria", Setting::phone("en")).await;
    slow_down(&maria).await;
    maria.window().tools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": LINE_WATCHED })).await;

    let first = until_level(&maria, &link).await;
    let own = maria.asks("return window.stood").await;
    println!(
        "first visit, level visible: {own} ms by the browser's own clock, {} ms as the test saw it",
        first.as_millis()
    );
    println!("first visit, over the wire with TLS and the worker's own fetches: {} bytes", maria.line.carried());
    println!("first visit, files as the browser counts them: {} bytes", fetched(&maria).await);

    println!("{}", came(&maria).await);
    println!("{}", maria.asks("return window.line.join('\\n')").await.as_str().unwrap_or_default());

    let again = until_level(&maria, &world.origin()).await;
    println!("return visit, level visible: {} ms", again.as_millis());

    maria.visit("about:blank").await;
    for _ in 0..POSTS_MISSED {
        world.typed("liaison", &["liaison", "post", "unchanged"]);
    }
    let watched = "const seen = []; window.seen = seen;
        new PerformanceObserver((list) => seen.push(...list.getEntries().map((one) => Math.round(one.duration))))
          .observe({type: 'longtask', buffered: true});";
    maria.window().tools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": watched })).await;
    maria.visit(&world.origin()).await;
    let start = Instant::now();
    maria.sees("The day passed with no changes.").await;
    println!("{} envelopes caught up in {} ms", POSTS_MISSED * 4, start.elapsed().as_millis());
    println!("tasks over 50 ms meanwhile: {}", maria.asks("return window.seen").await);
}

async fn until_level(person: &Person, address: &str) -> Duration {
    let start = Instant::now();
    person.visit(address).await;
    person.window().awaits("return document.querySelector('.level .word') !== null").await.expect("a level");
    start.elapsed()
}

/// What the files of the page weighed on their way.
async fn fetched(person: &Person) -> u64 {
    let script = "return performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))
        .reduce((sum, one) => sum + one.transferSize, 0)";
    person.asks(script).await.as_f64().unwrap_or_default() as u64
}

/// When each file was asked for and when it was there, in milliseconds from the beginning.
async fn came(person: &Person) -> String {
    let script = "return performance.getEntriesByType('navigation').concat(performance.getEntriesByType('resource')).map(
        (one) => `  ${one.name.split('/').pop() || 'the page'}: ${Math.round(one.fetchStart)} to ${Math.round(one.responseEnd)}`)
        .join('\\n')";
    person.asks(script).await.as_str().unwrap_or_default().to_owned()
}

async fn slow_down(person: &Person) {
    let line = json!({
        "offline": false, "latency": LATENCY_MILLISECONDS,
        "downloadThroughput": LINE_BYTES_PER_SECOND, "uploadThroughput": LINE_BYTES_PER_SECOND,
    });
    let window = person.window();
    let _enabled: Value = window.tools("Network.enable", json!({})).await;
    window.tools("Network.emulateNetworkConditions", line).await;
    window.tools("Emulation.setCPUThrottlingRate", json!({ "rate": SLOWER })).await;
}
