use http_step::prelude::*;

fn main() {
    get!("http://example.com/", locks: "database");
    get!("http://example.com/", locks: { "database": 1 });
    get!("http://example.com/", locks: null);
    get!("http://example.com/", locks: Property("lock"));
    get!("http://example.com/", locks: [""]);
    get!("http://example.com/", locks: [5, null, Property("lock"), ["a"]]);
    get!("http://example.com/", locks: ["database", "web", "database"]);
}
