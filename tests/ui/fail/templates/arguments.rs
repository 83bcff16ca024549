use http_step::prelude::*;

fn main() {
    post!("http://example.com/", data: Interpolate("%(kw:brnch)s", branch: "main"));
    post!("http://example.com/", data: Interpolate("%(kw:type)s %(kw:x)s", type: 1));
    post!("http://example.com/", data: Interpolate("%s of %s", 1));
    post!("http://example.com/", data: Interpolate("%s", 1, 2));
    post!("http://example.com/", data: Interpolate("%s", 1, branch: "main"));
    post!("http://example.com/", data: Interpolate("%(x)s", 1));
    post!("http://example.com/", data: Interpolate());
    let text = "x";
    post!("http://example.com/", data: Interpolate(text));
}
