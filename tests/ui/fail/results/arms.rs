use http_step::prelude::*;

fn main() {
    get!("http://example.com/", results: { 200: SUCCESS, 404 = FAILURE, 500 -> FAILURE });
    get!("http://example.com/", results: { 200, 201 => SUCCESS });
    get!("http://example.com/", results: { 200 => , 201 => });
    get!("http://example.com/", results: { => SUCCESS });
    get!("http://example.com/", results: { 200 | => SUCCESS });
    get!("http://example.com/", results: { | 200 => SUCCESS });
    get!("http://example.com/", results: { 200 || 201 => SUCCESS });
    get!("http://example.com/", results: { 200 201 => SUCCESS });
    get!("http://example.com/", results: { 200 => SUCCESS 404 => FAILURE, });
    get!("http://example.com/", results: { 200 => SUCCESS; 404 => FAILURE });
    get!("http://example.com/", results: { 200 => SUCCESS,, 404 => FAILURE });
    get!("http://example.com/", results: { 200 if x => SUCCESS });
    get!("http://example.com/", results: { 502..= => SUCCESS });
    get!("http://example.com/", results: [200 => SUCCESS]);
    get!("http://example.com/", results: 200);
    get!("http://example.com/", results: SUCCESS);
    get!("http://example.com/", results: null);
}
