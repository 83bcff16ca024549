//! The body of a request.

use std::borrow::Cow;
use std::io;
use std::vec;

use bytes::Bytes;
use futures_util::stream;

use super::Rendered;
use super::encode::{pairs, urlencode};
use super::multipart::Form;
use super::part::Part;
use super::rendered::Data;
use super::upload::{PIECE, Reading, Upload};
use crate::error::RenderError;
use crate::value::Value;

/// A body, as the pieces that are sent one after another, with the content type that goes with it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Body {
    pub(super) pieces: Vec<Piece>,
    pub(super) content_type: Option<Cow<'static, str>>,
}

/// A piece of a body.
#[derive(Clone, Debug)]
pub(crate) enum Piece {
    Bytes(Bytes),
    File(Upload),
}

impl Body {
    /// None for a step without body.
    pub(super) fn prepare(rendered: &Rendered<'_>) -> Result<Option<Self>, RenderError> {
        let dialect = rendered.dialect;
        if !rendered.files.is_empty() {
            return Self::form(rendered).map(Some);
        }
        match (&rendered.data, rendered.json.as_deref()) {
            (Some(Data::File(part)), _) => Ok(Some(Self::file(part.clone()))),
            (Some(Data::Value(data)), _) if dialect.is_given(data) => Self::data(data, rendered)
                .map(Some)
                .map_err(|error| error.within("data")),
            (_, Some(json)) => Self::json(json, rendered)
                .map(Some)
                .map_err(|error| error.within("json")),
            _ => Ok(None),
        }
    }

    fn data(data: &Value, rendered: &Rendered<'_>) -> Result<Self, RenderError> {
        match data {
            Value::String(text) => Ok(Self::of(Bytes::copy_from_slice(text.as_bytes()), None)),
            Value::Bytes(bytes) => Ok(Self::of(bytes.clone(), None)),
            Value::Map(_) | Value::Dict(_) | Value::List(_) | Value::Tuple(_) => Ok(Self::of(
                urlencode(&pairs(data)?, rendered.dialect)?.into(),
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
    fn form(rendered: &Rendered<'_>) -> Result<Self, RenderError> {
        let mut form = Form::new()?;
        let data = match &rendered.data {
            Some(Data::Value(data)) if rendered.dialect.is_given(data) => Some(data.as_ref()),
            Some(Data::File(_)) => return Err(no_form("a file").within("data")),
            _ => None,
        };
        match data {
            None => {}
            Some(text @ (Value::String(_) | Value::Bytes(_))) => {
                return Err(no_form(text.kind()).within("data"));
            }
            Some(data) => {
                for (name, value) in pairs(data).map_err(|error| error.within("data"))? {
                    let name = name.shown(rendered.dialect);
                    let values = rendered.dialect.form_values(value);
                    for value in values.map_err(|error| error.within(&name).within("data"))? {
                        form.field(&name, &value);
                    }
                }
            }
        }
        for (name, part) in &rendered.files {
            form.file(name, part.clone())
                .map_err(|error| error.within(name).within("files"))?;
        }
        Ok(form.end())
    }

    fn file(part: Part) -> Self {
        Self {
            pieces: vec![part.content],
            content_type: part.content_type.map(Cow::Owned),
        }
    }

    fn of(bytes: Bytes, content_type: Option<&'static str>) -> Self {
        Self {
            pieces: vec![Piece::Bytes(bytes)],
            content_type: content_type.map(Cow::Borrowed),
        }
    }

    /// The length in bytes, once its files are open.
    pub(super) fn length(&self) -> u64 {
        let length = |piece: &Piece| match piece {
            Piece::Bytes(bytes) => bytes.len() as u64,
            Piece::File(upload) => upload.length(),
        };
        self.pieces.iter().map(length).sum()
    }

    /// Opens the files in the body, before anything is sent.
    pub(super) async fn open(&mut self) -> Result<(), RenderError> {
        for piece in &mut self.pieces {
            if let Piece::File(upload) = piece {
                upload.open().await?;
            }
        }
        Ok(())
    }

    /// The body as the transport takes it, each time from its beginning; `taken` is told whenever it takes
    /// a piece.
    pub(crate) fn to_transport(&self, taken: impl Fn() + Send + 'static) -> reqwest::Body {
        if let [Piece::Bytes(bytes)] = self.pieces.as_slice()
            && bytes.len() <= PIECE
        {
            return bytes.clone().into();
        }
        let sending = Sending {
            pieces: self.pieces.clone().into_iter(),
            bytes: Bytes::new(),
            file: None,
            taken,
        };
        reqwest::Body::wrap_stream(stream::try_unfold(sending, Sending::next))
    }
}

/// A body that is being sent.
struct Sending<F> {
    pieces: vec::IntoIter<Piece>,
    /// What is left of a piece in memory.
    bytes: Bytes,
    file: Option<Reading>,
    taken: F,
}

impl<F: Fn()> Sending<F> {
    async fn next(mut self) -> io::Result<Option<(Bytes, Self)>> {
        (self.taken)();
        loop {
            if !self.bytes.is_empty() {
                let piece = self.bytes.split_to(self.bytes.len().min(PIECE));
                return Ok(Some((piece, self)));
            }
            if let Some(file) = &mut self.file {
                match file.piece().await? {
                    Some(piece) => return Ok(Some((piece, self))),
                    None => self.file = None,
                }
            }
            match self.pieces.next() {
                None => return Ok(None),
                Some(Piece::Bytes(bytes)) => self.bytes = bytes,
                Some(Piece::File(upload)) => self.file = Some(upload.read().await?),
            }
        }
    }
}

fn no_form(kind: &str) -> RenderError {
    RenderError::new(format!("together with `files` this is a map, not {kind}"))
}
