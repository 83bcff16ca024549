use http_step::prelude::*;

fn main() {
    post!("http://example.com/", retry: { attempts: 3 });
    patch!("http://example.com/", retry: { attempts: 3, on: [timeout] });
    http_step!("http://example.com/", retry: { attempts: 3 });
    http_step!(retry: { attempts: 3 }, url: "http://example.com/", method: PATCH);
    post!("http://example.com/", retry: { attempts: 3, idempotent: false });
}
