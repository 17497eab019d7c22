//! The real relay, sled on disk, with the configuration that an operator would give it for so many connections.

use std::{
    path::Path,
    process::{Command, Stdio},
    sync::Arc,
};

use data_encoding::BASE64URL_NOPAD;
use porchlight_protocol::{Ask, Charter, Envelope};
use rustls::ClientConfig;

use super::{Served, listening, spawn};
use crate::{
    identity::Identity,
    load::{
        Crowd, Destination, Role,
        dialects::{Dialect, Door, Porchlight},
    },
    office::Office,
    trouble::Trouble,
};

const CONNECTIONS_MAX: usize = 12_000;
/// The data directory, beside the log and the configuration.
const DATA: &str = "data";

pub(super) fn start(relay: &Path, identity: &Identity, folder: &Path) -> Result<Served, Trouble> {
    let config = folder.join("relay.toml");
    let text = format!(
        "listen = \"127.0.0.1:0\"\n[tls]\ncertificate = {:?}\nkey = {:?}\n[page]\nserve = \"off\"\n[limits]\n\
         connections_max = {CONNECTIONS_MAX}\n[log]\nlevel = \"warn\"\n",
        identity.certificate, identity.key,
    );
    std::fs::write(&config, text).map_err(Trouble::system("room for a configuration"))?;
    let mut command = Command::new(relay);
    command.arg("serve").arg("--config").arg(&config).arg("--data").arg(folder.join(DATA));
    Ok(listening(spawn(command, folder)?)?.upon(folder))
}

/// Founds an office's feed.
pub(super) fn found(
    relay: &Path,
    served: &Served,
    config: Arc<ClientConfig>,
    office: &Office,
    founding: Envelope,
) -> Result<(), Trouble> {
    let charter = charter(relay, served.folder())?;
    let door = Door { feed: office.feed, capability: office.capability, after: founding.sequence() };
    let mut crowd = Crowd::new()?;
    let destination = Destination { address: served.address, config };
    let poster = crowd.join(&destination, 1, || Dialect::Porchlight(Porchlight::new(Role::Poster, door)))?;
    let Dialect::Porchlight(dialect) = crowd.dialect(poster) else {
        return Err(Trouble::lost("it speaks as it was told to"));
    };
    let frame = dialect.ask(Ask::Found { charter, envelope: founding });
    crowd.send(poster, &frame)?;
    crowd.until(0, 1)
}

fn charter(relay: &Path, folder: &Path) -> Result<Charter, Trouble> {
    let mut command = Command::new(relay);
    command.arg("charter").arg("--json").arg("--data").arg(folder.join(DATA)).stderr(Stdio::null());
    let output = command.output().map_err(Trouble::system("the relay's program"))?;
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
    let text = said.get("charter").and_then(serde_json::Value::as_str).unwrap_or_default();
    let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok();
    bytes.and_then(|bytes| Charter::from_slice(&bytes)).ok_or_else(|| Trouble::lost("the relay made no charter"))
}
