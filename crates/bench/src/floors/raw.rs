//! `rawfloor`: two plain threads walk all connections; a post is one frame, one TLS record and one write for each. About the
//! physical limit of a server that sends each post as it comes.

use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    sync::{
        Arc,
        mpsc::{self, Receiver, Sender},
    },
    thread,
};

use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::{load::dialects::POSTERS, trouble::Trouble};

const WALKERS: usize = 2;
/// Handshakes are done by as many threads as there are walkers, so that they can overlap.
const RECEPTIONISTS: usize = 2;
const ENVELOPE_BYTES: usize = 1024;
/// A client's frame: head, length, mask.
const CLIENT_HEAD_BYTES: usize = 8;
const REQUEST_BYTES_MAX: usize = 4096;

type Socket = StreamOwned<ServerConnection, TcpStream>;

enum Job {
    Reader(Box<Socket>),
    Post(Arc<Vec<u8>>),
}

pub(super) fn serve(config: Arc<ServerConfig>, stored: usize, has_greeting: bool) -> Result<(), Trouble> {
    let listener = TcpListener::bind("127.0.0.1:0").map_err(Trouble::system("a port"))?;
    super::announce(listener.local_addr().map_err(Trouble::system("a port"))?)?;
    let mut walkers = Vec::new();
    for _ in 0..WALKERS {
        let (walker, jobs) = mpsc::channel();
        spawn(move || walk(&jobs))?;
        walkers.push(walker);
    }
    let (arrivals, arrived) = mpsc::channel::<TcpStream>();
    let arrived = Arc::new(std::sync::Mutex::new(arrived));
    for _ in 0..RECEPTIONISTS {
        let (arrived, walkers, config) = (arrived.clone(), walkers.clone(), config.clone());
        let file: Arc<Vec<u8>> = Arc::new((0..stored).flat_map(|_| framed(&post())).collect());
        spawn(move || receive(&arrived, &config, &walkers, &file, has_greeting))?;
    }
    for stream in listener.incoming() {
        let _ = arrivals.send(stream.map_err(Trouble::system("a connection"))?);
    }
    Ok(())
}

/// Any post.
pub(super) fn post() -> Vec<u8> {
    vec![7; ENVELOPE_BYTES]
}

fn spawn(work: impl FnOnce() + Send + 'static) -> Result<(), Trouble> {
    thread::Builder::new().spawn(work).map(drop).map_err(Trouble::system("a thread"))
}

fn receive(
    arrived: &std::sync::Mutex<Receiver<TcpStream>>,
    config: &Arc<ServerConfig>,
    walkers: &[Sender<Job>],
    file: &Arc<Vec<u8>>,
    has_greeting: bool,
) {
    let mut turn = 0;
    loop {
        let stream = arrived.lock().ok().and_then(|arrived| arrived.recv().ok());
        let Some(stream) = stream else { return };
        let Some((mut socket, path)) = upgraded(stream, config) else { continue };
        if path == POSTERS {
            let walkers = walkers.to_vec();
            let _ = spawn(move || take_posts(&mut socket, &walkers));
            continue;
        }
        if has_greeting && socket.write_all(&framed(&post())).is_err() {
            continue;
        }
        if file.is_empty() {
            let _ = walkers[turn % WALKERS].send(Job::Reader(Box::new(socket)));
            turn += 1;
        } else {
            let file = file.clone();
            let _ = spawn(move || hand_over(&mut socket, &file));
        }
    }
}

fn upgraded(stream: TcpStream, config: &Arc<ServerConfig>) -> Option<(Socket, String)> {
    stream.set_nodelay(true).ok()?;
    let mut socket = StreamOwned::new(ServerConnection::new(config.clone()).ok()?, stream);
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        let mut bytes = [0; 1024];
        let read = socket.read(&mut bytes).ok().filter(|read| *read > 0)?;
        request.extend_from_slice(&bytes[..read]);
        if request.len() > REQUEST_BYTES_MAX {
            return None;
        }
    }
    // The answer to the one key that the load sends: RFC 6455, 1.3.
    let answer = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
                  Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
    socket.write_all(answer.as_bytes()).ok()?;
    let path = String::from_utf8_lossy(&request).split_ascii_whitespace().nth(1)?.to_owned();
    Some((socket, path))
}

fn framed(post: &[u8]) -> Vec<u8> {
    let mut frame = vec![0x82, 126];
    frame.extend_from_slice(&(post.len() as u16).to_be_bytes());
    frame.extend_from_slice(post);
    frame
}

fn walk(jobs: &Receiver<Job>) {
    let mut readers = Vec::new();
    while let Ok(job) = jobs.recv() {
        match job {
            Job::Reader(socket) => readers.push(socket),
            Job::Post(frame) => readers.retain_mut(|socket| socket.write_all(&frame).is_ok()),
        }
    }
}

fn take_posts(socket: &mut Socket, walkers: &[Sender<Job>]) {
    let mut frame = [0; CLIENT_HEAD_BYTES + ENVELOPE_BYTES];
    while socket.read_exact(&mut frame).is_ok() {
        // The load masks with zeros.
        let post = Arc::new(framed(&frame[CLIENT_HEAD_BYTES..]));
        for walker in walkers {
            let _ = walker.send(Job::Post(post.clone()));
        }
        if socket.write_all(&[0x82, 1, 1]).is_err() {
            return;
        }
    }
}

fn hand_over(socket: &mut Socket, file: &[u8]) {
    const RECORD_BYTES: usize = 16 * 1024;
    for bytes in file.chunks(RECORD_BYTES) {
        if socket.write_all(bytes).is_err() {
            return;
        }
    }
    // The client leaves first.
    let _ = socket.read(&mut [0; 16]);
}
