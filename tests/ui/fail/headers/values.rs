use http_step::prelude::*;

fn main() {
    get!("http://example.com/", headers: { "X-Note": "one\r\nX-Evil: two" });
    get!("http://example.com/", headers: { "Accept": ["a/b", "c/d"] });
    post!("http://example.com/", headers: { "Content-Type": "text/plain" }, json: {});
}
