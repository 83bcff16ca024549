//! What rust-analyzer sees of calls that are being typed.

use proc_macro2::TokenStream;

use crate::editor;

/// The expansion for the editor, with short paths and without blanks.
fn shown(call: &str) -> String {
    let tokens: TokenStream = format!("(http_step) {call}").parse().unwrap();
    let shown = editor::step(tokens, &[]).to_string().replace(' ', "");
    shown.replace("http_step::__private::editor::", "")
}

#[test]
fn nothing_of_a_half_typed_call_is_lost() {
    for (call, expected) in [
        ("post url, hea", "keys::hea,"),
        ("post url, hea: {}", "keys::hea,"),
        ("post url, hea json: 1", "keys::hea,keys::json,"),
        ("post url, json: 1,", "keys::json,(1),keys::,"),
        ("post url,, json: 1", "(url),keys::,keys::json,"),
        ("http_step meth", "{usekeys::*;meth}"),
        ("post url", "(url)"),
        ("post settings.", "(settings.)"),
        (
            "post url, json: settings. timeout: 5",
            "keys::json,(settings.),keys::timeout,",
        ),
        (
            "post url, json: a::<B, C>(d), name: e",
            "keys::json,(a::<B,C>(d)),keys::name,",
        ),
        (
            r#"post url, json: { "a": [1, settings.], ..more. }"#,
            r#"(("a",((1),(settings.),)),(more.),)"#,
        ),
        (
            r#"post url, json: { (settings.): 1 "b" }"#,
            r#"(((settings.),(1"b")),)"#,
        ),
        ("post url, json: Prop", "(Prop)"),
        (
            r#"post url, json: Property("a", default: settings.)"#,
            r#"words::Property((("a"),(settings.),))"#,
        ),
        (
            r#"post url, json: Property("a")."#,
            r#"(words::Property((("a"),)).)"#,
        ),
        (
            r#"post url, json: ("a", f(Raw(b)))"#,
            r#"(("a",f(Raw(b))))"#,
        ),
        (
            "post url, retry: { att, on: [429, conn] }",
            "(retry_options::att,retry_options::on,((429),failures::conn,),",
        ),
        (
            r#"post url, poll: { until: json("$.a") == b. }"#,
            r#"{useparts::*;(any(parts::json("$.a"))==b.)}"#,
        ),
        ("post url, expect: [sta]", "{useparts::*;(sta)}"),
        (
            "post url, results: { 200 | tim => SUC, _ => }",
            "((failures::tim,results::SUC,),(results::,),)",
        ),
        ("post url, method: P", "methods::P,"),
        (
            "post url, update_build_summary_policy: [FAIL, true]",
            "(results::FAIL,(true),)",
        ),
        ("post url, do_step_if: |p| p.", "before(|p|p.)"),
        (
            "post url, hide_step_if: move |r, p| p.",
            "after(move|r,p|p.)",
        ),
        (
            r#"post url, hooks: { "response": |r| r. }"#,
            r#"hook(|r|r.)"#,
        ),
    ] {
        let shown = shown(call);
        assert!(shown.contains(expected), "{call}: {shown}");
    }
}

#[test]
fn errors_follow_what_they_are_about() {
    let tokens: TokenStream = "(http_step) post url, hea".parse().unwrap();
    let errors = [syn::Error::new(
        proc_macro2::Span::call_site(),
        "unknown key `hea`",
    )];
    let shown = editor::step(tokens, &errors).to_string().replace(' ', "");
    let end = r#"::core::compile_error!{"unknownkey`hea`"}http_step::__private::editor::step()}"#;
    assert!(shown.ends_with(end), "{shown}");
}

#[test]
fn the_compiler_is_no_editor() {
    assert!(!editor::is_present());
}
