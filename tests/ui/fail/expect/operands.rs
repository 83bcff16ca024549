use http_step::prelude::*;

fn main() {
    get!("http://example.com/", expect: [status == "200", status == 200.5, status == null, status != true]);
    get!("http://example.com/", expect: [status == 600, status >= 99, status < -1, 0 == status]);
    get!("http://example.com/", expect: [status.in_([200, 700, "a"]), status.in_(200), status.in_(500..=599)]);
    get!("http://example.com/", expect: [status.contains("2"), size.matches("2"), duration.contains(1)]);
    get!("http://example.com/", expect: [size > "5", size == null, size == [1], duration < "1s", duration == true]);
    get!("http://example.com/", expect: [text == 5, text == null, text != true, text.contains(5)]);
    get!("http://example.com/", expect: [text.in_(["a", 5]), header("a").in_(5)]);
    get!("http://example.com/", expect: [text.matches("a("), json("$.a").matches("[z-a]"), header("a").matches(5)]);
    get!("http://example.com/", expect: [cookie("a").matches("(?=a)"), text.matches("\\p{Greek}")]);
    get!("http://example.com/", expect: [status == 'a', json("$.n") == 99999999999999999999]);
}
