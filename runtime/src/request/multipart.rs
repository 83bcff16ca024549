//! Forms with files: `multipart/form-data` (RFC 7578).

use std::fmt::Write as _;

use bytes::Bytes;
use http_step_syntax::header;
use reqwest::header::HeaderValue;

use super::part::FilePart;
use super::upload::Segment;
use crate::error::RenderError;

/// A form under construction.
pub(super) struct MultipartForm {
    boundary: String,
    segments: Vec<Segment>,
    /// The text after the last segment.
    text: Vec<u8>,
}

impl MultipartForm {
    /// # Errors
    ///
    /// If the system has no random numbers: a predictable boundary could be forged in a file.
    pub(super) fn new() -> Result<Self, RenderError> {
        let mut random = [0; 16];
        getrandom::fill(&mut random)
            .map_err(|error| RenderError::new(format!("cannot generate a boundary: {error}")))?;
        let mut boundary = String::with_capacity(2 * random.len());
        for byte in random {
            // A String takes what it is given.
            let _ = write!(boundary, "{byte:02x}");
        }
        Ok(Self {
            boundary,
            segments: Vec::new(),
            text: Vec::new(),
        })
    }

    pub(super) fn field(&mut self, name: &str, value: &[u8]) {
        self.begin_part(name, None);
        self.text.extend_from_slice(b"\r\n\r\n");
        self.text.extend_from_slice(value);
        self.text.extend_from_slice(b"\r\n");
    }

    /// # Errors
    ///
    /// For an invalid header field.
    pub(super) fn file(&mut self, name: &str, part: FilePart) -> Result<(), RenderError> {
        self.begin_part(name, part.filename.as_deref());
        if let Some(content_type) = &part.content_type {
            self.header("Content-Type", content_type.as_bytes())?;
        }
        for (name, value) in &part.headers {
            // These two are set here.
            let is_ours = ["content-disposition", "content-type"]
                .iter()
                .any(|ours| name.eq_ignore_ascii_case(ours));
            if !is_ours && !value.is_empty() {
                self.header(name, value)
                    .map_err(|error| error.within(name).within("headers"))?;
            }
        }
        self.text.extend_from_slice(b"\r\n\r\n");
        match part.content {
            Segment::Bytes(bytes) => self.text.extend_from_slice(&bytes),
            file @ Segment::File(_) => {
                self.segments
                    .push(Segment::Bytes(std::mem::take(&mut self.text).into()));
                self.segments.push(file);
            }
        }
        self.text.extend_from_slice(b"\r\n");
        Ok(())
    }

    /// The segments of the body, and its content type.
    pub(super) fn finish(mut self) -> (Vec<Segment>, String) {
        let end = format!("--{}--\r\n", self.boundary);
        self.text.extend_from_slice(end.as_bytes());
        self.segments.push(Segment::Bytes(Bytes::from(self.text)));
        let content_type = format!("multipart/form-data; boundary={}", self.boundary);
        (self.segments, content_type)
    }

    fn begin_part(&mut self, name: &str, filename: Option<&str>) {
        let mut head = format!(
            "--{}\r\nContent-Disposition: form-data; name=\"{}\"",
            self.boundary,
            quoted(name)
        );
        if let Some(filename) = filename {
            let _ = write!(head, "; filename=\"{}\"", quoted(filename));
        }
        self.text.extend_from_slice(head.as_bytes());
    }

    fn header(&mut self, name: &str, value: &[u8]) -> Result<(), RenderError> {
        header::name(name)?;
        if HeaderValue::from_bytes(value).is_err() {
            return Err(RenderError::new(
                "the value has a line break or another control character",
            ));
        }
        self.text.extend_from_slice(b"\r\n");
        self.text.extend_from_slice(name.as_bytes());
        self.text.extend_from_slice(b": ");
        self.text.extend_from_slice(value);
        Ok(())
    }
}

/// Escapes a name between quotes as browsers do (WHATWG HTML, multipart/form-data).
fn quoted(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}
