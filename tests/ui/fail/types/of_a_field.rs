use http_step::prelude::*;

fn main() {
    let pairs = vec![("a", 1)];
    get!("http://example.com/", timeout: String::from("5 s"));
    get!("http://example.com/", always_run: "yes".len());
    post!("http://example.com/", data: { ..pairs });
}
