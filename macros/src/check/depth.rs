use super::{Member, Node};

impl Node<'_> {
    /// How many levels of JSON the value takes in the text that the macro writes.
    pub(super) fn levels(&self) -> usize {
        let deepest = |nodes: &[Node<'_>]| nodes.iter().map(Node::levels).max().unwrap_or_default();
        match self {
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Text(_) => 0,
            Self::Bytes(_) | Self::Secret(_) | Self::Insecure | Self::Part(..) | Self::Rust(..) => {
                1
            }
            Self::List(items) => 1 + deepest(items),
            Self::Pair(pair) | Self::Digest(pair) => 2 + deepest(pair.as_slice()),
            Self::Map(members) => {
                let levels = members.iter().map(|member| match member {
                    Member::Pair(key, value) => key.levels().max(value.levels()),
                    Member::Spread(_) => 1,
                });
                3 + levels.max().unwrap_or_default()
            }
            Self::Property { default, .. } => 1 + default.as_ref().map_or(0, |node| node.levels()),
            Self::Interpolate { args, kwargs, .. } => {
                let named = kwargs.iter().map(|(_, node)| node.levels());
                2 + named.max().unwrap_or_default().max(deepest(args))
            }
            Self::Operation { left, right, .. } => {
                1 + left
                    .levels()
                    .max(right.as_ref().map_or(0, |node| node.levels()))
            }
            Self::File(members) => {
                let levels = members.iter().map(|(_, node)| node.levels());
                2 + levels.max().unwrap_or_default()
            }
            Self::Object(members) => {
                let levels = members.iter().map(|(_, node)| node.levels());
                1 + levels.max().unwrap_or_default()
            }
            Self::Flatten(node) | Self::Raw(node) | Self::Bearer(node) => 1 + node.levels(),
        }
    }
}
