use http_step::prelude::*;

fn main() {
    get!("http://example.com/", expect: status == 200);
    get!("http://example.com/", expect: { "status": 200 });
    get!("http://example.com/", expect: null);
    get!("http://example.com/", expect: conditions);
    get!("http://example.com/", expect: [status, json("$.ok"), text]);
    get!("http://example.com/", expect: [200, "ok", true, null, [status == 200]]);
    get!("http://example.com/", expect: [Property("a") == 1, check(status), a == b]);
    get!("http://example.com/", expect: [status == 200 && size > 0, status == 200 || status == 404]);
    get!("http://example.com/", expect: [!(status == 200), !text.contains("error")]);
    get!("http://example.com/", expect: [status + 1, json("$.n") + 1 == 2, json("$.n") % 2 == 0]);
    get!("http://example.com/", expect: [json("$.a") == json("$.b"), header("a") == text]);
    get!("http://example.com/", expect: ["abc".contains(text), "a".in_(json("$.list"))]);
    get!("http://example.com/", expect: [json("$.n") as u64 == 5, json("$.n") == status as u64]);
    get!("http://example.com/", expect: [status() == 200, status(5) == 200]);
    get!("http://example.com/", expect: [json("$.a").len() == 5, text.starts_with("a"), status.0 == 1]);
    get!("http://example.com/", expect: [status = 200]);
    get!("http://example.com/", expect: [status == 200 size > 0]);
    get!("http://example.com/", expect: [json("$.a") == |_| status, (status, 200)]);
}
