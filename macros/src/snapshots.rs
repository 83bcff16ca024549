//! What the macro writes, for right steps and for wrong ones, pretty-printed and held as snapshots.

use proc_macro2::TokenStream;

fn expanded(call: &str) -> String {
    let tokens: TokenStream = format!("($crate) {call}").parse().unwrap();
    let expansion = crate::expansion(tokens)
        .to_string()
        .replace("$ crate", "http_step");
    let file = syn::parse_str(&format!("fn main() {{ let step = {expansion}; }}"));
    match file {
        Ok(file) => prettyplease::unparse(&file),
        Err(error) => panic!("{error}: {expansion}"),
    }
}

macro_rules! snapshots {
    ($($name:ident $call:literal)*) => {$(
        #[test]
        fn $name() {
            insta::assert_snapshot!(stringify!($name), expanded($call));
        }
    )*};
}

snapshots! {
    literals_only r#"post "http://h/", data: { "a": 1, "b": [true, null, -2.5] }"#
    seed r#"post
        "http://myRESTService.example.com/builds",
        data: { "builder": Property("buildername"), "buildnumber": Property("buildnumber") }"#
    rust_values r#"http_step url: url, method: PUT, headers: { "X": value? }, timeout: (a, b), always_run: flag"#
    maps_made_at_run_time r#"post url, json: { "a": 1, (key): [x], "$b": 2, ..more }"#
    property_options r#"get Property("url", default: fallback, default_when_false: true)"#
    bytes r#"put "http://h/", data: b"\x00\xff""#
    all_mistakes_and_a_step r#"http_step url: "htp://h/", metod: GET, json: { "a": value, "a": 2 }, timeout: 0"#
    literals_in_other_forms r#"put "http://h/", json: { ("a"): -0, "b": 1f32, "c": (null), "d": 0x1F_u8, "e": ((1), 2) }"#
    a_repeated_item r#"put "http://h/", json: [[0; 3], ([NAME; 2]), ({ 1 })]"#
    other_separators r#"post "url": url; json = { "a" => 1; "b" 2, ("c", "d"): 3 }, name: 5px"#
    half_written r#"http_step url: , data: { "a": x., "b" }, name"#
}
