use http_step::prelude::*;

fn main() {
    post!("http://example.com/", data: "a", json: 1);
    get!("http://example.com/", data: { "a": 1 });
    http_step! { url: "http://example.com/", json: 1, method: HEAD };
}
