use std::fmt;

use super::{Auth, HttpStep, Verify};
use crate::expr::Expr;
use crate::redact;
use crate::value::Value;

/// The fields that are given; credentials are hidden.
impl fmt::Debug for HttpStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut step = f.debug_struct("HttpStep");
        for (key, expr) in self.fields() {
            match (key, expr) {
                ("auth", _) => step.field(key, &self.auth),
                ("verify", _) => step.field(key, &self.verify),
                ("cookies", _) => step.field(key, &format_args!("{}", redact::HIDDEN)),
                ("url", Expr::Value(Value::String(url))) => step.field(key, &redact::url(url)),
                ("proxies", Expr::Value(Value::Map(proxies))) => {
                    let shown = proxies.iter().map(|(name, proxy)| match proxy {
                        Value::String(url) => (name, redact::url(url).into_owned()),
                        other => (name, other.kind().to_owned()),
                    });
                    step.field(key, &shown.collect::<Vec<_>>())
                }
                (key, expr) => step.field(key, expr),
            };
        }
        if self.verify == Some(Verify::Insecure) {
            step.field("verify", &self.verify);
        }
        if let Some(hook) = &self.hook {
            step.field("hook", hook);
        }
        for (key, names) in [
            ("hide_request_headers", &self.hide_request_headers),
            ("hide_response_headers", &self.hide_response_headers),
        ] {
            if !names.is_empty() {
                step.field(key, names);
            }
        }
        step.field("flags", &self.flags).finish()
    }
}

/// The scheme alone.
impl fmt::Debug for Auth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}({})", self.scheme, redact::HIDDEN)
    }
}
