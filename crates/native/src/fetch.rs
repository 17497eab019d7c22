//! Fetching one file over HTTPS, plain and whole: what a host serves under an address.

use std::time::Duration;

use http_body_util::{BodyExt, Empty, Limited};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONNECTION, HOST};
use hyper::{HeaderMap, Request};
use hyper_util::rt::TokioIo;
use tokio::time::timeout;

use crate::dial::{DialTrouble, Dialler};

/// For one file, from the first byte to the last: a megabyte at 64 kbit/s.
const FETCH_WAIT: Duration = Duration::from_secs(120);

/// What a host answered.
pub struct Fetched {
    /// The status: 200 where the file is there.
    pub status: u16,
    /// The file, or whatever else came with the status.
    pub body: Vec<u8>,
    headers: HeaderMap,
}

impl Fetched {
    /// A header's value by its lower-case name, where it is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// Why nothing was fetched.
#[derive(Debug, thiserror::Error)]
pub enum FetchTrouble {
    /// No connection came about.
    #[error(transparent)]
    Dial(#[from] DialTrouble),
    /// What came was no answer of HTTP, or more than was asked for.
    #[error("the answer to {path} is cut short, too long, or no HTTP at all")]
    Garbled {
        /// What was asked for.
        path: String,
    },
}

impl Dialler {
    /// Fetches what lies under a path of an authority, as it is: not packed, and not from any store on the way.
    ///
    /// # Errors
    /// [`FetchTrouble`]; an answer with another status than 200 is none.
    pub async fn fetch(&self, authority: &str, path: &str, bytes_max: usize) -> Result<Fetched, FetchTrouble> {
        let stream = self.reach(authority).await?;
        let garbled = || FetchTrouble::Garbled { path: path.to_owned() };
        let request = request(authority, path).ok_or_else(garbled)?;
        let exchange = async {
            let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.ok()?;
            let fetching = async {
                let (head, body) = sender.send_request(request).await.ok()?.into_parts();
                let body = Limited::new(body, bytes_max).collect().await.ok()?;
                Some(Fetched { status: head.status.as_u16(), body: body.to_bytes().to_vec(), headers: head.headers })
            };
            // The connection moves the bytes; once they are here, it may break off as it likes.
            let mut fetching = std::pin::pin!(fetching);
            tokio::select! {
                fetched = &mut fetching => fetched,
                _ended = connection => fetching.await,
            }
        };
        match timeout(FETCH_WAIT, exchange).await {
            Ok(fetched) => fetched.ok_or_else(garbled),
            Err(_) => Err(DialTrouble::TooSlow { relay: authority.to_owned() }.into()),
        }
    }
}

fn request(authority: &str, path: &str) -> Option<Request<Empty<Bytes>>> {
    let request = Request::get(path).header(HOST, authority).header(CONNECTION, "close");
    request.header(ACCEPT_ENCODING, "identity").header(CACHE_CONTROL, "no-cache").body(Empty::new()).ok()
}
