use http_step::prelude::*;

fn main() {
    http_step! {
        url: "http://example.com/",
        json: ,
        name:
    };
    http_step! {
        url: "http://example.com/",
        json,
    };

    http_step! { method: PUT, url };
    post!("http://example.com/", json name: 7);
    post!("http://example.com/", json: #[cfg(test)], name);
}
