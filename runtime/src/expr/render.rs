//! Expression → value: pure, synchronous, and never rendering a rendered value again.

use std::borrow::Cow;

use http_step_syntax::nearest;
use http_step_syntax::template::{
    Conversion, Operation as Substituted, Piece, Reference, Substitution, Template, cut_secret,
};
use indexmap::IndexMap;

use super::function::{Arguments, Unrendered, call};
use super::{Expr, Interpolate, Operation, Property, Renderer, Scope, Transform};
use crate::buildbot::weight_of_one;
use crate::error::RenderError;
use crate::value::Value;

impl Expr {
    /// The value of the expression.
    ///
    /// # Errors
    ///
    /// For a property or secret that is not there, an operator whose operands do not fit, a template that
    /// does not parse, and for what is nested or grows beyond its bounds.
    pub fn render(&self, scope: &Scope<'_>) -> Result<Value, RenderError> {
        let value = self.value(scope).map(Cow::into_owned);
        value.map_err(|error| scope.without_secrets(error))
    }

    /// The value of the expression as a part of another.
    pub(super) fn part(&self, scope: &Scope<'_>) -> Result<Value, RenderError> {
        scope.owned(self.value(scope)?)
    }

    /// The value of the expression; literals and properties are lent, not copied.
    pub(crate) fn value<'a>(&'a self, scope: &Scope<'a>) -> Result<Cow<'a, Value>, RenderError> {
        scope.deeper(|| match self {
            Self::Value(value) => Ok(Cow::Borrowed(value)),
            Self::Property(property) => property.value(scope),
            Self::Secret(secret) => scope.look_up_secret(&secret.name).map(Cow::Owned),
            Self::Interpolate(interpolate) => interpolate.render(scope).map(Cow::Owned),
            Self::WithProperties(text) => text.render(scope).map(Cow::Owned),
            Self::Operation(operation) => operation.render(scope).map(Cow::Owned),
            Self::Raw(value) => value.value(scope),
            Self::Flatten(flatten) => {
                let list = flatten.list.part(scope)?;
                Ok(Cow::Owned(flatten.apply(list)))
            }
            Self::File(_) => Err(RenderError::new(
                "a file can only be a member of `files`, or the whole of `data`",
            )),
            Self::Transform(transform) => transform.render(scope).map(Cow::Owned),
            Self::Renderer(renderer) => renderer.render(scope).map(Cow::Owned),
            Self::List(items) => render_list(items, scope).map(Value::List).map(Cow::Owned),
            Self::Tuple(items) => render_list(items, scope).map(Value::Tuple).map(Cow::Owned),
            Self::Map(entries) => render_map(entries, scope).map(Cow::Owned),
        })
    }

    /// The value of a field that takes pairs: an error in one goes by the pair's name, not by its place.
    pub(crate) fn named<'a>(&'a self, scope: &Scope<'a>) -> Result<Cow<'a, Value>, RenderError> {
        self.value(scope).map_err(|error| {
            error.in_pair(|index| match self {
                Self::List(items) => items.get(index)?.pairs_name()?.text(scope).ok(),
                _ => None,
            })
        })
    }

    fn pairs_name(&self) -> Option<&Self> {
        match self {
            Self::List(pair) | Self::Tuple(pair) => match pair.as_slice() {
                [name, _] => Some(name),
                _ => None,
            },
            _ => None,
        }
    }

    /// The value as text.
    pub(crate) fn text(&self, scope: &Scope<'_>) -> Result<String, RenderError> {
        scope.text_of(self.value(scope)?)
    }
}

/// Every item is rendered even where an earlier one fails, so that the secrets of all are known; the
/// first error counts.
fn render_list(items: &[Expr], scope: &Scope<'_>) -> Result<Vec<Value>, RenderError> {
    let mut values = Vec::with_capacity(items.len());
    let mut first = Ok(());
    for (index, item) in items.iter().enumerate() {
        match item.part(scope) {
            Ok(value) => values.push(value),
            Err(error) => first = first.and(Err(error.within(index.to_string()))),
        }
    }
    first.map(|()| values)
}

