use http_step::prelude::*;

struct Revision;

fn main() {
    let times = vec![std::time::Duration::from_secs(1)];
    post!("http://example.com/", data: { "a": Revision, "b": 1 });
    post!("http://example.com/", json: { "times": times });
    get!(std::path::Path::new("/builds"));
}
