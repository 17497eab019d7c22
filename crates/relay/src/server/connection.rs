//! One connection: TLS, then HTTP until it is upgraded, then a session. Each stage has its deadline.

use std::{
    convert::Infallible,
    pin::pin,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn, upgrade, upgrade::OnUpgrade};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{net::TcpStream, sync::watch, time::timeout};
use tokio_rustls::{TlsAcceptor, server::TlsStream};
use tracing::{debug, trace};

use crate::{
    Deadlines,
    health::Health,
    http::{self, Answer, Call, TurnedAway},
    page::Page,
    session::{self, Shared},
    tls::Names,
    wire::Wire,
};

/// Of one request's head, all headers together.
const HEAD_BYTES_MAX: usize = 8 * 1024;
const HEADERS_MAX: usize = 48;

/// What every connection is received with.
pub(crate) struct Reception {
    pub(crate) acceptor: TlsAcceptor,
    pub(crate) names: Names,
    pub(crate) origins: Vec<String>,
    pub(crate) page: Page,
    pub(crate) health: Arc<Health>,
    pub(crate) shared: Arc<Shared>,
    pub(crate) stopping: watch::Receiver<bool>,
}

/// An upgrade that was agreed to.
struct Agreed {
    relay_name: String,
    upgrade: OnUpgrade,
}

/// What was asked for over one connection so far.
#[derive(Default)]
struct Asked {
    upgrade: Mutex<Option<Agreed>>,
    page: AtomicBool,
}

impl Reception {
    /// Serves one connection to its end.
    pub(crate) async fn receive(&self, stream: TcpStream) {
        // Envelopes are small and awaited: none may sit in the kernel until another joins it.
        let _ = stream.set_nodelay(true);
        // In a box of its own: what a handshake needs would otherwise be held as long as the session that follows.
        let Some((relay_name, wire)) = Box::pin(self.arrive(stream)).await else { return };
        session::run(wire, &relay_name, self.shared.clone(), self.stopping.clone()).await;
    }

    async fn arrive(&self, stream: TcpStream) -> Option<(String, Wire)> {
        let tls = self.secure(stream).await?;
        self.upgraded(tls).await
    }

    async fn secure(&self, stream: TcpStream) -> Option<TlsStream<TcpStream>> {
        let handshake = timeout(self.shared.deadlines.handshake, self.acceptor.accept(stream)).await;
        match handshake {
            Ok(Ok(tls)) => Some(tls),
            Ok(Err(cause)) => {
                trace!(kind = ?cause.kind(), "no TLS");
                None
            }
            Err(_) => {
                debug!("the TLS handshake took too long");
                None
            }
        }
    }

    async fn upgraded(&self, tls: TlsStream<TcpStream>) -> Option<(String, Wire)> {
        let asked = Asked::default();
        let mut stopping = self.stopping.clone();
        tokio::select! {
            () = self.speak_in_time(tls, &asked) => {}
            () = super::stopped(&mut stopping) => return None,
        }
        let agreed = asked.upgrade.into_inner().unwrap_or_else(PoisonError::into_inner)?;
        self.switch(agreed).await
    }

    async fn speak_in_time(&self, tls: TlsStream<TcpStream>, asked: &Asked) {
        let Deadlines { upgrade, download, .. } = self.shared.deadlines;
        let mut speaking = pin!(self.speak_http(tls, asked));
        if timeout(upgrade, &mut speaking).await.is_ok() {
            return;
        }
        let rest = download.saturating_sub(upgrade);
        if !asked.page.load(Ordering::Relaxed) || timeout(rest, speaking).await.is_err() {
            debug!("the upgrade, or the page, took too long");
        }
    }

    async fn speak_http(&self, tls: TlsStream<TcpStream>, asked: &Asked) {
        let service = service_fn(|request| async { Ok::<_, Infallible>(self.respond(request, asked)) });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(self.shared.deadlines.upgrade)
            .half_close(false)
            .max_buf_size(HEAD_BYTES_MAX)
            .max_headers(HEADERS_MAX)
            .serve_connection(TokioIo::new(tls), service)
            .with_upgrades();
        if connection.await.is_err() {
            trace!("no HTTP");
        }
    }

    fn respond(&self, mut request: Request<Incoming>, asked: &Asked) -> Answer {
        match http::call(&request, &self.origins, &self.page) {
            Ok(Call::Health) => http::health(self.health.has_failed()),
            Ok(Call::Escaped { fragment }) => http::unescaped(&fragment),
            Ok(Call::File(fetch)) => {
                asked.page.store(true, Ordering::Relaxed);
                fetch.answer()
            }
            Ok(Call::Upgrade { relay_name, .. }) if !self.names.cover(&relay_name) => {
                http::turned_away(TurnedAway::ForeignHost)
            }
            Ok(Call::Upgrade { relay_name, accept }) => {
                let upgrade = upgrade::on(&mut request);
                let mut agreed = asked.upgrade.lock().unwrap_or_else(PoisonError::into_inner);
                *agreed = Some(Agreed { relay_name, upgrade });
                http::switching(&accept)
            }
            Err(why) => {
                debug!(?why, "turned away");
                http::turned_away(why)
            }
        }
    }

    async fn switch(&self, agreed: Agreed) -> Option<(String, Wire)> {
        let deadlines = &self.shared.deadlines;
        let upgraded = timeout(deadlines.upgrade, agreed.upgrade).await.ok()?.ok()?;
        let parts = upgraded.downcast::<TokioIo<TlsStream<TcpStream>>>().ok()?;
        let read = parts.read_buf.to_vec();
        let wire = Wire::new(parts.io.into_inner(), read, self.shared.write_buffer_bytes, deadlines.idle).await;
        Some((agreed.relay_name, wire))
    }
}
