//! A connection to one of the listeners.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::sleep;

use super::super::case::{Fault, Reply};
use super::Script;
use super::message::{self, Message};

/// Serves whoever connects; the connections end with the listener.
pub(super) async fn accept(listener: TcpListener, at: &'static str, script: Arc<Script>) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        connections.spawn(serve(stream, at, Arc::clone(&script)));
    }
}

/// An error is the client's doing, and shows in what has been recorded.
async fn serve(mut stream: TcpStream, at: &'static str, script: Arc<Script>) -> io::Result<()> {
    let mut unread = Vec::new();
    while let Some(message) = message::read(&mut stream, &mut unread).await? {
        let mut request = match message {
            Message::Request(request) => request,
            Message::TlsHello => {
                stream
                    .write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                    .await?;
                return stream.shutdown().await;
            }
        };
        at.clone_into(&mut request.at);
        // Without a reply left, the connection ends.
        let Some(reply) = script.record(request) else {
            return stream.shutdown().await;
        };
        if !answer(&mut stream, &reply).await? {
            return Ok(());
        }
    }
    Ok(())
}

/// Sends a reply; says whether the connection stays open for another request.
async fn answer(stream: &mut TcpStream, reply: &Reply) -> io::Result<bool> {
    sleep(Duration::from_millis(reply.delay_ms)).await;
    match reply.fault {
        Some(Fault::CloseBeforeResponse) => {
            stream.shutdown().await?;
            return Ok(false);
        }
        Some(Fault::ResetBeforeResponse) => {
            stream.set_zero_linger()?;
            return Ok(false);
        }
        _ => stream.write_all(&reply.bytes()).await?,
    }
    match reply.fault {
        Some(Fault::ResetMidBody) => {
            sleep(Duration::from_millis(200)).await;
            stream.set_zero_linger()?;
        }
        Some(Fault::StallMidBody) => while stream.read(&mut [0; 1024]).await? > 0 {},
        Some(_) => stream.shutdown().await?,
        None if reply.close => stream.shutdown().await?,
        None => return Ok(true),
    }
    Ok(false)
}
