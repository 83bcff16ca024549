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
}
