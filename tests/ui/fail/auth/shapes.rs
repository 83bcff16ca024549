use http_step::prelude::*;

fn main() {
    get!("https://example.com/", auth: "hunter2");
    get!("https://example.com/", auth: ["bot", Secret("a")]);
    get!("https://example.com/", auth: { "user": "bot" });
    get!("https://example.com/", auth: null);
    get!("https://example.com/", auth: Bearer());
    get!("https://example.com/", auth: Bearer("bot", Secret("a")));
    get!("https://example.com/", auth: Digest(Secret("a")));
    get!("https://example.com/", auth: Bearer(Secret("a"), realm: "x"));
    get!("https://example.com/", auth: (7, Secret("a")));
    get!("https://example.com/", auth: ("bot", null));
    get!("https://example.com/", auth: ("bot", ["a"]));
    get!("https://example.com/", auth: ("bot:x", Secret("a")));
    get!("https://example.com/", auth: ("bot\n", Secret("a")));
    get!("https://example.com/", auth: (Bearer(Secret("a")), Secret("b")));
    get!("https://bot:hunter2@example.com/");
}
