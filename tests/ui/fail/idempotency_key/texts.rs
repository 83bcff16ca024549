use http_step::prelude::*;

fn main() {
    post!("http://example.com/", idempotency_key: "");
    post!("http://example.com/", idempotency_key: "a\nb");
    post!("http://example.com/", idempotency_key: 5);
    post!("http://example.com/", idempotency_key: null);
    post!("http://example.com/", idempotency_key: ["a"]);
    post!("http://example.com/", idempotency_key: Secret("key"));
    get!("http://example.com/", expect: [json("$.a") == Secret("key")], poll: { every: 1, until: text == Secret("key") });
    get!("http://example.com/", capture: { "a": json("$.a") as Secret });
}
