use http_step::prelude::*;

fn main() {
    post!("http://example.com/", json: 1, name: "x", json: 2);
    post!("http://example.com/", url: "http://example.com/");
}
