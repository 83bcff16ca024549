//! Closures that see a response.

use std::fmt;
use std::sync::Arc;

use reqwest::StatusCode;
use reqwest::header::HeaderMap;

/// The head of a response, as a hook sees it.
///
/// ```
/// use http_step::get;
///
/// let step = get!("http://ci.example.com/", hooks: {
///     "response": |response: &http_step::ResponseView<'_>| {
///         if let Some(server) = response.header("server") {
///             println!("{}: {server}", response.status());
///         }
///     },
/// });
/// ```
#[derive(Clone, Copy)]
pub struct ResponseView<'a> {
    pub(crate) status: StatusCode,
    pub(crate) headers: &'a HeaderMap,
}

impl<'a> ResponseView<'a> {
    /// The status code.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// The value of a header field; of several with that name the first. None also where it is not ASCII.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&'a str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The header fields in order; names are in lower case.
    pub fn headers(&self) -> impl Iterator<Item = (&'a str, &'a [u8])> {
        let fields = self.headers.iter();
        fields.map(|(name, value)| (name.as_str(), value.as_bytes()))
    }
}

/// Shows the status alone: header fields may be credentials.
impl fmt::Debug for ResponseView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseView")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

/// A closure that is called with the head of each response. Two are equal when they are the same closure.
#[derive(Clone)]
pub(crate) struct Hook(pub(crate) Arc<dyn Fn(&ResponseView<'_>) + Send + Sync>);

impl PartialEq for Hook {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Debug for Hook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<closure>")
    }
}
