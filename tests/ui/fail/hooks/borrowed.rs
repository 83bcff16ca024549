use http_step::prelude::*;

fn main() {
    let count = 5;
    get!("http://example.com/", hooks: { "response": |_| println!("{count}") });
}