fn render_map(entries: &[(Expr, Expr)], scope: &Scope<'_>) -> Result<Value, RenderError> {
    let mut members = scope.dialect.members(entries.len());
    let mut first = Ok(());
    for (key, value) in entries {
        let (key, value) = (key.value(scope), value.value(scope));
        first = first.and_then(|()| {
            let key = key?;
            let value = value.and_then(|value| scope.owned(value));
            let value = value.map_err(|error| error.within(scope.dialect.text(&key)))?;
            members.insert(scope.owned(key)?, value)
        });
    }
    first.map(|()| members.into_value())
}

impl Property {
    fn value<'a>(&'a self, scope: &Scope<'a>) -> Result<Cow<'a, Value>, RenderError> {
        if let Some(value) = self.own(scope)? {
            return Ok(value);
        }
        match &self.default {
            Some(default) => default.value(scope),
            None if scope.dialect.refuses_unset() && look_up(&self.name, scope).is_none() => {
                Err(not_set_error(&self.name, scope))
            }
            None => Ok(Cow::Owned(Value::Null)),
        }
    }

    /// The value that the property is set to, unless that counts as not set.
    pub(super) fn own<'a>(&self, scope: &Scope<'a>) -> Result<Option<Cow<'a, Value>>, RenderError> {
        let default_when_false = self
            .default_when_false
            .unwrap_or_else(|| scope.dialect.default_when_false());
        let set = look_up(&self.name, scope).transpose()?;
        Ok(set.filter(|value| !(default_when_false && value.is_falsy())))
    }
}

/// The value of a property; where it is an expression itself, what that comes out as.
fn look_up<'a>(name: &str, scope: &Scope<'a>) -> Option<Result<Cow<'a, Value>, RenderError>> {
    if let Some(renderable) = scope
        .renderables
        .and_then(|renderables| renderables.get(name))
    {
        return Some(renderable.value(scope));
    }
    scope
        .properties
        .get(name)
        .map(|value| Ok(Cow::Borrowed(value)))
}

fn not_set_error(name: &str, scope: &Scope<'_>) -> RenderError {
    let near = nearest(name, scope.properties.iter().map(|(name, _)| name));
    RenderError::new(format!("the property `{name}` is not set")).help(Some(near.map_or_else(
        || "set it on the build, or give the expression a default".to_owned(),
        |near| format!("did you mean `{near}`?"),
    )))
}

impl Operation {
    fn render(&self, scope: &Scope<'_>) -> Result<Value, RenderError> {
        let before = scope.secrets_used();
        let (left, right) = (self.left.value(scope), self.right.value(scope));
        let (left, right) = (left?, right?);
        let value = scope.dialect.operate(self.operator, &left, &right)?;
        // Buildbot's `%` can cut what it inserts.
        scope.derive_of(before, &value, false);
        scope.made(value)
    }
}

impl Unrendered {
    fn render(&self, scope: &Scope<'_>) -> Result<Arguments, RenderError> {
        let positional = render_list(&self.positional, scope);
        let named: Vec<_> = self
            .named
            .iter()
            .map(|(name, argument)| (name.clone(), argument.part(scope)))
            .collect();
        let positional = positional?;
        let named = named
            .into_iter()
            .map(|(name, value)| Ok((name, value?)))
            .collect::<Result<IndexMap<_, _>, RenderError>>()?;
        Ok(Arguments { positional, named })
    }
}

impl Transform {
    fn render(&self, scope: &Scope<'_>) -> Result<Value, RenderError> {
        let before = scope.secrets_used();
        let arguments = self.arguments.render(scope)?;
        let made = call(|| (self.function)(arguments));
        match &made {
            Ok(value) => scope.derive_of(before, value, true),
            Err(error) => scope.derive(before, &error.to_string(), false),
        }
        scope.made(made?)
    }
}

