//! The side table of the tree: what a position is in the source, and the expressions that only Rust can read.

use http_step_syntax::tree::Pos;
use proc_macro2::Span;
use syn::{Expr, LitStr};

use crate::diagnostics::Extent;

/// What stands at the positions of a tree.
#[derive(Default)]
pub(crate) struct Places {
    places: Vec<(Extent, Option<LitStr>)>,
    expressions: Vec<Option<Expr>>,
}

impl Places {
    pub(crate) fn add(&mut self, extent: impl Into<Extent>) -> Pos {
        self.push(extent.into(), None)
    }

    /// Adds the place of a string, whose characters have places too.
    pub(crate) fn add_literal(&mut self, extent: impl Into<Extent>, literal: LitStr) -> Pos {
        self.push(extent.into(), Some(literal))
    }

    fn push(&mut self, extent: Extent, literal: Option<LitStr>) -> Pos {
        let index = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
        self.places.push((extent, literal));
        Pos(index)
    }

    /// Returns what stands at a position.
    pub(crate) fn get(&self, at: Pos) -> (Extent, Option<&LitStr>) {
        let index = usize::try_from(at.0).ok();
        match index.and_then(|index| self.places.get(index)) {
            Some((extent, literal)) => (*extent, literal.as_ref()),
            None => (Span::call_site().into(), None),
        }
    }

    pub(crate) fn extent(&self, at: Pos) -> Extent {
        self.get(at).0
    }

    /// Adds an expression and returns its index.
    pub(crate) fn add_expression(&mut self, expression: Expr) -> usize {
        self.expressions.push(Some(expression));
        self.expressions.len() - 1
    }

    pub(crate) fn expression(&self, index: usize) -> Option<&Expr> {
        self.expressions.get(index)?.as_ref()
    }

    /// Takes an expression that is read again.
    pub(crate) fn take_expression(&mut self, index: usize) -> Option<Expr> {
        self.expressions.get_mut(index)?.take()
    }
}
