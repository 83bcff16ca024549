use http_step::prelude::*;

fn main() {
    post!(ur1: "http://example.com/", json: 1);
}
