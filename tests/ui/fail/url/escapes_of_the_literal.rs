use http_step::prelude::*;

fn main() {
    get!("http://example.com/a\nb");
    get!("http://example.com/\u{7f}x");
    get!(r"http://example.com/a b");
}
