//! A server's process: started, watched, and killed when it goes out of scope.

use std::{
    fs,
    io::{BufRead, BufReader},
    net::{SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use serde::Deserialize;

use crate::{proc, trouble::Trouble};

/// How long a server may take until it listens.
const START_ATTEMPTS: usize = 200;
const START_PAUSE: Duration = Duration::from_millis(50);

/// A server that runs.
pub(crate) struct Served {
    child: Child,
    pub(crate) address: SocketAddr,
    folder: PathBuf,
}

impl Served {
    /// Notes where it keeps what it has.
    pub(super) fn upon(mut self, folder: &Path) -> Self {
        self.folder = folder.to_path_buf();
        self
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// CPU seconds that it has used.
    pub(crate) fn cpu_seconds(&self) -> Result<f64, Trouble> {
        proc::cpu_seconds(self.child.id())
    }

    /// Its memory, in KiB.
    pub(crate) fn resident_kib(&self) -> Result<f64, Trouble> {
        proc::resident_kib(self.child.id())
    }

    /// Asks it to stop, and waits until it has.
    pub(crate) fn stop(mut self) -> Result<(), Trouble> {
        let id = self.child.id().to_string();
        let asked = Command::new("kill").args(["-TERM", &id]).status();
        asked.map_err(Trouble::system("kill"))?;
        self.child.wait().map(drop).map_err(Trouble::system("a process to end"))
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts a program; what it complains of goes to a file in its folder.
pub(super) fn spawn(mut command: Command, folder: &Path) -> Result<Child, Trouble> {
    let log = fs::File::create(folder.join("log")).map_err(Trouble::system("a log"))?;
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log);
    command.spawn().map_err(Trouble::system("a server's program"))
}

/// Waits until a program has said where it listens.
pub(super) fn listening(mut child: Child) -> Result<Served, Trouble> {
    #[derive(Deserialize)]
    struct Listening {
        address: SocketAddr,
    }
    let stdout = child.stdout.take().ok_or_else(|| Trouble::lost("a process without stdout"))?;
    let mut line = String::new();
    BufReader::new(stdout).read_line(&mut line).map_err(Trouble::system("a server's first word"))?;
    match serde_json::from_str::<Listening>(&line) {
        Ok(Listening { address }) => Ok(Served { child, address, folder: PathBuf::new() }),
        Err(_) => {
            let _ = child.kill();
            let _ = child.wait();
            Err(Trouble::lost(format!("a server did not start; it said {line:?}")))
        }
    }
}

/// A port that is free now.
pub(super) fn free_port() -> Result<SocketAddr, Trouble> {
    let listener = TcpListener::bind("127.0.0.1:0").map_err(Trouble::system("a port"))?;
    listener.local_addr().map_err(Trouble::system("a port"))
}

/// Waits until a port takes connections.
pub(super) fn answering(child: Child, address: SocketAddr) -> Result<Served, Trouble> {
    let served = Served { child, address, folder: PathBuf::new() };
    for _ in 0..START_ATTEMPTS {
        if TcpStream::connect(address).is_ok() {
            return Ok(served);
        }
        std::thread::sleep(START_PAUSE);
    }
    Err(Trouble::lost("a server does not listen"))
}
