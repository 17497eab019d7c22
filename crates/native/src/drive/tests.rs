//! A relay that takes every word and never answers: a party that is held to its deadline ends by itself.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use futures_util::StreamExt;
use porchlight_client::{Device, DeviceEvent, Ending, Reach, Seconds};
use porchlight_protocol::{FeedId, SUBPROTOCOL};
use porchlight_sealing::{Link, LinkSecret, Secret};
use rcgen::{CertificateParams, KeyPair};
use rustls::ServerConfig;
use rustls_pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_tungstenite::accept_hdr_async;
use tokio_tungstenite::tungstenite::handshake::server::{ErrorResponse, Request, Response};

use super::{Driver, End};
use crate::dial::Dialler;
use crate::party::{Audience, Onward};
use crate::random::system_random;
use crate::retry::Patience;
use crate::state_file::{Kind, StateFile};

/// More than a device waits for any answer.
const LONG: Seconds = 60;

static CLOCK: AtomicU64 = AtomicU64::new(1_000_000);

#[tokio::test]
async fn a_relay_that_never_answers_ends_the_drive_of_someone_at_a_prompt() {
    let (home, listener) = (tempfile::tempdir().unwrap(), TcpListener::bind("127.0.0.1:0").await.unwrap());
    let relay = listener.local_addr().unwrap().to_string();
    let acceptor = acceptor(&home.path().join("cert.pem"));
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        listen_in_silence(&acceptor, stream).await;
    });

    let link = Link { relay, feed: FeedId::new([3; 32]), secret: LinkSecret::new(Secret::new([7; 32])) };
    let (mut device, mut witness) = (Device::join(&link, system_random()), Witness::default());
    let driver = Driver {
        party: &mut device,
        state: &mut StateFile::create(&home.path().join("state"), Kind::Device, None).unwrap(),
        dialler: &Dialler::new(Some(&home.path().join("cert.pem"))).unwrap(),
        audience: &mut witness,
        patience: Patience::Once,
        clock: || CLOCK.load(Ordering::SeqCst),
    };
    assert!(matches!(driver.run().await, Ok(End::Finished)));
    assert_eq!(witness.told, [DeviceEvent::Ended(Ending::RelayMisbehaved)]);
    assert_eq!(witness.cut_offs, 0, "nothing broke");
}

#[tokio::test]
async fn a_machine_without_any_way_out_is_offline_and_a_relay_at_home_is_not_excused_by_it() {
    type WayOut = fn() -> bool;
    let (none, some): (WayOut, WayOut) = (|| false, || true);
    // Whatever is sent to 0.0.0.0 stays on this machine, and nobody listens there.
    let cases = [
        ("0.0.0.0:1", none, Reach::Offline),
        ("0.0.0.0:1", some, Reach::Unreachable),
        ("127.0.0.1:1", none, Reach::Unreachable),
    ];
    for (relay, has_way_out, reach) in cases {
        let home = tempfile::tempdir().unwrap();
        let link =
            Link { relay: relay.into(), feed: FeedId::new([3; 32]), secret: LinkSecret::new(Secret::new([7; 32])) };
        let driver = Driver {
            party: &mut Device::join(&link, system_random()),
            state: &mut StateFile::create(&home.path().join("state"), Kind::Device, None).unwrap(),
            dialler: &Dialler::new(None).unwrap().with_way_out(has_way_out),
            audience: &mut Witness::default(),
            patience: Patience::Once,
            clock: || CLOCK.load(Ordering::SeqCst),
        };
        let Ok(End::Unreachable(trouble)) = driver.run().await else { panic!("{relay} answers") };
        assert_eq!(trouble.reach(), reach, "{relay}: {trouble}");
    }
}

/// Keeps what it is told, and looks again as often as it may.
#[derive(Default)]
struct Witness {
    told: Vec<DeviceEvent>,
    cut_offs: u32,
}

impl Audience<Device> for Witness {
    fn hear(&mut self, event: DeviceEvent, _: &Device, _: Seconds) -> io::Result<Onward> {
        self.told.push(event);
        Ok(Onward::HangUp)
    }

    fn look(&mut self, _: &Device, _: Reach, now: Seconds) -> io::Result<Option<Seconds>> {
        Ok(Some(now))
    }

    fn cut_off(&mut self) {
        self.cut_offs += 1;
    }
}

/// Hears the first word, lets a long time pass, and answers nothing.
async fn listen_in_silence(acceptor: &TlsAcceptor, stream: TcpStream) {
    let stream = acceptor.accept(stream).await.unwrap();
    let mut socket = accept_hdr_async(stream, agree).await.unwrap();
    while let Some(Ok(_)) = socket.next().await {
        CLOCK.fetch_add(LONG, Ordering::SeqCst);
    }
}

#[expect(clippy::result_large_err, reason = "tungstenite's own callback")]
fn agree(_: &Request, mut response: Response) -> Result<Response, ErrorResponse> {
    response.headers_mut().insert("Sec-WebSocket-Protocol", SUBPROTOCOL.parse().unwrap());
    Ok(response)
}

/// Makes a certificate for this machine's own address, and writes it where a device may find it.
fn acceptor(path: &Path) -> TlsAcceptor {
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(["127.0.0.1".to_owned()]).unwrap().self_signed(&key).unwrap();
    std::fs::write(path, certificate.pem()).unwrap();
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let builder = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()));
    let builder = builder.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
    TlsAcceptor::from(Arc::new(builder.with_single_cert(vec![certificate.der().clone()], key).unwrap()))
}
