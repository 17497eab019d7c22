//! Something on the way to the relay that cuts the line, at a byte that a test chooses.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// Where the line ends: after how much of what the relay says, and whether it has.
struct Cut {
    /// After how many of the relay's bytes a connection is cut.
    after: usize,
    /// Whether one has been cut: those after it are closed at once.
    is_made: AtomicBool,
}

const NEVER: usize = usize::MAX;

/// Carries connections to a relay until it is told to cut them; it ends with the test's process.
pub struct Proxy {
    pub address: String,
    line: Arc<Line>,
}

struct Line {
    relay: String,
    /// The cut that connections meet from now on. Each keeps the one that it met when it came: a relay's last word may be late, and
    /// a connection of before must not cut the ones that come after the line was mended.
    cut: Mutex<Arc<Cut>>,
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
            cut: Mutex::new(Cut::after(NEVER)),
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
        *self.line.cut.lock().unwrap_or_else(PoisonError::into_inner) = Cut::after(bytes);
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

impl Cut {
    fn after(bytes: usize) -> Arc<Self> {
        Arc::new(Self { after: bytes, is_made: AtomicBool::new(false) })
    }
}

impl Line {
    fn carry(&self, client: TcpStream) {
        let cut = Arc::clone(&*self.cut.lock().unwrap_or_else(PoisonError::into_inner));
        if cut.is_made.load(Ordering::SeqCst) {
            return;
        }
        let Ok(relay) = TcpStream::connect(&self.relay) else { return };
        let (mut asks, mut asked) = (client.try_clone().unwrap(), relay.try_clone().unwrap());
        thread::spawn(move || {
            let _ = std::io::copy(&mut asks, &mut asked);
            let _ = asked.shutdown(Shutdown::Write);
        });
        self.answer(&relay, &client, &cut);
        let _ = (relay.shutdown(Shutdown::Both), client.shutdown(Shutdown::Both));
    }

    /// Carries what the relay says, as far as that may go.
    fn answer(&self, mut relay: &TcpStream, mut client: &TcpStream, cut: &Cut) {
        let (mut said, mut bytes) = (0, [0; 4096]);
        while let Ok(count @ 1..) = relay.read(&mut bytes) {
            let carried = count.min(cut.after - said);
            said += carried;
            *self.said.lock().unwrap_or_else(PoisonError::into_inner) = said;
            if client.write_all(&bytes[..carried]).is_err() {
                return;
            }
            if said == cut.after {
                cut.is_made.store(true, Ordering::SeqCst);
                return;
            }
        }
    }
}
