use http_step::prelude::*;

fn main() {
    http_step! {
        url: "http://example.com/",
        name "x",
        headers { "Accept": "text/plain" },
    };
}
