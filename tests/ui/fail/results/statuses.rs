use http_step::prelude::*;

fn main() {
    get!("http://example.com/", results: { 99 => SUCCESS, 600 => FAILURE, -200 => SUCCESS, 0 => SUCCESS });
    get!("http://example.com/", results: { 100..=600 => SUCCESS, 1..=99 => FAILURE });
    get!("http://example.com/", results: { 299..=200 => SUCCESS });
    get!("http://example.com/", results: { 200..300 => SUCCESS, 400..400 => FAILURE });
    get!("http://example.com/", results: { 200.. => SUCCESS });
    get!("http://example.com/", results: { ..=299 => SUCCESS, .. => FAILURE });
    get!("http://example.com/", results: { 200.0 => SUCCESS, true => FAILURE, 'a' => FAILURE });
    get!("http://example.com/", results: { "200" => SUCCESS, "timeout" => FAILURE, "a" => FAILURE });
    get!("http://example.com/", results: { 5xx => FAILURE });
    get!("http://example.com/", results: { low..=high => FAILURE, StatusCode::OK => SUCCESS, f(1) => SUCCESS });
    get!("http://example.com/", results: { timout => FAILURE, tooLarge => FAILURE, nothing => FAILURE });
    get!("http://example.com/", results: { null => FAILURE, Property("status") => SUCCESS, [200] => SUCCESS });
}
