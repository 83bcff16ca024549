use std::fmt;

use http_step_syntax::key::Key;

use super::{Auth, HttpStep, Verify};
use crate::expr::Expr;
use crate::redact;
use crate::value::Value;

/// The fields that are given; credentials are hidden.
impl fmt::Debug for HttpStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut step = f.debug_struct("HttpStep");
        for (key, expr) in self.fields() {
            let name = key.name();
            match (key, expr) {
                (Key::Auth, _) => step.field(name, &self.auth),
                (Key::Verify, _) => step.field(name, &self.verify),
                (Key::Cookies, _) => step.field(name, &format_args!("{}", redact::HIDDEN)),
                (Key::Url, Expr::Value(Value::String(url))) => step.field(name, &redact::url(url)),
                (Key::Proxies, Expr::Value(Value::Map(proxies))) => {
                    let shown = proxies.iter().map(|(name, proxy)| match proxy {
                        Value::String(url) => (name, redact::url(url).into_owned()),
                        other => (name, other.kind().to_owned()),
                    });
                    step.field(name, &shown.collect::<Vec<_>>())
                }
                (_, expr) => step.field(name, expr),
            };
        }
        if self.verify == Some(Verify::Insecure) {
            step.field(Key::Verify.name(), &self.verify);
        }
        if let Some(hook) = &self.hook {
            step.field("hook", hook);
        }
        for (key, names) in [
            (Key::HideRequestHeaders, &self.hide_request_headers),
            (Key::HideResponseHeaders, &self.hide_response_headers),
        ] {
            if !names.is_empty() {
                step.field(key.name(), names);
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
