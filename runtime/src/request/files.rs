//! The members of `files`: rendered first, and made parts of a form when the request is prepared.

use std::borrow::Cow;

use super::encode::pairs;
use super::part::FilePart;
use crate::buildbot::Dialect;
use crate::error::RenderError;
use crate::expr::{Expr, Scope};
use crate::value::Value;

/// The rendered files.
pub(super) enum Files<'a> {
    /// Names and files, as they are written in a map or a list of pairs.
    Members(Vec<(Cow<'a, Value>, Member<'a>)>),
    /// A value with all of them in it.
    Value(Cow<'a, Value>),
}

/// What is written for one file.
pub(super) enum Member<'a> {
    File(FilePart),
    Value(Cow<'a, Value>),
}

impl<'a> Files<'a> {
    /// None where no file is given.
    pub(super) fn render(files: &'a Expr, scope: &Scope<'a>) -> Result<Option<Self>, RenderError> {
        let files = match members(files) {
            Some(members) => {
                let members = members.into_iter().map(|(name, file)| {
                    let name = name.value(scope)?;
                    let file = Member::render(&name, file, scope);
                    let file = file.map_err(|error| error.within(scope.text(&name)))?;
                    Ok::<_, RenderError>((name, file))
                });
                Self::Members(members.collect::<Result<_, _>>()?)
            }
            None => Self::Value(files.value(scope)?),
        };
        Ok(Some(files).filter(|files| files.is_given(scope.dialect())))
    }

    /// In Buildbot a file without content still makes the body a form.
    fn is_given(&self, dialect: Dialect) -> bool {
        match self {
            Self::Members(members) => members.iter().any(|(_, file)| match file {
                Member::File(_) => true,
                Member::Value(file) => **file != Value::Null || !dialect.has_policy(),
            }),
            Self::Value(files) if dialect.has_policy() => match pairs(files) {
                Ok(pairs) => pairs.iter().any(|(_, file)| **file != Value::Null),
                Err(_) => dialect.is_given(files),
            },
            Self::Value(files) => dialect.is_given(files),
        }
    }

    /// The parts of the form, by the names of their fields.
    ///
    /// # Errors
    ///
    /// For what is no file.
    pub(super) fn parts(&self, dialect: Dialect) -> Result<Vec<(String, FilePart)>, RenderError> {
        let mut parts = Vec::new();
        let mut add = |name: Cow<'_, str>, part: Result<Option<FilePart>, RenderError>| {
            let part = part.map_err(|error| error.within(&name))?;
            parts.extend(part.map(|part| (name.into_owned(), part)));
            Ok::<_, RenderError>(())
        };
        match self {
            Self::Members(members) => {
                for (name, file) in members {
                    let name = dialect.part_name(name)?;
                    let part = match file {
                        Member::File(part) => Ok(Some(part.clone())),
                        Member::Value(file) => FilePart::of_value(&name, file, dialect),
                    };
                    add(name, part)?;
                }
            }
            Self::Value(files) => {
                for (name, file) in pairs(&dialect.unpacked(files))? {
                    let name = name.part(dialect)?;
                    let part = FilePart::of_value(&name, file, dialect);
                    add(name, part)?;
                }
            }
        }
        Ok(parts)
    }
}

impl<'a> Member<'a> {
    fn render(name: &Value, file: &'a Expr, scope: &Scope<'a>) -> Result<Self, RenderError> {
        match file {
            Expr::File(file) => FilePart::of_file(&scope.text(name), file, scope).map(Self::File),
            value => value.value(scope).map(Self::Value),
        }
    }
}

/// Names and files, where each is written as a pair: only there can a `File(…)` stand.
fn members(files: &Expr) -> Option<Vec<(&Expr, &Expr)>> {
    match files {
        Expr::Map(entries) => Some(entries.iter().map(|(name, file)| (name, file)).collect()),
        Expr::List(items) => items.iter().map(pair).collect(),
        _ => None,
    }
}

fn pair(item: &Expr) -> Option<(&Expr, &Expr)> {
    match item {
        Expr::List(pair) | Expr::Tuple(pair) => match pair.as_slice() {
            [name, file] => Some((name, file)),
            _ => None,
        },
        _ => None,
    }
}
