use http_step::prelude::*;

fn main() {
    let count = 5;
    get!("http://example.com/", update_build_summary_policy: count);
}
