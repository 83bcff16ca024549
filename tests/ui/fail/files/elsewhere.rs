use http_step::prelude::*;

fn main() {
    post!("http://example.com/", data: { "a": File("a") });
    post!("http://example.com/", json: [File("a")]);
    get!("http://example.com/", headers: { "X-A": File("a") });
    get!("http://example.com/", headers: { "X-A": Bearer(Secret("a")) });
    post!("http://example.com/", json: Digest("u", Property("a")) == 1);
}
