use http_step::prelude::*;

fn main() {
    get!("http://example.com/", cookies: { "a b": 1, "sid=7": "x", "größe": 2 });
    get!("http://example.com/", cookies: { "": 1 });
    get!("http://example.com/", cookies: { "sid": 1, "SID": 2, "sid": 3 });
    get!("http://example.com/", cookies: { sid: 1 });
    get!("http://example.com/", cookies: { 7: 1 });
}
