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

struct Insecure;
fn Bearer(_: u8) {}
fn File(_: u8) {}

mod named {
    pub fn File(_: u8) -> u8 {
        8
    }
}

macro_rules! announce {
    ($url:expr, $key:literal, $value:expr, $method:ident, $($field:ident: $given:tt),*) => {
        steps::http_step! { url: $url, data: { $key: $value }, method: $method, $($field: $given),* }
    };
}

macro_rules! fields {
    ($method:expr, $url:expr, $number:expr, $flag:expr) => {
        steps::http_step! {
            url: $url, method: $method, json: { ($url): -$number, "a": $number.abs() }, timeout: ($number, $number),
            always_run: $flag
        }
    };
}

macro_rules! transport {
    ($auth:expr, $verify:expr, $hook:expr, $name:literal, $file:expr) => {
        steps::http_step! {
            "https://example.com/", auth: $auth, verify: $verify, hooks: { "response": $hook }, hide: [$name],
            files: { $name: $file }
        }
    };
}

macro_rules! values {
    ($($value:expr),*) => { [$(steps::post!("http://example.com/", json: $value)),*] };
}

fn main() {
    let step: steps::HttpStep = steps::post!("http://example.com/", data: { "a": Property("a") });
    let written = ::std::format!("{step:?}");
    ::std::assert!(written.contains("Property"), "the word is the macro's: {written}");
    let _ = announce!("http://example.com/", "key", 1 + 1, PUT, name: "x", always_run: true);
    let _ = transport!(Bearer(Secret("a")), Insecure, |_| {}, "a", File("a"));
    let step = steps::post!("http://example.com/", json: named::File(7));
    ::std::assert!(::std::format!("{step:?}").contains('8'));
    let _ = values!([Property("a"), 1], (Property("a"), 1), (1, 2), null, (null), { 5 }, "a", -1, [0; 3]);
    let _ = fields!(PUT, "http://example.com/", (1_i64).pow(2), true);
    let _ = values!([[1, 2], [null, ("a", 1)]], Property("a"), [1, 2].len(), 1 + 1, { let x = 1; x });
}
