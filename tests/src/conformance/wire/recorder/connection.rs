//! A connection to one of the listeners.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::sleep;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use super::super::case::{Fault, Reply};
use super::Script;
use super::message::{self, Message};

/// A listener and what it needs to answer.
#[derive(Clone)]
pub(super) struct Listening {
    /// Its name in recordings.
    pub(super) at: &'static str,
    pub(super) script: Arc<Script>,
    /// What it speaks, if it isn't plain.
    pub(super) tls: Option<TlsAcceptor>,
    /// What it speaks after it has opened a tunnel.
    pub(super) tunnel: TlsAcceptor,
}

impl Listening {
    /// Serves whoever connects; the connections end with the listener.
    pub(super) async fn accept(self, listener: TcpListener) {
        let mut connections = JoinSet::new();
        while let Ok((stream, _)) = listener.accept().await {
            let listening = self.clone();
            connections.spawn(async move { listening.serve(stream).await });
            // What has ended is not kept.
            while connections.try_join_next().is_some() {}
        }
    }

    /// An error is the client's doing, and shows in what has been recorded.
    async fn serve(self, mut stream: TcpStream) -> io::Result<()> {
        let (at, tls) = match &self.tls {
            Some(tls) => (self.at, tls),
            None => {
                let ended = converse(&mut stream, self.at, &self.script).await?;
                if ended == Ended::Closed {
                    return Ok(());
                }
                ("tunnel", &self.tunnel)
            }
        };
        match tls.accept(stream).into_fallible().await {
            Ok(mut stream) => converse(&mut stream, at, &self.script).await.map(drop),
            Err((_, stream)) => refuse(stream).await,
        }
    }
}

/// Lets the client read why: a connection that is closed with something unread is reset.
async fn refuse(mut stream: TcpStream) -> io::Result<()> {
    stream.shutdown().await?;
    while stream.read(&mut [0; 1024]).await? > 0 {}
    Ok(())
}

/// What a server speaks over.
trait Stream: AsyncRead + AsyncWrite + Unpin {
    /// Makes the end of the connection a reset.
    fn end_with_reset(&self) -> io::Result<()>;
}

impl Stream for TcpStream {
    fn end_with_reset(&self) -> io::Result<()> {
        self.set_zero_linger()
    }
}

impl Stream for TlsStream<TcpStream> {
    fn end_with_reset(&self) -> io::Result<()> {
        self.get_ref().0.set_zero_linger()
    }
}

#[derive(PartialEq)]
enum Ended {
    Closed,
    /// Whatever is said from now on goes through the tunnel.
    WithTunnel,
}

async fn converse(
    stream: &mut impl Stream,
    at: &'static str,
    script: &Script,
) -> io::Result<Ended> {
    let mut unread = Vec::new();
    while let Some(message) = message::read(stream, &mut unread).await? {
        let mut request = match message {
            Message::Request(request) => request,
            Message::TlsHello => {
                stream
                    .write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                    .await?;
                break;
            }
        };
        at.clone_into(&mut request.at);
        // Without a reply left, the connection ends.
        let Some(reply) = script.record(request) else {
            break;
        };
        if !answer(stream, &reply).await? {
            return Ok(Ended::Closed);
        }
        if reply.tunnel.is_some() {
            return Ok(Ended::WithTunnel);
        }
    }
    stream.shutdown().await?;
    Ok(Ended::Closed)
}

/// Sends a reply; says whether the connection stays open for another request.
async fn answer(stream: &mut impl Stream, reply: &Reply) -> io::Result<bool> {
    sleep(Duration::from_millis(reply.delay_ms)).await;
    match reply.fault {
        Some(Fault::CloseBeforeResponse) => {
            stream.shutdown().await?;
            return Ok(false);
        }
        Some(Fault::ResetBeforeResponse) => {
            stream.end_with_reset()?;
            return Ok(false);
        }
        _ => stream.write_all(&reply.bytes()).await?,
    }
    // TLS may still hold some of it.
    stream.flush().await?;
    match reply.fault {
        Some(Fault::ResetMidBody) => {
            sleep(Duration::from_millis(200)).await;
            stream.end_with_reset()?;
        }
        Some(Fault::StallMidBody) => while stream.read(&mut [0; 1024]).await? > 0 {},
        Some(_) => stream.shutdown().await?,
        None if reply.close => stream.shutdown().await?,
        None => return Ok(true),
    }
    Ok(false)
}
