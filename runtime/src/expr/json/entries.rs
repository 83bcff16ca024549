//! The entries of a map that takes in other maps.

use std::collections::HashMap;

use super::form::Members;
use crate::expr::{Expr, IntoExpr};
use crate::value::Value;

/// Of one name, what is written later counts where one of the two was taken in with a map; that two of the
/// map's own entries have one name is a mistake, which is left to rendering.
#[derive(Default)]
pub(super) struct Entries {
    pub(super) entries: Vec<(Expr, Expr)>,
    /// Where each name that is known stands, and whether it was taken in.
    places: HashMap<String, (usize, bool)>,
}

impl Entries {
    pub(super) fn pair(&mut self, key: Expr, value: Expr) {
        match key {
            Expr::Value(Value::String(name)) => self.insert(name, value, false),
            key => self.entries.push((key, value)),
        }
    }

    pub(super) fn take_in(&mut self, members: Members) {
        for (name, value) in members {
            self.insert(name, Expr::Value(value), true);
        }
    }

    fn insert(&mut self, name: String, value: Expr, taken_in: bool) {
        if let Some(&(at, was_taken_in)) = self.places.get(&name)
            && (taken_in || was_taken_in)
            && let Some((_, earlier)) = self.entries.get_mut(at)
        {
            *earlier = value;
            return;
        }
        self.places
            .insert(name.clone(), (self.entries.len(), taken_in));
        self.entries.push((name.into_expr(), value));
    }
}
