use http_step::prelude::*;

fn main() {
    post!("http://example.com/", json: Some(Property("a")));
    post!("http://example.com/", json: { "a": if true { Property("b") } else { 1 }, ..Property("c") });
    post!("http://example.com/", json: [format!("{}", Property("a")), &Property("b"), [Property("c"); 2]]);
    post!("http://example.com/", json: (Property("a"),));
    post!("http://example.com/", json: [Some(Interpolate("%(prop:a)s"))]);
    post!("http://example.com/", json: Transform(|given| Ok(given.positional[0].clone())));
    post!("http://example.com/", json: Transform(move |given| f(given), Property("a")));
    post!("http://example.com/", json: { "a": Renderer(|_, _| Ok(1.into_expr())).arg(1) });
}
