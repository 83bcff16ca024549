use http_step::prelude::*;

fn main() {
    let n = 1;
    post!("http://example.com/", data: { n + 1 });
    post!("http://example.com/", data: { "a": 1 "b": 2 });
    post!("http://example.com/", data: { "a": , "b" });

    post!("http://example.com/", data: { "a" => n, "b" = 2, "c" 3, "d":: 4 });
    post!("http://example.com/", data: { "a": 1; "b": 2 });
    post!("http://example.com/", json: { "a": 1,, "b": [1,, 2] });
    post!("http://example.com/", data: { "a" "b": 2, "c" });
}
