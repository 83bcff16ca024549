use http_step::prelude::*;

fn main() {
    get!("http://example.com/", poll: 5);
    get!("http://example.com/", poll: {});
    get!("http://example.com/", poll: { every: 5 });
    get!("http://example.com/", poll: { every: 5, untl: status == 200, failIf: status == 500, timeout: 5 });
    get!("http://example.com/", poll: { every: 0, until: status == 200, deadline: -1 });
    get!("http://example.com/", poll: { every: "5", until: status == 200, deadline: null });
    get!("http://example.com/", poll: { every: 5, until: status == 200, deadline: 9 }, timeout: 10);
    get!("http://example.com/", poll: { every: 5, until: status == 200, cancel: "http://example.com/" });
    get!("http://example.com/", poll: { every: 5, until: status == 200, cancel: { "url": "x" } });
    get!("http://example.com/", poll: { every: 5, until: status == 200, cancel: Property("url") });
    get!("http://example.com/", poll: { every: 5, until: [status == 200] });
    get!("http://example.com/", poll: { every: 5, until: true, fail_if: Property("a") == 1 });
    get!("http://example.com/", poll: { every: 5, until: |_| true, fail_if: json("$.failed") });
    get!("http://example.com/", poll: { every: 5, until: json("state") == "done", fail_if: status == 600 });
    get!("http://example.com/", poll: { every: 5, until: matches("a(b)(c)") == "b", fail_if: matches("a(") == "b" });
}
