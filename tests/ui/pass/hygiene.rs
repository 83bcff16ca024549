//! The macros work where names mean something else, and under other names.
#![no_implicit_prelude]
#![deny(warnings)]
#![allow(dead_code, non_snake_case, non_upper_case_globals)]

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

fn json(_: &str) -> &'static str {
    "b"
}
struct SUCCESS;
const status: &str = "";

mod named {
    pub(super) fn File(_: u8) -> u8 {
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
    ($($value:expr),*) => { ::std::vec![$(steps::post!("http://example.com/", json: $value)),*] };
}

pub(crate) fn steps() -> ::std::vec::Vec<steps::HttpStep> {
    let property = steps::post!("http://example.com/", data: { "a": Property("a") });
    let written = ::std::format!("{property:?}");
    ::std::assert!(written.contains("Property"), "the word is the macro's: {written}");
    let file = steps::post!("http://example.com/", json: named::File(7));
    ::std::assert!(::std::format!("{file:?}").contains('8'));
    let mut all = ::std::vec![
        property,
        file,
        announce!("http://example.com/", "key", 1 + 1, PUT, name: "x", always_run: true),
        transport!(Bearer(Secret("a")), Insecure, |_| {}, "a", File("a")),
        steps::post!(
            "http://example.com/", results: { timeout => SUCCESS }, expect: [status == 200], capture: { "a": json("$.a") as u64 },
            do_step_if: |_| true, hide_step_if: status == "", probe: steps::get!(Property("url")), locks: ["a", ::std::format!("{}", json("$.a"))],
        ),
        fields!(PUT, "http://example.com/", (1_i64).pow(2), true),
    ];
    all.append(&mut values!([Property("a"), 1], (Property("a"), 1), (1, 2), null, (null), { 5 }, "a", -1, [0; 3]));
    all.append(&mut values!([[1, 2], [null, ("a", 1)]], Property("a"), [1, 2].len(), 1 + 1, { let x = 1; x }));
    all
}

pub(crate) fn main() {
    ::std::assert_eq!(steps().len(), 20);
}
