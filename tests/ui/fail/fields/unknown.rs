use http_step::prelude::*;

fn main() {
    post!("http://example.com/", heders: { "Accept": "text/plain" });
    post!("http://example.com/", haltOnFailure: true);
    post!("http://example.com/", colour: "red");

    post!("http://example.com/", body: "x", query: { a: 1 });
    post!("http://example.com/", again: { attempts: 3 }, on: +);
    get!("http://example.com/", follow_redirects: false, max_redirects: 5, proxy: "http://a.example", ca: "a.pem");
    get!("http://example.com/", cookie: { "a": 1 }, file: { "a": 1 }, insecure: true, output: "a", hook: 1);
    get!("http://example.com/", allowRedirects: false, hideRequestHeaders: ["a"], max_time: 5, basic_auth: 1);
}
