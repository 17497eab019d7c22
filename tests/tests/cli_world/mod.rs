//! The real programs, each in a process of its own, in a directory that goes when the test ends.

#![allow(dead_code, reason = "each test file uses its own part of this")]

pub mod babbler;
pub mod forger;
pub mod host;
pub mod proxy;

use std::env;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};
use tempfile::TempDir;

/// A relay process, and room for the states of those who use it.
pub struct World {
    relay: Child,
    pub address: String,
    pub ca: PathBuf,
    dir: TempDir,
}

impl World {
    pub fn start() -> Self {
        Self::start_logging("info")
    }

    /// The same, with a relay that logs at this level into `relay.log`.
    pub fn start_logging(level: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../config/relay.toml");
        let text = fs::read_to_string(shipped).unwrap();
        let config = dir.path().join("relay.toml");
        fs::write(&config, text.replace("level = \"info\"", &format!("level = \"{level}\""))).unwrap();
        let mut relay = Command::new(program("porchlight-relay"))
            .args(["serve", "--listen", "127.0.0.1:0"])
            .arg("--config")
            .arg(config)
            .arg("--data")
            .arg(dir.path().join("relay"))
            .stdout(Stdio::piped())
            .stderr(fs::File::create(dir.path().join("relay.log")).unwrap())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(relay.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let listening: Value = serde_json::from_str(&line).unwrap();
        let address = listening["address"].as_str().unwrap().to_owned();
        let ca = PathBuf::from(listening["certificate"].as_str().unwrap());
        Self { relay, address, ca, dir }
    }

    /// Ends the relay as a power cut would.
    pub fn kill_relay(&mut self) {
        self.relay.kill().unwrap();
        self.relay.wait().unwrap();
    }

    /// The relay's process id.
    pub fn relay_id(&self) -> u32 {
        self.relay.id()
    }

    /// A directory or file of that name in this world.
    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn charter(&self) -> String {
        self.charter_as("charter", &[])
    }

    /// A charter as the link that an operator hands on.
    pub fn charter_link(&self) -> String {
        self.charter_as("link", &["--relay", &self.address])
    }

    fn charter_as(&self, form: &str, options: &[&str]) -> String {
        let mut command = Command::new(program("porchlight-relay"));
        command.args(["charter", "--json", "--data"]).arg(self.path("relay")).args(options);
        let output = command.output().unwrap();
        let made: Value = serde_json::from_slice(&output.stdout).unwrap();
        made[form].as_str().unwrap().to_owned()
    }

    /// `porchlight`, ready to run on the state of that name, in English and in UTC.
    pub fn command(&self, state: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(program("porchlight"));
        command.args(arguments).arg("--state").arg(self.path(state)).arg("--ca").arg(&self.ca);
        command.env_remove("PORCHLIGHT_PASSPHRASE").env("LC_ALL", "C").env("TZ", "UTC").stdin(Stdio::null());
        command
    }

    /// Runs `porchlight` as somebody typed it in this world's directory, with these variables and this on its standard input.
    pub fn typed<'a>(&self, words: &[String], variables: impl Iterator<Item = (&'a str, &'a str)>, input: &str) -> Ran {
        let mut command = Command::new(program("porchlight"));
        command.args(words).current_dir(self.dir.path()).env_remove("PORCHLIGHT_PASSPHRASE");
        // Where the flags themselves are wrong, one more would be in the way of what is said of them.
        if words.len() > 1 {
            command.arg("--ca").arg(&self.ca);
        }
        command
            .env("LC_ALL", "C")
            .env("TZ", "UTC")
            .env("HOME", self.dir.path())
            .env_remove("XDG_DATA_HOME")
            .envs(variables);
        Ran::given(command, input)
    }

    /// Runs it to its end, as a person does.
    pub fn run(&self, state: &str, arguments: &[&str]) -> Ran {
        Ran::from(self.command(state, arguments).output().unwrap())
    }

    /// Runs it to its end with this on its standard input.
    pub fn run_with(&self, state: &str, arguments: &[&str], input: &str) -> Ran {
        Ran::given(self.command(state, arguments), input)
    }

