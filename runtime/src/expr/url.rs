//! A template as a URL: each value is escaped for the place where it stands, and can't leave it.

use http_step_syntax::template::{Piece, Reference, Template};
use http_step_syntax::url::check_template;
use percent_encoding::utf8_percent_encode;

use super::{Expr, Interpolate, Scope};
use crate::error::RenderError;
use crate::escape::RESERVED;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Scheme,
    Host,
    Path,
    Query,
}

impl Interpolate {
    /// The URL; in dialects that insert values as they are, the text.
    pub(super) fn url(&self, scope: &Scope<'_>) -> Result<String, RenderError> {
        if !scope.dialect.escapes_in_urls() {
            return Expr::Interpolate(self.clone()).text(scope);
        }
        if !self.args.is_empty() {
            return Err(
                RenderError::new("a template of a URL takes no positional arguments").help(Some(
                    "write `%(kw:name)s`, which is escaped for its place".to_owned(),
                )),
            );
        }
        let template = self
            .template()
            .map_err(|error| RenderError::new(error.to_string()))?;
        let mut url = String::new();
        let mut empty_segment = false;
        for piece in &template.pieces {
            match piece {
                Piece::Text(text) => {
                    // What a value has left empty must not end here.
                    if empty_segment
                        && (text.starts_with('/') || text.starts_with('?'))
                        && url.ends_with('/')
                    {
                        return Err(RenderError::new("a segment of the path comes out empty"));
                    }
                    empty_segment = false;
                    url.push_str(text);
                }
                Piece::Substitution(substitution) => {
                    let value = self.substituted(substitution, scope).map_err(|error| {
                        let place = self.text.get(substitution.range.clone());
                        error.at(place.unwrap_or_default())
                    })?;
                    let is_raw = match &substitution.reference {
                        Reference::Keyword(name) => {
                            matches!(self.keyword(name), Some(Expr::Raw(_)))
                        }
                        _ => false,
                    };
                    if is_raw {
                        empty_segment &= value.is_empty();
                        url.push_str(&value);
                        continue;
                    }
                    let place = place(&url);
                    if place == Place::Host {
                        self.guard_host(template)?;
                    }
                    empty_segment = place == Place::Path && value.is_empty();
                    url.push_str(&escaped(place, &value)?);
                }
            }
        }
        if empty_segment && url.ends_with('/') {
            return Err(RenderError::new("a segment of the path comes out empty"));
        }
        Ok(url)
    }

    /// What the macro refuses in a template that it knows: a value that could change the host.
    fn guard_host(&self, template: &Template) -> Result<(), RenderError> {
        let open = check_template(&self.text, template).into_iter().next();
        open.map_or(Ok(()), |problem| {
            Err(RenderError::new(problem.what).help(problem.help))
        })
    }
}

/// Where the next character of a URL stands.
fn place(url: &str) -> Place {
    let Some((_, rest)) = url.split_once("://") else {
        return Place::Scheme;
    };
    match rest.find(['/', '?']) {
        None => Place::Host,
        Some(_) if rest.contains('?') => Place::Query,
        Some(_) => Place::Path,
    }
}

fn escaped(place: Place, value: &str) -> Result<String, RenderError> {
    if value.chars().any(char::is_control) {
        return Err(RenderError::new(
            "a value in the URL has a control character",
        ));
    }
    match place {
        Place::Scheme => Err(RenderError::new(
            "a URL with values in it begins with its scheme and `://`",
        )),
        Place::Host => {
            let fits = |c: char| c.is_ascii_alphanumeric() || c == '-';
            if value.is_empty() || !value.chars().all(fits) {
                return Err(RenderError::new(
                    "a value in the host of a URL is letters, digits and hyphens",
                ));
            }
            Ok(value.to_owned())
        }
        Place::Path | Place::Query => Ok(utf8_percent_encode(value, RESERVED).to_string()),
    }
}

impl Expr {
    /// The expression as a URL.
    pub(crate) fn url(&self, scope: &Scope<'_>) -> Result<String, RenderError> {
        scope.deeper(|| match self {
            Self::Interpolate(text) => text.url(scope),
            Self::Property(property) => match (property.own(scope)?, &property.default) {
                (None, Some(default)) => default.url(scope),
                _ => self.text(scope),
            },
            Self::Renderer(renderer) => renderer.expr(scope)?.url(scope),
            other => other.text(scope),
        })
    }
}
