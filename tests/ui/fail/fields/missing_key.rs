use http_step::prelude::*;

fn main() {
    post!("http://example.com/", { "a": 1 });
    post!("http://example.com/",, name: "x");

    post!("http://example.com/", -json: 1);
    post!("http://example.com/", data.a: 1);
    post!("http://example.com/", #[cfg(test)] json: 1);
    post!(
        /// Where the builds are.
        "http://example.com/",
        json: { /* of a build */ "a": #[cfg(test)] 1 },
    );
}
