//! A WebSocket that carries frames of the protocol, and its bounds.
//!
//! Its session hears and answers over it, as over any WebSocket. Envelopes go another way: ready-made frames are written
//! straight to TLS and on to the socket, by whoever walks the feed's followers, without waking the session's task. What a
//! frame costs is then little more than the kernel's own sending; a wake-up, a poll of the reader and a copy through a buffer
//! of the session's own cost half as much again. Both ways never mix: a push begins only where nothing is left to be written,
//! and what the socket does not take at once stays in TLS, for the session to flush.

use std::{
    future::poll_fn,
    io::{self, ErrorKind, IoSlice, Write},
    pin::Pin,
    sync::{Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, ready},
    time::Duration,
};

use futures_util::{Sink, Stream};
use porchlight_protocol::{Refusal, RelayFrame, Reply, Request, limits::FRAME_BYTES_MAX};
use tokio::{net::TcpStream, time::timeout};
use tokio_rustls::server::TlsStream;
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{
        Error, Message,
        error::CapacityError,
        protocol::{CloseFrame, Role, WebSocketConfig, frame::coding::CloseCode},
    },
};

/// Zero-filled at each read and held by each idle connection, so it is small.
const READ_BUFFER_BYTES: usize = 2048;
/// What TLS holds at most of a push while a client takes nothing, so that a slow one costs the relay no more.
pub(crate) const PUSHED_BYTES_MAX: usize = 64 * 1024;
/// What may come on top of a full write buffer: a frame of our own, and a pong.
const WRITE_MARGIN_BYTES: usize = 2 * FRAME_BYTES_MAX;
/// How long a client may take to say goodbye in turn.
const GOODBYE_WAIT: Duration = Duration::from_secs(1);

/// The client is gone, or takes nothing.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Gone;

/// What came from the client.
#[derive(Debug)]
pub(crate) enum Heard {
    /// A request.
    Request(Request),
    /// Bytes that are none: what to answer.
    Complaint { number: u32, refusal: Refusal },
    /// A sign of life.
    Ping,
    /// The client says goodbye.
    Goodbye,
    /// Nothing more will come.
    End,
    /// Something that ends the session.
    Unfit(CloseCode),
}

/// What became of frames that were pushed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Pushed {
    /// The socket has them.
    All,
    /// The socket takes no more now; the session has to flush.
    Blocked,
    /// Something else has to be flushed first: nothing was written.
    Busy,
}

/// One session's socket. It is locked for single steps only, and nobody waits while holding it.
pub(crate) struct Wire {
    socket: Mutex<Socket>,
    write_wait: Duration,
}

struct Socket {
    websocket: WebSocketStream<TlsStream<TcpStream>>,
    /// Nothing is left to be written, neither in the WebSocket's buffer nor in TLS.
    is_clear: bool,
}

impl Wire {
    /// A WebSocket over a stream of which `read` has already been read.
    pub(crate) async fn new(
        mut stream: TlsStream<TcpStream>,
        read: Vec<u8>,
        write_buffer_bytes: usize,
        write_wait: Duration,
    ) -> Self {
        stream.get_mut().1.set_buffer_limit(Some(PUSHED_BYTES_MAX));
        let config = Some(bounds(write_buffer_bytes));
        let websocket = WebSocketStream::from_partially_read(stream, read, Role::Server, config).await;
        Self { socket: Mutex::new(Socket { websocket, is_clear: false }), write_wait }
    }

    /// Waits for what comes next. May be dropped while it waits.
    pub(crate) async fn hear(&self) -> Heard {
        match poll_fn(|context| self.socket().poll_next(context)).await {
            Some(Ok(Message::Binary(bytes))) => read(&bytes),
            Some(Ok(Message::Text(_))) => Heard::Unfit(CloseCode::Unsupported),
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => Heard::Ping,
            Some(Ok(Message::Close(_))) => Heard::Goodbye,
            Some(Ok(Message::Frame(_))) | None => Heard::End,
            Some(Err(Error::Capacity(CapacityError::MessageTooLong { .. }))) => Heard::Unfit(CloseCode::Size),
            Some(Err(Error::Protocol(_) | Error::Utf8(_))) => Heard::Unfit(CloseCode::Protocol),
            Some(Err(_)) => Heard::End,
        }
    }

    /// Queues what came of a request; waits only while the client takes nothing and the buffer is full.
    pub(crate) async fn answer(&self, number: u32, outcome: Result<Reply, Refusal>) -> Result<(), Gone> {
        let frame = match outcome {
            Ok(reply) => RelayFrame::Reply { number, reply },
            Err(refusal) => RelayFrame::Refused { number, refusal },
        };
        within(self.write_wait, self.queue(Message::Binary(frame.encode().into()))).await
    }

