use http_step::prelude::*;

fn main() {
    http_step! {
        url: "htp://example.com/",
        method: PSOT,
        params: { "a": 1, "a": 2 },
        headers: { "X Y": "1", "Accept": "a\nb" },
        timeout: 0,
        colour: "red",
    };
}
