//! Fragments of `macro_rules!` stand in groups without delimiters.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// The expansion of a call in which each literal and each word in parentheses is a fragment.
fn expanded(call: &str) -> String {
    let tokens: TokenStream = format!("(http_step) {call}").parse().unwrap();
    crate::expansion(tokens.into_iter().map(fragment).collect()).to_string()
}

fn fragment(tree: TokenTree) -> TokenTree {
    match tree {
        TokenTree::Literal(_) => Group::new(Delimiter::None, tree.into()).into(),
        TokenTree::Group(group) => {
            let inner = group.stream().into_iter().map(fragment).collect();
            Group::new(group.delimiter(), inner).into()
        }
        other => other,
    }
}

#[test]
fn literals_are_read_as_if_they_were_written_in_place() {
    let written = expanded(
        r#"post "http://h/", retry: { attempts: 3, on: [502..=504, 429], idempotent: true },
        results: { 200..=299 | 304 => SUCCESS }, expect: [status == 200, json("$.a") != "b"],
        json: { "a": [1, (2, "c")] }, timeout: 5, name: Property("n", default: "d")"#,
    );
    assert!(!written.contains("compile_error"), "{written}");
    for text in [
        r#"\"on\":[\"502..=504\",429]"#,
        r#"{\"on\":\"200..=299\",\"result\":\"SUCCESS\"}"#,
        r#"{\"$property\":\"n\",\"default\":\"d\"}"#,
        r#"\"json\":{\"a\":[1,{\"$tuple\":[2,\"c\"]}]}"#,
    ] {
        assert!(written.contains(text), "{text} in {written}");
    }
}
