use http_step::prelude::*;

fn main() {
    post!("http://example.com/", json: Property("a").matches("release-("));
    post!("http://example.com/", json: Property("a").matches(r"^v\d{3,1}$"));
    post!("http://example.com/", json: !Property("a").matches("\u{e9}\\p{Nope}"));
    post!("http://example.com/", json: Property("a").matches("[z-a]"));
    post!("http://example.com/", json: Property("a").matches("(?=ahead)"));
}
