use http_step::prelude::*;

fn main() {
    get!("http://example.com/", cookies: { "a": "dark; lang=en", "b": "x,y", "c": "a\\b", "d": "say \"hi\"" });
    get!("http://example.com/", cookies: { "a": "x\r\ny", "b": " x", "c": "x " });
    get!("http://example.com/", cookies: { "a": ["x"], "b": { "c": 1 }, "d": ("e", 1) });
    get!("http://example.com/", cookies: { "token": "ghp_0123456789abcdefghijABCDEFGHIJ012345" });
    get!("http://example.com/", cookies: { "token": Secret("token") });
    get!("http://example.com/", cookies: "sid=7");
    get!("http://example.com/", cookies: [("sid", 7)]);
}
