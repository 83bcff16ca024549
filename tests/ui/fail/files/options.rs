use http_step::prelude::*;

fn main() {
    post!("http://example.com/", files: { "a": File() });
    post!("http://example.com/", files: { "a": File(filename: "a") });
    post!("http://example.com/", files: { "a": File("a", "b") });
    post!("http://example.com/", files: { "a": File("a", bytes: "b") });
    post!("http://example.com/", files: { "a": File("a", filename: "b", filename: "c") });
    post!("http://example.com/", files: { "a": File("a", file_name: "b", mime: "c") });
    post!("http://example.com/", files: { "a": File(path: "a") });
    post!("http://example.com/", files: { "a": File("") });
    post!("http://example.com/", files: { "a": File(7), "b": File(b"bytes"), "c": File(null) });
    post!("http://example.com/", files: { "a": File(bytes: 7, filename: ["x"]) });
    post!("http://example.com/", files: { "a": File("a", filename: "x\ny", content_type: "a/b\r\nX: y") });
    post!("http://example.com/", files: { "a": File("a", filename: "", content_type: true) });
    post!("http://example.com/", files: { "a": File("a", headers: "X: y") });
    post!("http://example.com/", files: { "a": File("a", headers: { "X A": 1, "Content-Length": 2 }) });
    post!("http://example.com/", files: { "a": File("a" filename: "b") });
    post!("http://example.com/", files: { "a": File("a", filename:) });
}
