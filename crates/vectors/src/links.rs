//! Vectors of links: of invites and of mandates, and what messengers make of them.

use porchlight_protocol::FeedId;
use porchlight_sealing::{Link, LinkSecret, Mandate, MandateSecret, Secret};
use serde_json::{Value, json};

use super::{agrees_on_error, array, hex};

fn feed() -> FeedId {
    FeedId::new([0xfe; 32])
}

fn mandate() -> String {
    let secret = MandateSecret::new(Secret::new([4; 32]));
    Mandate { relay: "relay.example:8443".into(), feed: feed(), secret }.to_text().to_string()
}

/// Makes the cases.
pub fn make() -> Vec<Value> {
    let secret = LinkSecret::new(Secret::new([4; 32]));
    let text = Link { relay: "relay.example:8443".into(), feed: feed(), secret }.to_text().to_string();
    let right = |name: &str, text: String| {
        json!({
            "name": name, "text": text, "relay": "relay.example:8443",
            "feed": hex(feed().as_bytes()), "secret": hex([4; 32]),
        })
    };
    let wrong = |name: &str, text: &str, error: &str| json!({ "name": name, "text": text, "error": error });
    vec![
        right("as written", text.clone()),
        right("with %23", text.replace('#', "%23")),
        right("with a full stop", format!("{text}.")),
        right("broken over lines", format!(" {}\n {} ", &text[..40], &text[40..])),
        right("in capitals up to the path", text.replace("https://relay.example", "HTTPS://RELAY.EXAMPLE")),
        json!({
            "name": "a mandate's", "mandate": true, "text": mandate(), "relay": "relay.example:8443",
            "feed": hex(feed().as_bytes()), "secret": hex([4; 32]),
        }),
        wrong("a mandate's, taken for an invite's", &mandate(), "AMandate"),
        wrong("no link", "good morning", "NotALink"),
        wrong("plain http", &text.replace("https", "http"), "NotALink"),
        wrong("no relay", &text.replace("relay.example:8443", ""), "NoRelay"),
        wrong("no fragment", "https://relay.example:8443/", "NoSecret"),
        wrong("cut short", &text[..text.len() - 4], "Damaged"),
        wrong("one letter wrong", &text.replace("7-", "8-"), "Damaged"),
    ]
}

/// Checks a case.
pub fn check(case: &Value) {
    let text = case["text"].as_str().expect("a text");
    if case["mandate"] == true {
        let mandate = Mandate::parse(text).unwrap_or_else(|defect| panic!("{defect}"));
        assert_eq!(mandate.secret.secret().as_bytes(), &array(case, "secret"));
        return assert_eq!(mandate.feed, FeedId::new(array(case, "feed")));
    }
    let Some(link) = agrees_on_error(case, Link::parse(text)) else { return };
    assert_eq!(Some(link.relay.as_str()), case["relay"].as_str());
    assert_eq!(link.feed, FeedId::new(array(case, "feed")));
    assert_eq!(link.secret.secret().as_bytes(), &array(case, "secret"));
}
