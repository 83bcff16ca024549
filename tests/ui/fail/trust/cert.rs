use http_step::prelude::*;

fn main() {
    get!("https://example.com/", cert: "");
    get!("https://example.com/", cert: ("a.pem", ""));
    get!("https://example.com/", cert: ("", 7));
    get!("https://example.com/", cert: true);
    get!("https://example.com/", cert: ["a.pem", "a.key"]);
    get!("https://example.com/", cert: null);
}
