//! Forms with files: `multipart/form-data` (RFC 7578).

use std::fmt::Write as _;

use bytes::Bytes;
use http_step_syntax::header;
use reqwest::header::HeaderValue;

use super::body::{Body, Segment};
use super::part::FilePart;
use crate::error::RenderError;

/// A form that is being put together.
pub(super) struct MultipartForm {
    boundary: String,
    pieces: Vec<Segment>,
    /// What comes after the last piece.
    text: Vec<u8>,
}

impl MultipartForm {
    /// # Errors
    ///
    /// Where the system has no random numbers: a boundary that can be guessed could be forged in a file.
    pub(super) fn new() -> Result<Self, RenderError> {
        let mut random = [0; 16];
        getrandom::fill(&mut random)
            .map_err(|error| RenderError::new(format!("there is no random boundary: {error}")))?;
        let mut boundary = String::with_capacity(2 * random.len());
        for byte in random {
            // A String takes what it is given.
            let _ = write!(boundary, "{byte:02x}");
        }
        Ok(Self {
            boundary,
            pieces: Vec::new(),
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
    /// For header fields that are none.
    pub(super) fn file(&mut self, name: &str, part: FilePart) -> Result<(), RenderError> {
        self.begin_part(name, part.filename.as_deref());
        if let Some(content_type) = &part.content_type {
            self.header("Content-Type", content_type.as_bytes())?;
        }
        for (name, value) in &part.headers {
            // Those two are ours to say.
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
                self.pieces
                    .push(Segment::Bytes(std::mem::take(&mut self.text).into()));
                self.pieces.push(file);
            }
        }
        self.text.extend_from_slice(b"\r\n");
        Ok(())
    }

    pub(super) fn finish(mut self) -> Body {
        let end = format!("--{}--\r\n", self.boundary);
        self.text.extend_from_slice(end.as_bytes());
        self.pieces.push(Segment::Bytes(Bytes::from(self.text)));
        Body {
            segments: self.pieces,
            content_type: Some(format!("multipart/form-data; boundary={}", self.boundary).into()),
        }
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

/// A name as browsers write it between quotes (WHATWG HTML, multipart/form-data), so that it can't end there.
fn quoted(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}
