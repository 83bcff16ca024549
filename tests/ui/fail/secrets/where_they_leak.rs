use http_step::prelude::*;

fn main() {
    get!("http://example.com/", headers: { "X-Token": Secret("token") });
    get!("https://example.com/", params: { "token": Secret("token") });
    get!(Interpolate("https://example.com/%(secret:token)s"));
    post!("http://example.com/", json: [{ "a": Property("x", default: Secret("token")) == 1 }]);
}
