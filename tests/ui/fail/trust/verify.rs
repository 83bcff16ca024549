use http_step::prelude::*;

fn main() {
    get!("https://example.com/", verify: false);
    get!("https://example.com/", verify: "");
    get!("https://example.com/", verify: null);
    get!("https://example.com/", verify: 1);
    get!("https://example.com/", verify: { "ca": "a.pem" });
    get!("https://example.com/", verify: insecure);
    get!("http://example.com/", verify: true, headers: { "X-Key": Secret("key") });
    get!("https://example.com/", verify: Insecure, params: { "key": Secret("key") });
}
