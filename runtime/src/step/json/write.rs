//! Steps as JSON: what [`read`](super::read) reads, without what has its default.

mod answer;
mod known;

use std::collections::HashMap;

use http_step_syntax::key::KEYS;

use crate::error::NotSerializable;
use crate::expr::{Expr, object, text};
use crate::lock::{Access, Lock};
use crate::step::auth::Scheme;
use crate::step::{Auth, Flags, HttpStep, Verify, When};
use crate::value::Value;

/// What stands at a key.
type Form = Result<Value, NotSerializable>;

impl HttpStep {
    /// The step as a value: a map with the keys of the macros, in the order of their table.
    ///
    /// # Errors
    ///
    /// For closures, for values that JSON cannot carry, and for credentials that the program holds itself, be it
    /// as a default or as an argument: any in `auth`, what stands under the name of one in `headers` and
    /// `cookies`, a password in a URL, and what looks like a token anywhere; with the key.
    ///
    /// ```
    /// use http_step::{HttpStep, post, property};
    ///
    /// let step = post!("http://ci.example.com/", data: { "branch": Property("branch") }, timeout: 30);
    /// assert_eq!(
    ///     step.to_value()?.to_string(),
    ///     r#"{"url":"http://ci.example.com/","data":{"branch":{"$property":"branch"}},"timeout":30}"#
    /// );
    /// # Ok::<(), http_step::NotSerializable>(())
    /// ```
    pub fn to_value(&self) -> Result<Value, NotSerializable> {
        let forms = self.expressions().chain(self.lists());
        let forms = forms.chain(self.flags.forms()).chain(self.closures());
        let mut forms: HashMap<&str, Form> = forms.chain(self.answers()).collect();
        let mut member = |key: &str| {
            let form = forms.remove(key)?;
            let form = form.and_then(|form| known::tokens(&form).map(|()| form));
            Some(within(key, form).map(|value| (key.to_owned(), value)))
        };
        let members = KEYS.iter().filter_map(|key| member(key.name));
        members.collect::<Result<_, _>>().map(Value::Map)
    }

    /// The step as JSON without blanks: what [`from_json`](Self::from_json) reads.
    ///
    /// Keys are left out where they have their default.
    ///
    /// # Errors
    ///
    /// Those of [`to_value`](Self::to_value).
    ///
    /// ```
    /// use http_step::{HttpStep, get};
    ///
    /// let step = get!("https://ci.example.com/state", expect: [status == 200]);
    /// assert_eq!(HttpStep::from_json(&step.to_json()?)?, step);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_json(&self) -> Result<String, NotSerializable> {
        self.to_value()?.to_json()
    }

    fn expressions(&self) -> impl Iterator<Item = (&'static str, Form)> {
        let is_default = |key, expr: &Expr| key == "method" && *expr == Expr::Value("POST".into());
        let given = self
            .fields()
            .filter(move |(key, expr)| !is_default(*key, expr));
        let forms = given.map(|(key, expr)| match (key, &self.auth) {
            ("auth", Some(auth)) => (key, auth.form()),
            _ => (
                key,
                expr.to_value()
                    .and_then(|form| known::check(key, expr).map(|()| form)),
            ),
        });
        let insecure = (self.verify == Some(Verify::Insecure)).then(|| {
            let insecure = object([("$insecure", Some(Value::Bool(true)))]);
            ("verify", Ok(insecure))
        });
        forms.chain(insecure)
    }

    fn lists(&self) -> impl Iterator<Item = (&'static str, Form)> {
        let names = |names: &[String]| names.iter().map(|name| text(name)).collect();
        let lists: [(_, Vec<Value>); 3] = [
            ("hide_request_headers", names(&self.hide_request_headers)),
            ("hide_response_headers", names(&self.hide_response_headers)),
            ("locks", self.locks.iter().map(Lock::form).collect()),
        ];
        let given = lists.into_iter().filter(|(_, items)| !items.is_empty());
        given.map(|(key, items)| (key, Ok(Value::List(items))))
    }

    /// What no text can hold.
    fn closures(&self) -> impl Iterator<Item = (&'static str, Form)> {
        let is_closure = |when: &Option<When>| matches!(when, Some(When::Closure(_)));
        let closures = [
            ("hooks", self.hook.is_some()),
            ("do_step_if", is_closure(&self.do_step_if)),
            ("hide_step_if", is_closure(&self.hide_step_if)),
        ];
        let given = closures.into_iter().filter(|(_, is_there)| *is_there);
        given.map(|(key, _)| (key, Err(NotSerializable::new(NotSerializable::CLOSURE))))
    }
}

impl Auth {
    fn form(&self) -> Form {
        let credentials = self.credentials.to_value()?;
        self.check()?;
        Ok(match (self.scheme, credentials) {
            (Scheme::Basic, pair) => pair,
            (Scheme::Bearer, token) => object([("$bearer", Some(token))]),
            (Scheme::Digest, Value::Map(mut pair)) => {
                object([("$digest", pair.shift_remove("$tuple"))])
            }
            (Scheme::Digest, pair) => object([("$digest", Some(pair))]),
        })
    }
}

impl Lock {
    fn form(&self) -> Value {
        let (counting, exclusive) = match self.access {
            Access::Shared => return text(&self.name),
            // No machine counts beyond the integers of a value.
            Access::Counting(most) => (i128::try_from(most).ok().map(Value::Integer), None),
            Access::Exclusive => (None, Some(Value::Bool(true))),
        };
        object([
            ("name", Some(text(&self.name))),
            ("counting", counting),
            ("exclusive", exclusive),
        ])
    }
}

impl Flags {
    /// Those that are not as by default.
    fn forms(self) -> impl Iterator<Item = (&'static str, Form)> {
        let flags = self.named().into_iter().zip(Self::default().named());
        let changed = flags.filter(|(flag, default)| flag != default);
        changed.map(|((key, set), _)| (key, Ok(Value::Bool(set))))
    }

    const fn named(self) -> [(&'static str, bool); 6] {
        [
            ("halt_on_failure", self.halt_on_failure),
            ("flunk_on_failure", self.flunk_on_failure),
            ("flunk_on_warnings", self.flunk_on_warnings),
            ("warn_on_failure", self.warn_on_failure),
            ("warn_on_warnings", self.warn_on_warnings),
            ("always_run", self.always_run),
        ]
    }
}

/// What is written at a key, or why it is not, with the key.
fn within(key: &str, form: Form) -> Form {
    form.map_err(|error| error.within(key))
}
