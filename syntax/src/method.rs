use alloc::format;
use core::fmt;

use crate::text::quoted;
use crate::{Problem, nearest};

/// The methods of requests (RFC 9110, section 9, and RFC 5789).
///
/// ```
/// use http_step_syntax::Method;
///
/// assert_eq!(Method::parse("PUT"), Ok(Method::Put));
/// let problem = Method::parse("post").unwrap_err();
/// assert_eq!(problem.what, "unknown method `post`");
/// assert_eq!(problem.help.as_deref(), Some("did you mean `POST`?"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Method {
    Post,
    Get,
    Put,
    Delete,
    Head,
    Options,
    Patch,
}

impl Method {
    /// All methods, the default first.
    pub const ALL: [Self; 7] = [
        Self::Post,
        Self::Get,
        Self::Put,
        Self::Delete,
        Self::Head,
        Self::Options,
        Self::Patch,
    ];

    /// Returns the method of that name; names are case-sensitive (RFC 9110, section 9.1).
    ///
    /// # Errors
    ///
    /// Returns a problem over the whole name, with the nearest one.
    pub fn parse(name: &str) -> Result<Self, Problem> {
        if let Some(method) = Self::ALL.into_iter().find(|method| method.as_str() == name) {
            return Ok(method);
        }
        let problem = Problem::new(0..name.len(), format!("unknown method `{}`", quoted(name)));
        Err(match nearest(name, Self::ALL.map(Self::as_str)) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem.help("a method is one of GET, POST, PUT, DELETE, HEAD, OPTIONS, PATCH"),
        })
    }

    /// Returns the name as it is sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Post => "POST",
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
            Self::Head => "HEAD",
            Self::Options => "OPTIONS",
            Self::Patch => "PATCH",
        }
    }

    /// Whether a body has a meaning: not for GET and HEAD (RFC 9110, sections 9.3.1 and 9.3.2).
    pub const fn permits_body(self) -> bool {
        !matches!(self, Self::Get | Self::Head)
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
