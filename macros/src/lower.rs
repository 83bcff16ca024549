//! Checked → tokens: one string literal with everything that is known, and an array with the rest.

use std::fmt::Write as _;

use http_step_syntax::answer::Part;
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::Expr;
use syn::spanned::Spanned as _;

use crate::check::{Beside, Checked, Into, Member, Node};

/// ```text
/// $crate::__private::step(
///     "{\"method\":\"POST\",\"url\":\"http://…\",\"data\":{\"n\":{\"$arg\":0}}}",
///     &mut [$crate::__private::IntoExpr::into_expr(n)],
/// )
/// .on_response(hook)
/// ```
///
/// What no text can hold follows as calls, in the order of writing.
pub(crate) fn step(runtime: &TokenStream, checked: &Checked<'_>) -> TokenStream {
    let mut writer = Writer {
        runtime,
        text: String::new(),
        args: Vec::new(),
    };
    writer.members(checked.fields.iter().map(|(key, node)| (*key, node)));
    let Writer { text, args, .. } = writer;
    let beside = checked.beside.iter().map(|(what, expr)| {
        let at = Span::mixed_site().located_at(expr.span());
        let (method, value) = (Ident::new(method(*what), at), argument(expr));
        quote_spanned!(at=> .#method(#value))
    });
    quote!(#runtime::__private::step(#text, &mut [#(#args),*]) #(#beside)*)
}

const fn method(beside: Beside) -> &'static str {
    match beside {
        Beside::OnResponse => "on_response",
        Beside::DoStep => "do_step_when",
        Beside::HideStep => "hide_step_when",
        Beside::HideStepOn => "hide_step_on",
        Beside::Probe => "probe",
        Beside::PollCancel => "poll_cancel",
        Beside::Lock => "lock",
        Beside::Locks => "locks",
    }
}

/// An expression as an argument of a call: parentheses are needed where they were written, and would be
/// warned about here.
fn argument(expr: &Expr) -> TokenStream {
    match expr {
        Expr::Paren(paren) => {
            let (at, inner) = (Span::mixed_site().located_at(paren.span()), &paren.expr);
            quote_spanned!(at=> (#inner))
        }
        expr => expr.to_token_stream(),
    }
}

struct Writer<'a> {
    runtime: &'a TokenStream,
    text: String,
    args: Vec<TokenStream>,
}

impl Writer<'_> {
    fn node(&mut self, node: &Node<'_>) {
        match node {
            Node::Null => self.text.push_str("null"),
            Node::Bool(value) => self.text.push_str(if *value { "true" } else { "false" }),
            Node::Number(number) => self.text.push_str(number),
            Node::Text(text) => self.string(text),
            Node::Bytes(bytes) => {
                self.call(bytes.span(), &quote!(bytes), bytes);
            }
            Node::List(items) => self.list(items),
            Node::Pair(pair) => {
                self.text.push_str("{\"$tuple\":");
                self.list(pair.as_slice());
                self.text.push('}');
            }
            Node::Map(members) => self.map(members),
            Node::Property {
                name,
                default,
                default_when_false,
            } => {
                self.text.push_str("{\"$property\":");
                self.string(name);
                if let Some(default) = default {
                    self.text.push_str(",\"default\":");
                    self.node(default);
                }
                if let Some(replaces) = default_when_false {
                    let _ = write!(self.text, ",\"default_when_false\":{replaces}");
                }
                self.text.push('}');
            }
            Node::Interpolate { text, args, kwargs } => {
                self.text.push_str("{\"$interpolate\":");
                self.string(text);
                if !args.is_empty() {
                    self.text.push_str(",\"args\":");
                    self.list(args);
                }
                if !kwargs.is_empty() {
                    self.text.push_str(",\"kwargs\":");
                    self.members(kwargs.iter().map(|(name, node)| (name.as_str(), node)));
                }
                self.text.push('}');
            }
            Node::Secret(name) => {
                self.text.push_str("{\"$secret\":");
                self.string(name);
                self.text.push('}');
            }
            Node::Operation {
                operator,
                left,
                right,
            } => {
                let _ = write!(self.text, "{{\"$op\":\"{operator}\",\"left\":");
                self.node(left);
                if let Some(right) = right {
                    self.text.push_str(",\"right\":");
                    self.node(right);
                }
                self.text.push('}');
            }
            Node::Flatten(list) => self.form("$flatten", list),
            Node::Raw(value) => self.form("$raw", value),
            Node::File(members) => {
                self.text.push_str("{\"$file\":");
                self.members(members.iter().map(|(member, node)| (*member, node)));
                self.text.push('}');
            }
            Node::Bearer(token) => self.form("$bearer", token),
            Node::Digest(pair) => {
                self.text.push_str("{\"$digest\":");
                self.list(pair.as_slice());
                self.text.push('}');
            }
            Node::Object(members) => {
                self.members(members.iter().map(|(member, node)| (member.as_ref(), node)));
            }
            Node::Part(part, argument) => self.part(*part, argument.as_deref()),
            Node::Insecure => self.text.push_str("{\"$insecure\":true}"),
            Node::Rust(into, expr) => self.rust(*into, expr),
        }
    }

    fn part(&mut self, part: Part, argument: Option<&str>) {
        let word = part.as_str();
        match argument {
            Some(argument) => {
                let _ = write!(self.text, "{{\"${word}\":");
                self.string(argument);
                self.text.push('}');
            }
            None => {
                let _ = write!(self.text, "{{\"$response\":\"{word}\"}}");
            }
        }
    }

    fn form(&mut self, form: &str, content: &Node<'_>) {
        let _ = write!(self.text, "{{\"{form}\":");
        self.node(content);
        self.text.push('}');
    }

    fn list(&mut self, items: &[Node<'_>]) {
        self.text.push('[');
        for (index, item) in items.iter().enumerate() {
            self.comma(index);
            self.node(item);
        }
        self.text.push(']');
    }

    /// A JSON object where the keys are known and cannot be taken for a form, else `$map`.
    fn map(&mut self, members: &[Member<'_>]) {
        let plain = |member: &Member<'_>| matches!(member, Member::Pair(Node::Text(name), _) if !name.starts_with('$'));
        if members.iter().all(plain) {
            self.members(members.iter().filter_map(|member| match member {
                Member::Pair(Node::Text(name), value) => Some((name.as_str(), value)),
                _ => None,
            }));
            return;
        }
        self.text.push_str("{\"$map\":[");
        for (index, member) in members.iter().enumerate() {
            self.comma(index);
            self.text.push('[');
            match member {
                Member::Pair(key, value) => {
                    self.node(key);
                    self.text.push(',');
                    self.node(value);
                }
                Member::Spread(map) => self.call(map.span(), &quote!(map), map),
            }
            self.text.push(']');
        }
        self.text.push_str("]}");
    }

    fn members<'n>(&mut self, members: impl Iterator<Item = (&'n str, &'n Node<'n>)>) {
        self.text.push('{');
        for (index, (key, value)) in members.enumerate() {
            self.comma(index);
            self.string(key);
            self.text.push(':');
            self.node(value);
        }
        self.text.push('}');
    }

    fn comma(&mut self, index: usize) {
        if index > 0 {
            self.text.push(',');
        }
    }

    fn rust(&mut self, into: Into, expr: &Expr) {
        let convert = match into {
            Into::Value => quote!(IntoExpr::into_expr),
            Into::Seconds => quote!(IntoSeconds::into_seconds),
            Into::Bool => quote!(flag),
        };
        self.call(expr.span(), &convert, &argument(expr));
    }

    /// A conversion of the runtime, with all its tokens where the value stands: an error about the type
    /// of the value then points there and nowhere else.
    fn call(&mut self, at: Span, convert: &TokenStream, value: &impl ToTokens) {
        let located = |tokens: &TokenStream| -> TokenStream {
            let located = |mut token: TokenTree| {
                token.set_span(token.span().located_at(at));
                token
            };
            tokens.clone().into_iter().map(located).collect()
        };
        let (runtime, convert) = (located(self.runtime), located(convert));
        let span = Span::mixed_site().located_at(at);
        let _ = write!(self.text, "{{\"$arg\":{}}}", self.args.len());
        self.args
            .push(quote_spanned!(span=> #runtime::__private::#convert(#value)));
    }

    /// A JSON string (RFC 8259, section 7).
    fn string(&mut self, text: &str) {
        self.text.push('"');
        for c in text.chars() {
            match c {
                '"' => self.text.push_str("\\\""),
                '\\' => self.text.push_str("\\\\"),
                c if c < ' ' => {
                    let _ = write!(self.text, "\\u{:04x}", u32::from(c));
                }
                c => self.text.push(c),
            }
        }
        self.text.push('"');
    }
}
