use http_step::prelude::*;

fn main() {
    post!("http://example.com/", data: { "a": 1, "b": 2, "a": 3 });
    post!("http://example.com/", json: [{ "x": { "a": 1, "\x61": 2 } }]);
    post!("http://example.com/", data: { "": 1 });
    post!("http://example.com/", data: { 7: 1 });
    post!("http://example.com/", data: { builder: 1 });

    post!("http://example.com/", data: { ("a"): 1, "a": 2, (("a")): 3, (""): 4 });
    get!("http://example.com/?page=1", params: { ("page"): 3 });
    post!("http://example.com/", data: { ("a", "b"): 1, (a b): 2, (): 3, ("a",): 4, "c": "d"x });
    post!("http://example.com/", json: { let x = 1; x });
    post!("http://example.com/", json: { n.to_string() });
}
