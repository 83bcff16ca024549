use http_step::prelude::*;

fn main() {
    get!("http://example.com:80a/");
    get!("http://example.com:65536/");
    get!("https://user:hunter2@example.com/");
}
