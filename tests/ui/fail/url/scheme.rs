use http_step::prelude::*;

fn main() {
    get!("");
    get!("example.com/builds");
    get!("ftp://example.com/");
    get!("htps://example.com/");
    get!("http:/example.com/");
}
