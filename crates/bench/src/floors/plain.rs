//! `floor`: a task for each reader, posts over a broadcast channel, what waits in one flush.

use std::{path::Path, sync::Arc};

use bytes::Bytes;
use futures_util::{SinkExt, StreamExt};
use rustls::ServerConfig;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::broadcast::{self, Receiver, Sender},
};
use tokio_rustls::{TlsAcceptor, server::TlsStream};
use tokio_tungstenite::{
    WebSocketStream, accept_hdr_async_with_config,
    tungstenite::{
        Error, Message,
        handshake::server::{Request, Response},
        protocol::WebSocketConfig,
    },
};

use super::disk::{self, Log};
use crate::{load::dialects::POSTERS, trouble::Trouble};

/// Far more posts than are ever outstanding.
const POSTS_WAITING_MAX: usize = 4096;
/// One page of memory: what a server sets that is sparing with it.
const SMALL_READ_BYTES: usize = 4096;
/// One TLS record, and a frame that does not fit in it any more.
const WRITE_BYTES: usize = 20 * 1024;

#[derive(Clone, Copy)]
pub(super) enum Buffers {
    Default,
    Small,
}

type Socket = WebSocketStream<TlsStream<TcpStream>>;

pub(super) fn serve(
    config: Arc<ServerConfig>,
    buffers: Buffers,
    data: Option<&Path>,
    has_greeting: bool,
) -> Result<(), Trouble> {
    let log = data.map(disk::start).transpose()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.map_err(Trouble::system("threads"))?.block_on(listen(config, buffers, log, has_greeting))
}

async fn listen(
    config: Arc<ServerConfig>,
    buffers: Buffers,
    log: Option<Log>,
    has_greeting: bool,
) -> Result<(), Trouble> {
    let listener = TcpListener::bind("127.0.0.1:0").await.map_err(Trouble::system("a port"))?;
    super::announce(listener.local_addr().map_err(Trouble::system("a port"))?)?;
    let acceptor = TlsAcceptor::from(config);
    let (posts, _) = broadcast::channel(POSTS_WAITING_MAX);
    loop {
        let (stream, _) = listener.accept().await.map_err(Trouble::system("a connection"))?;
        let (acceptor, posts, log) = (acceptor.clone(), posts.clone(), log.clone());
        tokio::spawn(async move {
            let _ = stream.set_nodelay(true);
            let Ok(tls) = acceptor.accept(stream).await else { return };
            let Some((mut socket, path)) = upgraded(tls, buffers).await else { return };
            let _ = match path == POSTERS {
                true => poster(&mut socket, &posts, log.as_ref()).await,
                false => reader(&mut socket, posts.subscribe(), has_greeting).await,
            };
        });
    }
}

#[expect(clippy::result_large_err, reason = "the library's own type")]
async fn upgraded(tls: TlsStream<TcpStream>, buffers: Buffers) -> Option<(Socket, String)> {
    let config = match buffers {
        Buffers::Default => WebSocketConfig::default(),
        Buffers::Small => WebSocketConfig::default().read_buffer_size(SMALL_READ_BYTES).write_buffer_size(WRITE_BYTES),
    };
    let mut path = String::new();
    let note = |request: &Request, response: Response| {
        path = request.uri().path().to_owned();
        Ok(response)
    };
    let socket = accept_hdr_async_with_config(tls, note, Some(config)).await.ok()?;
    Some((socket, path))
}

async fn reader(socket: &mut Socket, mut posts: Receiver<Bytes>, has_greeting: bool) -> Result<(), Error> {
    if has_greeting {
        socket.send(Message::Binary(super::raw::post().into())).await?;
    }
    loop {
        tokio::select! {
            biased;
            post = posts.recv() => {
                let Ok(post) = post else { return Ok(()) };
                socket.feed(Message::Binary(post)).await?;
                while let Ok(post) = posts.try_recv() {
                    socket.feed(Message::Binary(post)).await?;
                }
                socket.flush().await?;
            }
            heard = socket.next() => match heard {
                Some(Ok(_)) => {}
                Some(Err(error)) => return Err(error),
                None => return Ok(()),
            },
        }
    }
}

async fn poster(socket: &mut Socket, posts: &Sender<Bytes>, log: Option<&Log>) -> Result<(), Error> {
    let acknowledgement = || Message::Binary(Bytes::from_static(&[1]));
    let Some(log) = log else {
        while let Some(Message::Binary(post)) = socket.next().await.transpose()? {
            // Without readers there is nobody to send it to, and that is no fault.
            let _ = posts.send(post);
            socket.send(acknowledgement()).await?;
        }
        return Ok(());
    };
    let (synced, mut acknowledged) = tokio::sync::mpsc::unbounded_channel();
    loop {
        tokio::select! {
            Some(()) = acknowledged.recv() => {
                socket.feed(acknowledgement()).await?;
                while let Ok(()) = acknowledged.try_recv() {
                    socket.feed(acknowledgement()).await?;
                }
                socket.flush().await?;
            }
            post = socket.next() => match post.transpose()? {
                Some(Message::Binary(post)) => log.write(post, synced.clone()),
                Some(_) => {}
                None => return Ok(()),
            },
        }
    }
}
