use http_step::prelude::*;

fn main() {
    get!("https://example.com/", headers: { "X-Token": Secret() });
    get!("https://example.com/", headers: { "X-Token": Secret("") });
    get!("https://example.com/", headers: { "X-Token": Secret("a", default: 1) });
}
