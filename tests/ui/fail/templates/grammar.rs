use http_step::prelude::*;

fn main() {
    post!("http://example.com/", data: Interpolate("%(prp:branch)s"));
    post!("http://example.com/", data: Interpolate("%(branch)s"));
    post!("http://example.com/", data: Interpolate("%(prop:bra nch)s"));
    post!("http://example.com/", data: Interpolate("%(prop:branch) of"));
    post!("http://example.com/", data: Interpolate("build %(prop:number)d"));
    post!("http://example.com/", data: Interpolate("100% sure of %(prop:x)s"));
    post!("http://example.com/", data: Interpolate("%(prop:branch"));
    post!("http://example.com/", data: Interpolate("%(prop:a:=b)s"));
    post!("http://example.com/", data: Interpolate("%(prop:a:?)s"));
    post!("http://example.com/", data: Interpolate("%(prop:a:?|b)s"));
    post!("http://example.com/", data: Interpolate("%(prop:a:-%(prop:b:-%(prp:c)s)s)s"));
    post!("http://example.com/", data: Interpolate("%(src:branch)s"));
}
