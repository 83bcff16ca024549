use http_step::prelude::*;

fn main() {
    get!("http://example.com/", allow_redirects: 5, stream: "yes");
    get!("http://example.com/", allow_redirects: null, stream: [true]);
    get!("http://example.com/", session: "", save_to: "");
    get!("http://example.com/", session: 5, save_to: b"bytes");
    get!("http://example.com/", session: null, save_to: ["a"]);
}
