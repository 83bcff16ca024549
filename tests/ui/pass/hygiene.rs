//! The macros work where names mean something else, and under other names.
#![no_implicit_prelude]
#![deny(warnings)]
#![allow(dead_code, non_snake_case)]

use ::http_step as steps;

mod std {}
mod core {}
mod http_step {}
struct Option;
struct String;
struct Vec;

fn Property(_: &str) -> u8 {
    7
}

fn null() {}

macro_rules! announce {
    ($url:expr, $key:literal, $value:expr, $method:ident, $($field:ident: $given:tt),*) => {
        steps::http_step! { url: $url, data: { $key: $value }, method: $method, $($field: $given),* }
    };
}

fn main() {
    let step: steps::HttpStep = steps::post!("http://example.com/", data: { "a": Property("a") });
    let written = ::std::format!("{step:?}");
    ::std::assert!(written.contains("Property"), "the word is the macro's: {written}");
    let _ = announce!("http://example.com/", "key", 1 + 1, PUT, name: "x", always_run: true);
}
