//! rust-analyzer, spoken to over the language server protocol.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// For everything that a test asks, with a build of the procedural macro.
const TIME: Duration = Duration::from_secs(300);

/// The server, which ends with this value.
pub(crate) struct Analyzer {
    process: Child,
    input: ChildStdin,
    messages: Receiver<Value>,
    deadline: Instant,
    requests: u64,
}

/// Where the cursor is: zero-based, as the protocol counts.
#[derive(Clone, Copy)]
pub(crate) struct Cursor {
    pub(crate) line: usize,
    pub(crate) character: usize,
}

impl Analyzer {
    /// The program, if there is one that runs: rustup installs a name for it that may lead nowhere.
    pub(crate) fn program() -> Option<PathBuf> {
        let program =
            std::env::var_os("RUST_ANALYZER").map_or("rust-analyzer".into(), PathBuf::from);
        let version = Command::new(&program).arg("--version").output().ok()?;
        version.status.success().then_some(program)
    }

    /// Starts the server on a package, and waits until it has read it and built its macros.
    pub(crate) fn start(program: &Path, package: &Path) -> Self {
        let mut process = Command::new(program)
            .current_dir(package)
            .env("CARGO_TARGET_DIR", package.join("target"))
            .env_remove("RUSTFLAGS")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let (sender, messages) = channel();
        let output = process.stdout.take().unwrap();
        std::thread::spawn(move || read(output, &sender));
        let mut analyzer = Self {
            input: process.stdin.take().unwrap(),
            process,
            messages,
            deadline: Instant::now() + TIME,
            requests: 0,
        };
        analyzer.initialize(package);
        analyzer
    }

    fn initialize(&mut self, package: &Path) {
        // Of all that the runtime depends on, only the macro is built.
        let build = [
            "cargo",
            "build",
            "--quiet",
            "--message-format=json",
            "-p",
            "http-step-macros",
        ];
        self.request(
            "initialize",
            &json!({
                "processId": std::process::id(),
                "rootUri": uri(package),
                "capabilities": {
                    "experimental": { "serverStatusNotification": true },
                    "textDocument": { "hover": { "contentFormat": ["markdown"] } },
                },
                "initializationOptions": {
                    "cachePriming": { "enable": false },
                    "cargo": { "buildScripts": { "overrideCommand": build } },
                    "checkOnSave": false,
                },
            }),
        );
        self.notify("initialized", &json!({}));
        while !self
            .next()
            .is_some_and(|message| message["params"]["quiescent"] == true)
        {}
    }

    /// Shows the server a file with this text.
    pub(crate) fn open(&mut self, file: &Path, text: &str) {
        let document =
            json!({ "uri": uri(file), "languageId": "rust", "version": 1, "text": text });
        self.notify("textDocument/didOpen", &json!({ "textDocument": document }));
    }

    /// Forgets the text of a file.
    pub(crate) fn close(&mut self, file: &Path) {
        self.notify(
            "textDocument/didClose",
            &json!({ "textDocument": { "uri": uri(file) } }),
        );
    }

    /// Asks about a file, or a place in it.
    pub(crate) fn ask(&mut self, what: &str, file: &Path, cursor: Option<Cursor>) -> Value {
        let position = cursor.map(|at| json!({ "line": at.line, "character": at.character }));
        let place = json!({ "textDocument": { "uri": uri(file) }, "position": position });
        self.request(&format!("textDocument/{what}"), &place)
    }

    fn request(&mut self, method: &str, params: &Value) -> Value {
        self.requests += 1;
        let id = self.requests;
        self.write(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            if let Some(message) = self.next().filter(|message| message["id"] == id) {
                assert!(message["error"].is_null(), "{method}: {message}");
                return message["result"].clone();
            }
        }
    }

    fn notify(&mut self, method: &str, params: &Value) {
        self.write(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// The next message; None for a request of the server's, which is answered with nothing.
    fn next(&mut self) -> Option<Value> {
        let left = self.deadline.saturating_duration_since(Instant::now());
        let message = self.messages.recv_timeout(left).expect("an answer in time");
        if message["method"].is_string() && !message["id"].is_null() {
            self.write(&json!({ "jsonrpc": "2.0", "id": message["id"], "result": null }));
            return None;
        }
        Some(message)
    }

    fn write(&mut self, message: &Value) {
        let body = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        self.input.flush().unwrap();
    }
}

impl Drop for Analyzer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// Reads messages until the server ends.
fn read(output: ChildStdout, messages: &Sender<Value>) {
    let mut output = BufReader::new(output);
    let mut header = String::new();
    let mut length = 0;
    while output.read_line(&mut header).is_ok_and(|read| read > 0) {
        if let Some(number) = header.strip_prefix("Content-Length: ") {
            length = number.trim().parse().unwrap();
        } else if header.trim().is_empty() {
            let mut body = vec![0; length];
            output.read_exact(&mut body).unwrap();
            let message = serde_json::from_slice(&body).unwrap();
            if messages.send(message).is_err() {
                return;
            }
        }
        header.clear();
    }
}
