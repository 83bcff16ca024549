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
    basic_by_its_word r#"get url, auth: Basic(user, Secret("pw"))"#
    bearer r#"get url, auth: Bearer(Interpolate("%(secret:a)s"))"#
    digest r#"get url, auth: Digest("u", Property("pw"))"#
    credentials_made_before r#"get url, auth: auth, verify: ca, cert: cert"#
    trust r#"get url, verify: Insecure, cert: ("a.pem", key), proxies: { "https": proxy, "no_proxy": "a", "all": null }"#
    trust_by_default r#"get url, verify: true, cert: "a.pem""#
    bounds r#"get url, timeout: 5, deadline: limit, redirects: 3, max_response: n * 2, allow_redirects: follow, stream: Property("s")"#
    keeping r#"get url, cookies: { "a": 1, "b": null, ("c"): value }, session: "build", save_to: path, hide: ["X-A", NAME], hide_request_headers: names"#
    a_hook r#"get url, hooks: { "response": move |response: &View<'_>| seen.push(response, 1) }, name: "a""#
    a_hook_in_parentheses r#"get url, hooks: { "response": (hook) }"#
    results_by_status r#"get url, results: { 200..=299 | 304 => SUCCESS, 409 | timeout => WARNINGS, _ => FAILURE }"#
    attempts r#"post url, retry: {
            attempts: 5, on: [429, 502..=504, connect], deadline: 120, delay: 0.5, max_delay: Duration::from_secs(9), idempotent: known()
        }, idempotency_key: Interpolate("%(prop:buildnumber)s")"#
    expectations r#"get url, expect: [
            status == 200, json("$.state") == "accepted", header("content-type").contains("json"), text.matches("^ok"),
            cookie("sid") != null, size < 1 << 20, duration <= 2.5, status.in_([200, 201]), json("$.n") >= n,
            "a" == matches("id=(\\w+)"), 400 > status, json("$['a b'][0]").in_([Property("a"), null]), json("$") == Property("n") + 1
        ]"#
    captures r#"get url, capture: {
            "id": json("$.id") as u64, "etag": header("etag"), "token": (cookie("sid")) as Secret, "$s": status,
            "all": text as String, "build": matches("build-(\\d+)") as i64
        }"#
    a_poll r#"post url, poll: {
            every: 5, until: json("$.state").in_(["done", "failed"]), fail_if: status >= 500, deadline: limit,
            cancel: delete!("http://h/", auth: Bearer(Secret("t")))
        }"#
    conditions r#"get url, do_step_if: Property("branch") == "main", hide_step_if: quiet"#
    closures r#"get url, hide_step_if: (|_| false), probe: get!(Property("url")), do_step_if: move |p| p.contains(&name), hooks: { "response": hook }"#
    closure_of_the_result r#"get url, hide_step_if: |result, properties| hidden(result, properties)"#
    locks_of_all_kinds r#"get url, locks: ["db", Lock::exclusive("web"), "cache", Lock::counting("pool", n)]"#
    locks_made_before r#"get url, locks: locks, update_build_summary_policy: [EXCEPTION, CANCELLED]"#
    policy_made_before r#"get url, locks: [lock], update_build_summary_policy: policy"#
    spellings_of_other_languages r#"post url,
        expect: [body.contains("x"), code == 200, headers("x") == 1, status in [200], status == 200 and size > 1],
        capture: { json("$.id"): "id", "a": regex("(a)"), "b": code as u64 },
        headers: { Property("k"): "v", name: "v" }, json: { payload }, do_step_if: ready and open, timeout: 5m"#
    properties_in_rust r#"post url,
        json: json!({ "a": Property("a") }), name: if Property("b") == "c" { d } else { e },
        description: tags.map(|tag| Property(tag)), description_done: Some(Property("f")),
        params: { "g": h(Interpolate("i")), "j": Property("k") == [0; Property("l")] }"#
    statuses_as_rust_has_them r#"get url,
        results: { 200..300 => SUCCESS, 500.. | Status::A => Result::FAILURE, 404: SKIPPED, 405 -> RETRY, 406, 407 => },
        retry: { attempts: 2, on: [low..=high, (502)..=(504), -1..=5, 5xx] }"#
    numbers_that_fit_nowhere r#"post url, json: { "a": 300u8, "b": 99999999999999999999, "c": 1e999, "d": -129i8, "e": 'c', 1: 2 }"#
    rules_of_builds r#"post url,
        retry: { attempts: 0, on: [timout, 429, 429], wait: 5 }, poll: { untl: 5, every: 0 }, results: { 200 => OK, 600..=700 => SUCCESS },
        expect: [status == "ok", json("state") == 1], capture: { "a": size, "b": json("$.b") as u32 }, locks: [1], probe: "x""#
    contradictions r#"post "http://h/",
        auth: ("u", "pw"), headers: { "authorization": x }, files: { "a": "b" }, data: [], deadline: 5, timeout: (1, 10), verify: false"#
}
