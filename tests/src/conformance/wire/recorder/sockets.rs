//! Ports at which nobody answers.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::time::timeout;

const ANY_PORT: (Ipv4Addr, u16) = (Ipv4Addr::LOCALHOST, 0);

/// A bound port on which nobody listens: connecting to it is refused.
pub(super) struct Refused(TcpSocket);

impl Refused {
    pub(super) fn bind() -> io::Result<Self> {
        bound().map(Self)
    }

    pub(super) fn port(&self) -> io::Result<u16> {
        Ok(self.0.local_addr()?.port())
    }
}

/// A listener that accepts nobody and whose queue is full: connecting to it hangs.
pub(super) struct Blackhole {
    listener: TcpListener,
    _queued: Vec<TcpStream>,
}

impl Blackhole {
    pub(super) async fn bind() -> io::Result<Self> {
        let listener = bound()?.listen(0)?;
        let address = listener.local_addr()?;
        let mut queued = Vec::new();
        let connect = || timeout(Duration::from_millis(50), TcpStream::connect(address));
        // The queue is full as soon as a connection is not made at once.
        while let Ok(Ok(stream)) = connect().await {
            queued.push(stream);
        }
        Ok(Self {
            listener,
            _queued: queued,
        })
    }

    pub(super) fn port(&self) -> io::Result<u16> {
        Ok(self.listener.local_addr()?.port())
    }
}

fn bound() -> io::Result<TcpSocket> {
    let socket = TcpSocket::new_v4()?;
    socket.bind(SocketAddr::from(ANY_PORT))?;
    Ok(socket)
}
