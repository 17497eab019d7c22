//! Another implementation of HPKE, from other hands, makes and opens what we open and make.
//!
//! `@hpke/core` with X-Wing runs in Node (`tests/conformance/hpke.js`); `cargo xtask test` installs it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use porchlight_protocol::{ClaimAnswer, DropTag, FeedId};
use porchlight_sealing::{DeviceRoot, Encapsulation, Generation, KemSecret, Renewal, Secret, reclaim};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use serde_json::{Value, json};

/// What a claim or a re-claim is about; every test uses the same.
struct Scene {
    feed: FeedId,
    tag: DropTag,
    before: [u8; 32],
    seed: [u8; 32],
    generation: Generation,
}

const SCENE: Scene = Scene {
    feed: FeedId::new([0xfe; 32]),
    tag: DropTag::new([5; 32]),
    before: [4; 32],
    seed: [6; 32],
    generation: Generation(3),
};

#[test]
fn others_take_in_every_claim_of_our_vectors_as_we_do() {
    let cases = vectors("claims");
    let results = others(cases.iter().map(|case| task("take in", case.clone())));
    for (case, result) in cases.iter().zip(results) {
        assert_eq!(result["error"].is_string(), case["error"].is_string(), "{}: {result}", case["name"]);
        assert_eq!(result["root_after"], case["root_after"], "{}", case["name"]);
    }
}

#[test]
fn we_take_in_a_claim_that_others_made() {
    let made = other(task("claim", SCENE.told()));
    let answer = ClaimAnswer::new(bytes(&made, "answer").try_into().unwrap());
    let root = SCENE.kem().take_in(&SCENE.root(), &SCENE.feed, &SCENE.tag, &answer).unwrap();
    assert_eq!(made["root_after"], hex(root.secret().as_bytes()));

    let stranger = DeviceRoot::new(Secret::new([9; 32]));
    assert!(SCENE.kem().take_in(&stranger, &SCENE.feed, &SCENE.tag, &answer).is_err());
}

#[test]
fn a_re_claim_is_taken_up_on_both_sides_and_means_the_same() {
    let mut random = ChaCha20Rng::seed_from_u64(1);
    let (ours, mixed_in) = reclaim(&SCENE.feed, SCENE.generation, &SCENE.kem().public(), &mut random).unwrap();
    let taken = other(task("take up", SCENE.told_with("encapsulation", ours.as_bytes())));
    assert_eq!(taken["renewal"], hex(mixed_in.secret().as_bytes()), "{taken}");

    let made = other(task("re-claim", SCENE.told()));
    let theirs = Encapsulation::new(bytes(&made, "encapsulation").try_into().unwrap());
    let renewal = |generation| SCENE.kem().renewal(&SCENE.feed, generation, &theirs).map(as_hex);
    assert_eq!(Some(made["renewal"].as_str().unwrap().to_owned()), renewal(SCENE.generation));
    assert_ne!(Some(made["renewal"].as_str().unwrap().to_owned()), renewal(SCENE.generation.next()));
}

#[test]
fn others_draw_the_same_public_key_from_a_seed() {
    let drawn = other(task("public key", SCENE.told()));
    assert_eq!(drawn["kem_key"], hex(SCENE.kem().public().as_bytes()), "{drawn}");
}

impl Scene {
    fn kem(&self) -> KemSecret {
        KemSecret::new(Secret::new(self.seed))
    }

    fn root(&self) -> DeviceRoot {
        DeviceRoot::new(Secret::new(self.before))
    }

    /// The scene in the words of the vectors.
    fn told(&self) -> Value {
        json!({
            "feed": hex(self.feed.as_bytes()), "tag": hex(self.tag.as_bytes()), "root_before": hex(self.before),
            "kem_seed": hex(self.seed), "kem_key": hex(self.kem().public().as_bytes()),
            "generation": self.generation.0,
        })
    }

    fn told_with(&self, field: &str, bytes: &[u8]) -> Value {
        let mut told = self.told();
        told[field] = hex(bytes).into();
        told
    }
}

fn task(what: &str, mut case: Value) -> Value {
    case["do"] = what.into();
    case
}

fn other(task: Value) -> Value {
    others([task].into_iter()).remove(0)
}

/// What the other implementation makes of these tasks.
fn others(tasks: impl Iterator<Item = Value>) -> Vec<Value> {
    let folder = conformance();
    let mut node = Command::new("node");
    let node = node.arg("hpke.js").current_dir(&folder).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut node = node.spawn().expect("Node runs: `cargo xtask test` installs it");
    let tasks = Value::from_iter(tasks).to_string();
    node.stdin.take().unwrap().write_all(tasks.as_bytes()).unwrap();
    let answer = node.wait_with_output().unwrap();
    assert!(answer.status.success(), "hpke.js failed; its own words stand above");
    serde_json::from_slice(&answer.stdout).unwrap()
}

fn conformance() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("conformance");
    let installed = folder.join("node_modules/@hpke/core");
    assert!(installed.is_dir(), "@hpke/core is not there: run `cargo xtask test`, or `npm ci` in tests/conformance");
    folder
}

fn vectors(name: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors").join(name).with_extension("json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn as_hex(renewal: Renewal) -> String {
    hex(renewal.secret().as_bytes())
}

fn hex(bytes: impl AsRef<[u8]>) -> String {
    data_encoding::HEXLOWER.encode(bytes.as_ref())
}

fn bytes(result: &Value, field: &str) -> Vec<u8> {
    let text = result[field].as_str().unwrap_or_else(|| panic!("no {field} in {result}"));
    data_encoding::HEXLOWER.decode(text.as_bytes()).unwrap()
}
