use http_step::prelude::*;

fn main() {
    post!("http://example.com/", data: "text", files: { "a": File("a") });
    post!("http://example.com/", files: { "a": File("a") }, data: b"bytes");
    post!("http://example.com/", files: { "a": File("a") }, data: [("b", 1)]);
    post!("http://example.com/", files: { "a": File("a") }, data: File("b"));
    post!("http://example.com/", files: { "a": File("a") }, json: 1);
    post!("http://example.com/", json: 1, files: { "a": File("a") });
    get!("http://example.com/", files: { "a": File("a") });
    post!("http://example.com/", files: { "a": File("a") }, headers: { "Content-Type": "application/json" });
}
