use http_step::prelude::*;

fn main() {
    get!("http://example.com/", retry: { attempts: 3, on: 429 });
    get!("http://example.com/", retry: { attempts: 3, on: { 429 => RETRY } });
    get!("http://example.com/", retry: { attempts: 3, on: statuses });
    get!("http://example.com/", retry: { attempts: 3, on: [99, 600, 504..=502, 500..599, 500..] });
    get!("http://example.com/", retry: { attempts: 3, on: [timout, Connect, "timeout", 5xx, 429.5] });
    get!("http://example.com/", retry: { attempts: 3, on: [429, 429, 500..=599, 503, timeout, timeout] });
    get!("http://example.com/", retry: { attempts: 3, on: [_] });
    get!("http://example.com/", retry: { attempts: 3, on: [429 | 503] });
    get!("http://example.com/", retry: { attempts: 3, on: [FAILURE, status == 500] });
}
