use http_step::prelude::*;

fn main() {
    let count = 5;
    get!("http://example.com/", do_step_if: count);
    get!("http://example.com/", hide_step_if: "main".len());
}
