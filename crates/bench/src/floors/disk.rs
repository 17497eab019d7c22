//! Group commit to a file on a thread of its own: everything that waits shares one fdatasync.

use std::{
    fs::File,
    io::Write,
    path::Path,
    sync::mpsc::{self, Sender},
    thread,
};

use bytes::Bytes;
use tokio::sync::mpsc::UnboundedSender;

use crate::trouble::Trouble;

/// The way to the file.
#[derive(Clone)]
pub(super) struct Log(Sender<(Bytes, UnboundedSender<()>)>);

impl Log {
    /// Has a post written; it is acknowledged once it is on disk.
    pub(super) fn write(&self, post: Bytes, synced: UnboundedSender<()>) {
        let _ = self.0.send((post, synced));
    }
}

pub(super) fn start(data: &Path) -> Result<Log, Trouble> {
    let mut file = File::create(data.join("posts")).map_err(Trouble::system("a file"))?;
    let (log, queue) = mpsc::channel::<(Bytes, UnboundedSender<()>)>();
    let write = move || {
        while let Ok(first) = queue.recv() {
            let pile: Vec<_> = std::iter::once(first).chain(queue.try_iter()).collect();
            let bytes: Vec<u8> = pile.iter().flat_map(|(post, _)| post.iter().copied()).collect();
            if file.write_all(&bytes).and_then(|()| file.sync_data()).is_err() {
                return;
            }
            for (_, synced) in pile {
                let _ = synced.send(());
            }
        }
    };
    thread::Builder::new().name("committer".into()).spawn(write).map_err(Trouble::system("a thread"))?;
    Ok(Log(log))
}