impl Renderer {
    fn render(&self, scope: &Scope<'_>) -> Result<Value, RenderError> {
        let before = scope.secrets_used();
        let given = self.expr(scope)?;
        let value = scope.of_closure(|| given.part(scope))?;
        scope.derive_of(before, &value, true);
        Ok(value)
    }

    /// What the closure gives.
    pub(super) fn expr(&self, scope: &Scope<'_>) -> Result<Expr, RenderError> {
        let arguments = self.arguments.render(scope)?;
        let expr = call(|| (self.function)(scope.properties, arguments))?;
        expr.check()?;
        Ok(expr)
    }
}

impl Interpolate {
    fn render(&self, scope: &Scope<'_>) -> Result<Value, RenderError> {
        if !self.args.is_empty() {
            let before = scope.secrets_used();
            let arguments = Value::Tuple(render_list(&self.args, scope)?);
            let text = scope.dialect.format(&self.text, &arguments)?;
            scope.derive(before, &text, false);
            return scope.made(Value::String(text));
        }
        self.pieces(self.template()?, scope).map(Value::String)
    }

    /// The text of a template or of a part of one.
    pub(super) fn pieces(
        &self,
        template: &Template,
        scope: &Scope<'_>,
    ) -> Result<String, RenderError> {
        let mut text = String::with_capacity(2 * self.text.len());
        let mut first = Ok(());
        for piece in &template.pieces {
            match piece {
                Piece::Text(literal) => {
                    first = first.and(scope.append(&mut text, literal));
                }
                Piece::Substitution(substitution) => {
                    let value = scope.deeper(|| self.substitute(substitution, scope));
                    let appended = value.and_then(|value| scope.append(&mut text, &value));
                    first = first.and(appended.map_err(|error| {
                        let place = self.text.get(substitution.range.clone());
                        error.at(place.unwrap_or_default())
                    }));
                }
            }
        }
        first.map(|()| text)
    }

