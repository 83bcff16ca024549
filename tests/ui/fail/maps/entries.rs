use http_step::prelude::*;

fn main() {
    let n = 1;
    post!("http://example.com/", data: { n + 1 });
    post!("http://example.com/", data: { "a": 1 "b": 2 });
    post!("http://example.com/", data: { "a": , "b" });
}
