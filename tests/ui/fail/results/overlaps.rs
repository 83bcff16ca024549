use http_step::prelude::*;

fn main() {
    get!("http://example.com/", results: { 404 => SUCCESS, 404 => WARNINGS });
    get!("http://example.com/", results: { 200..=299 => SUCCESS, 204 => WARNINGS });
    get!("http://example.com/", results: { 204 => SUCCESS, 200..=299 => WARNINGS });
    get!("http://example.com/", results: { 200..=299 => SUCCESS, 250 | 290..=310 => WARNINGS });
    get!("http://example.com/", results: { 200 | 201 | 200 => SUCCESS });
    get!("http://example.com/", results: { dns | connect => RETRY, dns => FAILURE });
}
