use http_step::prelude::*;

fn main() {
    get!("http://example.com/", timeout: 0);
    get!("http://example.com/", timeout: (5, -0.5));
    get!("http://example.com/", timeout: f64::NAN);

    get!("http://example.com/", timeout: (0));
    get!("http://example.com/", timeout: ((-f64::NAN), -(5)));
}
