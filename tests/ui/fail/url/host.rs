use http_step::prelude::*;

fn main() {
    get!("http:///builds");
    get!("http://[::1/");
    get!("http://127.0.0.256/");
    get!("http://exa<mple.com/");
    get!("http://xn--0.example.com/");
    get!("http://a..example.com/");
    get!("http://אa.example.com/");
}
