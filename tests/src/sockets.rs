//! A server that counts its sockets, with TLS or without.

use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio::sync::Semaphore;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;

const ANSWER: &[u8] =
    b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nfine\n";

/// A running server. It answers every request with 200; a path with `/held` in it only when it is told to.
#[derive(Debug)]
pub struct Sockets {
    address: SocketAddr,
    scheme: &'static str,
    seen: Arc<Seen>,
    _runtime: Runtime,
}

#[derive(Debug)]
struct Seen {
    accepted: AtomicUsize,
    heads: Mutex<Vec<String>>,
    protocols: Mutex<Vec<String>>,
    held: Semaphore,
}

impl Sockets {
    /// A server without TLS.
    ///
    /// # Errors
    ///
    /// Where no runtime or no port is to be had.
    pub fn plain() -> io::Result<Self> {
        Self::start(None)
    }

    /// A server with TLS.
    ///
    /// # Errors
    ///
    /// Where no runtime or no port is to be had.
    pub fn tls(config: ServerConfig) -> io::Result<Self> {
        Self::start(Some(TlsAcceptor::from(Arc::new(config))))
    }

    fn start(acceptor: Option<TlsAcceptor>) -> io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()?;
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
        let address = listener.local_addr()?;
        let seen = Arc::new(Seen {
            accepted: AtomicUsize::new(0),
            heads: Mutex::default(),
            protocols: Mutex::default(),
            held: Semaphore::new(0),
        });
        let scheme = if acceptor.is_some() { "https" } else { "http" };
        runtime.spawn(accept(listener, acceptor, Arc::clone(&seen)));
        Ok(Self {
            address,
            scheme,
            seen,
            _runtime: runtime,
        })
    }

    /// The URL of a path of this server.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}://{}{path}", self.scheme, self.address)
    }

    /// How many sockets were accepted so far.
    #[must_use]
    pub fn accepted(&self) -> usize {
        self.seen.accepted.load(Ordering::SeqCst)
    }

    /// The heads of the requests so far, in order of arrival.
    #[must_use]
    pub fn heads(&self) -> Vec<String> {
        lock(&self.seen.heads).clone()
    }

    /// The protocols that TLS agreed upon so far.
    #[must_use]
    pub fn protocols(&self) -> Vec<String> {
        lock(&self.seen.protocols).clone()
    }

    /// Answers so many of the requests that are held, or will be.
    pub fn release(&self, requests: usize) {
        self.seen.held.add_permits(requests);
    }

    /// Waits until so many requests have arrived.
    pub fn wait_for(&self, requests: usize) {
        while lock(&self.seen.heads).len() < requests {
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
    }
}

async fn accept(listener: TcpListener, acceptor: Option<TlsAcceptor>, seen: Arc<Seen>) {
    while let Ok((socket, _)) = listener.accept().await {
        seen.accepted.fetch_add(1, Ordering::SeqCst);
        tokio::spawn(connection(socket, acceptor.clone(), Arc::clone(&seen)));
    }
}

async fn connection(socket: TcpStream, acceptor: Option<TlsAcceptor>, seen: Arc<Seen>) {
    let Some(acceptor) = acceptor else {
        let _ = serve(socket, &seen).await;
        return;
    };
    let Ok(socket) = acceptor.accept(socket).await else {
        return;
    };
    let protocol = socket.get_ref().1.alpn_protocol().unwrap_or_default();
    let protocol = String::from_utf8_lossy(protocol).into_owned();
    lock(&seen.protocols).push(protocol);
    let _ = serve(socket, &seen).await;
}

/// Requests without bodies, one after another.
async fn serve(mut socket: impl AsyncRead + AsyncWrite + Unpin, seen: &Seen) -> io::Result<()> {
    let mut read = Vec::new();
    loop {
        while !read.ends_with(b"\r\n\r\n") {
            read.push(socket.read_u8().await?);
        }
        let head = String::from_utf8_lossy(&std::mem::take(&mut read)).into_owned();
        let is_held = head.contains("/held");
        lock(&seen.heads).push(head);
        if is_held && let Ok(permit) = seen.held.acquire().await {
            permit.forget();
        }
        socket.write_all(ANSWER).await?;
        socket.flush().await?;
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
