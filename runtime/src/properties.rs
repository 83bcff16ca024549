//! The properties of a build: named values, each with the source that set it.

use std::fmt;

use indexmap::IndexMap;

use crate::redact;
use crate::value::{IntoValue, Value};

/// A property: its value and who set it.
#[derive(Clone, PartialEq)]
pub struct SetProperty {
    /// The value.
    pub value: Value,
    /// Who set it: `Build`, `step deploy`, or whatever a host says.
    pub source: String,
    /// Whether it has the name of a credential, or holds a secret.
    is_hidden: bool,
}

/// The properties of a build, in the order in which they were first set.
///
/// ```
/// use http_step::{Properties, Value};
///
/// let mut properties = Properties::new();
/// properties.set("buildnumber", 7, "Build");
/// assert_eq!(properties.get("buildnumber"), Some(&Value::Integer(7)));
/// ```
#[derive(Clone, Default, PartialEq)]
pub struct Properties {
    by_name: IndexMap<String, SetProperty>,
}

impl Properties {
    /// No properties.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a property; the source says who did, as in Buildbot.
    pub fn set(
        &mut self,
        name: impl Into<String>,
        value: impl IntoValue,
        source: impl Into<String>,
    ) {
        let name = name.into();
        let property = SetProperty {
            value: value.into_value(),
            source: source.into(),
            is_hidden: redact::hides(&name),
        };
        self.by_name.insert(name, property);
    }

    /// Keeps the value of a property out of what is printed for debugging.
    pub(crate) fn hide(&mut self, name: &str) {
        if let Some(property) = self.by_name.get_mut(name) {
            property.is_hidden = true;
        }
    }

    /// The value of a property.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.by_name.get(name).map(|property| &property.value)
    }

    /// Who set a property.
    #[must_use]
    pub fn source(&self, name: &str) -> Option<&str> {
        self.by_name
            .get(name)
            .map(|property| property.source.as_str())
    }

    /// All properties with their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &SetProperty)> {
        self.by_name
            .iter()
            .map(|(name, property)| (name.as_str(), property))
    }
}

/// The value of a property as it may be printed.
struct DebugProperty<'a>(&'a SetProperty);

impl fmt::Debug for DebugProperty<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.is_hidden {
            true => f.write_str(redact::HIDDEN),
            false => self.0.value.fmt(f),
        }
    }
}

impl fmt::Debug for SetProperty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut property = f.debug_struct("SetProperty");
        property.field("value", &DebugProperty(self));
        property.field("source", &self.source).finish()
    }
}

/// Values under names of credentials are hidden, and those that hold a secret.
impl fmt::Debug for Properties {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let values = self.by_name.iter();
        let values = values.map(|(name, property)| (name, DebugProperty(property)));
        f.debug_map().entries(values).finish()
    }
}
