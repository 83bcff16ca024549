//! How deep values are nested: nobody bounds it where a program puts them together, and looking into them
//! takes stack for each level.

use super::Value;

/// What JSON readers stop at too.
pub(crate) const DEEPEST: usize = 128;

impl Value {
    pub(crate) fn is_too_deep(&self) -> bool {
        let mut waiting = vec![(1, self)];
        while let Some((level, value)) = waiting.pop() {
            if level > DEEPEST {
                return true;
            }
            let level = level + 1;
            match value {
                Self::List(items) | Self::Tuple(items) => {
                    waiting.extend(items.iter().map(|item| (level, item)));
                }
                Self::Map(members) => {
                    waiting.extend(members.values().map(|member| (level, member)));
                }
                Self::Dict(entries) => {
                    let parts = entries.iter().flat_map(|(key, value)| [key, value]);
                    waiting.extend(parts.map(|part| (level, part)));
                }
                _ => {}
            }
        }
        false
    }
}
