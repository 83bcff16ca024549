use http_step::prelude::*;

fn main() {
    get!("http://example.com/", headers: { "X Build": "1" });
    get!("http://example.com/", headers: { "Accept:": "text/plain" });
    get!("http://example.com/", headers: { "Accept": "a/b", "X": 1, "accept": "c/d" });
    post!("http://example.com/", headers: { "Content-Length": 5, "host": "other.example.com" });

    get!("http://example.com/", headers: { ("X Build"): 1, ("Host"): 2 });
}
