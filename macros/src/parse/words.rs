//! Words of the language among the tokens of an expression.

use std::iter::Peekable;
use std::mem;

use http_step_syntax::response::Part;
use http_step_syntax::tree::Form;
use proc_macro2::token_stream::IntoIter;
use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, TokenStream, TokenTree};

use super::operand::METHODS;

/// A word of the language where a value can stand.
pub(crate) struct Word<'t> {
    pub(crate) ident: &'t Ident,
    /// None for `null`.
    pub(crate) form: Option<Form>,
    pub(crate) arguments: Option<&'t Group>,
    /// The token after the word and its arguments.
    pub(crate) next: Option<&'t TokenTree>,
}

/// Replaces each word with its arguments among the tokens of an expression.
///
/// Parentheses and brackets are looked into where they hold operands, not where they hold the
/// arguments of a function or of a macro, which is the program's own business.
pub(crate) fn replace(
    tokens: TokenStream,
    has_parts: bool,
    by: &mut dyn FnMut(&Word<'_>) -> TokenStream,
) -> TokenStream {
    let mut written = TokenStream::new();
    let mut before = Before::Nothing;
    let mut trees = tokens.into_iter().peekable();
    while let Some(tree) = trees.next() {
        let after = mem::replace(&mut before, Before::Nothing);
        match tree {
            TokenTree::Punct(punct) => {
                before = after.then(&punct);
                written.extend([TokenTree::Punct(punct)]);
            }
            TokenTree::Ident(ident) => {
                let form = form(&ident, has_parts)
                    .filter(|form| !after.is_within_name() && is_whole(*form, &trees));
                if form.is_none() && ident != "null" {
                    before = Before::Word(ident.clone());
                    written.extend([TokenTree::Ident(ident)]);
                    continue;
                }
                let arguments = match form.and_then(|_| trees.next_if(is_arguments)) {
                    Some(TokenTree::Group(group)) => Some(group),
                    _ => None,
                };
                written.extend(by(&Word {
                    ident: &ident,
                    form,
                    arguments: arguments.as_ref(),
                    next: trees.peek(),
                }));
            }
            TokenTree::Group(group) if after.precedes_operands(&group) => {
                let inner = replace(group.stream(), has_parts, by);
                let mut inside = Group::new(group.delimiter(), inner);
                inside.set_span(group.span());
                written.extend([TokenTree::Group(inside)]);
            }
            other => written.extend([other]),
        }
    }
    written
}

/// The form that an identifier names, where one may stand.
fn form(ident: &Ident, has_parts: bool) -> Option<Form> {
    let values = Form::VALUES.into_iter();
    let parts = Part::ALL.map(Form::Part).into_iter();
    let parts = parts.filter(|_| has_parts);
    values.chain(parts).find(|form| ident == form.as_str())
}

/// Whether what follows makes a word of the form, even where the program has an item of that name.
fn is_whole(form: Form, trees: &Peekable<IntoIter>) -> bool {
    let mut ahead = trees.clone();
    match form {
        Form::Part(part) if part.is_bare() => !goes_on_as_name(ahead),
        _ => ahead.peek().is_some_and(is_arguments),
    }
}

fn is_arguments(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis)
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
fn goes_on_as_name(mut ahead: Peekable<IntoIter>) -> bool {
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
