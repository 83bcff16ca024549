use http_step::prelude::*;

fn main() {
    get!("http://example.com/", method: POST);
}
