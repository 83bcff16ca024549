//! Words of ours with their arguments, and the operators between them.

use http_step_syntax::{Operator, nearest, template};
use syn::{Lit, LitStr};

use super::{Node, Step};
use crate::ast::{DslCall, Literal, Operation, Value, Word};

/// The options of `Property`.
const DEFAULT: &str = "default";
const DEFAULT_WHEN_FALSE: &str = "default_when_false";

impl<'a> Step<'a, '_> {
    pub(super) fn call(&mut self, call: &'a DslCall) -> Option<Node<'a>> {
        match call.word {
            Word::Property => self.property(call),
            Word::Interpolate => self.interpolate(call),
            Word::Secret => {
                self.no_names(call);
                let name = self.name(call)?.value();
                self.secrets.push((self.key, call.span));
                Some(Node::Secret(name))
            }
            Word::FlattenList => self.only_argument(call).map(Node::Flatten),
            Word::Raw => self.only_argument(call).map(Node::Raw),
            Word::File => {
                self.misplaced(call, "write it as a value in `files`, or as all of `data`")
            }
            Word::Bearer | Word::Digest => self.misplaced(call, "write it as all of `auth`"),
            Word::Part(_) => self.misplaced(call, "it stands alone on its side of a condition"),
        }
    }

    fn misplaced(&mut self, call: &DslCall, help: &str) -> Option<Node<'a>> {
        let what = format!("`{}` can't stand here", call.word.as_str());
        self.diagnostics.error(call.span, &what, help);
        None
    }

    pub(super) fn operation(&mut self, operation: &'a Operation) -> Option<Node<'a>> {
        let left = self.node(&operation.left);
        let right = operation.right.as_ref().map(|right| self.node(right));
        if let (
            Operator::Matches,
            Some(Value::Literal(Literal {
                lit: Lit::Str(pattern),
                ..
            })),
        ) = (operation.operator, &operation.right)
        {
            self.pattern(pattern);
        }
        Some(Node::Operation {
            operator: operation.operator,
            left: Box::new(left?),
            right: match right {
                Some(right) => Some(Box::new(right?)),
                None => None,
            },
        })
    }

    fn property(&mut self, call: &'a DslCall) -> Option<Node<'a>> {
        let name = self.name(call).map(LitStr::value);
        let mut default = None;
        let mut default_when_false = None;
        let mut given: Vec<String> = Vec::new();
        for (option, value) in &call.named {
            let word = option.to_string();
            if given.contains(&word) {
                let what = format!("the option `{word}` is there already");
                self.diagnostics
                    .error(option.span(), &what, "leave one of the two out");
                continue;
            }
            match (word.as_str(), value) {
                (DEFAULT, value) => default = self.node(value).map(Box::new),
                (
                    DEFAULT_WHEN_FALSE,
                    Value::Literal(Literal {
                        lit: Lit::Bool(replaces),
                        ..
                    }),
                ) => {
                    default_when_false = Some(replaces.value);
                }
                (DEFAULT_WHEN_FALSE, Value::Bad(_)) => {}
                (DEFAULT_WHEN_FALSE, value) => {
                    let what = "`default_when_false` takes `true` or `false`";
                    self.diagnostics.plain(value.span(), what);
                }
                _ => self.unknown_option(option, &word),
            }
            given.push(word);
        }
        Some(Node::Property {
            name: name?,
            default,
            default_when_false,
        })
    }

    fn unknown_option(&mut self, option: &proc_macro2::Ident, word: &str) {
        let what = format!("`Property` has no option `{word}`");
        let near = nearest(word, [DEFAULT, DEFAULT_WHEN_FALSE]);
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("it has `{DEFAULT}` and `{DEFAULT_WHEN_FALSE}`"),
        };
        self.diagnostics.error(option.span(), &what, help);
    }

    fn interpolate(&mut self, call: &'a DslCall) -> Option<Node<'a>> {
        let mut args = call.args.iter();
        let text = match args.next() {
            Some(Value::Literal(Literal {
                lit: Lit::Str(text),
                ..
            })) => text,
            Some(Value::Bad(_)) => return None,
            other => {
                let at = other.map_or(call.span, Value::span);
                let help = "write `Interpolate(\"… %(prop:name)s …\")`";
                self.diagnostics
                    .error(at, "the text of `Interpolate` is a string literal", help);
                return None;
            }
        };
        let positional: Vec<&Value> = args.collect();
        match (positional.is_empty(), call.named.first()) {
            (true, _) => self.keyed(text, call),
            (false, None) => self.positional(text, positional.len()),
            (false, Some((name, _))) => {
                self.diagnostics.plain(name.span(), template::MIXED);
            }
        }
        let nodes: Vec<_> = positional
            .into_iter()
            .map(|argument| self.node(argument))
            .collect();
        let named: Vec<_> = call
            .named
            .iter()
            .map(|(name, argument)| {
                Some((
                    syn::ext::IdentExt::unraw(name).to_string(),
                    self.node(argument)?,
                ))
            })
            .collect();
        Some(Node::Interpolate {
            text: text.value(),
            args: nodes.into_iter().collect::<Option<_>>()?,
            kwargs: named.into_iter().collect::<Option<_>>()?,
        })
    }

    /// What a template refers to: arguments have to be there, and secrets count as such.
    fn keyed(&mut self, text: &'a LitStr, call: &'a DslCall) {
        let names = call.named.iter();
        let names: Vec<String> = names
            .map(|(name, _)| syn::ext::IdentExt::unraw(name).to_string())
            .collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let found = template::check_keyed(&text.value(), &names);
        for problem in &found.problems {
            self.diagnostics.in_literal(text, problem);
        }
        let secrets = std::iter::repeat_n((self.key, text.span()), found.secrets);
        self.secrets.extend(secrets);
    }

    fn positional(&mut self, text: &LitStr, given: usize) {
        match template::check_positional(&text.value(), given) {
            // It is the number of them.
            Err(problem) if problem.range.is_empty() => {
                self.diagnostics.problem(text.span(), &problem);
            }
            Err(problem) => self.diagnostics.in_literal(text, &problem),
            Ok(()) => {}
        }
    }

    fn only_argument(&mut self, call: &'a DslCall) -> Option<Box<Node<'a>>> {
        self.no_names(call);
        match call.args.as_slice() {
            [value] => self.node(value).map(Box::new),
            _ => {
                let word = call.word.as_str();
                let what = format!("`{word}` takes one value");
                let help = format!("write `{word}(value)`");
                self.diagnostics.error(call.span, &what, help);
                None
            }
        }
    }

    pub(super) fn no_names(&mut self, call: &DslCall) {
        for (name, _) in &call.named {
            let what = format!("`{}` has no option `{name}`", call.word.as_str());
            self.diagnostics.error(name.span(), &what, "leave it out");
        }
    }

    /// The name of a property or secret.
    fn name(&mut self, call: &'a DslCall) -> Option<&'a LitStr> {
        let (word, thing) = match call.word {
            Word::Secret => ("Secret", "a secret"),
            _ => ("Property", "a property"),
        };
        let (at, what) = match call.args.as_slice() {
            [
                Value::Literal(Literal {
                    lit: Lit::Str(name),
                    ..
                }),
            ] if name.value().is_empty() => {
                (name.span(), format!("the name of {thing} is not empty"))
            }
            [
                Value::Literal(Literal {
                    lit: Lit::Str(name),
                    ..
                }),
            ] => return Some(name),
            [] => (call.span, format!("`{word}` has no name")),
            [Value::Bad(_)] => return None,
            [other] => (
                other.span(),
                format!("the name of {thing} is a string literal"),
            ),
            [_, second, ..] => (second.span(), format!("`{word}` takes one name")),
        };
        let help = match call.word {
            Word::Secret => "write `Secret(\"name\")`",
            _ => "write `Property(\"name\")` or `Property(\"name\", default: value)`",
        };
        self.diagnostics.error(at, &what, help);
        None
    }
}
