use http_step::prelude::*;

fn main() {
    get!("http://example.com/", results: { _ => FAILURE, 200 => SUCCESS, 201 => SUCCESS });
    get!("http://example.com/", results: { 200 => SUCCESS, _ => FAILURE, _ => WARNINGS });
    get!("http://example.com/", results: { _ | timeout => FAILURE });
    get!("http://example.com/", results: {
        100..=599 => SUCCESS,
        dns | connect | tls | timeout | reset | protocol | incomplete | too_large | decode | redirect | proxy => FAILURE,
        refused_by_policy => FAILURE,
        _ => EXCEPTION,
    });
}
