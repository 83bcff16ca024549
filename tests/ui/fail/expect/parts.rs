use http_step::prelude::*;

fn main() {
    get!("http://example.com/", expect: [json() == 1, header() == "a", cookie() == "b", matches() == "c"]);
    get!("http://example.com/", expect: [json(path) == 1, header(5) == "a", cookie(Property("a")) == "b"]);
    get!("http://example.com/", expect: [json("$.a", "$.b") == 1, header("a", default: 1) == "a"]);
    get!("http://example.com/", expect: [header("") == "a", header("a b") == "a", header("a:") == "a"]);
    get!("http://example.com/", expect: [cookie("") == "a", cookie("a;b") == "a"]);
    get!("http://example.com/", expect: [matches("a") == "a", matches("(a)(b)") == "a", matches("(") == "a"]);
    get!("http://example.com/", expect: [json == 1, header == "a"]);
}
