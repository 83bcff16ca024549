//! A server that answers with the very bytes that a test gives, and keeps what it was asked.

use std::io::{self, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// A request as it stood on the wire.
#[derive(Clone, Debug, Default)]
pub struct ReceivedRequest {
    /// The method.
    pub method: String,
    /// The target, as it was written.
    pub target: String,
    /// The header fields, in order.
    pub fields: Vec<(String, String)>,
    /// The body, by its Content-Length.
    pub body: Vec<u8>,
}

impl ReceivedRequest {
    /// The value of a field, whatever the case of its name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&str> {
        let mut fields = self.fields.iter();
        let field = fields.find(|(known, _)| known.eq_ignore_ascii_case(name));
        field.map(|(_, value)| value.as_str())
    }

    /// Whether a text stands anywhere in the request.
    #[must_use]
    pub fn holds(&self, text: &str) -> bool {
        let body = String::from_utf8_lossy(&self.body);
        self.target.contains(text)
            || body.contains(text)
            || self.fields.iter().any(|(_, value)| value.contains(text))
    }
}

/// A running server. Its threads end with the connections that they serve.
#[derive(Debug)]
pub struct Raw {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<ReceivedRequest>>>,
}

impl Raw {
    /// Starts a server that lets `answer` write to the stream, and closes the connection after an error.
    ///
    /// # Errors
    ///
    /// Where no port is to be had.
    pub fn start(
        answer: impl Fn(&ReceivedRequest, &mut TcpStream) -> io::Result<()> + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let raw = Self {
            address: listener.local_addr()?,
            asked: Arc::default(),
        };
        let asked = Arc::clone(&raw.asked);
        let answer = Arc::new(answer);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (asked, answer) = (Arc::clone(&asked), Arc::clone(&answer));
                thread::spawn(move || serve(stream, &asked, &*answer));
            }
        });
        Ok(raw)
    }

    /// Starts a server that answers with what `answer` says.
    ///
    /// # Errors
    ///
    /// Where no port is to be had.
    pub fn with(
        answer: impl Fn(&ReceivedRequest) -> Vec<u8> + Send + Sync + 'static,
    ) -> io::Result<Self> {
        Self::start(move |asked, stream| stream.write_all(&answer(asked)))
    }

    /// Starts a server with an answer for each request in turn, the last one for all that follow. An empty one
    /// ends the connection.
    ///
    /// # Errors
    ///
    /// Where no port is to be had.
    pub fn in_turn(answers: Vec<Vec<u8>>) -> io::Result<Self> {
        let asked = AtomicUsize::new(0);
        Self::start(move |_, stream| {
            let nth = asked.fetch_add(1, Ordering::Relaxed);
            match answers.get(nth).or(answers.last()) {
                Some(answer) if !answer.is_empty() => stream.write_all(answer),
                _ => Err(io::ErrorKind::ConnectionReset.into()),
            }
        })
    }

    /// Scheme, host and port.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The URL of a path of this server.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// What was asked so far, in order of arrival.
    #[must_use]
    pub fn received_requests(&self) -> Vec<ReceivedRequest> {
        let asked = self.asked.lock();
        asked.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// An answer with its length.
#[must_use]
pub fn response(status: u16, fields: &[&str], body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let mut head = format!("HTTP/1.1 {status} Whatever\r\n");
    for field in fields {
        head.extend([field, "\r\n"]);
    }
    let head = format!("{head}Content-Length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

/// An answer that leads elsewhere.
#[must_use]
pub fn redirect(status: u16, location: &str) -> Vec<u8> {
    response(status, &[&format!("Location: {location}")], "moved")
}

fn serve(
    mut stream: TcpStream,
    records: &Mutex<Vec<ReceivedRequest>>,
    answer: &dyn Fn(&ReceivedRequest, &mut TcpStream) -> io::Result<()>,
) {
    while let Ok(asked) = read(&mut stream) {
        let records = records.lock();
        records
            .unwrap_or_else(PoisonError::into_inner)
            .push(asked.clone());
        if answer(&asked, &mut stream).is_err() {
            return;
        }
    }
}

fn read(stream: &mut TcpStream) -> io::Result<ReceivedRequest> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte)?;
        head.extend_from_slice(&byte);
    }
    let head = String::from_utf8_lossy(&head);
    let mut lines = head.lines();
    let mut words = lines.next().unwrap_or_default().split(' ');
    let mut word = || words.next().unwrap_or_default().to_owned();
    let mut asked = ReceivedRequest {
        method: word(),
        target: word(),
        ..ReceivedRequest::default()
    };
    let fields = lines.filter_map(|line| line.split_once(": "));
    asked.fields = fields
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let length = asked.field("content-length").unwrap_or("0");
    let length = length.parse().map_err(io::Error::other)?;
    asked.body = vec![0; length];
    stream.read_exact(&mut asked.body)?;
    Ok(asked)
}
