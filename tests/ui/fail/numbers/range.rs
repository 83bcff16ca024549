use http_step::prelude::*;

fn main() {
    post!("http://example.com/", json: { "n": 18446744073709551616 });
    post!("http://example.com/", json: { "n": -9223372036854775809 });
    post!("http://example.com/", json: 1e999);

    post!("http://example.com/", json: [300u8, -129_i8, -1_u16, 1e39_f32, 1u128]);
}
