use http_step::prelude::*;

fn main() {
    http_step! {
        url: "http://example.com/"
        json: { "a": 1 },
        name: "x",
    };

    post!("http://example.com/"; json: [1; Property()], name: 7);
}
