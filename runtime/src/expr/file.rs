//! Files as parts of a form, or as a body.

use super::{Expr, IntoExpr};

/// A file that a request sends: a part of `files`, or the whole body as `data`.
///
/// It is read piece by piece while it is sent, and never held in memory.
///
/// ```
/// use http_step::{HttpStep, file, interpolate};
///
/// let wheel = file(interpolate("dist/acme-%(prop:version)s.whl")).content_type("application/zip");
/// let step = HttpStep::post("https://pypi.example.com/legacy/")
///     .data([(":action", "file_upload")])
///     .files([("content", wheel)]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct File {
    pub(crate) source: Source,
    pub(crate) filename: Option<Expr>,
    pub(crate) content_type: Option<Expr>,
    pub(crate) headers: Option<Expr>,
}

/// Where the bytes of a file come from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Source {
    Path(Expr),
    Bytes(Expr),
}

/// The file at a path. The name that is sent is the last part of the path, unless
/// [`filename`](File::filename) says otherwise.
#[must_use]
pub fn file(path: impl IntoExpr) -> File {
    File::of(Source::Path(path.into_expr()))
}

/// A file of these bytes, or of this text.
#[must_use]
pub fn file_of(bytes: impl IntoExpr) -> File {
    File::of(Source::Bytes(bytes.into_expr()))
}

impl File {
    pub(crate) fn of(source: Source) -> Self {
        Self {
            source,
            filename: None,
            content_type: None,
            headers: None,
        }
    }

    /// The name of the file as the server sees it.
    #[must_use]
    pub fn filename(mut self, name: impl IntoExpr) -> Self {
        self.filename = Some(name.into_expr());
        self
    }

    /// What is in the file, as a media type; nothing is said about it by default.
    #[must_use]
    pub fn content_type(mut self, media_type: impl IntoExpr) -> Self {
        self.content_type = Some(media_type.into_expr());
        self
    }

    /// Further header fields of the part: a map.
    #[must_use]
    pub fn headers(mut self, headers: impl IntoExpr) -> Self {
        self.headers = Some(headers.into_expr());
        self
    }

    /// The expressions that the file is made of.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &Expr> {
        let (Source::Path(source) | Source::Bytes(source)) = &self.source;
        let options = [&self.filename, &self.content_type, &self.headers];
        std::iter::once(source).chain(options.into_iter().flatten())
    }
}

impl IntoExpr for File {
    fn into_expr(self) -> Expr {
        Expr::File(Box::new(self))
    }
}
