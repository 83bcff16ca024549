//! What a template takes its arguments from.

use std::slice::{Iter, from_ref};

use crate::error::RenderError;
use crate::value::Value;

pub(super) struct Arguments<'v> {
    given: &'v Value,
    waiting: Iter<'v, Value>,
}

impl<'v> Arguments<'v> {
    pub(super) fn new(given: &'v Value) -> Self {
        let waiting = match given {
            Value::Tuple(items) => items.iter(),
            value => from_ref(value).iter(),
        };
        Self { given, waiting }
    }

    pub(super) fn next(&mut self) -> Result<&'v Value, RenderError> {
        self.waiting
            .next()
            .ok_or_else(|| RenderError::new("not enough arguments for format string"))
    }

    /// The next argument as a width or a precision.
    pub(super) fn size(&mut self, c_type: &str, least: i64, most: i64) -> Result<i64, RenderError> {
        let size = match self.next()? {
            Value::Integer(size) => *size,
            Value::Bool(size) => (*size).into(),
            _ => return Err(RenderError::new("* wants int")),
        };
        let size = i64::try_from(size).ok();
        size.filter(|size| (least..=most).contains(size))
            .ok_or_else(|| {
                RenderError::new(format!("Python int too large to convert to C {c_type}"))
            })
    }

    /// Whether the argument has what Python calls a subscript; lists and bytes have, to no avail.
    fn is_mapping(&self) -> bool {
        match self.given {
            Value::Map(_) | Value::Dict(_) | Value::List(_) | Value::Bytes(_) => true,
            Value::Null
            | Value::Bool(_)
            | Value::Integer(_)
            | Value::Float(_)
            | Value::String(_)
            | Value::Tuple(_) => false,
        }
    }

    pub(super) fn require_mapping(&self) -> Result<(), RenderError> {
        if self.is_mapping() {
            return Ok(());
        }
        Err(RenderError::new("format requires a mapping"))
    }

    /// Makes the value of a key the only argument.
    pub(super) fn select(&mut self, key: &str) -> Result<(), RenderError> {
        let found = match self.given {
            Value::Map(members) => members.get(key),
            Value::Dict(entries) => entries
                .iter()
                .find(|(known, _)| matches!(known, Value::String(name) if name == key))
                .map(|(_, value)| value),
            other => {
                return Err(RenderError::new(format!("{} has no keys", other.kind())));
            }
        };
        let value = found.ok_or_else(|| RenderError::new(format!("there is no key `{key}`")))?;
        self.waiting = from_ref(value).iter();
        Ok(())
    }

    /// Python holds back its complaint where the argument could have been a mapping.
    pub(super) fn finish(&self) -> Result<(), RenderError> {
        if self.waiting.len() == 0 || self.is_mapping() {
            return Ok(());
        }
        Err(RenderError::new(
            "not all arguments converted during string formatting",
        ))
    }
}
