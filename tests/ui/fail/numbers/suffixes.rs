use http_step::prelude::*;

fn main() {
    get!("http://example.com/", timeout: 500ms);
    get!("http://example.com/", timeout: (1.5s, 2min));
    get!("http://example.com/"x, name: "a"y);
    post!("http://example.com/", json: [12px, 1.5i32, b"a"z, { "a"k: 'c'd }]);
    post!("http://example.com/", json: Property("a"b, default: 0x1fpx));
}
