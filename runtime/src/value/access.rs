//! Values from Rust types, and what is in them: for closures, which take and give values.

use bytes::Bytes;

use super::{IntoValue, Value};

macro_rules! from {
    ($($from:ty)*) => {$(
        impl From<$from> for Value {
            fn from(value: $from) -> Self {
                value.into_value()
            }
        }
    )*};
}

from! {
    bool i8 i16 i32 i64 isize u8 u16 u32 u64 usize f32 f64
    &str &String String Bytes Vec<Value> serde_json::Value
}

impl Value {
    /// The text, where the value is one.
    ///
    /// ```
    /// use http_step::Value;
    ///
    /// assert_eq!(Value::from("main").as_str(), Some("main"));
    /// assert_eq!(Value::from(7).as_str(), None);
    /// ```
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The integer, where the value is one of 64 bits.
    ///
    /// ```
    /// use http_step::Value;
    ///
    /// assert_eq!(Value::from(7).as_i64(), Some(7));
    /// assert_eq!(Value::from(7.0).as_i64(), None);
    /// assert_eq!(Value::from(u64::MAX).as_i64(), None);
    /// ```
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Integer(value) => i64::try_from(*value).ok(),
            _ => None,
        }
    }

    /// The number, where the value is one; for an integer the nearest float.
    ///
    /// ```
    /// use http_step::Value;
    ///
    /// assert_eq!(Value::from(0.5).as_f64(), Some(0.5));
    /// assert_eq!(Value::from(7).as_f64(), Some(7.0));
    /// assert_eq!(Value::from("7").as_f64(), None);
    /// ```
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Self::Float(value) => Some(*value),
            Self::Integer(value) => Some(*value as f64),
            _ => None,
        }
    }

    /// Whether the value is true, where it is a boolean.
    ///
    /// ```
    /// use http_step::Value;
    ///
    /// assert_eq!(Value::from(true).as_bool(), Some(true));
    /// assert_eq!(Value::from(1).as_bool(), None);
    /// ```
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }
}