    /// The text of a value; where it is the text of a property, lent.
    pub(super) fn substitute<'a>(
        &'a self,
        substitution: &'a Substitution,
        scope: &Scope<'a>,
    ) -> Result<Cow<'a, str>, RenderError> {
        let cut = scope.dialect.has_policy().then(|| cut_secret(substitution));
        if let Some(problem) = cut.flatten() {
            return Err(problem.into());
        }
        let before = scope.secrets_used();
        let value = match self.choose(substitution, scope)? {
            Choice::Referred => self.resolve(&substitution.reference, scope)?,
            Choice::Value(value) => Some(value),
            Choice::Template(template) => {
                let text = self.pieces(template, scope).map(Value::String)?;
                Some(Cow::Owned(text))
            }
            Choice::Nothing => None,
        };
        let value = value.unwrap_or(Cow::Owned(Value::Null));
        let is_plain = substitution.conversion == Conversion::default();
        match value {
            Cow::Borrowed(Value::String(text)) if is_plain => Ok(Cow::Borrowed(text)),
            Cow::Owned(Value::String(text)) if is_plain => Ok(Cow::Owned(text)),
            value => {
                let empty = Value::String(String::new());
                let value = Some(value.as_ref()).filter(|value| **value != Value::Null);
                let value = value.unwrap_or(&empty);
                // What is shown may be cut away again, and has been made all the same.
                scope.charge(weight_of_one(value))?;
                let text = scope.dialect.convert(&substitution.conversion, value)?;
                if substitution.conversion.precision.is_some() {
                    scope.derive(before, &text, false);
                }
                Ok(Cow::Owned(text))
            }
        }
    }

    /// Returns what the operation of a substitution chooses.
    pub(super) fn choose<'a>(
        &'a self,
        substitution: &'a Substitution,
        scope: &Scope<'a>,
    ) -> Result<Choice<'a>, RenderError> {
        let reference = &substitution.reference;
        let exists = || self.exists(reference, scope);
        Ok(match &substitution.operation {
            Substituted::Plain | Substituted::IfMissing(_) if exists() => Choice::Referred,
            Substituted::Plain if scope.dialect.refuses_unset() => {
                return Err(unknown_error(reference, scope));
            }
            Substituted::Plain => Choice::Nothing,
            Substituted::IfMissing(replacement) => Choice::Template(replacement),
            Substituted::IfFalsy(replacement) => match self.resolve(reference, scope)? {
                Some(value) if !value.is_falsy() => Choice::Value(value),
                _ => Choice::Template(replacement),
            },
            Substituted::IfPresent(replacement) if exists() => Choice::Template(replacement),
            Substituted::IfPresent(_) => Choice::Nothing,
            Substituted::Ternary {
                by_truth: true,
                then,
                otherwise,
            } => match self.resolve(reference, scope)? {
                Some(value) if !value.is_falsy() => Choice::Template(then),
                _ => Choice::Template(otherwise),
            },
            Substituted::Ternary {
                then, otherwise, ..
            } => Choice::Template(if exists() { then } else { otherwise }),
        })
    }

    /// Whether there is what a substitution refers to; a secret always counts as there.
    fn exists(&self, reference: &Reference, scope: &Scope<'_>) -> bool {
        match reference {
            Reference::Secret(_) => true,
            Reference::Keyword(name) => self.keyword(name).is_some(),
            Reference::Property(name) => {
                scope.properties.get(name).is_some()
                    || scope
                        .renderables
                        .is_some_and(|known| known.contains_key(name))
            }
            Reference::Worker(name) => scope
                .worker
                .is_some_and(|worker| worker.get(name).is_some()),
            Reference::Source {
                codebase,
                attribute,
            } => source_attribute(codebase, attribute, scope).is_some(),
        }
    }

    pub(super) fn resolve<'a>(
        &'a self,
        reference: &Reference,
        scope: &Scope<'a>,
    ) -> Result<Option<Cow<'a, Value>>, RenderError> {
        match reference {
            Reference::Secret(name) => scope
                .look_up_secret(name)
                .map(|value| Some(Cow::Owned(value))),
            Reference::Keyword(name) => {
                let value = self.keyword(name).map(|argument| argument.value(scope));
                value.transpose()
            }
            Reference::Property(name) => look_up(name, scope).transpose(),
            Reference::Worker(name) => {
                let value = scope.worker.and_then(|worker| worker.get(name));
                Ok(value.map(Cow::Borrowed))
            }
            Reference::Source {
                codebase,
                attribute,
            } => Ok(source_attribute(codebase, attribute, scope)),
        }
    }
}

/// What a substitution inserts, before it is rendered.
pub(super) enum Choice<'a> {
    /// What it refers to.
    Referred,
    /// What it refers to, rendered to tell whether it is true.
    Value(Cow<'a, Value>),
    /// A template in its operation.
    Template(&'a Template),
    Nothing,
}

fn source_attribute<'a>(
    codebase: &str,
    attribute: &str,
    scope: &Scope<'a>,
) -> Option<Cow<'a, Value>> {
    let mut stamps = scope.source_stamps.iter();
    let stamp = stamps.find(|stamp| stamp.codebase == codebase)?;
    stamp.attribute(attribute)
}

fn unknown_error(reference: &Reference, scope: &Scope<'_>) -> RenderError {
    match reference {
        Reference::Property(name) => not_set_error(name, scope),
        Reference::Keyword(name) => RenderError::new(format!("there is no argument `{name}`")),
        Reference::Worker(name) => {
            RenderError::new(format!("nothing is known of the worker's `{name}`"))
        }
        Reference::Source {
            codebase,
            attribute,
        } => RenderError::new(format!(
            "there is no `{attribute}` of the code base `{codebase}`"
        )),
        Reference::Secret(name) => RenderError::new(format!("there is no secret `{name}`")),
    }
}
