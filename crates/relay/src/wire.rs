//! A WebSocket that carries frames of the protocol, and its bounds.

use std::time::Duration;

use bytes::Bytes;
use futures_util::{SinkExt, StreamExt};
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
const READ_BUFFER_BYTES: usize = 4096;
/// What may come on top of a full write buffer: a frame of our own, and a pong.
const WRITE_MARGIN_BYTES: usize = 2 * FRAME_BYTES_MAX;
/// How long a client may take to say goodbye in turn.
const FAREWELL_WAIT: Duration = Duration::from_secs(1);

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
    Farewell,
    /// Nothing more will come.
    End,
    /// Something that ends the session.
    Unfit(CloseCode),
}

/// One session's socket.
pub(crate) struct Wire {
    socket: WebSocketStream<TlsStream<TcpStream>>,
    write_wait: Duration,
}

impl Wire {
    /// A WebSocket over a stream of which `read` has already been read.
    pub(crate) async fn new(
        stream: TlsStream<TcpStream>,
        read: Vec<u8>,
        write_buffer_bytes: usize,
        write_wait: Duration,
    ) -> Self {
        let config = Some(bounds(write_buffer_bytes));
        let socket = WebSocketStream::from_partially_read(stream, read, Role::Server, config).await;
        Self { socket, write_wait }
    }

    /// Waits for what comes next. May be dropped while it waits.
    pub(crate) async fn hear(&mut self) -> Heard {
        match self.socket.next().await {
            Some(Ok(Message::Binary(bytes))) => read(&bytes),
            Some(Ok(Message::Text(_))) => Heard::Unfit(CloseCode::Unsupported),
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => Heard::Ping,
            Some(Ok(Message::Close(_))) => Heard::Farewell,
            Some(Ok(Message::Frame(_))) | None => Heard::End,
            Some(Err(Error::Capacity(CapacityError::MessageTooLong { .. }))) => Heard::Unfit(CloseCode::Size),
            Some(Err(Error::Protocol(_) | Error::Utf8(_))) => Heard::Unfit(CloseCode::Protocol),
            Some(Err(_)) => Heard::End,
        }
    }

    /// Queues what came of a request.
    pub(crate) async fn answer(&mut self, number: u32, outcome: Result<Reply, Refusal>) -> Result<(), Gone> {
        let frame = match outcome {
            Ok(reply) => RelayFrame::Reply { number, reply },
            Err(refusal) => RelayFrame::Refused { number, refusal },
        };
        self.queue(frame.encode().into()).await
    }

    /// Queues a ready-made frame; waits only while the client takes nothing and the buffer is full.
    pub(crate) async fn queue(&mut self, frame: Bytes) -> Result<(), Gone> {
        within(self.write_wait, self.socket.feed(Message::Binary(frame))).await
    }

    /// Sends all that is queued.
    pub(crate) async fn flush(&mut self) -> Result<(), Gone> {
        within(self.write_wait, self.socket.flush()).await
    }

    /// Says goodbye to a client that has said so.
    pub(crate) async fn return_goodbye(mut self) {
        // The reply is already queued: tungstenite does so when it hears a goodbye.
        let _ = within(FAREWELL_WAIT, self.socket.flush()).await;
    }

    /// Ends the session with a word.
    pub(crate) async fn close(mut self, code: CloseCode) {
        let goodbye = CloseFrame { code, reason: "".into() };
        let farewell = async {
            self.socket.close(Some(goodbye)).await?;
            while let Some(Ok(_)) = self.socket.next().await {}
            Ok::<_, Error>(())
        };
        let _ = within(FAREWELL_WAIT, farewell).await;
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
