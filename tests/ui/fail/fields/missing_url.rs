use http_step::prelude::*;

fn main() {
    http_step! {
        method: PUT,
        json: 1,
    };
    post!();
}
