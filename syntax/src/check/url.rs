//! The URL: no value may change the origin of the request.

use alloc::format;
use alloc::vec::Vec;

use super::checker::Checker;
use crate::tree::{Call, Form, Node, Pos, Value};
use crate::url::{self, Slot};
use crate::{Problem, header, surface};

/// A check of a literal URL.
type CheckUrl = fn(&str) -> Result<url::Url, Vec<Problem>>;

impl<'t> Checker<'t> {
    pub(super) fn literal_url(&mut self, at: Pos, text: &'t str) {
        self.facts.url = Some(text);
        self.url_text(at, text, url::check);
    }

    fn url_text(&mut self, at: Pos, text: &str, check: CheckUrl) {
        if let Some(problem) = self.plain_substitution(text) {
            // A URL has no use for the text itself.
            let template = self.surface.show(surface::TEMPLATE);
            let help = format!("write `{template}` to insert the value");
            return self.report_inside(at, problem.help(help));
        }
        let problems = check(text).err().unwrap_or_default();
        if problems.is_empty() && header::credential_in("", text).is_some() {
            return self.report_credential(at);
        }
        for problem in problems {
            self.report_inside(at, problem);
        }
    }

    /// Checks a form or an operator as the whole URL.
    pub(super) fn url(&mut self, node: &'t Node) {
        match &node.value {
            Value::Operation(operation) => {
                let what = "an operator can't make a URL: it doesn't escape the values";
                let help = format!("write `{}`", self.surface.show(surface::URL_TEMPLATE));
                self.report(operation.at, Problem::whole(what).help(help));
                self.without_secrets(node);
            }
            Value::Form(call) => match call.form {
                Form::Interpolate => self.url_template(call),
                Form::FlattenList => {
                    let help = format!("write `{}`", self.surface.show(surface::URL_TEMPLATE));
                    let problem = Problem::whole("a URL must be a string, found a list");
                    self.report(call.at, problem.help(help));
                    self.without_secrets(node);
                }
                Form::Raw => {
                    let form = self.surface.form(Form::Raw);
                    let what = "a raw value can be a part of the path or of the query, not the URL";
                    let example = self.surface.show(surface::RAW_ARGUMENT);
                    let help = format!("remove `{form}`, or write {example}");
                    self.report(call.at, Problem::whole(what).help(help));
                    self.without_secrets(node);
                }
                Form::Property => {
                    self.value(node);
                    // A default is the whole URL too.
                    for field in call
                        .named
                        .iter()
                        .filter(|field| field.name.text == "default")
                    {
                        self.nested_url(&field.value, url::check);
                    }
                }
                Form::Secret => {
                    self.facts.url_is_secret = true;
                    self.value(node);
                }
                _ => self.value(node),
            },
            _ => self.value(node),
        }
    }

    /// Checks what is in a value that can't be the URL: a secret in it is not a second mistake.
    fn without_secrets(&mut self, node: &'t Node) {
        let secrets = self.facts.secrets.len();
        self.value(node);
        self.facts.secrets.truncate(secrets);
    }

    /// Checks the default of a property that is the URL, or the base of a template; as a value it has been checked.
    fn nested_url(&mut self, node: &'t Node, check: CheckUrl) {
        let (findings, secrets) = (self.findings.len(), self.facts.secrets.len());
        let origin = self.facts.origin.take();
        match &node.value {
            Value::Text(text) => self.url_text(node.at, text, check),
            Value::Form(_) | Value::Operation(_) => self.url(node),
            _ => {}
        }
        // It alone says nothing about where the request goes.
        self.facts.url_is_secret = false;
        self.facts.origin = origin;
        self.facts.secrets.truncate(secrets);
        self.keep_new(findings);
    }

    /// Drops findings from `start` on that repeat an earlier one.
    fn keep_new(&mut self, start: usize) {
        let new = self.findings.split_off(start);
        for finding in new {
            if !self.findings.contains(&finding) {
                self.findings.push(finding);
            }
        }
    }

    fn url_template(&mut self, call: &'t Call) {
        let template = self.template(call);
        self.arguments(call);
        let Some((at, text, inserted)) = template else {
            return;
        };
        if let Some(first) = inserted.first()
            && let Some(base) = first.argument.filter(|argument| !is_raw(argument))
            && url::starts_with_base(text, &first.range)
        {
            self.nested_url(base, url::check_base);
        }
        let slots: Vec<Slot> = inserted
            .into_iter()
            .map(|inserted| Slot {
                range: inserted.range,
                is_raw: inserted.argument.is_some_and(is_raw),
            })
            .collect();
        match url::check_template(text, &slots) {
            Ok(origin) => self.facts.origin = origin,
            Err(problems) => {
                for problem in problems {
                    self.report_inside(at, problem);
                }
            }
        }
    }
}

fn is_raw(node: &Node) -> bool {
    matches!(&node.value, Value::Form(call) if call.form == Form::Raw)
}
