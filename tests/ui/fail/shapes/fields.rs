use http_step::prelude::*;

fn main() {
    get!("http://example.com/", headers: "Accept: text/plain");
    get!("http://example.com/", params: "a=b");
    get!("http://example.com/", params: ["a", "b"]);
    post!("http://example.com/", data: 5);
    post!("http://example.com/", data: null);
    get!("http://example.com/", timeout: "5 s");
    get!("http://example.com/", timeout: true);
    get!("http://example.com/", halt_on_failure: 1);
    get!("http://example.com/", always_run: Property("always"));
    get!("http://example.com/", name: ["a", "b"]);
    get!("http://example.com/", description: [1, "b"]);
    post!("http://example.com/", json: 'x');

    post!("http://example.com/", json: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]);
}
