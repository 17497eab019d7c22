//! The relay at work: opens the store, listens, and gives each connection a task of its own.

mod connection;

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::Duration,
};

use porchlight_relay_core::{Ledger, Retention};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
    task::{JoinHandle, JoinSet},
    time::timeout,
};
use tracing::{debug, info, warn};

use self::connection::Reception;
use crate::{
    Config, Deadlines, Trouble, committer, data_dir::DataDir, feed::Pages, health::Health, operator, page::Page,
    session::Shared, store, tls,
};

/// How long sessions may take to say goodbye when the relay stops.
const GOODBYE_WAIT: Duration = Duration::from_secs(3);
/// A pause when the system has no more file handles: accepting at once would only spin.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// A relay that runs.
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    certificate: PathBuf,
    syncs: Arc<AtomicU64>,
    stop: watch::Sender<bool>,
    accepting: JoinHandle<()>,
    operator: JoinHandle<()>,
    committer: thread::JoinHandle<()>,
    data: DataDir,
}

/// Starts a relay on the current Tokio runtime.
///
/// # Errors
/// [`Trouble`] that says what to do about it.
pub async fn start(config: &Config, deadlines: Deadlines) -> Result<Running, Trouble> {
    config.check()?;
    let data = DataDir::lock(&config.data)?;
    let health = Arc::<Health>::default();
    let store = store::open(&data, config.store.cache_mib, health.clone())?;
    let (records, syncs) = (store.records(), store.syncs());
    let page = Page::wanted(&config.page)?;
    let identity = tls::identity(&config.tls, &data)?;
    let listener = listen(config.listen).await?;
    let address = listener.local_addr().map_err(|cause| Trouble::System { cause })?;
    let socket = operator::listen(&data.socket())?;

    let ledger = Ledger::new(store, Retention::last(config.retention.envelopes));
    let (committer, thread) = committer::start(ledger, health.clone(), bound(config.limits.requests_waiting_max))
        .map_err(|cause| Trouble::System { cause })?;
    let (stop, stopping) = watch::channel(false);
    let operator = tokio::spawn(operator::serve(socket, committer.clone()));
    let reception = Arc::new(Reception {
        acceptor: identity.acceptor,
        names: identity.names,
        origins: config.origins.clone(),
        page,
        health,
        shared: Arc::new(Shared {
            committer,
            records,
            pages: Pages::default(),
            deadlines,
            write_buffer_bytes: bound(config.limits.write_buffer_bytes),
        }),
        stopping,
    });
    let accepting = tokio::spawn(accept(listener, reception, bound(config.limits.connections_max)));
    if config.tls.certificate.is_none() && !address.ip().is_loopback() {
        warn!(
            "the relay's own certificate is for localhost alone: a relay for others needs one for its name, see [tls]"
        );
    }
    info!("listening");
    let certificate = identity.certificate;
    Ok(Running { address, certificate, syncs, stop, accepting, operator, committer: thread, data })
}

impl Running {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The certificate that clients may have to trust; an absolute path.
    pub fn certificate(&self) -> &Path {
        &self.certificate
    }

    /// How often the store has been synced since the start.
    pub fn syncs(&self) -> u64 {
        self.syncs.load(Ordering::Acquire)
    }

    /// Stops: takes nothing new, says goodbye to all, and returns once everything accepted is on disk.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        let _ = self.accepting.await;
        self.operator.abort();
        let _ = self.operator.await;
        let _ = std::fs::remove_file(self.data.socket());
        // The last way to the committer is gone, so it ends when it has done what had queued up.
        let _ = tokio::task::spawn_blocking(move || self.committer.join()).await;
        info!("stopped");
        drop(self.data);
    }
}

fn bound(configured: u64) -> usize {
    usize::try_from(configured).unwrap_or(usize::MAX)
}

async fn listen(address: SocketAddr) -> Result<TcpListener, Trouble> {
    TcpListener::bind(address).await.map_err(|cause| Trouble::CannotListen { address, cause })
}

async fn accept(listener: TcpListener, reception: Arc<Reception>, connections_max: usize) {
    let seats = Arc::new(Semaphore::new(connections_max));
    let mut connections = JoinSet::new();
    let mut stopping = reception.stopping.clone();
    loop {
        tokio::select! {
            () = stopped(&mut stopping) => break,
            Some(_) = connections.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => seat(stream, &seats, &reception, &mut connections),
                Err(cause) => pause(&cause).await,
            }
        }
    }
    drop(listener);
    let goodbye = async { while connections.join_next().await.is_some() {} };
    if timeout(GOODBYE_WAIT, goodbye).await.is_err() {
        connections.shutdown().await;
    }
}

/// Waits until the relay stops.
pub(crate) async fn stopped(stopping: &mut watch::Receiver<bool>) {
    let _ = stopping.wait_for(|is_stopping| *is_stopping).await;
}

// One connection too many is closed at once: a client that waited in line would think the relay slow, not full.
fn seat(stream: TcpStream, seats: &Arc<Semaphore>, reception: &Arc<Reception>, connections: &mut JoinSet<()>) {
    let Ok(seat) = seats.clone().try_acquire_owned() else {
        debug!("all seats are taken");
        return;
    };
    let reception = reception.clone();
    connections.spawn(async move {
        reception.receive(stream).await;
        drop(seat);
    });
}

/// Waits a moment after a connection could not be accepted.
#[expect(clippy::disallowed_methods, reason = "a driver waits: accepting at once would only spin")]
pub(crate) async fn pause(cause: &std::io::Error) {
    warn!(kind = ?cause.kind(), "cannot accept: if this goes on, raise the limit of open files");
    tokio::time::sleep(ACCEPT_PAUSE).await;
}
