use http_step::prelude::*;

fn main() {
    post!("http://example.com/", { "a": 1 });
    post!("http://example.com/",, name: "x");
}
