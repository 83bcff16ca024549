//! A server for large bodies, which holds none of them.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

/// A server that takes whatever is sent, and answers `/N` with N bytes.
#[derive(Debug)]
pub struct Sink {
    address: SocketAddr,
    received: Arc<AtomicU64>,
}

impl Sink {
    /// Starts the server; it ends with the process.
    ///
    /// # Errors
    ///
    /// Where no port is to be had.
    pub fn start() -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let received = Arc::new(AtomicU64::new(0));
        let counter = Arc::clone(&received);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let counter = Arc::clone(&counter);
                // An error is the client's doing, and shows there.
                thread::spawn(move || serve(stream, &counter));
            }
        });
        Ok(Self { address, received })
    }

    /// The URL that is answered with so many bytes.
    #[must_use]
    pub fn url(&self, bytes: u64) -> String {
        format!("http://{}/{bytes}", self.address)
    }

    /// How many bytes of bodies have come so far.
    #[must_use]
    pub fn received(&self) -> u64 {
        self.received.load(Ordering::Relaxed)
    }
}

fn serve(mut stream: TcpStream, received: &AtomicU64) -> io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    loop {
        let mut answer = 0;
        let mut length = 0;
        let mut line = String::new();
        while reader.read_line(&mut line)? > 2 {
            let lower = line.to_ascii_lowercase();
            if let Some(value) = lower.strip_prefix("content-length:") {
                length = value.trim().parse().unwrap_or(0);
            } else if let Some(path) = line.split('/').nth(1).filter(|_| line.contains(" HTTP/")) {
                answer = path
                    .split(' ')
                    .next()
                    .and_then(|n| n.parse().ok())
                    .unwrap_or(0);
            }
            line.clear();
        }
        if line.is_empty() {
            return Ok(());
        }
        received.fetch_add(
            io::copy(&mut (&mut reader).take(length), &mut io::sink())?,
            Ordering::Relaxed,
        );
        write!(
            stream,
            "HTTP/1.1 200 OK\r\nContent-Length: {answer}\r\n\r\n"
        )?;
        io::copy(&mut io::repeat(b'x').take(answer), &mut stream)?;
    }
}
