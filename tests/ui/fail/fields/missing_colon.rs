use http_step::prelude::*;

fn main() {
    http_step! {
        url: "http://example.com/",
        name "x",
        headers { "Accept": "text/plain" },
    };

    post!(url "http://example.com/");
    post!("http://example.com/", json = 1, name => 7);
    post!("http://example.com/", json:: [Property("a", default = { "b": 1, "b": 2 })]);
}
