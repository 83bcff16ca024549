use http_step::prelude::*;

fn main() {
    get!(Interpolate("https://example.com%(prop:path)s"));
    get!(Interpolate("https://%(prop:host)s/"));
    get!(Interpolate("%(prop:base)s/builds"));
    get!(Interpolate("htps://example.com/%(prop:x)s"));
    get!(Interpolate("https://example.com/a b/%(prop:x)s"));
    get!(Interpolate("https://example.com/%s", 1));
    get!(Interpolate("https://%(kw:r)s.example.com/%(kw:r)s", r: Raw(Property("x"))));
    get!("https://example.com/" + Property("path"));
    get!(Property("url", default: Property("base") + "/builds"));
    get!(Property("url", default: Interpolate("https://%(prop:host)s/")));
    get!(FlattenList(["https://example.com/"]));
    get!(Raw(Property("url")));
}
