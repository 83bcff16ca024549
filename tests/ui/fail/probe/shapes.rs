use http_step::prelude::*;

fn main() {
    post!("http://example.com/", probe: "http://example.com/");
    post!("http://example.com/", probe: { "url": "http://example.com/" });
    post!("http://example.com/", probe: [get!("http://example.com/")]);
    post!("http://example.com/", probe: Property("probe"));
    post!("http://example.com/", probe: null);
    post!("http://example.com/", probe: get!("htp://example.com/", heders: {}));
    post!("http://example.com/", probe: get!("http://example.com/"), probe: get!("http://example.com/"));
}
