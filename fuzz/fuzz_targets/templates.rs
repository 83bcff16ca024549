//! No text makes the parsers of templates panic, and every mistake stands in the text.
#![no_main]

use http_step_syntax::template::{Reference, keyed, positional};
use http_step_syntax::url::{Slot, check_template};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match keyed(text) {
        Ok(template) => {
            template.visit(&mut |substitution| {
                assert!(text.get(substitution.range.clone()).is_some());
            });
            let slots = template.substitutions().map(|substitution| Slot {
                range: substitution.range.clone(),
                is_raw: substitution.reference == Reference::Keyword("a".into()),
            });
            let checked = check_template(text, &slots.collect::<Vec<_>>());
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
