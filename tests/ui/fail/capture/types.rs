use http_step::prelude::*;

fn main() {
    get!("http://example.com/", capture: { "a": json("$.a") as u32, "b": json("$.b") as string, "c": text as str });
    get!("http://example.com/", capture: { "a": json("$.a") as secret, "b": status as Number, "c": text as usize });
    get!("http://example.com/", capture: { "a": json("$.a") as &str, "b": json("$.b") as Vec<u8>, "c": text as std::string::String });
    get!("http://example.com/", capture: { "a": json("$.a") as, "b": json("a") as u65 });
    get!("http://example.com/", capture: { "a": json("$.a") as u64 as f64, "b": "text" as String, "c": value as u64 });
}
