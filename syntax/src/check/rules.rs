//! The rules across fields.

use super::checker::Checker;
use super::facts::MethodFact;
use super::finding::Finding;
use crate::Method;
use crate::rules::{self, Facts};
use crate::tree::Step;
use crate::url::{self, Origin};

impl Checker<'_> {
    pub(super) fn rules(&mut self, step: &Step) {
        let facts = &self.facts;
        let url = facts.url.unwrap_or_default();
        let literal = url::check(url).ok();
        let is_open = |parts: &url::Url| !parts.is_https(url) && !parts.is_loopback(url);
        let is_open = literal.as_ref().is_some_and(is_open)
            || facts.origin.as_ref().is_some_and(Origin::is_open);
        let query = literal.and_then(|parts| parts.query);
        let query_names = query.map(|query| url::query_names(url, query));
        let query_names = query_names.into_iter().flatten();
        let violations = rules::check(&Facts {
            method: match facts.method {
                MethodFact::Absent => Some(Method::Post),
                MethodFact::Literal(method) => Some(method),
                MethodFact::Unknown => None,
            },
            keys: facts.keys.iter().map(|(key, _)| *key).collect(),
            content_type: facts.content_type.map(|(literal, _)| literal),
            authorization: facts.authorization.is_some(),
            data_is_no_map: facts.data_is_no_map,
            query_names: query_names.map(|(_, name)| name).collect(),
            param_names: facts.params.iter().map(|(name, _)| *name).collect(),
            secrets: facts.secrets.iter().map(|(key, ..)| *key).collect(),
            url_is_secret: facts.url_is_secret,
            url_is_open: is_open,
            insecure: facts.insecure,
            longest_timeout: facts.longest_timeout,
            deadline: facts.deadline,
            retry_deadline: facts.retry_deadline,
            poll_deadline: facts.poll_deadline,
            idempotent: facts.idempotent,
        });
        for violation in violations {
            let (at, inside) = self.facts.place(&violation.at).unwrap_or((step.at, None));
            self.findings.push(Finding {
                at,
                inside,
                what: violation.what,
                help: Some(violation.help),
            });
        }
    }
}
