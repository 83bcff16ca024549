use http_step::prelude::*;

fn main() {
    post!("http://example.com/", data: { "a": Property("a", defualt: 1) });
    post!("http://example.com/", data: { "a": Property("a", default: 1, default: 2) });
    post!("http://example.com/", data: { "a": Property("a", default_when_false: "yes") });
    post!("http://example.com/", data: { "a": Property("a").len() });

    post!("http://example.com/", json: Property("a", default = 1, default: 2, default_when_false true));
}
