use http_step::prelude::*;

fn main() {
    get!("http://example.com/", headers: { "X-Token": Secret("token") });
    get!("https://example.com/", params: { "token": Secret("token") });
    get!(Interpolate("https://example.com/%(secret:token)s"));
    get!(Interpolate("http://%(prop:h)s.example.com/"), headers: { "X": Secret("token") });
    get!(Interpolate("http://example.com/%(prop:h)s"), headers: { "X": Secret("token") });
    post!("http://example.com/", json: [{ "a": Property("x", default: Secret("token")) == 1 }]);
    get!("https://example.com/", name: Interpolate("as %(secret:user)s"), description_done: ["a", Secret("b")]);
}
