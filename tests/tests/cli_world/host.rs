//! A host of the page with the relay's own name and certificate, which serves what a test puts there.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use tokio_rustls::rustls::{ServerConfig, ServerConnection, StreamOwned};

use super::babbler::tls;

/// Ends with the test's process.
pub struct Host {
    pub address: String,
    shelf: Arc<Mutex<Shelf>>,
}

/// The answers by path, each with its head, and the paths that were asked for.
#[derive(Default)]
struct Shelf {
    answers: BTreeMap<String, Vec<u8>>,
    asked: Vec<String>,
}

impl Host {
    /// A host with nothing on it; `data` is where the relay keeps its certificate.
    pub fn beside(data: &Path) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (tls, shelf) = (tls(data), Arc::<Mutex<Shelf>>::default());
        let served = Arc::clone(&shelf);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                // Who goes away in the middle of it has what they came for.
                let _ = serve(&tls, stream, &served);
            }
        });
        Self { address, shelf }
    }

    /// Serves a file, with the headers of a plain host.
    pub fn put(&self, path: &str, bytes: &[u8]) {
        let mut answer = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", bytes.len()).into_bytes();
        answer.extend_from_slice(bytes);
        self.say(path, answer);
    }

    /// Answers with just these bytes.
    pub fn say(&self, path: &str, answer: impl Into<Vec<u8>>) {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner).answers.insert(path.to_owned(), answer.into());
    }

    /// Every path that was asked for.
    pub fn asked(&self) -> Vec<String> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner).asked.clone()
    }
}

fn serve(tls: &Arc<ServerConfig>, stream: TcpStream, shelf: &Mutex<Shelf>) -> std::io::Result<()> {
    let session = ServerConnection::new(Arc::clone(tls)).map_err(std::io::Error::other)?;
    let mut reader = BufReader::new(StreamOwned::new(session, stream));
    let mut request = String::new();
    reader.read_line(&mut request)?;
    let mut header = String::new();
    while reader.read_line(&mut header)? > 2 {
        header.clear();
    }
    let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
    let answer = {
        let mut shelf = shelf.lock().unwrap_or_else(PoisonError::into_inner);
        shelf.asked.push(path.clone());
        shelf.answers.get(&path).cloned()
    };
    let none = || b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".to_vec();
    let mut stream = reader.into_inner();
    stream.write_all(&answer.unwrap_or_else(none))?;
    stream.conn.send_close_notify();
    stream.flush()
}
