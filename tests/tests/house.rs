//! The house stands as it is drawn: two towers that meet only in the protocol.

use porchlight_tests::house::{PURE, RELAY_TOWER, arrows, graph::Graph, source, words};

#[test]
fn every_crate_has_its_floor() {
    none(&arrows::strangers(&Graph::of_the_workspace()));
}

#[test]
fn a_crate_sees_only_what_its_floor_allows() {
    none(&arrows::forbidden(&Graph::of_the_workspace()));
}

#[test]
fn no_relay_crate_reaches_the_keys() {
    none(&arrows::sight(&Graph::of_the_workspace()));
}

#[test]
fn a_pure_crate_draws_in_no_runtime_socket_disk_or_clock() {
    none(&arrows::worldliness(&Graph::of_the_workspace()));
}

#[test]
fn a_pure_crate_names_no_random_source() {
    none(&arrows::dice(&Graph::of_the_workspace()));
}

#[test]
fn a_pure_crate_never_reaches_for_the_world() {
    none(&words::world_touched(&source::of_crates(&PURE)));
}

#[test]
fn sled_stands_only_in_the_relays_store() {
    none(&arrows::stray_sleds(&Graph::of_the_workspace()));
    none(&words::stray_sleds(&source::of_every_crate()));
}

#[test]
fn relay_code_has_no_word_for_those_it_serves() {
    none(&words::member_words(&source::of_crates(&RELAY_TOWER)));
}

#[test]
fn nothing_bears_a_name_that_says_nothing() {
    none(&arrows::vague(&Graph::of_the_workspace()));
    none(&words::vague(&source::of_every_crate()));
}

#[track_caller]
fn none(breaches: &[String]) {
    assert!(breaches.is_empty(), "\n{}\n", breaches.join("\n"));
}

/// Each rule is shown a house that breaks it.
mod the_rules_can_fail {
    use porchlight_tests::house::{
        arrows,
        graph::Graph,
        source::{Source, without_test_files},
        words,
    };

    #[test]
    fn a_new_crate_without_a_floor_is_named() {
        let graph = Graph::sketch("porchlight-attic -> porchlight-protocol");
        assert!(arrows::strangers(&graph)[0].starts_with("attic has no floor"));
    }

    #[test]
    fn a_forbidden_arrow_is_named_and_an_allowed_one_is_not() {
        let graph = Graph::sketch(
            "porchlight-sealing -> porchlight-protocol
             porchlight-relay -> porchlight-client
             porchlight-language -> porchlight-protocol
             porchlight-cli -> porchlight-tests",
        );
        assert_eq!(
            arrows::forbidden(&graph),
            [
                "cli → tests is forbidden: nothing sees tests",
                "language → protocol is forbidden: the table ARROWS in tests/src/house.rs has no such arrow",
                "relay → client is forbidden: the relay is blind by its build",
            ]
        );
    }

    #[test]
    fn a_roundabout_way_to_the_keys_is_found() {
        let graph = Graph::sketch(
            "porchlight-relay -> porchlight-relay-core
             porchlight-relay-core -> innocent
             innocent -> porchlight-sealing",
        );
        let way = "porchlight-relay-core → innocent → porchlight-sealing: a relay crate reaches no keys, by no way";
        assert_eq!(arrows::sight(&graph), [way, &format!("porchlight-relay → {way}")]);
    }

    #[test]
    fn a_runtime_deep_below_a_pure_crate_is_found() {
        let graph = Graph::sketch(
            "porchlight-client -> handy
             handy -> tokio
             porchlight-native -> mio",
        );
        let breaches = arrows::worldliness(&graph);
        assert_eq!(breaches.len(), 1);
        assert!(breaches[0].starts_with("porchlight-client → handy → tokio:"));
    }

    #[test]
    fn random_bytes_may_come_by_ring_but_not_by_name() {
        let graph = Graph::sketch(
            "porchlight-protocol -> ring
             ring -> getrandom
             porchlight-sealing -> getrandom",
        );
        let breaches = arrows::dice(&graph);
        assert_eq!(breaches.len(), 1);
        assert!(breaches[0].starts_with("sealing → getrandom:"));
    }

