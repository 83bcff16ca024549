//! The body of a request.

use std::borrow::Cow;
use std::io;
use std::vec;

use bytes::Bytes;
use futures_util::stream;
use http_step_syntax::key::Key;

use super::Rendered;
use super::encode::{pairs, urlencode};
use super::multipart::MultipartForm;
use super::part::FilePart;
use super::rendered::Data;
use super::upload::{PIECE, Segment, UploadReader};
use crate::error::RenderError;
use crate::value::Value;

/// The body of a request: segments that are sent one after another, and the content type.
#[derive(Clone, Debug, Default)]
pub(crate) struct Body {
    pub(super) segments: Vec<Segment>,
    pub(super) content_type: Option<Cow<'static, str>>,
}

/// The progress of a body that is sent.
#[derive(Debug)]
pub(crate) enum BodyEvent {
    /// The transport asks for the next piece.
    Pulled,
    /// The transport has taken the last piece.
    Finished,
    /// The next piece could not be read.
    Failed(String),
}

impl Body {
    /// None for a step without body.
    pub(super) fn prepare(rendered: &Rendered<'_>) -> Result<Option<Self>, RenderError> {
        let dialect = rendered.dialect;
        if let Some(files) = &rendered.files {
            let parts = files
                .parts(dialect)
                .map_err(|error| error.within(Key::Files))?;
            return Self::form(rendered, &parts).map(Some);
        }
        match (rendered.data(), rendered.get(Key::Json)) {
            (Some(Data::File(part)), _) => Ok(Some(Self::file(part.clone()))),
            (Some(Data::Value(data)), _) if dialect.is_given(data) => Self::data(data, rendered)
                .map(Some)
                .map_err(|error| error.within(Key::Data)),
            (_, Some(json)) => Self::json(json, rendered)
                .map(Some)
                .map_err(|error| error.within(Key::Json)),
            _ => Ok(None),
        }
    }

    fn data(data: &Value, rendered: &Rendered<'_>) -> Result<Self, RenderError> {
        match data {
            Value::String(text) => Ok(Self::of(Bytes::copy_from_slice(text.as_bytes()), None)),
            Value::Bytes(bytes) => Ok(Self::of(bytes.clone(), None)),
            Value::Map(_) | Value::Dict(_) | Value::List(_) | Value::Tuple(_) => Ok(Self::of(
                urlencode(&pairs(&rendered.dialect.unpacked(data))?, rendered.dialect)?.into(),
                Some("application/x-www-form-urlencoded"),
            )),
            other => Err(RenderError::new(format!(
                "a body is a map, a list of pairs, text or bytes, not {}",
                other.kind()
            ))),
        }
    }

    fn json(json: &Value, rendered: &Rendered<'_>) -> Result<Self, RenderError> {
        let document = rendered.dialect.json(json)?;
        Ok(Self::of(document.into(), Some("application/json")))
    }

    /// The fields of `data`, and then the files.
    fn form(rendered: &Rendered<'_>, parts: &[(String, FilePart)]) -> Result<Self, RenderError> {
        let mut form = MultipartForm::new()?;
        let data = match rendered.data() {
            Some(Data::Value(data)) if rendered.dialect.is_given(data) => Some(data),
            Some(Data::File(_)) => return Err(form_error("a file").within(Key::Data)),
            _ => None,
        };
        match data {
            None => {}
            Some(text @ (Value::String(_) | Value::Bytes(_))) => {
                return Err(form_error(text.kind()).within(Key::Data));
            }
            Some(data) => {
                let data = rendered.dialect.unpacked(data);
                for (name, value) in pairs(&data).map_err(|error| error.within(Key::Data))? {
                    let name = name
                        .part(rendered.dialect)
                        .map_err(|error| error.within(Key::Data))?;
                    let values = rendered.dialect.form_values(value);
                    for value in values.map_err(|error| error.within(&name).within(Key::Data))? {
                        form.field(&name, &value);
                    }
                }
            }
        }
        for (name, part) in parts {
            form.file(name, part.clone())
                .map_err(|error| error.within(name).within(Key::Files))?;
        }
        let (segments, content_type) = form.finish();
        Ok(Self {
            segments,
            content_type: Some(content_type.into()),
        })
    }

