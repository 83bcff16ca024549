use http_step::prelude::*;

fn main() {
    post!("https://example.com/", data: Interpolate("a %(secret:token).9s"));
    post!("https://example.com/", data: Interpolate("%(prop:x:-%(secret:token)s).9s"));
    post!("https://example.com/", data: Interpolate("%(secret:token)20s %(prop:x).9s"));
}
