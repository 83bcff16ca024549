use http_step::prelude::*;

fn main() {
    post!("http://example.com/", json: { "n": 18446744073709551616 });
    post!("http://example.com/", json: { "n": -9223372036854775809 });
    post!("http://example.com/", json: 1e999);
}
