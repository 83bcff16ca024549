use http_step::prelude::*;

fn main() {
    get!("http://example.com/", do_step_if: "main");
    get!("http://example.com/", do_step_if: 1);
    get!("http://example.com/", do_step_if: null);
    get!("http://example.com/", hide_step_if: [true]);
    get!("http://example.com/", hide_step_if: { "a": true });
    get!("http://example.com/", do_step_if: (true, false));
    get!("http://example.com/", do_step_if: |_| Property("branch") == "main");
    get!("http://example.com/", do_step_if: status == 200);
    get!("http://example.com/", doStepIf: true, hide_step: true, when: true);
}
