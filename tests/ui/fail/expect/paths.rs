use http_step::prelude::*;

fn main() {
    get!("http://example.com/", expect: [json("") == 1, json("state") == 1, json(".a") == 1, json("$state") == 1]);
    get!("http://example.com/", expect: [json("$.") == 1, json("$..a") == 1, json("$.*") == 1, json("$.deploy-id") == 1]);
    get!("http://example.com/", expect: [json("$.items.0") == 1, json("$[-1]") == 1, json("$[01]") == 1, json("$[]") == 1]);
    get!("http://example.com/", expect: [json("$[a]") == 1, json("$[0") == 1, json("$['a") == 1, json(r"$['\n']") == 1]);
    get!("http://example.com/", expect: [json("$[?@.a]") == 1, json("$[0:2]") == 1, json("$.a b") == 1, json("$ .a") == 1]);
}
