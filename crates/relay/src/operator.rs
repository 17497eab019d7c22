//! The operator's local socket: how `porchlight-relay charter` speaks with a relay that runs.
//!
//! One line each way. Only the relay's own user may open it: it is 0600 in a directory that is 0700.

use std::{
    fs::{self, Permissions},
    io::{self, BufRead, BufReader, Write},
    os::unix::{ffi::OsStrExt, fs::PermissionsExt, net::UnixStream as BlockingStream},
    path::Path,
    time::Duration,
};

use data_encoding::BASE64URL_NOPAD;
use porchlight_protocol::Charter;
use serde::{Deserialize, Serialize};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader as AsyncBufReader},
    net::{UnixListener, UnixStream},
    time::timeout,
};
use tracing::info;

use crate::{Trouble, committer::Committer, random, server::pause};

const ASK: &str = "charter";
const LINE_BYTES_MAX: u64 = 256;
const WAIT: Duration = Duration::from_secs(5);
/// Longer paths do not fit into a socket's address.
const PATH_BYTES_MAX: usize = 107;

/// What the relay says, on one line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Said {
    /// A fresh charter, on disk.
    Charter(String),
    /// None, and why.
    Error(String),
}

/// Opens the socket; one that a killed relay left behind is replaced, for the directory is locked by us.
pub(crate) fn listen(path: &Path) -> Result<UnixListener, Trouble> {
    let bytes = path.as_os_str().as_bytes().len();
    if bytes > PATH_BYTES_MAX {
        return Err(Trouble::SocketPathTooLong { path: path.to_path_buf(), bytes, max: PATH_BYTES_MAX });
    }
    let trouble = |cause| Trouble::File { wanted: "open the socket", path: path.to_path_buf(), cause };
    match fs::remove_file(path) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => return Err(trouble(cause)),
        Ok(()) | Err(_) => {}
    }
    let listener = UnixListener::bind(path).map_err(trouble)?;
    fs::set_permissions(path, Permissions::from_mode(0o600)).map_err(trouble)?;
    Ok(listener)
}

/// Answers operators, one after another, for as long as the relay runs.
pub(crate) async fn serve(listener: UnixListener, committer: Committer) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => drop(timeout(WAIT, answer(stream, &committer)).await),
            Err(cause) => pause(&cause).await,
        }
    }
}

/// A fresh charter as it is handed out.
pub(crate) fn text(charter: &Charter) -> String {
    BASE64URL_NOPAD.encode(charter.as_bytes())
}

/// The same as a link, for a page that this relay serves.
pub(crate) fn link(charter: &str, relay: &str) -> Result<String, Trouble> {
    let bytes = BASE64URL_NOPAD.decode(charter.as_bytes()).ok();
    let charter = bytes.and_then(|bytes| Charter::from_slice(&bytes));
    let garbled = || Trouble::CharterNotMade { said: "its answer was no charter".to_owned() };
    charter.map(|charter| charter.link(relay)).ok_or_else(garbled)
}

/// Asks the relay that runs on a data directory; `None` when none does.
pub(crate) fn ask_running(path: &Path) -> Result<Option<String>, Trouble> {
    let trouble = |cause| Trouble::OperatorSocket { path: path.to_path_buf(), cause };
    let stream = match BlockingStream::connect(path) {
        Ok(stream) => stream,
        Err(cause) if is_absent(&cause) => return Ok(None),
        Err(cause) => return Err(trouble(cause)),
    };
    match exchange(stream).map_err(trouble)? {
        Said::Charter(charter) => Ok(Some(charter)),
        Said::Error(said) => Err(Trouble::CharterNotMade { said }),
    }
}

fn is_absent(cause: &io::Error) -> bool {
    matches!(cause.kind(), io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused | io::ErrorKind::NotADirectory)
}

fn exchange(mut stream: BlockingStream) -> io::Result<Said> {
    stream.set_read_timeout(Some(2 * WAIT))?;
    stream.write_all(format!("{ASK}\n").as_bytes())?;
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line)?;
    serde_json::from_str(&line).map_err(io::Error::from)
}

async fn answer(stream: UnixStream, committer: &Committer) -> io::Result<()> {
    let (reader, mut writer) = stream.into_split();
    let mut line = String::new();
    AsyncBufReader::new(reader.take(LINE_BYTES_MAX)).read_line(&mut line).await?;
    let said = match line.trim() {
        ASK => charter(committer).await,
        _ => Said::Error("it does not know this request".to_owned()),
    };
    let mut line = serde_json::to_vec(&said)?;
    line.push(b'\n');
    writer.write_all(&line).await
}

async fn charter(committer: &Committer) -> Said {
    let charter = Charter::new(random::bytes());
    match committer.grant_charter(charter.hash()).await {
        Ok(()) => {
            info!("a charter was made");
            Said::Charter(text(&charter))
        }
        Err(refusal) => Said::Error(refusal.to_string()),
    }
}