    /// Sends all that is queued, and what a push has left.
    pub(crate) async fn flush(&self) -> Result<(), Gone> {
        within(self.write_wait, self.flushed()).await
    }

    /// Pushes ready-made frames, at most [`PUSHED_BYTES_MAX`] together, in one write; more would end the session. Never waits.
    pub(crate) fn push<'a>(&self, frames: impl Iterator<Item = &'a [u8]>) -> Result<Pushed, Gone> {
        let mut socket = self.socket();
        match socket.is_clear {
            true => socket.push(frames).map_err(|_| Gone),
            false => Ok(Pushed::Busy),
        }
    }

    /// Says goodbye to a client that has said so.
    pub(crate) async fn return_goodbye(&self) {
        // The reply is already queued: tungstenite does so when it hears a goodbye.
        let _ = within(GOODBYE_WAIT, self.flushed()).await;
    }

    /// Ends the session with a word.
    pub(crate) async fn close(&self, code: CloseCode) {
        let goodbye = Message::Close(Some(CloseFrame { code, reason: "".into() }));
        let said = async {
            self.queue(goodbye).await?;
            self.flushed().await?;
            while let Some(Ok(_)) = poll_fn(|context| self.socket().poll_next(context)).await {}
            Ok::<_, Error>(())
        };
        let _ = within(GOODBYE_WAIT, said).await;
    }

    async fn queue(&self, message: Message) -> Result<(), Error> {
        poll_fn(|context| Pin::new(&mut self.socket().websocket).poll_ready(context)).await?;
        let mut socket = self.socket();
        socket.is_clear = false;
        Pin::new(&mut socket.websocket).start_send(message)
    }

    async fn flushed(&self) -> Result<(), Error> {
        poll_fn(|context| self.socket().poll_flush(context)).await
    }

    fn socket(&self) -> MutexGuard<'_, Socket> {
        self.socket.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Socket {
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Message, Error>>> {
        let next = ready!(Pin::new(&mut self.websocket).poll_next(context));
        // It may have queued an answer of its own: a pong, or the reply to a goodbye.
        self.is_clear = false;
        Poll::Ready(next)
    }

    fn poll_flush(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Error>> {
        ready!(Pin::new(&mut self.websocket).poll_flush(context))?;
        self.is_clear = true;
        Poll::Ready(Ok(()))
    }

    fn push<'a>(&mut self, frames: impl Iterator<Item = &'a [u8]>) -> io::Result<Pushed> {
        self.is_clear = false;
        let (stream, tls) = self.websocket.get_mut().get_mut();
        // Together, so that they share records of TLS. Nothing is held there, so it takes up to its limit, and no caller brings more.
        let frames: Vec<_> = frames.map(IoSlice::new).collect();
        let bytes: usize = frames.iter().map(|frame| frame.len()).sum();
        if tls.writer().write_vectored(&frames)? < bytes {
            return Err(ErrorKind::WriteZero.into());
        }
        while tls.wants_write() {
            match tls.write_tls(&mut AtOnce(stream)) {
                Ok(0) => return Err(ErrorKind::WriteZero.into()),
                Ok(_) => {}
                Err(cause) if cause.kind() == ErrorKind::WouldBlock => return Ok(Pushed::Blocked),
                Err(cause) => return Err(cause),
            }
        }
        self.is_clear = true;
        Ok(Pushed::All)
    }
}

/// Writes what the socket takes at once. The session's own flush still learns when it takes more: tokio notes that it did not.
struct AtOnce<'a>(&'a TcpStream);

impl Write for AtOnce<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.try_write(bytes)
    }

    fn write_vectored(&mut self, slices: &[IoSlice<'_>]) -> io::Result<usize> {
        self.0.try_write_vectored(slices)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn read(bytes: &[u8]) -> Heard {
    match Request::decode(bytes) {
        Ok(request) => Heard::Request(request),
        Err(_) => {
            let (number, refusal) = Request::complaint(bytes);
            Heard::Complaint { number, refusal }
        }
    }
}

fn bounds(write_buffer_bytes: usize) -> WebSocketConfig {
    WebSocketConfig::default()
        .read_buffer_size(READ_BUFFER_BYTES)
        .write_buffer_size(write_buffer_bytes)
        .max_write_buffer_size(write_buffer_bytes + WRITE_MARGIN_BYTES)
        .max_message_size(Some(FRAME_BYTES_MAX))
        .max_frame_size(Some(FRAME_BYTES_MAX))
}

async fn within(wait: Duration, writing: impl Future<Output = Result<(), Error>>) -> Result<(), Gone> {
    match timeout(wait, writing).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) | Err(_) => Err(Gone),
    }
}
