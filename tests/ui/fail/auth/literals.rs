use http_step::prelude::*;

fn main() {
    get!("https://example.com/", auth: ("bot", "hunter2"));
    get!("https://example.com/", auth: Bearer("hunter2"));
    get!("https://example.com/", auth: Digest("bot", b"hunter2"));
    get!("https://example.com/", auth: ("bot", 1234));
    get!("https://example.com/", auth: ("bot", "hunter2".to_owned()));
    get!("https://example.com/", auth: Bearer(&"hunter2"));
    get!("https://example.com/", auth: Bearer(Interpolate("hunter2")));
}
