//! Vectors of links: of invites and of mandates, and what messengers make of them.

use porchlight_protocol::{Charter, FeedId};
use porchlight_sealing::{CharterLink, Link, LinkSecret, Mandate, MandateSecret, Secret};
use serde_json::{Value, json};

use super::{agrees_on_error, array, hex};

fn feed() -> FeedId {
    FeedId::new([0xfe; 32])
}

fn mandate() -> String {
    let secret = MandateSecret::new(Secret::new([4; 32]));
    Mandate { relay: "relay.example:8443".into(), feed: feed(), secret }.to_text().to_string()
}

fn charter() -> String {
    CharterLink { relay: "relay.example:8443".into(), charter: Charter::new([5; 32]) }.to_text().to_string()
}

/// Makes the cases.
pub fn make() -> Vec<Value> {
    let secret = LinkSecret::new(Secret::new([4; 32]));
    let link = Link { relay: "relay.example:8443".into(), feed: feed(), secret };
    let text = link.to_text().to_string();
    let elsewhere = link.to_text_at("https://page.example/porchlight/").to_string();
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
        right("of a page elsewhere", elsewhere.clone()),
        right(
            "of a page elsewhere, escaped and ending a sentence",
            elsewhere.replace("/relay.example:", "%2Frelay.example%3A") + ".",
        ),
        json!({
            "name": "a charter's", "charter": hex([5; 32]), "text": charter(), "relay": "relay.example:8443",
        }),
        json!({
            "name": "a mandate's", "mandate": true, "text": mandate(), "relay": "relay.example:8443",
            "feed": hex(feed().as_bytes()), "secret": hex([4; 32]),
        }),
        wrong("a charter's, taken for an invite's", &charter(), "ACharter"),
        wrong("of a page elsewhere, with no relay's name", &elsewhere.replace("relay.example", "re!lay"), "NoRelay"),
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
    if case["charter"].is_string() {
        let link = CharterLink::parse(text).unwrap_or_else(|defect| panic!("{defect}"));
        assert_eq!(link.charter, Charter::new(array(case, "charter")));
        return assert_eq!(Some(link.relay.as_str()), case["relay"].as_str());
    }
    let Some(link) = agrees_on_error(case, Link::parse(text)) else { return };
    assert_eq!(Some(link.relay.as_str()), case["relay"].as_str());
    assert_eq!(link.feed, FeedId::new(array(case, "feed")));
    assert_eq!(link.secret.secret().as_bytes(), &array(case, "secret"));
}
