use http_step::prelude::*;

fn main() {
    get!("http://example.com/", retry: { attempts: 0 });
    get!("http://example.com/", retry: { attempts: -1 });
    get!("http://example.com/", retry: { attempts: 1.5 });
    get!("http://example.com/", retry: { attempts: "3" });
    get!("http://example.com/", retry: { attempts: null });
    get!("http://example.com/", retry: { attempts: 3, delay: 0, max_delay: -1, deadline: 0.0 });
    get!("http://example.com/", retry: { attempts: 3, delay: f64::NAN, max_delay: "5", deadline: (1, 2) });
    get!("http://example.com/", retry: { attempts: 3, delay: 5s });
    get!("http://example.com/", retry: { attempts: 3, idempotent: 1 });
    get!("http://example.com/", timeout: 30, retry: { attempts: 3, deadline: 10 });
    get!("http://example.com/", retry: { deadline: 29.5, attempts: 3 }, timeout: (5, 30), deadline: 600);
    get!("http://example.com/", retry: { attempts: 3, deadline: 1 }, timeout: 10, deadline: 2);
    get!("http://example.com/", retry: { attempts: 3, idempotent: Property("may_come_twice") });
}
