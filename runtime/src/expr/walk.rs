//! Looking at an expression and at all in it, without the call stack: nobody bounds how deep a program
//! nests what it puts together.

use super::Expr;

/// How deep expressions may be nested.
pub(super) const DEEPEST: usize = 128;

/// An expression and all that it is made of, each before its parts, with its level: 1 for the whole.
pub(crate) struct Walk<'a> {
    whole: Option<&'a Expr>,
    waiting: Vec<(usize, &'a Expr)>,
}

impl<'a> Iterator for Walk<'a> {
    type Item = (usize, &'a Expr);

    fn next(&mut self) -> Option<Self::Item> {
        let whole = self.whole.take().map(|whole| (1, whole));
        let (level, expr) = whole.or_else(|| self.waiting.pop())?;
        let known = self.waiting.len();
        self.waiting
            .extend(expr.parts().map(|part| (level + 1, part)));
        if let Some(parts) = self.waiting.get_mut(known..) {
            parts.reverse();
        }
        Some((level, expr))
    }
}

impl Expr {
    pub(crate) fn walk(&self) -> Walk<'_> {
        Walk {
            whole: Some(self),
            waiting: Vec::new(),
        }
    }

    pub(crate) fn is_too_deep(&self) -> bool {
        self.walk().any(|(level, _)| level > DEEPEST)
    }

    /// The expressions that this one is made of, in the order of rendering.
    pub(super) fn parts(&self) -> Box<dyn Iterator<Item = &Self> + '_> {
        match self {
            Self::Value(_) | Self::WithProperties(_) | Self::Secret(_) => {
                Box::new(std::iter::empty())
            }
            Self::Property(property) => Box::new(property.default.as_deref().into_iter()),
            Self::Interpolate(text) => {
                let named = text.kwargs.iter().map(|(_, argument)| argument);
                Box::new(text.args.iter().chain(named))
            }
            Self::Operation(operation) => Box::new([&operation.left, &operation.right].into_iter()),
            Self::Raw(value) => Box::new(std::iter::once(value.as_ref())),
            Self::File(file) => Box::new(file.parts()),
            Self::Flatten(flatten) => Box::new(std::iter::once(&flatten.list)),
            Self::Transform(transform) => transform.arguments.parts(),
            Self::Renderer(renderer) => renderer.arguments.parts(),
            Self::List(items) | Self::Tuple(items) => Box::new(items.iter()),
            Self::Map(entries) => Box::new(entries.iter().flat_map(|(key, value)| [key, value])),
        }
    }
}
