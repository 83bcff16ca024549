use http_step::prelude::*;

fn main() {
    post!("http://example.com/", data: { "a": revision, "b": builder.name });
}
