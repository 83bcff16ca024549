use http_step::prelude::*;

fn main() {
    get!("http://example.com/", hide: "X-Token");
    get!("http://example.com/", hide_request_headers: ["X Token", "Cookie:", ""]);
    get!("http://example.com/", hide_response_headers: ["Größe", 5, null, ["X-A"]]);
    get!("http://example.com/", hide: [Property("name")]);
    get!("http://example.com/", hide: Property("names"));
    get!("http://example.com/", hide: { "X-Token": true });
    get!("http://example.com/", hide: true, hide_request_headers: null);
}
