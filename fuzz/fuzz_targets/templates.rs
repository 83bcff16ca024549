//! No text makes the parsers of templates panic, and every mistake stands in the text.
#![no_main]

use http_step_syntax::template::{keyed, positional};
use http_step_syntax::url::check_template;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match keyed(text) {
        Ok(template) => {
            template.visit(&mut |substitution| {
                assert!(text.get(substitution.range.clone()).is_some());
            });
            let checked = check_template(text, &template, &|name| name == "a");
            for problem in checked.err().unwrap_or_default() {
                assert!(text.get(problem.range).is_some());
            }
        }
        Err(problem) => assert!(text.get(problem.range).is_some()),
    }
    if let Err(problem) = positional(text) {
        assert!(text.get(problem.range).is_some());
    }
});
