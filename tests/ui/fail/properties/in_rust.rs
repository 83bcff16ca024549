use http_step::prelude::*;

fn main() {
    post!("http://example.com/", json: Some(Property("a")));
    post!("http://example.com/", json: { "a": if true { Property("b") } else { 1 }, ..Property("c") });
    post!("http://example.com/", json: [format!("{}", Property("a")), &Property("b"), [Property("c"); 2]]);
    post!("http://example.com/", json: (Property("a"),));
}
