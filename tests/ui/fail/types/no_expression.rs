use http_step::prelude::*;

fn main() {
    post!("http://example.com/", data: { "a": let, "b": + }, colour: "red");

    post!("http://example.com/", json: "a".);
    post!("http://example.com/", json: 1 +);
    post!("http://example.com/", json: { .. }, name: f());
}
