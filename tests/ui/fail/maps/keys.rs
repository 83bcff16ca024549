use http_step::prelude::*;

fn main() {
    post!("http://example.com/", data: { "a": 1, "b": 2, "a": 3 });
    post!("http://example.com/", json: [{ "x": { "a": 1, "\x61": 2 } }]);
    post!("http://example.com/", data: { "": 1 });
    post!("http://example.com/", data: { 7: 1 });
    post!("http://example.com/", data: { builder: 1 });
}