    /// Runs it to its end, as a program does: it must succeed, and print objects alone.
    pub fn objects(&self, state: &str, arguments: &[&str]) -> Vec<Value> {
        let ran = self.run(state, &[arguments, &["--json"]].concat());
        assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.stderr);
        ran.objects()
    }

    /// The one object that a command prints.
    pub fn object(&self, state: &str, arguments: &[&str]) -> Value {
        let objects = self.objects(state, arguments);
        assert_eq!(objects.len(), 1, "{objects:?}");
        objects.into_iter().next().unwrap()
    }

    /// Founds a group in the state `liaison`.
    pub fn found(&self) -> Value {
        let (relay, charter) = (format!("wss://{}", self.address), self.charter());
        self.object("liaison", &["liaison", "create", "--relay", &relay, "--charter", &charter, "--name", "Our people"])
    }

    /// Invites a family; returns the link.
    pub fn invite(&self, family: &str) -> String {
        let invited = self.object("liaison", &["liaison", "invite", family]);
        assert_eq!(invited["family"], family);
        invited["link"].as_str().unwrap().to_owned()
    }

    /// Invites a family, and joins in the state of its name.
    pub fn invite_and_join(&self, family: &str) -> Value {
        let link = self.invite(family);
        self.object(family, &["family", "join", &link])
    }

    /// Starts following, as a program does.
    pub fn follow(&self, state: &str) -> Follower {
        let mut command = self.command(state, &["family", "follow", "--json"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap());
        Follower { child, lines }
    }
}

impl Drop for World {
    fn drop(&mut self) {
        let _ = self.relay.kill();
        let _ = self.relay.wait();
    }
}

/// What a command came to.
#[derive(Default)]
pub struct Ran {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    /// Runs a command to its end with this on its standard input.
    fn given(mut command: Command, input: &str) -> Self {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // A command that has had enough of it reads no further.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        Self::from(child.wait_with_output().unwrap())
    }

    /// Every line of standard output, each of which must be an object.
    pub fn objects(&self) -> Vec<Value> {
        let objects =
            self.stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap_or_else(|_| panic!("{line}")));
        objects.inspect(|object| assert!(object.is_object(), "{object}")).collect()
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let code = output.status.code().unwrap_or(-1);
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self { code, stdout: text(output.stdout), stderr: text(output.stderr) }
    }
}

/// A `family follow` that runs; killed when dropped.
pub struct Follower {
    child: Child,
    lines: BufReader<ChildStdout>,
}

impl Follower {
    /// The next object, as soon as it is printed.
    pub fn next(&mut self) -> Value {
        let mut line = String::new();
        self.lines.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap_or_else(|_| panic!("{line:?}"))
    }

    /// Asks it to stop; returns its exit code.
    pub fn terminate(mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Follower {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The last line of `read`, for a device that lacks nothing.
pub fn fresh(sequence: u64, notices: u64) -> Value {
    json!({
        "kind": "standing", "standing": "fresh", "sequence": sequence, "missing": 0, "notices": notices, "confirmed": true,
    })
}

/// The date so many days from today, in UTC: a civil date from its day number, as in Howard Hinnant's algorithm.
#[expect(clippy::disallowed_methods, reason = "the real programs read the clock, so their arguments go by it")]
pub fn date_in_days(days: i64) -> String {
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() as i64 / 86_400;
    let shifted = since_1970 + days + 719_468;
    let (era, of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year}-{month:02}-{day:02}")
}

/// A page as one line, to look for a sentence wherever its lines break.
pub fn words_of(page: &str) -> String {
    page.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn program(name: &str) -> PathBuf {
    let beside = || env::current_exe().unwrap().ancestors().nth(2).unwrap().to_path_buf();
    let program = env::var_os("PORCHLIGHT_BIN_DIR").map_or_else(beside, PathBuf::from).join(name);
    assert!(program.is_file(), "{} is not there: run `cargo build`", program.display());
    program
}
