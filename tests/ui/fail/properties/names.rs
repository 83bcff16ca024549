use http_step::prelude::*;

fn main() {
    let name = "branch";
    post!("http://example.com/", data: { "a": Property() });
    post!("http://example.com/", data: { "a": Property(name) });
    post!("http://example.com/", data: { "a": Property("") });
    post!("http://example.com/", data: { "a": Property("a", "b") });
}
