//! A file of a form, rendered from a member of `files`.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use bytes::Bytes;

use super::encode::pairs;
use super::upload::{Segment, Upload};
use crate::buildbot::Dialect;
use crate::error::RenderError;
use crate::expr::{Expr, File, Scope, Source};
use crate::value::Value;

/// A file as it is sent: in a part of a form, or as the whole body.
#[derive(Clone, Debug)]
pub(crate) struct FilePart {
    pub(super) content: Segment,
    pub(super) filename: Option<String>,
    pub(super) content_type: Option<String>,
    /// Further fields; the value is not yet known to fit.
    pub(super) headers: Vec<(String, Vec<u8>)>,
}

impl FilePart {
    /// A `File(…)`; bytes without a name go by that of their field.
    pub(super) fn of_file(
        field: &str,
        file: &File,
        scope: &Scope<'_>,
    ) -> Result<Self, RenderError> {
        let dialect = scope.dialect();
        let option = |key: &str, option: &Option<Expr>| {
            let Some(expr) = option else {
                return Ok::<_, RenderError>(None);
            };
            let value = expr.value(scope).map_err(|error| error.within(key))?;
            Ok(Some(value.into_owned()).filter(|value| *value != Value::Null))
        };
        let (content, own_name) = match &file.source {
            Source::Path(path) => {
                let path = PathBuf::from(path.text(scope).map_err(|error| error.within("path"))?);
                if path.as_os_str().is_empty() {
                    return Err(RenderError::new("the path of the file comes out empty"));
                }
                let name = base_name(&path);
                (Segment::File(Upload::new(path)), name)
            }
            Source::Bytes(bytes) => {
                let bytes = bytes.value(scope).map_err(|error| error.within("bytes"))?;
                let bytes = Bytes::from(dialect.octets(&bytes)?.into_owned());
                (Segment::Bytes(bytes), field.to_owned())
            }
        };
        let text = |value: Value| dialect.text(&value).into_owned();
        let filename = option("filename", &file.filename)?.map(text);
        if let Some(name) = &filename {
            check_base_name(name).map_err(|error| error.within("filename"))?;
        }
        let headers = match option("headers", &file.headers)? {
            Some(headers) => fields(&headers, dialect).map_err(|error| error.within("headers"))?,
            None => Vec::new(),
        };
        Ok(Self {
            content,
            filename: Some(filename.unwrap_or(own_name)),
            content_type: option("content_type", &file.content_type)?.map(text),
            headers,
        })
    }

    /// A value as `requests` reads it: the content, or a tuple of file name, content, content type and
    /// header fields; None where there is no content.
    pub(super) fn of_value(
        field: &str,
        value: &Value,
        dialect: Dialect,
    ) -> Result<Option<Self>, RenderError> {
        let (filename, content, rest) = match value {
            Value::Tuple(items) | Value::List(items) => match items.as_slice() {
                [filename, content, rest @ ..] if rest.len() <= 2 => {
                    (part_name(filename, dialect)?, content, rest)
                }
                _ => {
                    return Err(RenderError::new(
                        "a file is text, bytes or `File(…)`, or has two to four members: name, content, \
                         content type, header fields",
                    ));
                }
            },
            content => (Some(field.to_owned()), content, &[][..]),
        };
        let content = match content {
            Value::Null => return Ok(None),
            Value::String(_) | Value::Bytes(_) | Value::Bool(_) | Value::Integer(_) => {
                Bytes::from(dialect.octets(content)?.into_owned())
            }
            other => {
                return Err(RenderError::new(format!(
                    "the content of a file is text or bytes, not {}",
                    other.kind()
                )));
            }
        };
        let content_type = rest.first().filter(|value| dialect.is_given(value));
        let headers = rest.get(1).filter(|value| dialect.is_given(value));
        Ok(Some(Self {
            content: Segment::Bytes(content),
            filename,
            content_type: content_type.map(|text| dialect.text(text).into_owned()),
            headers: headers.map_or(Ok(Vec::new()), |headers| fields(headers, dialect))?,
        }))
    }

    /// What a log shows in place of the file.
    pub(crate) fn label(&self) -> Cow<'_, str> {
        match &self.content {
            Segment::File(upload) => upload.path().to_string_lossy(),
            Segment::Bytes(bytes) => format!("{} bytes", bytes.len()).into(),
        }
    }
}

fn fields(headers: &Value, dialect: Dialect) -> Result<Vec<(String, Vec<u8>)>, RenderError> {
    let headers = dialect.unpacked(headers);
    let mut fields = Vec::new();
    for (name, value) in pairs(&headers)? {
        if let Some(value) = dialect.part_field(value)? {
            let name = name.shown(dialect).into_owned();
            fields.push((name, value.into_owned()));
        }
    }
    Ok(fields)
}

/// The file name that is given for a part, if there is one.
fn part_name(name: &Value, dialect: Dialect) -> Result<Option<String>, RenderError> {
    match name {
        Value::Null => Ok(None),
        name => Ok(Some(dialect.part_name(name)?.into_owned())),
    }
}

fn base_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// A server that takes the name for a path must not be led elsewhere.
fn check_base_name(name: &str) -> Result<(), RenderError> {
    if name.is_empty() || matches!(name, "." | "..") || name.contains(['/', '\\']) {
        return Err(RenderError::new("this is no name of a file alone")
            .help(Some("leave out its folders".to_owned())));
    }
    Ok(())
}
