//! A parameter is either in the URL or in `params`.

use alloc::format;
use alloc::vec::Vec;

use super::facts::Facts;
use super::violation::{At, Violation};

/// Reports the parameters that the query of the URL has too.
pub(super) fn no_parameter_twice(facts: &Facts<'_>) -> Vec<Violation> {
    let twice = |(_, name): &(usize, &&str)| facts.query_names.iter().any(|own| own == *name);
    let params = facts.param_names.iter().enumerate().filter(twice);
    params
        .map(|(index, name)| Violation {
            at: At::Param(index),
            what: format!("duplicate parameter `{name}`: the query of the URL already has it"),
            help: "write the parameter in one place".into(),
        })
        .collect()
}