    fn file(part: FilePart) -> Self {
        Self {
            segments: vec![part.content],
            content_type: part.content_type.map(Cow::Owned),
        }
    }

    fn of(bytes: Bytes, content_type: Option<&'static str>) -> Self {
        Self {
            segments: vec![Segment::Bytes(bytes)],
            content_type: content_type.map(Cow::Borrowed),
        }
    }

    /// The segments, in order.
    pub(crate) fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// The length in bytes, once its files are open.
    pub(super) fn length(&self) -> u64 {
        let length = |piece: &Segment| match piece {
            Segment::Bytes(bytes) => bytes.len() as u64,
            Segment::File(upload) => upload.length(),
        };
        self.segments.iter().map(length).sum()
    }

    /// Opens the files in the body, before anything is sent.
    pub(super) async fn open(&mut self) -> Result<(), RenderError> {
        for piece in &mut self.segments {
            if let Segment::File(upload) = piece {
                upload.open().await?;
            }
        }
        Ok(())
    }

    /// Whether the transport takes the body in pieces, so that progress is reported.
    pub(crate) fn reports_progress(&self) -> bool {
        self.single_piece().is_none() && self.length() > 0
    }

    /// The body, if it is small enough for a single piece.
    fn single_piece(&self) -> Option<&Bytes> {
        match self.segments.as_slice() {
            [Segment::Bytes(bytes)] if bytes.len() <= PIECE => Some(bytes),
            _ => None,
        }
    }

    /// The body for the transport, each time from its beginning; `report` receives its progress.
    pub(crate) fn to_transport(
        &self,
        report: impl Fn(BodyEvent) + Send + 'static,
    ) -> reqwest::Body {
        if let Some(bytes) = self.single_piece() {
            return bytes.clone().into();
        }
        let sending = BodyStream {
            pieces: self.segments.clone().into_iter(),
            bytes: Bytes::new(),
            file: None,
            left: self.length(),
            report,
        };
        reqwest::Body::wrap_stream(stream::try_unfold(sending, BodyStream::next))
    }
}

/// A body that is being sent.
struct BodyStream<F> {
    pieces: vec::IntoIter<Segment>,
    /// The rest of the segment in memory.
    bytes: Bytes,
    file: Option<UploadReader>,
    /// The number of bytes still to send: the transport knows the length, and may not ask for more.
    left: u64,
    report: F,
}

impl<F: Fn(BodyEvent)> BodyStream<F> {
    async fn next(mut self) -> io::Result<Option<(Bytes, Self)>> {
        (self.report)(BodyEvent::Pulled);
        match self.piece().await {
            Ok(Some(piece)) => {
                self.left = self.left.saturating_sub(piece.len() as u64);
                if self.left == 0 {
                    (self.report)(BodyEvent::Finished);
                }
                Ok(Some((piece, self)))
            }
            Ok(None) => Ok(None),
            Err(error) => {
                (self.report)(BodyEvent::Failed(error.to_string()));
                Err(error)
            }
        }
    }

    async fn piece(&mut self) -> io::Result<Option<Bytes>> {
        loop {
            if !self.bytes.is_empty() {
                return Ok(Some(self.bytes.split_to(self.bytes.len().min(PIECE))));
            }
            if let Some(file) = &mut self.file {
                match file.piece().await? {
                    Some(piece) => return Ok(Some(piece)),
                    None => self.file = None,
                }
            }
            match self.pieces.next() {
                None => return Ok(None),
                Some(Segment::Bytes(bytes)) => self.bytes = bytes,
                Some(Segment::File(upload)) => self.file = Some(upload.read().await?),
            }
        }
    }
}

fn form_error(kind: &str) -> RenderError {
    RenderError::new(format!("together with `files` this is a map, not {kind}"))
}
