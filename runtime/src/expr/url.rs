//! A template as a URL: each value is escaped for the place where it stands, and can't leave it.

mod base;
mod builder;
mod insertion;

use http_step_syntax::template::{Piece, PositionalPiece, Template, check_positional, positional};
use http_step_syntax::url::{Slot, check_template};

use super::{Interpolate, Scope};
use crate::error::RenderError;
use builder::UrlBuilder;
use insertion::Insertion;

/// A part of a URL template.
enum Part<'t> {
    Literal(&'t str),
    Insertion(Insertion<'t>),
}

impl Interpolate {
    pub(super) fn url(&self, scope: &Scope<'_>) -> Result<String, RenderError> {
        if self.args.is_empty() {
            return self.keyed_url(self.template()?, scope);
        }
        check_positional(&self.text, self.args.len())?;
        let pieces = positional(&self.text)?;
        let mut args = self.args.as_slice();
        let parts = pieces.iter().map(|piece| match piece {
            PositionalPiece::Text(text) => Part::Literal(text),
            PositionalPiece::Conversion(conversion) => {
                let index = self.args.len() - args.len();
                let (own, rest) = args.split_at(conversion.arguments().min(args.len()));
                args = rest;
                Part::Insertion(Insertion::Positional {
                    conversion,
                    args: own,
                    index,
                })
            }
        });
        self.build_url(&parts.collect::<Vec<_>>(), scope)
    }

    /// Returns the URL of a template with keys, or of one in an operation of it.
    fn keyed_url(&self, template: &Template, scope: &Scope<'_>) -> Result<String, RenderError> {
        let parts = template.pieces.iter().map(|piece| match piece {
            Piece::Text(text) => Part::Literal(text),
            Piece::Substitution(substitution) => Part::Insertion(Insertion::Keyed(substitution)),
        });
        self.build_url(&parts.collect::<Vec<_>>(), scope)
    }

    fn build_url(&self, parts: &[Part<'_>], scope: &Scope<'_>) -> Result<String, RenderError> {
        self.check_places(parts)?;
        let mut url = UrlBuilder::new(scope);
        for (index, part) in parts.iter().enumerate() {
            match part {
                Part::Literal(text) => url.literal(text)?,
                // What starts the template can only be a base, since the places are right.
                Part::Insertion(insertion) if index == 0 => {
                    let base = scope.deeper(|| self.base(insertion, scope));
                    let base = base.map_err(|error| insertion.locate(error, self))?;
                    url.base(&base)?;
                }
                Part::Insertion(insertion) => {
                    let value = scope.deeper(|| insertion.text(self, scope));
                    let value = value.map_err(|error| insertion.locate(error, self))?;
                    if insertion.is_raw(self) {
                        url.raw(&value)?;
                    } else {
                        url.value(&value)?;
                    }
                }
            }
        }
        url.finish()
    }

    /// Checks that no value can change the origin, which nobody has done for a template that the program made.
    fn check_places(&self, parts: &[Part<'_>]) -> Result<(), RenderError> {
        let mut text = String::new();
        let mut inserted = Vec::new();
        for part in parts {
            match part {
                Part::Literal(literal) => text.push_str(&literal.replace('%', "%%")),
                Part::Insertion(insertion) => {
                    let start = text.len();
                    text.push_str(insertion.written(self));
                    let slot = Slot {
                        range: start..text.len(),
                        is_raw: insertion.is_raw(self),
                    };
                    inserted.push((slot, insertion));
                }
            }
        }
        let slots: Vec<_> = inserted.iter().map(|(slot, _)| slot.clone()).collect();
        let problems = check_template(&text, &slots).err().unwrap_or_default();
        let Some(problem) = problems.into_iter().next() else {
            return Ok(());
        };
        let at_fault = inserted
            .iter()
            .find(|(slot, _)| slot.range == problem.range);
        let error = RenderError::from(problem);
        Err(match at_fault {
            Some((_, insertion)) => insertion.locate(error, self),
            None => error,
        })
    }
}
