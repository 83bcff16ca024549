use http_step::prelude::*;

fn main() {
    get!("http://example.com/", proxies: { "all": "socks5://proxy.example.com:1080" });
    get!("http://example.com/", proxies: { "all": "proxy.example.com:3128" });
    get!("http://example.com/", proxies: { "all": "htp://proxy.example.com:99999" });
    get!("http://example.com/", proxies: { "all": "http://bot:hunter2@proxy.example.com" });
    get!("http://example.com/", proxies: { "all": "" });
    get!("http://example.com/", proxies: { "all": 3128, "http": ["http://a.example"] });
    get!("http://example.com/", proxies: "http://proxy.example.com");
    get!("http://example.com/", proxies: null);
}
