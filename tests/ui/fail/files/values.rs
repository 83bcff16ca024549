use http_step::prelude::*;

fn main() {
    post!("http://example.com/", files: { "log": "build.log" });
    post!("http://example.com/", files: { "log": b"text" });
    post!("http://example.com/", files: { "log": null, "more": ("a", "b") });
    post!("http://example.com/", files: { "log": File("a"), "log": File("b") });
    post!("http://example.com/", files: { "": File("a") });
    post!("http://example.com/", files: File("a"));
    post!("http://example.com/", files: [("log", File("a"))]);
    post!("http://example.com/", files: "build.log");
    post!("http://example.com/", files: null);
}
