use http_step::prelude::*;

fn main() {
    get!("http://example.com/?page=1&si%7Ae=2", params: { "size": 3 });
}
