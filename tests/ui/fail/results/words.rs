use http_step::prelude::*;

fn main() {
    get!("http://example.com/", results: { 200 => success, 201 => Warning, 202 => OK });
    get!("http://example.com/", results: { 200 => "SUCCESS", 201 => 5, 202 => null, 203 => [SUCCESS] });
    get!("http://example.com/", results: { 200 => BuildResult::Success, 201 => Property("a") });
    get!("http://example.com/", results: { 200 => if x { SUCCESS } else { FAILURE } });
}
