//! A server with the relay's own name and certificate that answers with what it is told to, and understands nothing.

use std::net::TcpListener as StdListener;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use futures_util::{SinkExt, StreamExt};
use porchlight_protocol::SUBPROTOCOL;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_tungstenite::accept_hdr_async;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::server::{ErrorResponse, Request, Response};

/// Ends with the test's process.
pub struct Babbler {
    answer: Arc<Mutex<Message>>,
    sessions: Arc<AtomicUsize>,
}

impl Babbler {
    /// Takes the place of a relay that has ended; `data` is where that kept its certificate.
    pub fn at(address: &str, data: &Path) -> Self {
        let listener = StdListener::bind(address).unwrap();
        let acceptor = TlsAcceptor::from(tls(data));
        let answer = Arc::new(Mutex::new(Message::binary(Vec::new())));
        let sessions = Arc::new(AtomicUsize::new(0));
        let (said, counted) = (Arc::clone(&answer), Arc::clone(&sessions));
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                listener.set_nonblocking(true).unwrap();
                let listener = TcpListener::from_std(listener).unwrap();
                while let Ok((stream, _)) = listener.accept().await {
                    counted.fetch_add(1, Ordering::SeqCst);
                    babble(&acceptor, stream, &said).await;
                }
            });
        });
        Self { answer, sessions }
    }

    /// What it answers from now on.
    pub fn say(&self, answer: Message) {
        *self.answer.lock().unwrap_or_else(PoisonError::into_inner) = answer;
    }

    /// How many have come to it.
    pub fn sessions(&self) -> usize {
        self.sessions.load(Ordering::SeqCst)
    }
}

/// Answers the first thing that a client says.
async fn babble(acceptor: &TlsAcceptor, stream: TcpStream, answer: &Mutex<Message>) {
    let Ok(stream) = acceptor.accept(stream).await else { return };
    let Ok(mut socket) = accept_hdr_async(stream, agree).await else { return };
    if socket.next().await.is_some() {
        let answer = answer.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let _ = socket.send(answer).await;
        // Until the client has had enough of it.
        while let Some(Ok(_)) = socket.next().await {}
    }
}

#[expect(clippy::result_large_err, reason = "tungstenite's own callback")]
fn agree(_: &Request, mut response: Response) -> Result<Response, ErrorResponse> {
    response.headers_mut().insert("Sec-WebSocket-Protocol", SUBPROTOCOL.parse().unwrap());
    Ok(response)
}

/// The certificate of the relay that keeps its data there.
pub fn tls(data: &Path) -> Arc<ServerConfig> {
    let certificates = CertificateDer::pem_file_iter(data.join("cert.pem")).unwrap().map(Result::unwrap).collect();
    let key = PrivateKeyDer::from_pem_file(data.join("key.pem")).unwrap();
    let builder = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let builder = builder.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
    Arc::new(builder.with_single_cert(certificates, key).unwrap())
}
