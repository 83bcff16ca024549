use http_step::prelude::*;

fn main() {
    get!("https://example.com/", auth: ("bot", Secret("a")), headers: { "authorization": Property("b") });
    get!("https://example.com/", headers: { "Authorization": Property("b") }, auth: ("bot", Secret("a")));
    get!("http://example.com/", auth: Bearer(Secret("a")));
}
