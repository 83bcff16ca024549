use http_step::prelude::*;

fn main() {
    get!("http://example.com/", deadline: 0);
    get!("http://example.com/", deadline: -1.5);
    get!("http://example.com/", deadline: f64::NAN);
    get!("http://example.com/", deadline: (5, 30));
    get!("http://example.com/", deadline: "1 min");
    get!("http://example.com/", deadline: 5min);
    get!("http://example.com/", deadline: null);
    get!("http://example.com/", deadline: String::from("5"));

    get!("http://example.com/", timeout: 30, deadline: 29.5);
    get!("http://example.com/", deadline: 10, timeout: (20, 5));
    get!("http://example.com/", deadline: 10, timeout: (std::time::Duration::from_secs(1), 20));
}
