//! What is taken out of an answer into properties.

use http_step_syntax::key::Key;
use http_step_syntax::{answer, words};
use syn::Type;
use syn::spanned::Spanned as _;

use super::part::part_of;
use super::{Node, Step};
use crate::ast::{Entry, Key as Name, Value};

impl<'a> Step<'a, '_> {
    pub(super) fn capture(&mut self, key: &'static Key, value: &'a Value) -> Option<Node<'a>> {
        let Value::Map(map) = value else {
            return self.wrong_shape(key, value);
        };
        self.no_key_twice(map, |name| name);
        let mut members = Vec::new();
        for entry in &map.entries {
            match entry {
                Entry::Pair(Name::Computed(Value::Bad(_)), _) => {}
                Entry::Pair(Name::Computed(name), _) => {
                    let what = "the name of a captured property is a string literal";
                    self.diagnostics
                        .error(name.span(), what, "write `\"name\"`");
                }
                Entry::Pair(name, value) => {
                    let name = self.map_key(name);
                    let source = self.captured(value);
                    if let (Some(Node::Text(name)), Some(source)) = (name, source) {
                        members.push((name.into(), source));
                    }
                }
                Entry::Spread(map) => {
                    let what = "captures can't be taken in from a map";
                    let help = "write `\"name\": json(\"$.name\")`";
                    self.diagnostics.error(map.span(), what, help);
                }
            }
        }
        Some(Node::Object(members))
    }

    fn captured(&mut self, value: &'a Value) -> Option<Node<'a>> {
        let (source, ty) = match value {
            Value::Typed(typed) => (&typed.value, Some(&typed.ty)),
            value => (value, None),
        };
        let problem = match part_of(source) {
            Some((part, call)) if part.can_be_captured() => {
                let source = self.part(part, call);
                let Some(ty) = ty else {
                    return source;
                };
                let ty = Node::Text(self.capture_type(ty)?.to_owned());
                return Some(Node::Object(vec![
                    ("from".into(), source?),
                    ("as".into(), ty),
                ]));
            }
            Some((part, _)) => part.no_capture(),
            None if matches!(source, Value::Bad(_)) => return None,
            None => answer::no_part(),
        };
        let help = "write `json(\"$.id\")`, `header(\"name\")`, `cookie(\"name\")`, \
                    `matches(\"id=(.*)\")`, `text` or `status`";
        self.at_fault(source, &problem.help(help));
        None
    }

    fn capture_type(&mut self, ty: &Type) -> Option<&'static str> {
        let name = match ty {
            Type::Path(path) => path.path.get_ident().map(ToString::to_string),
            _ => None,
        };
        let found = match name {
            Some(name) => words::capture_type(&name),
            None => Err(words::no_capture_type()),
        };
        found
            .map_err(|problem| self.diagnostics.over(ty, &problem))
            .ok()
    }
}
