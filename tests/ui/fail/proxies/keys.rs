use http_step::prelude::*;

fn main() {
    get!("http://example.com/", proxies: { "HTTPS": null, "ftp": null, "noproxy": "a" });
    get!("http://example.com/", proxies: { "htps://a.example": null, "https://a.example:80": null });
    get!("http://example.com/", proxies: { "https://a b": null, "all://": null });
    get!("http://example.com/", proxies: { "https": null, "https": null, "": null });
}
