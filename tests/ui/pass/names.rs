//! Items, macros and variables of the program may have the names that the macros use.
#![deny(warnings)]
#![allow(dead_code, non_snake_case, non_camel_case_types, unused_macros)]

use std::collections::BTreeMap;

use http_step as steps;
use http_step::HttpStep;

mod json {
    pub(super) fn encoded(number: u8) -> u8 {
        number
    }
}
mod url {
    pub(super) const OWN: &str = "https://example.com/";
}
mod __private {}
mod http_step_macros {}

struct Property(u8);
struct Interpolate;
enum Secret {}
type Bearer = u8;
type Result = u8;
struct Expr;
struct Value;

const GET: &str = "PATCH";
static SUCCESS: u8 = 0;

fn status() -> u16 {
    201
}
fn header(_: &str) -> u8 {
    7
}
fn step(_: &str, _: &mut [u8]) {}
fn map() {}
fn flag() {}
fn bytes() {}

macro_rules! get {
    ($url:expr) => { steps::get!($url, name: "from a macro of the program") };
}
macro_rules! expand {
    () => { compile_error!("this is not the macro that was meant") };
}
macro_rules! vec {
    () => { compile_error!("this is not the macro that was meant") };
}

/// Methods that every type has.
trait Everywhere: Sized {
    fn into_expr(self) -> u8 {
        1
    }
    fn into_seconds(self) -> u8 {
        2
    }
    fn into_map(self) -> u8 {
        3
    }
    fn on_response(self, _: u8) {}
    fn do_step_when(self, _: u8) {}
    fn hide_step_when(self, _: u8) {}
    fn hide_step_on(self, _: u8) {}
    fn probe(self, _: u8) {}
    fn poll_cancel(self, _: u8) {}
    fn lock(self, _: u8) {}
    fn locks(self, _: u8) {}
}
impl<T> Everywhere for T {}

/// Traits with the names of ours.
trait IntoExpr {}
trait IntoSeconds {}
trait IntoMap {}
trait Step {}

macro_rules! with_names {
    ($key:ident: $value:expr, $name:ident) => {{
        let $name = 1;
        steps::post!(url::OWN, $key: { "a": $name, "b": $value })
    }};
}

pub(crate) fn steps() -> Vec<HttpStep> {
    let url = url::OWN;
    let params = [("a", 1)];
    let headers = BTreeMap::from([("X-A", 1)]);
    let timeout = 5;
    let name = "a";
    let text = "b";
    let args = 3;
    let runtime = 4;
    let attempts = 2;
    let every = 1;
    let value = Property(8).0;
    let all = [
        steps::http_step!(url: url, method: PUT, params: params, headers: headers, timeout: timeout, name: name),
        steps::post!(url, json: { "text": text, "args": args, "runtime": runtime, "value": value }, description: [name, text]),
        steps::post!(url, json: [json::encoded(1), status(), header("a"), self::header("b"), GET, SUCCESS]),
        steps::put!(url, data: b"bytes", retry: { attempts: attempts, on: [timeout, 502], delay: every }),
        steps::http_step!(
            url: url, method: GET, probe: get!(url), results: { 200 => SUCCESS, timeout => FAILURE },
            poll: { every: every, until: status == 200, cancel: get!(url) },
        ),
        steps::get!(
            url, do_step_if: |_| true, hide_step_if: |_, _| false, hooks: { "response": |_| {} },
            locks: ["a", steps::Lock::exclusive("b")], expect: [header("a") == args, status == 200],
        ),
        steps::post!(url, json: { "a": Property("a"), "b": Secret("b"), "c": Interpolate("%(prop:c)s") }),
        with_names!(json: text, args),
        with_names!(data: Property("a"), json),
    ];
    Vec::from(all)
}

pub(crate) fn main() {
    assert_eq!(steps().len(), 9);
}
