use http_step::prelude::*;

fn main() {
    http_step! {
        url: "http://example.com/"
        json: { "a": 1 },
        name: "x",
    };
}
