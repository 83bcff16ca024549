//! Tree → tokens: one string literal with everything that is known, and an array with the rest.

mod key;
mod rust;
mod value;

use std::collections::BTreeSet;

use http_step_syntax::check::Finding;
use http_step_syntax::key::{Key, Row};
use http_step_syntax::tree::{Field, Pos};
use proc_macro2::TokenStream;
use quote::quote;

use crate::parse::Call;

/// ```text
/// $crate::__private::step(
///     "{\"method\":\"POST\",\"url\":\"http://…\",\"data\":{\"n\":{\"$arg\":0}}}",
///     &mut [$crate::__private::IntoExpr::into_expr(n)],
/// )
/// .on_response(hook)
/// ```
///
/// What no text can hold follows as calls, in the order of writing. What has a finding is left out, and nothing else:
/// rustc tells about the rest, and about nothing twice.
pub(crate) fn step(call: &Call, findings: &[Finding]) -> TokenStream {
    let mut writer = Writer {
        call,
        wrong: findings.iter().map(|finding| finding.at).collect(),
        text: String::new(),
        args: Vec::new(),
        calls: Vec::new(),
    };
    writer.fields(&call.step.fields, |name| Some(Key::parse(name)?.row()));
    let Writer {
        text, args, calls, ..
    } = writer;
    let runtime = &call.runtime;
    quote!(#runtime::__private::step(#text, &mut [#(#args),*]) #(#calls)*)
}

/// Writes the JSON form of a step. Each method returns none where a value has to be left out.
struct Writer<'c> {
    call: &'c Call,
    /// The places with findings.
    wrong: BTreeSet<Pos>,
    text: String,
    args: Vec<TokenStream>,
    calls: Vec<TokenStream>,
}

impl Writer<'_> {
    /// Writes an object with the fields that the table has, each once.
    fn fields(&mut self, fields: &[Field], row: impl Fn(&str) -> Option<&'static Row>) {
        let mut given = BTreeSet::new();
        self.text.push('{');
        for Field { name, value } in fields {
            if let Some(row) = row(&name.text)
                && given.insert(row.name)
            {
                self.member(row.name, |writer| writer.at_key(row, value));
            }
        }
        self.text.push('}');
    }

    fn member(&mut self, name: &str, write: impl FnOnce(&mut Self) -> Option<()>) {
        self.item(|writer| {
            writer.string(name);
            writer.text.push(':');
            write(writer)
        });
    }

    /// Writes an item of a list or of an object with its comma, or nothing.
    fn item(&mut self, write: impl FnOnce(&mut Self) -> Option<()>) {
        let (text, args) = (self.text.len(), self.args.len());
        if !self.text.ends_with(['{', '[']) {
            self.text.push(',');
        }
        if write(self).is_none() {
            self.text.truncate(text);
            self.args.truncate(args);
        }
    }

    /// Returns none where the place has a finding.
    fn right(&self, at: Pos) -> Option<()> {
        (!self.wrong.contains(&at)).then_some(())
    }

    /// Writes a JSON string (RFC 8259, section 7).
    fn string(&mut self, text: &str) {
        self.text.push('"');
        for c in text.chars() {
            match c {
                '"' => self.text.push_str("\\\""),
                '\\' => self.text.push_str("\\\\"),
                c if c < ' ' => self.text.push_str(&format!("\\u{:04x}", u32::from(c))),
                c => self.text.push(c),
            }
        }
        self.text.push('"');
    }
}
