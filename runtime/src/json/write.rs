//! Steps as JSON: what [`read`](super::read) reads, without what has its default.

mod credentials;
mod expr;
mod response;

use http_step_syntax::key::Key;

use crate::error::NotSerializable;
use crate::expr::Expr;
use crate::lock::{Access, Lock};
use crate::step::{Auth, Flags, HttpStep, Scheme, Verify, When};
use crate::value::Value;

/// What is written at a key, or why it can't be.
type Form = Result<Value, NotSerializable>;

impl HttpStep {
    /// Returns the step as a value: a map with the keys of the macros, in the order of their table.
    ///
    /// # Errors
    ///
    /// Returns an error with the key for closures, for values that JSON can't carry, and for credentials that the
    /// program holds itself, be it as a default or as an argument: any in `auth`, what stands under the name of
    /// one in `headers` and `cookies`, a password in a URL, and what looks like a token anywhere.
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
        let members = Key::ALL.iter().filter_map(|key| {
            let form = self.form(*key)?.and_then(|form| {
                credentials::refuse_tokens(&form)?;
                Ok((key.name().to_owned(), form))
            });
            Some(form.map_err(|error| error.within(key)))
        });
        members.collect::<Result<_, _>>().map(Value::Map)
    }

    /// Returns the step as JSON without blanks: what [`from_json`](Self::from_json) reads.
    ///
    /// Keys are left out where they have their default.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`to_value`](Self::to_value).
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

    /// Returns what is written at a key; none where it has its default.
    fn form(&self, key: Key) -> Option<Form> {
        match key {
            Key::Method if self.is_post() => None,
            Key::Auth => self.auth.as_ref().map(Auth::form),
            Key::Verify => self.verify.as_ref().map(Verify::form),
            Key::Hooks => self.hook.as_ref().map(|_| Err(closure())),
            Key::HideRequestHeaders => names(&self.hide_request_headers),
            Key::HideResponseHeaders => names(&self.hide_response_headers),
            Key::DoStepIf => self.do_step_if.as_ref().map(When::form),
            Key::HideStepIf => self.hide_step_if.as_ref().map(When::form),
            Key::Locks => list(&self.locks, |lock| Ok(lock.form())),
            Key::Results => list(&self.results, |(on, result)| {
                Ok(response::arm(*on, *result))
            }),
            Key::Retry => self.retry.as_ref().map(response::retry),
            Key::Poll => self.poll.as_ref().map(response::poll),
            Key::Probe => self.probe.as_deref().map(Self::to_value),
            Key::Expect => list(&self.expect, response::condition),
            Key::Capture => response::captures(&self.capture),
            key => self.flag(key).or_else(|| {
                let expr = self.fields.get(key)?;
                Some(expr.to_value().and_then(|form| {
                    credentials::refuse_named(key, expr)?;
                    Ok(form)
                }))
            }),
        }
    }

    fn is_post(&self) -> bool {
        matches!(self.fields.get(Key::Method), Some(Expr::Value(Value::String(it))) if it == "POST")
    }

    /// Returns a flag that differs from its default.
    fn flag(&self, key: Key) -> Option<Form> {
        let flag = self.flags.get(key)?;
        let is_changed = Flags::default().get(key) != Some(flag);
        is_changed.then_some(Ok(Value::Bool(flag)))
    }
}

impl Auth {
    fn form(&self) -> Form {
        let credentials = self.credentials.to_value()?;
        credentials::refuse_known(self)?;
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

impl Verify {
    fn form(&self) -> Form {
        match self {
            Self::Insecure => Ok(object([("$insecure", Some(Value::Bool(true)))])),
            Self::Value(value) => value.to_value(),
        }
    }
}

impl When {
    fn form(&self) -> Form {
        match self {
            Self::Expr(expr) => expr.to_value(),
            Self::Closure(_) => Err(closure()),
        }
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

fn closure() -> NotSerializable {
    NotSerializable::new(NotSerializable::CLOSURE)
}

fn names(names: &[String]) -> Option<Form> {
    list(names, |name| Ok(text(name)))
}

/// Writes a list with its items; none where there are none.
fn list<T>(items: &[T], form: impl Fn(&T) -> Form) -> Option<Form> {
    if items.is_empty() {
        return None;
    }
    let forms = items.iter().enumerate();
    let forms =
        forms.map(|(index, it)| form(it).map_err(|error| error.within(format!("[{index}]"))));
    Some(forms.collect::<Result<_, _>>().map(Value::List))
}

fn text(text: &str) -> Value {
    Value::String(text.to_owned())
}

/// Returns an object with the members that are given.
pub(crate) fn object<const N: usize>(members: [(&str, Option<Value>); N]) -> Value {
    let given = members.into_iter();
    let given = given.filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Map(given.collect())
}
