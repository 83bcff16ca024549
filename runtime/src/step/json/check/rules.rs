//! The rules across fields: what they look at, and where what they say belongs.

use http_step_syntax::rules::{self, At as Rule, Facts, Violation};
use http_step_syntax::{Problem, url as url_rules};

use super::Step;
use crate::step::json::mistakes::{At, Path, Segment};

impl<'v> Step<'v, '_> {
    pub(super) fn rules(&mut self) {
        let url = self.url.unwrap_or_default();
        let literal = url_rules::check(url).ok();
        let is_open = |parts: &url_rules::Url| !parts.is_https(url) && !parts.is_loopback(url);
        let is_open = literal.as_ref().is_some_and(is_open)
            || self.origin.as_ref().is_some_and(url_rules::Origin::is_open);
        let query = literal.and_then(|url| url.query);
        let query_names = query.map(|query| url_rules::query_names(url, query));
        let query_names = query_names.into_iter().flatten();
        let violations = rules::check(&Facts {
            method: self.method,
            keys: self.keys.clone(),
            content_type: self.content_type.as_ref().map(|literal| literal.text),
            authorization: self.authorization.is_some(),
            data_is_no_map: self.data_is_no_map,
            query_names: query_names.map(|(_, name)| name).collect(),
            param_names: self.params.iter().map(|name| name.text).collect(),
            secrets: self.secrets.iter().map(|(key, _)| *key).collect(),
            url_is_secret: self.url_is_secret,
            url_is_open: is_open,
            insecure: self.insecure,
            longest_timeout: self.longest_timeout,
            deadline: self.deadline,
            retry_deadline: self.retry_deadline,
            poll_deadline: self.poll_deadline,
            idempotent: self.idempotent,
        });
        for violation in violations {
            let (path, at) = self.place(&violation.at);
            let Violation { what, help, .. } = violation;
            self.mistakes
                .push(path, at, Problem::new(0..0, what).help(help));
        }
    }

    fn place(&self, rule: &Rule) -> (Path<'v>, At) {
        let member = |names: &[&'static str]| {
            let mut path = self.root.clone();
            path.0.extend(names.iter().map(|name| Segment::name(*name)));
            Some((path, At::Name))
        };
        let place = match rule {
            Rule::Key(key) => member(&[key]),
            Rule::Option(key, option) => member(&[key, option]),
            Rule::Param(index) => {
                let param = self.params.get(*index);
                param.map(|param| (param.path.clone(), param.at))
            }
            Rule::Secret(index) => {
                let secret = self.secrets.get(*index);
                secret.map(|(_, path)| (path.clone(), At::Value))
            }
            Rule::ContentType => {
                let value = self.content_type.as_ref();
                value.map(|value| (value.path.clone(), value.at))
            }
            Rule::Authorization => {
                let name = self.authorization.as_ref();
                name.map(|name| (name.path.clone(), name.at))
            }
        };
        place.unwrap_or_else(|| (self.root.clone(), At::Value))
    }
}
