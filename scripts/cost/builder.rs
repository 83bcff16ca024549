//! A plain builder of steps, which checks nothing: what the macros are measured beside.
#![allow(dead_code)]

#[derive(Debug)]
pub enum Value {
    Text(String),
    Integer(i64),
    Property(String),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

pub fn property(name: impl Into<String>) -> Value {
    Value::Property(name.into())
}

#[derive(Debug)]
pub struct Step {
    method: String,
    url: Value,
    data: Vec<(String, Value)>,
    headers: Vec<(String, Value)>,
    timeout: Option<i64>,
}

impl Step {
    pub fn post(url: impl Into<Value>) -> Self {
        Self {
            method: "POST".into(),
            url: url.into(),
            data: Vec::new(),
            headers: Vec::new(),
            timeout: None,
        }
    }

    pub fn data(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.data.push((name.into(), value.into()));
        self
    }

    pub fn header(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    pub fn timeout(mut self, seconds: i64) -> Self {
        self.timeout = Some(seconds);
        self
    }
}
