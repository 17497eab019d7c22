//! A relay, and people with a browser each: what they press, what they see, what their browser complains of.
//!
//! Browsers verify the relay's certificate as anywhere, against an authority of the test's own that each profile trusts.
//! Nobody sleeps: whoever looks for something looks again until it is there, for as long as [`PATIENCE`].

#![allow(dead_code, reason = "each test file uses its own part of this")]

pub mod chrome;
pub mod complaints;
pub mod gate;
pub mod liaison;
pub mod person;
pub mod rules;
pub mod shelf;
pub mod trust;
pub mod wall;

use std::env;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

pub use chrome::{Driver, Window};
pub use person::{Person, Setting};
use trust::Authority;

/// Nothing on a screen takes longer, on two busy cores; a hang fails instead of lasting.
pub const PATIENCE: Duration = Duration::from_secs(60);
/// How often somebody looks again.
const GLANCE: Duration = Duration::from_millis(50);

/// Until somebody looks again.
#[expect(
    clippy::disallowed_methods,
    reason = "no screen says when it is done: whoever waits for something looks again"
)]
pub async fn glance() {
    tokio::time::sleep(GLANCE).await;
}

/// A relay process that serves the page, and what people need to use it.
pub struct World {
    relay: Option<Child>,
    port: u16,
    authority: Authority,
    pub driver: Driver,
    dir: TempDir,
}

impl World {
    /// Starts a relay and what leads browsers.
    pub async fn start() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let authority = Authority::new(dir.path());
        authority.is_trusted_at(dir.path());
        let driver = Driver::start(dir.path()).await;
        let mut world = Self { relay: None, port: 0, authority, driver, dir };
        world.start_relay();
        world
    }

    /// Where the page is, for whoever types it into a browser.
    pub fn origin(&self) -> String {
        format!("https://localhost:{}", self.port)
    }

    /// Starts the relay, upon its data and at its port if it ran before.
    pub fn start_relay(&mut self) {
        let log = File::options().create(true).append(true).open(self.path("relay.log")).unwrap();
        let mut relay = Command::new(program("porchlight-relay"))
            .args(["serve", "--listen", &format!("127.0.0.1:{}", self.port)])
            .arg("--config")
            .arg(self.authority.relay_config())
            .arg("--data")
            .arg(self.path("relay"))
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(relay.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let listening: Value = serde_json::from_str(&line).unwrap_or_else(|_| panic!("not listening: {line:?}"));
        let address = listening["address"].as_str().unwrap();
        self.port = address.rsplit(':').next().unwrap().parse().unwrap();
        self.relay = Some(relay);
    }

    /// Ends the relay as a power cut would.
    pub fn kill_relay(&mut self) {
        if let Some(mut relay) = self.relay.take() {
            relay.kill().unwrap();
            relay.wait().unwrap();
        }
    }

    /// The address that the operator sends to a liaison: it founds one group.
    pub fn charter_link(&self) -> String {
        let made = self.charter(&["--relay", &format!("localhost:{}", self.port)]);
        made["link"].as_str().unwrap_or_else(|| panic!("no link: {made}")).to_owned()
    }

    fn charter(&self, arguments: &[&str]) -> Value {
        let mut command = Command::new(program("porchlight-relay"));
        command.args(["charter", "--json", "--data"]).arg(self.path("relay")).args(arguments);
        serde_json::from_slice(&command.output().unwrap().stdout).unwrap()
    }

    /// Somebody with a browser of their own.
    pub async fn person(&self, name: &str, setting: Setting) -> Person {
        Person::new(self, name, setting).await
    }

    /// Runs `porchlight` as somebody at a terminal, on the state of that name, and gives the objects that it prints.
    pub fn typed(&self, state: &str, arguments: &[&str]) -> Vec<Value> {
        let mut command = Command::new(program("porchlight"));
        command.args(arguments).arg("--json").arg("--state").arg(self.path(state));
        command.arg("--ca").arg(self.authority.certificate());
        command.env_remove("PORCHLIGHT_PASSPHRASE").env("LC_ALL", "C").env("TZ", "UTC").stdin(Stdio::null());
        let output = command.output().unwrap();
        let (said, complained) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "{arguments:?}: {complained}");
        said.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Founds a group at a terminal, where the founding is not what the test is about.
    pub fn found_at_a_terminal(&self, name: &str) {
        self.found_by("liaison", name);
    }

    /// The same by another liaison, with a state of that name.
    pub fn found_by(&self, state: &str, name: &str) {
        let charter = self.charter(&[]);
        let (relay, charter) = (format!("wss://localhost:{}", self.port), charter["charter"].as_str().unwrap());
        self.typed(state, &["liaison", "create", "--relay", &relay, "--charter", charter, "--name", name]);
    }

    /// Invites a family at a terminal; returns the link.
    pub fn invite_at_a_terminal(&self, family: &str) -> String {
        self.invite_by("liaison", family)
    }

    /// The same by another liaison.
    pub fn invite_by(&self, state: &str, family: &str) -> String {
        let invited = self.typed(state, &["liaison", "invite", family]);
        invited[0]["link"].as_str().unwrap().to_owned()
    }

    /// A directory or file of that name in this world.
    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }
}

impl Drop for World {
    fn drop(&mut self) {
        self.kill_relay();
    }
}

/// A program: where `cargo xtask test` built it, or beside this test.
fn program(name: &str) -> PathBuf {
    let beside = || env::current_exe().unwrap().ancestors().nth(2).unwrap().to_path_buf();
    let program = env::var_os("PORCHLIGHT_BIN_DIR").map_or_else(beside, PathBuf::from).join(name);
    assert!(program.is_file(), "{} is not there: run `cargo build`", program.display());
    program
}

/// A file that npm has installed for the tests.
pub fn from_npm(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("conformance/node_modules").join(file);
    let missing = |_| panic!("{} is not there: run `cargo xtask test`, which installs it", path.display());
    fs::read_to_string(&path).unwrap_or_else(missing)
}
