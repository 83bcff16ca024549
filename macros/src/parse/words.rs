//! Words of the language among the tokens of an expression.

use std::iter::Peekable;
use std::mem;

use http_step_syntax::tree::Form;
use proc_macro2::token_stream::IntoIter;
use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, TokenStream, TokenTree};

use super::Reader;
use super::operand::{METHODS, Taken, name};

impl Reader<'_> {
    /// The tokens with a name for each word and its arguments.
    ///
    /// Parentheses and brackets are looked into where they hold operands, not where they hold the
    /// arguments of a function or of a macro, which is the program's own business.
    pub(super) fn without_words(&mut self, tokens: TokenStream, taken: &mut Taken) -> TokenStream {
        let mut written = TokenStream::new();
        let mut before = Before::Nothing;
        let mut trees = tokens.into_iter().peekable();
        while let Some(tree) = trees.next() {
            let after = mem::replace(&mut before, Before::Nothing);
            let tree = match tree {
                TokenTree::Punct(punct) => {
                    before = after.then(&punct);
                    TokenTree::Punct(punct)
                }
                TokenTree::Ident(ident) => {
                    let arguments = match trees.peek() {
                        Some(TokenTree::Group(group))
                            if group.delimiter() == Delimiter::Parenthesis =>
                        {
                            Some(group.clone())
                        }
                        _ => None,
                    };
                    let form = self.form(&ident).filter(|_| !after.is_within_name());
                    let call = match (form, &arguments) {
                        (Some(form @ Form::Part(part)), _) if part.is_bare() => {
                            let is_name = goes_on_as_name(&trees);
                            (!is_name).then(|| self.bare(form, &ident, arguments.as_ref()))
                        }
                        (Some(form), Some(group)) => Some(self.call(form, &ident, group)),
                        _ => None,
                    };
                    if let Some(call) = call {
                        trees.next_if(|_| arguments.is_some());
                        taken.calls.push(Some(call));
                        TokenTree::Ident(Ident::new(&name(taken.calls.len() - 1), ident.span()))
                    } else {
                        taken.has_null |= ident == "null";
                        before = Before::Word(ident.clone());
                        TokenTree::Ident(ident)
                    }
                }
                TokenTree::Group(group) if after.precedes_operands(&group) => {
                    let inner = self.without_words(group.stream(), taken);
                    let mut inside = Group::new(group.delimiter(), inner);
                    inside.set_span(group.span());
                    TokenTree::Group(inside)
                }
                other => other,
            };
            written.extend([tree]);
        }
        written
    }
}

/// What stands before a token, as far as it says what the token is.
enum Before {
    Nothing,
    Word(Ident),
    /// One `:`
    Colon,
    /// `::`, behind which a word is the name of an item.
    Path,
    /// `.`, behind which a word is a field or a method.
    Point,
    /// `word!`, behind which a group belongs to a macro.
    Macro,
}

impl Before {
    fn then(self, punct: &Punct) -> Self {
        match (self, punct.as_char()) {
            (Self::Colon, ':') => Self::Path,
            (_, ':') => Self::Colon,
            (Self::Nothing | Self::Word(_), '.') => Self::Point,
            (Self::Word(_), '!') if punct.spacing() == Spacing::Alone => Self::Macro,
            _ => Self::Nothing,
        }
    }

    fn is_within_name(&self) -> bool {
        matches!(self, Self::Path | Self::Point)
    }

    /// Whether a group holds operands: those of an operator that is a method, or of a bracket or a
    /// parenthesis around an operand.
    fn precedes_operands(&self, group: &Group) -> bool {
        let is_open = matches!(
            group.delimiter(),
            Delimiter::Parenthesis | Delimiter::Bracket | Delimiter::None
        );
        is_open
            && match self {
                Self::Word(word) => METHODS.iter().any(|(name, _)| word == name),
                Self::Macro => false,
                _ => true,
            }
    }
}

/// Whether what follows makes a path or a macro of the word before it.
fn goes_on_as_name(trees: &Peekable<IntoIter>) -> bool {
    let mut ahead = trees.clone();
    match ahead.next() {
        Some(TokenTree::Punct(punct)) if punct.spacing() == Spacing::Alone => {
            punct.as_char() == '!'
        }
        Some(TokenTree::Punct(punct)) if punct.as_char() == ':' => {
            matches!(ahead.next(), Some(TokenTree::Punct(second)) if second.as_char() == ':')
        }
        _ => false,
    }
}
