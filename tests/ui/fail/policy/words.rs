use http_step::prelude::*;

fn main() {
    get!("http://example.com/", update_build_summary_policy: "FAILURE");
    get!("http://example.com/", update_build_summary_policy: FAILURE);
    get!("http://example.com/", update_build_summary_policy: null);
    get!("http://example.com/", update_build_summary_policy: Property("policy"));
    get!("http://example.com/", update_build_summary_policy: [failure, WARNING, OK]);
    get!("http://example.com/", update_build_summary_policy: ["FAILURE", "fail", 5, null]);
    get!("http://example.com/", update_build_summary_policy: [BuildResult::Failure, BuildResult::WARNINGS]);
    get!("http://example.com/", update_build_summary_policy: [FAILURE, RETRY, FAILURE]);
}
