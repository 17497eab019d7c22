//! Something on the way to the relay that cuts the line, at a byte that a test chooses.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

const NEVER: usize = usize::MAX;

/// Carries connections to a relay until it is told to cut them; it ends with the test's process.
pub struct Proxy {
    pub address: String,
    line: Arc<Line>,
}

struct Line {
    relay: String,
    /// After how many of the relay's bytes a connection is cut.
    cut_after: AtomicUsize,
    /// Whether a connection has been cut: the ones after it are closed at once.
    is_cut: AtomicBool,
    /// What the relay has said in the latest connection.
    said: Mutex<usize>,
    /// How many connections have come.
    connections: AtomicUsize,
}

impl Proxy {
    /// A proxy that carries everything.
    pub fn to(relay: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let line = Arc::new(Line {
            relay: relay.to_owned(),
            cut_after: AtomicUsize::new(NEVER),
            is_cut: AtomicBool::new(false),
            said: Mutex::new(0),
            connections: AtomicUsize::new(0),
        });
        let carried = Arc::clone(&line);
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                carried.connections.fetch_add(1, Ordering::SeqCst);
                let line = Arc::clone(&carried);
                thread::spawn(move || line.carry(client));
            }
        });
        Self { address, line }
    }

    /// From now on the next connection is cut after so many of the relay's bytes, and none gets through after it.
    pub fn cut_after(&self, bytes: usize) {
        self.line.is_cut.store(false, Ordering::SeqCst);
        self.line.cut_after.store(bytes, Ordering::SeqCst);
    }

    /// From now on everything is carried again.
    pub fn mend(&self) {
        self.cut_after(NEVER);
    }

    /// How many bytes the relay has said in the latest connection.
    pub fn said(&self) -> usize {
        *self.line.said.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many connections have come. Unlike the bytes, this does not change when a relay's last word is late.
    pub fn connections(&self) -> usize {
        self.line.connections.load(Ordering::SeqCst)
    }
}

impl Line {
    fn carry(&self, client: TcpStream) {
        if self.is_cut.load(Ordering::SeqCst) {
            return;
        }
        let Ok(relay) = TcpStream::connect(&self.relay) else { return };
        let (mut asks, mut asked) = (client.try_clone().unwrap(), relay.try_clone().unwrap());
        thread::spawn(move || {
            let _ = std::io::copy(&mut asks, &mut asked);
            let _ = asked.shutdown(Shutdown::Write);
        });
        self.answer(&relay, &client);
        let _ = (relay.shutdown(Shutdown::Both), client.shutdown(Shutdown::Both));
    }

    /// Carries what the relay says, as far as that may go.
    fn answer(&self, mut relay: &TcpStream, mut client: &TcpStream) {
        let cut_after = self.cut_after.load(Ordering::SeqCst);
        let (mut said, mut bytes) = (0, [0; 4096]);
        while let Ok(count @ 1..) = relay.read(&mut bytes) {
            let carried = count.min(cut_after - said);
            said += carried;
            *self.said.lock().unwrap_or_else(PoisonError::into_inner) = said;
            if client.write_all(&bytes[..carried]).is_err() {
                return;
            }
            if said == cut_after {
                self.is_cut.store(true, Ordering::SeqCst);
                return;
            }
        }
    }
}
