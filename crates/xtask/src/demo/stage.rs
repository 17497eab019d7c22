//! The demo's stage: a relay process of its own, a place for everybody's state, and the commands as they are typed.

use std::{
    fs,
    io::{self, BufRead, BufReader, IsTerminal, Write},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use serde::Deserialize;

use crate::{
    process::{self, cannot_start, program},
    trouble::Trouble,
};

/// A running relay and everything that the day needs; taken down when dropped.
pub(super) struct Stage {
    _relay: RelayProcess,
    address: String,
    certificate: PathBuf,
    programs: PathBuf,
    place: PathBuf,
}

#[derive(Deserialize)]
struct Listening {
    address: String,
    certificate: PathBuf,
}

#[derive(Deserialize)]
struct Charter {
    charter: String,
}

#[derive(Deserialize)]
struct Invited {
    link: String,
}

impl Stage {
    /// Starts a relay on a free port, with empty data of its own.
    ///
    /// A day that was interrupted has left its own behind: that goes first.
    pub(super) fn set(programs: &Path) -> Result<Self, Trouble> {
        let place = programs.join("porchlight-demo");
        empty(&place)?;
        empty(&states(&place))?;
        fs::create_dir_all(&place).map_err(|cause| Trouble::System { wanted: "place for the demo", cause })?;
        let (relay, Listening { address, certificate }) = RelayProcess::start(programs, &place)?;
        Ok(Self { _relay: relay, address, certificate, programs: programs.to_path_buf(), place })
    }

    /// Where the relay keeps its data, and its log beside them.
    pub(super) fn data(&self) -> &Path {
        &self.place
    }

    pub(super) fn relay_url(&self) -> String {
        format!("wss://{}", self.address)
    }

    pub(super) fn charter(&self) -> Result<String, Trouble> {
        let mut command = program(self.programs.join("porchlight-relay"));
        command.arg("charter").arg("--data").arg(self.place.join("relay")).arg("--json");
        Ok(process::answer::<Charter>(&mut command)?.charter)
    }

    /// Tells the story on.
    pub(super) fn say(&self, text: &str) {
        println!("\n\u{2500}\u{2500} {text}");
    }

    /// Shows how far something long has come, on a terminal.
    pub(super) fn progress(&self, what: &str, done: i64, all: i64) {
        if io::stdout().is_terminal() {
            print!("\r   {what} {done} of {all}");
            let _unseen = io::stdout().flush();
        } else if done == all {
            println!("   {what} {all}");
        }
    }

    /// Runs a liaison's command in sight of everybody.
    pub(super) fn liaison(&self, words: &[&str]) -> Result<(), Trouble> {
        self.show("liaison", words, "en");
        process::run(&mut self.member("liaison", "liaison", words))
    }

    pub(super) fn liaison_quietly(&self, words: &[&str]) -> Result<(), Trouble> {
        process::run(self.member("liaison", "liaison", words).stdout(Stdio::null()))
    }

    /// Invites a family; the link.
    pub(super) fn invite(&self, family: &str) -> Result<String, Trouble> {
        let words = ["invite", family];
        self.show("liaison", &words, "en");
        let mut command = self.member("liaison", "liaison", &words);
        Ok(process::answer::<Invited>(command.arg("--json"))?.link)
    }

    /// Runs a family's command in sight of everybody.
    pub(super) fn family(&self, family: &str, language: &str, words: &[&str]) -> Result<(), Trouble> {
        self.show("family", words, language);
        process::run(self.member("family", family, words).args(["--lang", language]))
    }

    fn member(&self, role: &str, state: &str, words: &[&str]) -> Command {
        let mut command = program(self.programs.join("porchlight"));
        command.arg(role).args(words).arg("--ca").arg(&self.certificate);
        command.arg("--state").arg(states(&self.place).join(state.to_lowercase()));
        command
    }

    fn show(&self, role: &str, words: &[&str], language: &str) {
        let typed: Vec<&str> = words.iter().map(|word| if word.len() > 60 { "\u{2026}" } else { *word }).collect();
        let language = if language == "en" { String::new() } else { format!(" --lang {language}") };
        println!("\n$ porchlight {role} {}{language}", typed.join(" "));
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        let _tidied = fs::remove_dir_all(states(&self.place));
    }
}

/// Members' states lie apart from the relay's data: they are other people's machines.
fn states(place: &Path) -> PathBuf {
    place.with_extension("states")
}

fn empty(folder: &Path) -> Result<(), Trouble> {
    match fs::remove_dir_all(folder) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => {
            Err(Trouble::System { wanted: "empty place for the demo", cause })
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// The relay's process; ended when dropped.
struct RelayProcess(Child);

impl RelayProcess {
    /// Starts it on a free port, with its data and its log in a folder, and waits until it listens.
    fn start(programs: &Path, place: &Path) -> Result<(Self, Listening), Trouble> {
        let log = fs::File::create(place.join("relay.log"))
            .map_err(|cause| Trouble::System { wanted: "place for the relay's log", cause })?;
        let mut command = program(programs.join("porchlight-relay"));
        command.args(["serve", "--config", "config/relay.toml", "--listen", "127.0.0.1:0", "--data"]);
        command.arg(place.join("relay")).stdout(Stdio::piped()).stderr(log);
        let mut relay = Self(command.spawn().map_err(|cause| cannot_start(&command, cause))?);
        let listening = relay.first_words(&command)?;
        Ok((relay, listening))
    }

    fn first_words(&mut self, command: &Command) -> Result<Listening, Trouble> {
        let mut line = String::new();
        if let Some(output) = self.0.stdout.take() {
            let read = BufReader::new(output).read_line(&mut line);
            read.map_err(|cause| Trouble::System { wanted: "word from the relay", cause })?;
        }
        serde_json::from_str(&line).map_err(|cause| Trouble::Garbled { command: process::as_typed(command), cause })
    }
}

impl Drop for RelayProcess {
    fn drop(&mut self) {
        // Both fail only where the relay has already ended.
        let _ended = self.0.kill();
        let _reaped = self.0.wait();
    }
}
