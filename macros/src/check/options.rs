//! The braces of `retry` and `poll`.

use http_step_syntax::key::{self, Key};
use http_step_syntax::nearest;
use proc_macro2::Span;
use syn::Lit;

use super::{Node, Step};
use crate::ast::{Literal, Name, Value};

impl<'a> Step<'a, '_> {
    pub(super) fn options(&mut self, key: &'static Key, value: &'a Value) -> Option<Node<'a>> {
        let Value::Options(options) = value else {
            return self.wrong_shape(key, value);
        };
        let mut given: Vec<&str> = Vec::new();
        let mut members = Vec::new();
        for (name, value) in &options.options {
            let Some(option) = self.option(key, name, &mut given) else {
                continue;
            };
            self.options.push((key.name, option.name, name.span()));
            if option.name == "idempotent" {
                self.idempotent = !is_false(value);
            }
            if let Some(node) = self.value_of(option, value) {
                members.push((option.name.into(), node));
            }
        }
        for required in key.shape.required() {
            if options.is_whole && !given.contains(required) {
                let at = self.keys.last().map(|(_, span)| *span);
                let at = at.unwrap_or_else(Span::call_site);
                let problem = key.has_no(required, key.shape.takes());
                self.diagnostics.problem(at, &problem);
            }
        }
        Some(Node::Object(members))
    }

    fn option(
        &mut self,
        of: &'static Key,
        name: &Name,
        given: &mut Vec<&'static str>,
    ) -> Option<&'static Key> {
        let text = name.text();
        let option = match key::option(of, &text) {
            Ok(option) => option,
            Err(problem) => {
                self.diagnostics.problem(name.span(), &problem);
                // What was meant to be it is not missing as well.
                let required = of.shape.required().iter();
                given.extend(required.filter(|name| nearest(&text, [**name]).is_some()));
                return None;
            }
        };
        if given.contains(&option.name) {
            let what = format!("the option `{text}` is there already");
            self.diagnostics
                .error(name.span(), &what, "leave one of the two out");
            return None;
        }
        given.push(option.name);
        if let Name::Quoted(name) = name {
            let what = format!("the name of an option stands without quotes: `{text}`");
            self.diagnostics.plain(name.span(), &what);
        }
        Some(option)
    }
}

fn is_false(value: &Value) -> bool {
    matches!(value, Value::Literal(Literal { lit: Lit::Bool(value), .. }) if !value.value)
}
