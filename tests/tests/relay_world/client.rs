//! A small client: TLS, the upgrade, frames.

use std::{collections::VecDeque, path::Path, sync::Arc, time::Duration};

use futures_util::{SinkExt, StreamExt};
use porchlight_protocol::{
    Ask, Challenge, Envelope, FeedId, PATH, Refusal, RelayFrame, Reply, Request, SUBPROTOCOL, Sequence,
};
use tokio::{net::TcpStream, time::timeout};
use tokio_rustls::{
    TlsConnector,
    client::TlsStream,
    rustls::{
        ClientConfig, RootCertStore,
        crypto::ring,
        pki_types::{CertificateDer, ServerName, pem::PemObject},
    },
};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{Error, Message, client::IntoClientRequest},
};

use super::{PATIENCE, Place, Poster};

/// A client of one relay.
pub struct Client {
    socket: WebSocketStream<TlsStream<TcpStream>>,
    name: String,
    asked: u32,
    answers: VecDeque<(u32, Result<Reply, Refusal>)>,
    pushed: VecDeque<RelayFrame>,
    challenge: Option<Challenge>,
}

impl Client {
    /// Connects and upgrades, and says nothing yet.
    pub async fn connect(place: &Place) -> Self {
        let name = format!("localhost:{}", place.address.port());
        let mut request = format!("wss://{name}{PATH}").into_client_request().unwrap();
        request.headers_mut().insert("Sec-WebSocket-Protocol", SUBPROTOCOL.parse().unwrap());
        let tls = connect_tls(place).await;
        let (socket, answer) = timeout(PATIENCE, client_async(request, tls)).await.unwrap().unwrap();
        assert_eq!(answer.headers()["sec-websocket-protocol"], SUBPROTOCOL);
        let (answers, pushed) = (VecDeque::new(), VecDeque::new());
        Self { socket, name, asked: 0, answers, pushed, challenge: None }
    }

    /// Connects about a feed.
    pub async fn hello(place: &Place, feed: FeedId) -> Self {
        let mut client = Self::connect(place).await;
        let Ok(Reply::Welcome { challenge }) = client.ask(Ask::Hello { feed }).await else { panic!("not welcome") };
        client.challenge = Some(challenge);
        client
    }

    /// Connects and proves the posting key.
    pub async fn posting(place: &Place, poster: &Poster) -> Self {
        let mut client = Self::hello(place, poster.feed).await;
        let proof = client.proof_of(poster);
        client.ask(proof).await.unwrap();
        client
    }

    /// Connects and unlocks the present epoch.
    pub async fn reading(place: &Place, poster: &Poster) -> Self {
        let mut client = Self::hello(place, poster.feed).await;
        client.ask(Ask::Unlock { capability: super::capability(poster.end.epoch.0) }).await.unwrap();
        client
    }

    /// The proof of a posting key that counts in this session.
    pub fn proof_of(&self, poster: &Poster) -> Ask {
        poster.proof(&self.challenge.unwrap(), &self.name)
    }

    /// Where the relay sees it.
    pub fn address(&self) -> std::net::SocketAddr {
        self.socket.get_ref().get_ref().0.local_addr().unwrap()
    }

    /// Asks and waits for the answer.
    pub async fn ask(&mut self, ask: Ask) -> Result<Reply, Refusal> {
        let number = self.send(ask).await;
        let (answered, answer) = self.next_answer().await.unwrap();
        assert_eq!(answered, number);
        answer
    }

    /// Asks, and does not wait for the answer.
    pub async fn send(&mut self, ask: Ask) -> u32 {
        let number = self.queue(ask).await.unwrap();
        self.flush().await.unwrap();
        number
    }

    /// Queues an ask.
    pub async fn queue(&mut self, ask: Ask) -> Result<u32, Error> {
        self.asked += 1;
        let number = self.asked;
        self.socket.feed(Message::Binary(Request { number, ask }.encode().into())).await?;
        Ok(number)
    }

    /// Sends all that is queued.
    pub async fn flush(&mut self) -> Result<(), Error> {
        self.socket.flush().await
    }

    /// Sends any message at all.
    pub async fn send_raw(&mut self, message: Message) -> Result<(), Error> {
        self.socket.send(message).await
    }

    /// The next answer; `None` once the relay is gone.
    pub async fn next_answer(&mut self) -> Option<(u32, Result<Reply, Refusal>)> {
        while self.answers.is_empty() {
            self.hear().await?;
        }
        self.answers.pop_front()
    }

    /// The next frame that is no answer; `None` once the relay is gone.
    pub async fn next_pushed(&mut self) -> Option<RelayFrame> {
        while self.pushed.is_empty() {
            self.hear().await?;
        }
        self.pushed.pop_front()
    }

    /// The next envelope of the subscription.
    pub async fn next_envelope(&mut self) -> Envelope {
        match self.next_pushed().await {
            Some(RelayFrame::Envelope(envelope)) => envelope,
            other => panic!("no envelope, but {other:?}"),
        }
    }

    /// Waits until the relay has ended the session, and says with which code.
    pub async fn ended(&mut self) -> Option<u16> {
        loop {
            match timeout(PATIENCE, self.socket.next()).await.expect("the relay ends the session") {
                Some(Ok(Message::Close(frame))) => return frame.map(|frame| frame.code.into()),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return None,
            }
        }
    }

    async fn hear(&mut self) -> Option<()> {
        match timeout(PATIENCE, self.socket.next()).await.expect("the relay says something")? {
            Ok(Message::Binary(bytes)) => match RelayFrame::decode(&bytes).unwrap() {
                RelayFrame::Reply { number, reply } => self.answers.push_back((number, Ok(reply))),
                RelayFrame::Refused { number, refusal } => self.answers.push_back((number, Err(refusal))),
                pushed @ (RelayFrame::Envelope(_) | RelayFrame::Stopped { .. }) => self.pushed.push_back(pushed),
            },
            Ok(Message::Ping(_) | Message::Pong(_)) => {}
            Ok(other) => panic!("the relay said {other:?}"),
            Err(_) => return None,
        }
        Some(())
    }
}

/// A TLS connection to a relay that trusts its certificate and nothing else.
pub async fn connect_tls(place: &Place) -> TlsStream<TcpStream> {
    let stream = TcpStream::connect(place.address).await.unwrap();
    let name = ServerName::try_from("localhost").unwrap();
    let connected = connector(&place.certificate).connect(name, stream);
    timeout(PATIENCE, connected).await.unwrap().unwrap()
}

fn connector(certificate: &Path) -> TlsConnector {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(certificate).unwrap()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    TlsConnector::from(Arc::new(config))
}
