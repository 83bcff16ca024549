use http_step::prelude::*;

fn main() {
    get!("http://example.com/", redirects: -1, max_response: -0.5);
    get!("http://example.com/", redirects: 1.5, max_response: 1e6);
    get!("http://example.com/", redirects: "10", max_response: "1 MiB");
    get!("http://example.com/", redirects: true, max_response: 5f64);
    get!("http://example.com/", redirects: null, max_response: [1]);
    get!("http://example.com/", redirects: 300u8, max_response: 18446744073709551616);
    get!("http://example.com/", max_response: 5MB);
}
