use http_step::prelude::*;

fn main() {
    http_step! {
        url: "http://example.com/",
        "name": "x",
    };

    post!("url": "http://example.com/", data: { "a": 1, "a": 2 });
    post!("http://example.com/", "nam": 2);
}
