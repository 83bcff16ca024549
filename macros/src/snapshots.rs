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
    files r#"post
        url,
        data: { "note": "a" },
        files: {
            "log": File(path, filename: name(), content_type: "text/plain"),
            "raw": File(filename: "x", bytes: b"\x00", headers: { "X-A": 1 }),
            "late": Property("late"),
            ..more
        }"#
    a_file_as_body r#"put "http://h/", data: File("a.tar", content_type: kind)"#
    basic r#"get url, auth: (user, Secret("pw"))"#
    bearer r#"get url, auth: Bearer(Interpolate("%(secret:a)s"))"#
    digest r#"get url, auth: Digest("u", Property("pw"))"#
    credentials_made_before r#"get url, auth: auth, verify: ca, cert: cert"#
    trust r#"get url, verify: Insecure, cert: ("a.pem", key), proxies: { "https": proxy, "no_proxy": "a", "all": null }"#
    trust_by_default r#"get url, verify: true, cert: "a.pem""#
    bounds r#"get url, timeout: 5, deadline: limit, redirects: 3, max_response: n * 2, allow_redirects: follow, stream: Property("s")"#
    keeping r#"get url, cookies: { "a": 1, "b": null, ("c"): value }, session: "build", save_to: path, hide: ["X-A", NAME], hide_request_headers: names"#
    a_hook r#"get url, hooks: { "response": move |response: &View<'_>| seen.push(response, 1) }, name: "a""#
    a_hook_in_parentheses r#"get url, hooks: { "response": (hook) }"#
    contradictions r#"post "http://h/",
        auth: ("u", "pw"), headers: { "authorization": x }, files: { "a": "b" }, data: [], deadline: 5, timeout: (1, 10), verify: false"#
}
