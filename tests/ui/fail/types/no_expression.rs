use http_step::prelude::*;

fn main() {
    post!("http://example.com/", data: { "a": let, "b": + }, colour: "red");
}
