//! The real program, in a process of its own.

use std::{
    env,
    ffi::OsStr,
    fs,
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
};

use super::Place;

/// A relay that runs as a process; killed when dropped.
pub struct RelayProcess {
    child: Child,
    pub place: Place,
}

impl RelayProcess {
    /// Starts `porchlight-relay serve` on a data directory and waits until it listens.
    pub fn start(data: &Path, config: &Path, log: &Path) -> Self {
        Self::start_as(Command::new(program()), data, config, log)
    }

    /// The same, by a command line that begins with something else.
    pub fn start_as(mut command: Command, data: &Path, config: &Path, log: &Path) -> Self {
        let log = fs::OpenOptions::new().create(true).append(true).open(log).unwrap();
        command.args([OsStr::new("serve"), OsStr::new("--config"), config.as_os_str()]);
        command.args([OsStr::new("--data"), data.as_os_str()]).args(["--listen", "127.0.0.1:0"]);
        let mut child = command.stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let place = place_in(&line);
        Self { child, place }
    }

    /// Ends it as a power cut would, as far as a process can tell.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop, and waits; returns its exit code.
    pub fn terminate(self) -> Option<i32> {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        self.wait()
    }

    /// Waits until it ends; returns its exit code.
    pub fn wait(mut self) -> Option<i32> {
        self.child.wait().unwrap().code()
    }
}

impl Drop for RelayProcess {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program: where `cargo xtask test` built it, or beside this test.
pub fn program() -> PathBuf {
    let directory = env::var_os("PORCHLIGHT_BIN_DIR").map(PathBuf::from);
    let beside = env::current_exe().unwrap().ancestors().nth(2).unwrap().to_path_buf();
    let program = directory.unwrap_or(beside).join("porchlight-relay");
    assert!(program.is_file(), "{} is not there: run `cargo build --package porchlight-relay`", program.display());
    program
}

/// Runs the program to its end.
pub fn run_to_end<'a>(arguments: impl IntoIterator<Item = &'a OsStr>) -> Output {
    Command::new(program()).args(arguments).output().unwrap()
}

/// Writes a configuration file.
pub fn write_config(directory: &Path, text: &str) -> PathBuf {
    let path = directory.join("relay.toml");
    fs::write(&path, text).unwrap();
    path
}

fn place_in(line: &str) -> Place {
    let said: serde_json::Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("not listening: {line:?}"));
    assert_eq!(said["event"], "listening");
    let address: SocketAddr = said["address"].as_str().unwrap().parse().unwrap();
    Place { address, certificate: PathBuf::from(said["certificate"].as_str().unwrap()) }
}
