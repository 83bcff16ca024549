//! `http-step` under another name, and under lints that most programs leave off: the macros work with the one, and
//! what they write gives no reason for the other.
#![warn(
    clippy::pedantic,
    clippy::nursery,
    clippy::absolute_paths,
    clippy::allow_attributes,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::clone_on_ref_ptr,
    clippy::default_numeric_fallback,
    clippy::float_arithmetic,
    clippy::impl_trait_in_params,
    clippy::integer_division,
    clippy::let_underscore_must_use,
    clippy::let_underscore_untyped,
    clippy::mem_forget,
    clippy::min_ident_chars,
    clippy::pattern_type_mismatch,
    clippy::semicolon_outside_block,
    clippy::shadow_reuse,
    clippy::shadow_same,
    clippy::shadow_unrelated,
    clippy::single_char_lifetime_names,
    clippy::str_to_string,
    clippy::string_slice,
    clippy::unreachable,
    clippy::wildcard_imports,
    let_underscore,
    trivial_casts,
    trivial_numeric_casts,
    unused,
    unused_import_braces,
    unused_lifetimes,
    unused_qualifications,
    unused_results,
    variant_size_differences
)]

use std::collections::BTreeMap;
use std::num::ParseIntError;

use steps::{BuildResult, HttpStep, Lock};

/// A step made through the renamed dependency.
///
/// ```
/// assert_eq!(http_step_renamed::announce(7), http_step_renamed::announce(7));
/// ```
#[must_use]
pub fn announce(number: u64) -> HttpStep {
    steps::post!("http://ci.example.com/builds", data: { "number": number, "branch": Property("branch") })
}

/// A step with most of what a macro can be told.
///
/// # Errors
///
/// `limit` is no number.
///
/// ```
/// let more = std::collections::BTreeMap::new();
/// assert!(http_step_renamed::deploy("7", vec!["a".to_owned()], more).is_ok());
/// ```
pub fn deploy(
    limit: &str,
    tags: Vec<String>,
    more: BTreeMap<String, u64>,
) -> Result<HttpStep, ParseIntError> {
    let seen = limit.to_owned();
    Ok(steps::http_step! {
        method: PUT,
        url: Interpolate("https://ci.example.com/%(prop:project)s"),
        params: { "tag": tags, "dry_run": false, ..more },
        headers: { "Accept": null, "X-Limit": limit },
        json: { "limit": limit.parse::<u64>()?, "flags": [true, null, -1.5], ("computed".to_owned()): Property("a") },
        auth: ("user", Secret("password")),
        timeout: (5, limit.parse::<u32>()?),
        cookies: { "session": Property("session", default: "none") },
        do_step_if: |properties| properties.get("branch").is_some(),
        hide_step_if: move |result, _| result == BuildResult::Skipped && seen.is_empty(),
        hooks: { "response": |response| eprintln!("{}", response.status()) },
        locks: ["deploy", Lock::exclusive("service")],
        results: { 200..=299 => SUCCESS, 409 | timeout => WARNINGS, _ => FAILURE },
        retry: { attempts: 3, on: [429, connect], delay: 0.5 },
        poll: { every: 5, until: json("$.state") == "done", cancel: steps::delete!("https://ci.example.com/deploys") },
        probe: steps::get!(Property("url")),
        expect: [status == 200, header("content-type").contains("json"), json("$.limit") == limit.len()],
        capture: { "id": json("$.id") as u64, "etag": header("etag") },
    })
}
