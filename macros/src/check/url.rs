//! What may be the URL, and not only stand in it: no value may change where the request goes.

use http_step_syntax::template;
use http_step_syntax::url::{Origin, check_template, whole};
use syn::{Lit, LitStr};

use super::{Node, Step};
use crate::ast::{DslCall, Literal, Value, Word};

impl<'a> Step<'a, '_> {
    /// A word of ours, or an operator, as the whole URL.
    pub(super) fn url(&mut self, value: &'a Value) -> Option<Node<'a>> {
        self.origin = self.origin_of(value);
        self.node(value)
    }

    /// Where the request goes, if that is known; reports what could change it.
    fn origin_of(&mut self, value: &Value) -> Option<Origin> {
        match value {
            Value::Operation(operation) => {
                let help = "write `Interpolate(\"https://…/%(prop:p)s\")`, which escapes each for its place";
                self.diagnostics
                    .problem(operation.span, &whole::operator().help(help));
            }
            Value::Call(call) => return self.origin_of_call(call),
            _ => {}
        }
        None
    }

    fn origin_of_call(&mut self, call: &DslCall) -> Option<Origin> {
        match call.word {
            Word::Interpolate => {
                if let Some(Value::Literal(Literal {
                    lit: Lit::Str(text),
                    ..
                })) = call.args.first()
                {
                    return self.template(text, call);
                }
            }
            Word::FlattenList => {
                let help = "write `Interpolate(\"https://…/%(prop:p)s\")`";
                self.diagnostics
                    .problem(call.span, &whole::list().help(help));
            }
            Word::Raw => {
                let help = "leave `Raw` out, or write `Interpolate(\"https://…/%(kw:path)s\", path: Raw(value))`";
                self.diagnostics
                    .problem(call.span, &whole::raw().help(help));
            }
            // What stands for a property is the URL too, but not known to be.
            Word::Property => {
                for (_, default) in &call.named {
                    self.origin_of(default);
                }
            }
            // The others are reported by `node`.
            Word::Secret | Word::File | Word::Bearer | Word::Digest | Word::Part(_) => {}
        }
        None
    }

    fn template(&mut self, text: &LitStr, call: &DslCall) -> Option<Origin> {
        if call.args.len() > 1 {
            self.diagnostics.problem(text.span(), &whole::positional());
            return None;
        }
        let written = text.value();
        // What does not parse is reported where templates are.
        let template = template::keyed(&written).ok()?;
        let is_raw = |name: &str| {
            call.named.iter().any(|(given, value)| {
                let is_raw = matches!(value, Value::Call(call) if call.word == Word::Raw);
                is_raw && syn::ext::IdentExt::unraw(given) == name
            })
        };
        match check_template(&written, &template, &is_raw) {
            Ok(origin) => Some(origin),
            Err(problems) => {
                for problem in problems {
                    self.diagnostics.in_literal(text, &problem);
                }
                None
            }
        }
    }
}
