//! The arguments of a form.

use http_step::{Expr, IntoExpr, Transform, transform};
use serde_json::{Map, Value as Json};

use super::{all, construct};
use crate::conformance::expression::object::{NoExpression, Object, refused};

#[derive(Default)]
pub(super) struct Given {
    pub(super) args: Vec<Expr>,
    kwargs: Vec<(String, Expr)>,
}

impl Given {
    pub(super) fn read(members: &Map<String, Json>) -> Result<Self, NoExpression> {
        let args = members.get("args").and_then(Json::as_array);
        let kwargs = members.get("kwargs").and_then(Json::as_object);
        Ok(Self {
            args: all(args.map(Vec::as_slice).unwrap_or_default())?
                .into_iter()
                .map(Object::into_expr)
                .collect(),
            kwargs: kwargs
                .into_iter()
                .flatten()
                .map(|(name, value)| Ok((name.clone(), construct(value)?.into_expr())))
                .collect::<Result<_, _>>()?,
        })
    }

    /// Refuses keywords that are names of the constructor's own arguments.
    pub(super) fn refuse(&self, names: &[&str]) -> Result<(), NoExpression> {
        let mut keywords = self.kwargs.iter().map(|(name, _)| name.as_str());
        match keywords.find(|name| names.contains(name)) {
            Some(name) => refused(format!("multiple values for argument '{name}'")),
            None => Ok(()),
        }
    }

    /// Gives these to what is being built.
    pub(super) fn give<T>(
        self,
        built: T,
        arg: fn(T, Expr) -> T,
        kwarg: fn(T, String, Expr) -> T,
    ) -> T {
        let built = self.args.into_iter().fold(built, arg);
        self.kwargs
            .into_iter()
            .fold(built, |built, (name, argument)| {
                kwarg(built, name, argument)
            })
    }

    /// The expression that renders these and then fails: for what Rust's types keep out and Python only
    /// notices when it renders.
    pub(super) fn fails(self, why: &'static str) -> Expr {
        let failing = transform(move |_| Err(why.to_owned()));
        self.give(failing, Transform::arg, Transform::kwarg)
            .into_expr()
    }
}
