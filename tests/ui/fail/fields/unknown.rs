use http_step::prelude::*;

fn main() {
    post!("http://example.com/", heders: { "Accept": "text/plain" });
    post!("http://example.com/", haltOnFailure: true);
    post!("http://example.com/", colour: "red");

    post!("http://example.com/", body: "x", query: { a: 1 });
    post!("http://example.com/", retry: { attempts: 3 }, on: +);
}
