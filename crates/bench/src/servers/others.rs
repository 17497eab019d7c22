//! What others built: nats-server and mosquitto, over wss, with the same certificate.

use std::{
    fs,
    path::Path,
    process::{Child, Command},
};

use super::process::{Served, answering, free_port, spawn};
use crate::{identity::Identity, trouble::Trouble};

/// nats-server; `sync_interval` switches JetStream on.
pub(super) fn nats(
    program: Option<&Path>,
    identity: &Identity,
    folder: &Path,
    sync_interval: Option<&str>,
) -> Result<Served, Trouble> {
    let program = program.ok_or(Trouble::Absent { program: "nats-server" })?;
    let (address, plain) = (free_port()?, free_port()?);
    let jetstream = match sync_interval {
        Some(interval) => {
            format!("jetstream {{ store_dir: {:?}, sync_interval: {interval} }}\n", folder.join("jetstream"))
        }
        None => String::new(),
    };
    let text = format!(
        "listen: {plain:?}\nmax_connections: 20000\n\
         websocket {{ listen: \"{address}\", tls {{ cert_file: {:?}, key_file: {:?} }} }}\n{jetstream}",
        identity.certificate,
        identity.key,
        plain = plain.to_string(),
    );
    let config = written(folder, "nats.conf", &text)?;
    let mut command = Command::new(program);
    command.arg("--config").arg(config);
    answering(run(command, folder)?, address)
}

pub(super) fn mosquitto(program: Option<&Path>, identity: &Identity, folder: &Path) -> Result<Served, Trouble> {
    let program = program.ok_or(Trouble::Absent { program: "mosquitto" })?;
    let (address, plain) = (free_port()?, free_port()?);
    // Debian's version does not start where all that it listens for is WebSockets.
    let text = format!(
        "listener {} 127.0.0.1\nlistener {} 127.0.0.1\nprotocol websockets\ncertfile {}\nkeyfile {}\nallow_anonymous true\n\
         max_inflight_messages 0\nmax_queued_messages 0\nset_tcp_nodelay true\nuser root\n",
        plain.port(),
        address.port(),
        identity.certificate.display(),
        identity.key.display(),
    );
    let config = written(folder, "mosquitto.conf", &text)?;
    let mut command = Command::new(program);
    command.arg("-c").arg(config);
    answering(run(command, folder)?, address)
}

fn written(folder: &Path, name: &str, text: &str) -> Result<std::path::PathBuf, Trouble> {
    let path = folder.join(name);
    fs::write(&path, text).map_err(Trouble::system("room for a configuration"))?;
    Ok(path)
}

fn run(mut command: Command, folder: &Path) -> Result<Child, Trouble> {
    command.current_dir(folder);
    spawn(command, folder)
}
