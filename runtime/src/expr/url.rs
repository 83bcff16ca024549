//! A template as a URL: each value is escaped for the place where it stands, and can't leave it.

use http_step_syntax::template::{Piece, Reference, Template};
use http_step_syntax::url::{Slot, check_template};
use percent_encoding::utf8_percent_encode;

use super::{Expr, Interpolate, Scope};
use crate::error::RenderError;
use crate::redact::RESERVED;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Scheme,
    Host,
    Path,
    Query,
}

impl Interpolate {
    pub(super) fn url(&self, scope: &Scope<'_>) -> Result<String, RenderError> {
        if !self.args.is_empty() {
            return Err(
                RenderError::new("a template of a URL takes no positional arguments").help(Some(
                    "write `%(kw:name)s`, which is escaped for its place".to_owned(),
                )),
            );
        }
        let template = self.template()?;
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
                    scope.append(&mut url, text)?;
                }
                Piece::Substitution(substitution) => {
                    let value = self.substituted(substitution, scope).map_err(|error| {
                        let place = self.text.get(substitution.range.clone());
                        error.at(place.unwrap_or_default())
                    })?;
                    let place = place(&url);
                    match place {
                        Place::Scheme => {
                            return Err(RenderError::new(
                                "a URL with values in it begins with its scheme and `://`",
                            ));
                        }
                        Place::Host => self.guard_host(template)?,
                        Place::Path | Place::Query => {}
                    }
                    let is_raw = match &substitution.reference {
                        Reference::Keyword(name) => self.is_raw(name),
                        _ => false,
                    };
                    if is_raw {
                        empty_segment &= value.is_empty();
                        scope.append(&mut url, &value)?;
                        continue;
                    }
                    empty_segment = place == Place::Path && value.is_empty();
                    scope.append(&mut url, &escaped(place, &value)?)?;
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
        let slots = template.substitutions().map(|it| Slot {
            range: it.range.clone(),
            is_raw: matches!(&it.reference, Reference::Keyword(name) if self.is_raw(name)),
        });
        let checked = check_template(&self.text, &slots.collect::<Vec<_>>());
        let open = checked.err().into_iter().flatten().next();
        open.map_or(Ok(()), |problem| Err(problem.into()))
    }

    /// Whether an argument is taken in as it is.
    fn is_raw(&self, name: &str) -> bool {
        matches!(self.keyword(name), Some(Expr::Raw(_)))
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
    if place != Place::Host {
        return Ok(utf8_percent_encode(value, RESERVED).to_string());
    }
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if value.is_empty() || !value.chars().all(fits) {
        return Err(RenderError::new(
            "a value in the host of a URL is letters, digits and hyphens",
        ));
    }
    Ok(value.to_owned())
}
