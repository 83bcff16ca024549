use http_step::prelude::*;

fn main() {
    get!(url: 7);
    get!(url: ["http://example.com/"]);
}
