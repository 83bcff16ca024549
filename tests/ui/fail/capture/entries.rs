use http_step::prelude::*;

fn main() {
    get!("http://example.com/", capture: json("$.id"));
    get!("http://example.com/", capture: [json("$.id")]);
    get!("http://example.com/", capture: null);
    get!("http://example.com/", capture: captures);
    get!("http://example.com/", capture: { "": status, "id": json("$.id"), "id": status });
    get!("http://example.com/", capture: { id: json("$.id"), 5: status, (name): status, ..more });
    get!("http://example.com/", capture: { "a": "b", "c": 5, "d": null, "e": Property("e"), "f": value });
    get!("http://example.com/", capture: { "a": size, "b": duration as u64, "c": status == 200, "d": { "e": text } });
    get!("http://example.com/", capture: { "a" => status, "b": , "c" text, "d" });
    get!("http://example.com/", capture: { "a": json("id"), "b": header("a b"), "c": cookie(""), "d": matches("a") });
}
