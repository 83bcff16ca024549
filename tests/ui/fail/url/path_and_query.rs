use http_step::prelude::*;

fn main() {
    get!("http://example.com/100%/of");
    get!("http://example.com/my builds");
    get!("http://example.com/a/../b");
    get!("http://example.com/builds#latest");
    get!("http://example.com/?q=<a>");

    get!("http://example.com/{name}/{}");
}
