//! The procedural macro behind [`http-step`](https://docs.rs/http-step): tokens → ast → checked → tokens.
//!
//! This is an implementation detail of `http-step`: use its `http_step!` and verb macros instead.
#![forbid(unsafe_code)]

mod ast;
mod check;
mod diagnostics;
mod literal;
mod lower;
mod parse;
#[cfg(test)]
mod snapshots;

use diagnostics::Diagnostics;
use proc_macro::TokenStream;

/// Expands `($crate) macro_name field, field, …` to a step, or to a step and the errors of its text.
#[proc_macro]
pub fn expand(tokens: TokenStream) -> TokenStream {
    expansion(tokens.into()).into()
}

fn expansion(tokens: proc_macro2::TokenStream) -> proc_macro2::TokenStream {
    let mut diagnostics = Diagnostics::default();
    let call = match parse::call(tokens, &mut diagnostics) {
        Ok(call) => call,
        Err(error) => return error.into_compile_error(),
    };
    let checked = check::step(&call, &mut diagnostics);
    let step = lower::step(&call.runtime, &checked);
    diagnostics.beside(step)
}

#[cfg(test)]
mod tests {
    mod mutations;
}