    #[test]
    fn a_clock_is_found_in_every_spelling() {
        let text = "use std::time::Instant;\nuse std::{\n    collections::{BTreeMap, HashMap},\n    fs,\n};\n\
                    fn wait() { ::std::thread::yield_now() }\nuse ring::rand::SystemRandom;\n";
        let breaches = words::world_touched(&[Source::sketch("crates/client/src/lib.rs", text)]);
        let places: Vec<_> =
            breaches.iter().filter_map(|breach| breach.split_once(": ")).map(|(place, _)| place).collect();
        assert_eq!(
            places,
            [
                "crates/client/src/lib.rs:1 names std::time",
                "crates/client/src/lib.rs:4 names std::fs",
                "crates/client/src/lib.rs:6 names std::thread",
                "crates/client/src/lib.rs:7 names SystemRandom",
            ]
        );
    }

    #[test]
    fn comments_words_and_tests_are_not_held_against_a_pure_crate() {
        let text = "// std::fs\n/* std::env /* std::net */ */\nconst A: &str = \"std::time \\\" std::fs\";\n\
                    const B: &str = r#\"std::net \" std::fs\"#;\nconst C: char = '\"';\nfn f<'a>(_: &'a str) {}\n\
                    #[cfg(test)]\nmod tests {\n    use std::time::Instant;\n    fn g() { loop {} }\n}\n";
        assert!(words::world_touched(&[Source::sketch("crates/client/src/lib.rs", text)]).is_empty());
    }

    #[test]
    fn what_follows_a_test_module_is_still_looked_at() {
        let text = "#[cfg(test)]\nmod tests;\n#[cfg(test)]\nmod more {\n    use std::fs;\n}\nuse std::env;\n";
        let sources = without_test_files(vec![
            Source::sketch("crates/client/src/lib.rs", text),
            Source::sketch("crates/client/src/tests.rs", "use std::fs;"),
            Source::sketch("crates/client/src/tests/day.rs", "use std::fs;"),
        ]);
        let breaches = words::world_touched(&sources);
        assert_eq!(breaches.len(), 1);
        assert!(breaches[0].starts_with("crates/client/src/lib.rs:7 names std::env"));
    }

    #[test]
    fn a_stray_sled_is_found_and_the_stores_own_is_not() {
        let sources = [
            Source::sketch("crates/relay/src/store/sled.rs", "use sled::Db;"),
            Source::sketch("crates/relay/src/main.rs", "use crate::store::sled::Engine;"),
            Source::sketch("crates/relay/src/session.rs", "fn open() -> sled::Db {}"),
        ];
        assert_eq!(
            words::stray_sleds(&sources),
            ["crates/relay/src/session.rs:1 names sled: only crates/relay/src/store/ may"]
        );
        assert_eq!(arrows::stray_sleds(&Graph::sketch("porchlight-native -> sled")).len(), 1);
    }

    #[test]
    fn a_word_of_the_members_is_found_in_any_case_and_in_comments() {
        let sources = [Source::sketch("crates/relay/src/main.rs", "// for each\nstruct FamilyId;\n// the Liaison\n")];
        assert_eq!(
            words::member_words(&sources),
            [
                "crates/relay/src/main.rs:2 says \"family\": a relay knows no such thing",
                "crates/relay/src/main.rs:3 says \"liaison\": a relay knows no such thing",
            ]
        );
    }

    #[test]
    fn an_empty_name_is_found_but_relay_core_is_the_designs_own() {
        let sources = [
            Source::sketch("crates/relay-core/src/feed.rs", ""),
            Source::sketch("crates/cli/src/utils.rs", ""),
            Source::sketch("crates/cli/src/common/paint.rs", ""),
        ];
        assert_eq!(words::vague(&sources).len(), 2);
        assert_eq!(arrows::vague(&Graph::sketch("porchlight-util -> serde")).len(), 1);
        assert!(arrows::vague(&Graph::sketch("porchlight-relay-core -> serde")).is_empty());
    }
}
