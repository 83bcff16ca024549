use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use indexmap::IndexMap;

use super::{Expr, IntoExpr};
use crate::error::RenderError;
use crate::properties::Properties;
use crate::value::Value;

/// The rendered arguments of a closure. Their values may be secret, and so their kinds are all that is printed.
#[derive(Clone, Default)]
pub struct Arguments {
    /// Those without a name, in order.
    pub positional: Vec<Value>,
    /// Those with a name.
    pub named: IndexMap<String, Value>,
}

impl fmt::Debug for Arguments {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds: Vec<_> = self.positional.iter().map(Value::kind).collect();
        let named: IndexMap<_, _> = self
            .named
            .iter()
            .map(|(name, value)| (name, value.kind()))
            .collect();
        f.debug_struct("Arguments")
            .field("positional", &kinds)
            .field("named", &named)
            .finish()
    }
}

/// What a closure gives. One that panics fails like one that says what is wrong; its own words stay with
/// the panic hook, since they may quote an argument.
pub(super) fn call<T>(call: impl FnOnce() -> Result<T, String>) -> Result<T, RenderError> {
    // Nothing of ours is left half done, and what is the closure's it has to mind itself.
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(given) => given.map_err(RenderError::new),
        Err(_) => Err(RenderError::new("the closure panicked")),
    }
}

/// Arguments before they are rendered.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Unrendered {
    pub(super) positional: Vec<Expr>,
    pub(super) named: Vec<(String, Expr)>,
}

impl Unrendered {
    pub(super) fn parts(&self) -> Box<dyn Iterator<Item = &Expr> + '_> {
        let named = self.named.iter().map(|(_, argument)| argument);
        Box::new(self.positional.iter().chain(named))
    }
}

type Transforming = dyn Fn(Arguments) -> Result<Value, String> + Send + Sync;
type Rendering = dyn Fn(&Properties, Arguments) -> Result<Expr, String> + Send + Sync;

/// A closure over rendered values: Buildbot's `Transform`. Two are equal when they hold the same closure.
#[derive(Clone)]
pub struct Transform {
    pub(super) function: Arc<Transforming>,
    pub(super) arguments: Unrendered,
}

/// A closure that gives another expression: Buildbot's `renderer`. Two are equal when they hold the same
/// closure.
#[derive(Clone)]
pub struct Renderer {
    pub(super) function: Arc<Rendering>,
    pub(super) arguments: Unrendered,
}

/// A value made by a closure from other values, once those are known. What it says in `Err` becomes a
/// rendering error.
///
/// ```
/// use http_step::{Arguments, HttpStep, IntoValue, Value, property, transform};
///
/// let short = transform(|given: Arguments| match given.positional.as_slice() {
///     [Value::String(revision)] => Ok(revision.chars().take(7).collect::<String>().into_value()),
///     _ => Err("a revision is text".to_owned()),
/// });
/// let step = HttpStep::get("http://ci.example.com/")
///     .params([("revision", short.arg(property("got_revision")))]);
/// ```
#[must_use]
pub fn transform(
    function: impl Fn(Arguments) -> Result<Value, String> + Send + Sync + 'static,
) -> Transform {
    Transform {
        function: Arc::new(function),
        arguments: Unrendered::default(),
    }
}

/// An expression made by a closure that sees the properties; what it gives is rendered in turn.
///
/// ```
/// use http_step::{Arguments, HttpStep, IntoExpr, Properties, property, renderer};
///
/// let branch = renderer(|properties: &Properties, _: Arguments| {
///     Ok(match properties.get("tag") {
///         Some(_) => property("tag").into_expr(),
///         None => property("branch").default("main").into_expr(),
///     })
/// });
/// let step = HttpStep::get("http://ci.example.com/").params([("ref", branch)]);
/// ```
#[must_use]
pub fn renderer(
    function: impl Fn(&Properties, Arguments) -> Result<Expr, String> + Send + Sync + 'static,
) -> Renderer {
    Renderer {
        function: Arc::new(function),
        arguments: Unrendered::default(),
    }
}

macro_rules! functions {
    ($($name:ident)*) => {$(
        impl $name {
            /// Adds an argument.
            #[must_use]
            pub fn arg(mut self, argument: impl IntoExpr) -> Self {
                self.arguments.positional.push(argument.into_expr());
                self
            }

            /// Adds an argument with a name.
            #[must_use]
            pub fn kwarg(mut self, name: impl Into<String>, argument: impl IntoExpr) -> Self {
                self.arguments.named.push((name.into(), argument.into_expr()));
                self
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                Arc::ptr_eq(&self.function, &other.function) && self.arguments == other.arguments
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name))
                    .field("arguments", &self.arguments)
                    .finish_non_exhaustive()
            }
        }

        impl IntoExpr for $name {
            fn into_expr(self) -> Expr {
                Expr::$name(self)
            }
        }
    )*};
}

functions!(Transform Renderer);
