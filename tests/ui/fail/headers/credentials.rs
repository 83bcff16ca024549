use http_step::prelude::*;

fn main() {
    get!("http://example.com/", headers: { "Authorization": "Bearer c2VjcmV0LXRva2Vu" });
    get!("http://example.com/", headers: { "X-Note": "see ghp_0123456789abcdefghijABCDEFGHIJ012345" });
}
