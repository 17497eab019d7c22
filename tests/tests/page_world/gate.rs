//! The line between one person's browser and the relay: it counts what passes, and can be cut.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU16, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// Carries one person's connections; it ends with the test's process.
pub struct Gate {
    pub port: u16,
    line: Arc<Line>,
}

struct Line {
    relay_port: AtomicU16,
    is_cut: AtomicBool,
    /// Bytes from the relay, as they come over the wire.
    carried: AtomicU64,
    open: Mutex<Vec<TcpStream>>,
}

impl Gate {
    /// A gate that carries everything.
    pub fn to(relay_port: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let line = Arc::new(Line {
            relay_port: AtomicU16::new(relay_port),
            is_cut: AtomicBool::new(false),
            carried: AtomicU64::new(0),
            open: Mutex::new(Vec::new()),
        });
        let carrying = Arc::clone(&line);
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let line = Arc::clone(&carrying);
                thread::spawn(move || line.carry(client));
            }
        });
        Self { port, line }
    }

    /// Breaks every connection; none gets through until [`mend`](Self::mend).
    pub fn cut(&self) {
        self.line.is_cut.store(true, Ordering::SeqCst);
        for stream in self.line.open.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    /// From now on everything is carried again.
    pub fn mend(&self) {
        self.line.is_cut.store(false, Ordering::SeqCst);
    }

    /// How many of the relay's bytes have passed so far, TLS included.
    pub fn carried(&self) -> u64 {
        self.line.carried.load(Ordering::SeqCst)
    }
}

impl Line {
    fn carry(&self, client: TcpStream) {
        if self.is_cut.load(Ordering::SeqCst) {
            return;
        }
        let Ok(relay) = TcpStream::connect(("127.0.0.1", self.relay_port.load(Ordering::SeqCst))) else { return };
        self.remember(&client);
        self.remember(&relay);
        let (mut asks, mut asked) = (client.try_clone().unwrap(), relay.try_clone().unwrap());
        thread::spawn(move || {
            let _ = std::io::copy(&mut asks, &mut asked);
            let _ = asked.shutdown(Shutdown::Write);
        });
        self.answer(&relay, &client);
        let _ = (relay.shutdown(Shutdown::Both), client.shutdown(Shutdown::Both));
    }

    fn remember(&self, stream: &TcpStream) {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).push(stream.try_clone().unwrap());
    }

    fn answer(&self, mut relay: &TcpStream, mut client: &TcpStream) {
        let mut bytes = [0; 16 * 1024];
        while let Ok(count @ 1..) = relay.read(&mut bytes) {
            self.carried.fetch_add(count as u64, Ordering::SeqCst);
            if client.write_all(&bytes[..count]).is_err() {
                return;
            }
        }
    }
}
