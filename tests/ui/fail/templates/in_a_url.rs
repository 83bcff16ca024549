use http_step::prelude::*;

fn main() {
    get!(Interpolate("https://example.com%(prop:path)s"));
    get!(Interpolate("https://%(prop:host)s/"));
    get!(Interpolate("%(prop:base)s/builds"));
    get!(Interpolate("htps://example.com/%(prop:x)s"));
    get!(Interpolate("https://example.com/a b/%(prop:x)s"));
    get!(Interpolate("https://example.com/%s", 1));
}
