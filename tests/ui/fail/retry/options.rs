use http_step::prelude::*;

fn main() {
    get!("http://example.com/", retry: 5);
    get!("http://example.com/", retry: null);
    get!("http://example.com/", retry: policy);
    get!("http://example.com/", retry: {});
    get!("http://example.com/", retry: { on: [429] });
    get!("http://example.com/", retry: { atempts: 3 });
    get!("http://example.com/", retry: { attempts: 3, maxDelay: 5, backoff: 2, max_attempts: 5 });
    get!("http://example.com/", retry: { attempts: 3, attempts: 5 });
    get!("http://example.com/", retry: { "attempts": 3 });
    get!("http://example.com/", retry: { attempts = 3, delay 5 });
    get!("http://example.com/", retry: { attempts: , delay: 5 });
    get!("http://example.com/", retry: { attempts: 3 delay: 5 });
    get!("http://example.com/", retry: { attempts: 3, ..more });
    get!("http://example.com/", retry: { 3 });
    get!("http://example.com/", retry: { attempts });
}
