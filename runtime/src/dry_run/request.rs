use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::path::Path;

use super::curl;
use super::view::{Redaction, View};
use crate::log::{excerpt, printable};
use crate::request::{Request, Segment};
use crate::session::Proxy;

/// A request as it would go out, with `<name>` for each secret.
///
/// The methods give it whole; `Debug` and `Display` hide values under names of credentials that are no
/// secrets, as logs do.
pub struct DryRequest {
    request: Request,
    url: String,
    cookie: Option<String>,
    curl: Option<String>,
    shown: String,
}

/// A piece of a body that is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyPiece<'a> {
    /// These bytes.
    Bytes(&'a [u8]),
    /// What is in this file when the request is made.
    File(&'a Path),
}

/// What is known besides the request itself.
pub(super) struct RequestContext {
    /// The name of the secret that the URL is as a whole.
    pub(super) secret_url: Option<String>,
    pub(super) proxy: Option<Proxy>,
    pub(super) uses_secrets: bool,
}

impl DryRequest {
    pub(super) fn new(request: Request, around: &RequestContext, hidden: &Redaction<'_>) -> Self {
        let url = match &around.secret_url {
            Some(name) => {
                let query = request.url.query().map(|query| format!("?{query}"));
                format!("<{name}>{}", query.unwrap_or_default())
            }
            None => request.url.to_string(),
        };
        let mut dry = Self {
            url,
            cookie: cookie(&request.cookies, View::Whole),
            curl: None,
            shown: String::new(),
            request,
        };
        dry.curl = curl::line(&dry, &dry.request, around, View::Whole);
        let shown = dry.text(around, View::Log(hidden));
        // Names and paths may hold something as well.
        let shown = hidden.redactor.apply(&shown);
        dry.shown = printable(&shown).into_owned();
        dry
    }

    /// The method: `POST`.
    #[must_use]
    pub fn method(&self) -> &str {
        self.request.method.as_str()
    }

    /// The URL with its query; a secret that is the whole URL stands as `<name>`, and behind it `?` and what
    /// `params` adds: with `&` in its place where the secret has a query of its own.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The header fields, with names in lower case. What is known only when the request is made is not among
    /// them: `Host`, the length of files, cookies and credentials that the session has by then, and the answer
    /// to a `Digest` challenge.
    pub fn headers(&self) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        let dialect = self.request.dialect;
        let fields = self.fields();
        let fields = fields.map(move |(name, value)| (name, dialect.header_text(value)));
        let cookie = self.cookie.as_deref();
        fields.chain(cookie.map(|cookie| ("cookie", Cow::Borrowed(cookie))))
    }

    /// The same without the cookies, in octets.
    fn fields(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let has_file = self.body().any(|piece| matches!(piece, BodyPiece::File(_)));
        let fields = self.request.headers.iter();
        let fields = fields.filter(move |(name, _)| !has_file || *name != "content-length");
        fields.map(|(name, value)| (name.as_str(), value.as_bytes()))
    }

    /// The body as the pieces that are sent one after another; none where there is no body.
    pub fn body(&self) -> impl Iterator<Item = BodyPiece<'_>> {
        let pieces = self.request.body.as_ref().map(|body| body.segments());
        pieces.unwrap_or_default().iter().map(|piece| match piece {
            Segment::Bytes(bytes) => BodyPiece::Bytes(bytes),
            Segment::File(upload) => BodyPiece::File(upload.path()),
        })
    }

    /// A line for a POSIX shell that sends the same request with `curl`: one line, whatever the values hold.
    ///
    /// None where a value can't be handed to a command, such as a path with a NUL in it.
    #[must_use]
    pub fn curl(&self) -> Option<&str> {
        self.curl.as_deref()
    }

    fn text(&self, around: &RequestContext, view: View<'_>) -> String {
        let url = view.octets(self.url.as_bytes());
        let mut text = format!("{} {}\n", self.method(), String::from_utf8_lossy(&url));
        for (name, value) in self.fields() {
            let value = view.field(name, value);
            // A String takes what it is given.
            let _ = writeln!(text, "{name}: {}", self.request.dialect.header_text(&value));
        }
        if let Some(cookie) = cookie(&self.request.cookies, view) {
            let _ = writeln!(text, "cookie: {cookie}");
        }
        for piece in self.body() {
            let _ = match piece {
                BodyPiece::Bytes(bytes) if std::str::from_utf8(bytes).is_ok() => {
                    let piece = view.octets(bytes);
                    let piece = String::from_utf8_lossy(piece.trim_ascii_end());
                    writeln!(text, "\n{}", excerpt(piece))
                }
                BodyPiece::Bytes(bytes) => writeln!(text, "\n[{} bytes]", bytes.len()),
                BodyPiece::File(path) => writeln!(text, "\n[the file {}]", path.display()),
            };
        }
        if let Some(curl) = curl::line(self, &self.request, around, view) {
            let _ = writeln!(text, "\n{curl}");
        }
        text
    }
}

/// The field for the cookies of the request alone; in Buildbot one may be a name without a value.
pub(super) fn cookie(cookies: &[(String, Option<String>)], view: View<'_>) -> Option<String> {
    let pairs = cookies.iter().map(|(name, value)| match value {
        Some(value) => {
            let value = view.credential(value.as_bytes());
            format!("{name}={}", String::from_utf8_lossy(&value))
        }
        None => name.clone(),
    });
    let pairs: Vec<_> = pairs.collect();
    (!pairs.is_empty()).then(|| pairs.join("; "))
}

impl fmt::Display for DryRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

impl fmt::Debug for DryRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("DryRequest").field(&self.shown).finish()
    }
}
