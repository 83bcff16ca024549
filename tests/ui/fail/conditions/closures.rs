use http_step::prelude::*;

fn main() {
    get!("http://example.com/", do_step_if: || true);
    get!("http://example.com/", do_step_if: |result, properties| true);
    get!("http://example.com/", hide_step_if: (|| true));
    get!("http://example.com/", hide_step_if: |step, result, properties| true);
    get!("http://example.com/", hide_step_if: |result, properties| properties);
}
