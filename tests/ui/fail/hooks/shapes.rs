use http_step::prelude::*;

fn main() {
    get!("http://example.com/", hooks: { "respnse": |_| {} });
    get!("http://example.com/", hooks: { "request": |_| {} });
    get!("http://example.com/", hooks: { "response": 5 });
    get!("http://example.com/", hooks: { "response": [|_| {}] });
    get!("http://example.com/", hooks: { "response": Property("hook") });
    get!("http://example.com/", hooks: { "response": null });
    get!("http://example.com/", hooks: { "response": |_| {}, "response": |_| {} });
    get!("http://example.com/", hooks: { (name): |_| {}, ..more });
    get!("http://example.com/", hooks: { response: |_| {}, "": |_| {} });
    get!("http://example.com/", hooks: |_| {});
    get!("http://example.com/", hooks: null);
    get!("http://example.com/", hooks: "response");
}
