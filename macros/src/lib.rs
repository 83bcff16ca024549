//! The procedural macro behind [`http-step`](https://docs.rs/http-step): tokens → tree → findings → tokens.
//!
//! This is an implementation detail of `http-step`: use its `http_step!` and verb macros instead.
#![forbid(unsafe_code)]

mod diagnostics;
mod editor;
mod literal;
mod lower;
mod parse;
mod pattern;
mod places;
mod rust_only;
#[cfg(test)]
mod snapshots;

use diagnostics::Diagnostics;
use http_step_syntax::{Surface, check};
use proc_macro::TokenStream;

/// Expands `($crate) macro_name field, field, …` to a step, or to a step and the errors of its text.
#[proc_macro]
pub fn expand(tokens: TokenStream) -> TokenStream {
    expansion(tokens.into()).into()
}

fn expansion(tokens: proc_macro2::TokenStream) -> proc_macro2::TokenStream {
    let mut diagnostics = Diagnostics::default();
    let call = match parse::call(tokens.clone(), &mut diagnostics) {
        Ok(call) => call,
        Err(error) => return error.into_compile_error(),
    };
    let findings = check::step(&call.step, Surface::Rust, &pattern::count_groups);
    for finding in &findings {
        let (extent, literal) = call.places.get(finding.at);
        diagnostics.finding(finding, extent, literal);
    }
    if editor::is_present() {
        return editor::step(tokens, &diagnostics.into_errors());
    }
    diagnostics.beside(lower::step(&call, &findings))
}

#[cfg(test)]
mod tests {
    mod editor;
    mod fragments;
    mod mutations;
}
