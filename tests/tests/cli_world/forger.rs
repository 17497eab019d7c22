//! Something on the way that holds the relay's own certificate, reads along, and meddles with the grants that it is told to.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use porchlight_protocol::RelayFrame;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use tokio_rustls::{TlsAcceptor, TlsConnector};

use super::babbler;

/// Of all that a relay says in a join, only an invite's grant comes in one piece of this size.
const GRANT_BYTES_MIN: usize = 8_000;

/// What is done to a grant.
pub enum Deed {
    /// One byte of it is altered.
    Flip,
    /// It is kept back, and the line is cut.
    Cut,
    /// This comes in its place.
    Say(RelayFrame),
}

/// Carries connections to a relay; it ends with the test's process.
pub struct Forger {
    pub address: String,
    deeds: Arc<Mutex<VecDeque<Deed>>>,
}

struct Way {
    relay: String,
    acceptor: TlsAcceptor,
    connector: TlsConnector,
    deeds: Arc<Mutex<VecDeque<Deed>>>,
}

impl Forger {
    /// `data` is where the relay keeps its certificate.
    pub fn before(relay: &str, data: &Path) -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let (address, deeds) = (listener.local_addr().unwrap().to_string(), Arc::default());
        let way = Way {
            relay: relay.to_owned(),
            acceptor: TlsAcceptor::from(babbler::tls(data)),
            connector: TlsConnector::from(trusting(data.join("cert.pem"))),
            deeds: Arc::clone(&deeds),
        };
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                listener.set_nonblocking(true).unwrap();
                let listener = TcpListener::from_std(listener).unwrap();
                while let Ok((client, _)) = listener.accept().await {
                    way.carry(client).await;
                }
            });
        });
        Self { address, deeds }
    }

    /// What it does to the next grants, one each; whatever comes after is carried as it is.
    pub fn do_next(&self, deeds: impl IntoIterator<Item = Deed>) {
        self.deeds.lock().unwrap_or_else(PoisonError::into_inner).extend(deeds);
    }
}

impl Way {
    async fn carry(&self, client: TcpStream) {
        let Ok(client) = self.acceptor.accept(client).await else { return };
        let relay = TcpStream::connect(&self.relay).await.unwrap();
        let name = ServerName::try_from("127.0.0.1").unwrap();
        let relay = self.connector.connect(name, relay).await.unwrap();
        let ((mut asks, answers), (says, mut asked)) = (tokio::io::split(client), tokio::io::split(relay));
        tokio::select! {
            _ = tokio::io::copy(&mut asks, &mut asked) => {}
            () = self.answer(says, answers) => {}
        }
    }

    async fn answer(&self, mut relay: impl AsyncRead + Unpin, mut client: impl AsyncWrite + Unpin) {
        let mut bytes = vec![0; 32 * 1024];
        while let Ok(count @ 1..) = relay.read(&mut bytes).await {
            let Some(said) = self.meddle(&mut bytes[..count]) else { return };
            if client.write_all(&said).await.is_err() || client.flush().await.is_err() {
                return;
            }
        }
    }

    /// What is carried in place of what the relay said; `None` cuts the line.
    fn meddle(&self, said: &mut [u8]) -> Option<Vec<u8>> {
        let is_grant = said.len() >= GRANT_BYTES_MIN;
        let deed = is_grant.then(|| self.deeds.lock().unwrap_or_else(PoisonError::into_inner).pop_front()).flatten();
        match deed {
            None => Some(said.to_vec()),
            Some(Deed::Cut) => None,
            Some(Deed::Say(frame)) => Some(message(&frame)),
            Some(Deed::Flip) => {
                said[GRANT_BYTES_MIN / 2] ^= 1;
                Some(said.to_vec())
            }
        }
    }
}

/// A short frame as one binary message of a server.
fn message(frame: &RelayFrame) -> Vec<u8> {
    let frame = frame.encode();
    let length = u8::try_from(frame.len()).ok().filter(|length| *length < 126).unwrap();
    [&[0x82, length][..], &frame].concat()
}

fn trusting(certificate: PathBuf) -> Arc<ClientConfig> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(certificate).unwrap()).unwrap();
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let builder = builder.with_safe_default_protocol_versions().unwrap();
    Arc::new(builder.with_root_certificates(roots).with_no_client_auth())
}
