use http_step::prelude::*;

fn main() {
    http_step! { url: "http://example.com/", method: post };
    http_step! { url: "http://example.com/", method: DELTE };
    http_step! { url: "http://example.com/", method: "BREW" };
    http_step! { url: "http://example.com/", method: 7 };
}
