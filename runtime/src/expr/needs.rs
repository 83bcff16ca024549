//! Which properties have to be set, and on what that depends: what stands for a property is needed only
//! where that is not set.

use http_step_syntax::template::{Operation, Reference, Substitution, Template};

use super::uses::Dependencies;
use super::{Expr, Interpolate};

/// A property without which an expression cannot be rendered, where all conditions hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Need {
    pub(super) property: String,
    when: Vec<NeedCondition>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum NeedCondition {
    Set(String),
    NotSet(String),
    /// It depends on a value, and is known only when the build runs.
    Unknown,
}

impl Need {
    /// Whether the property is needed for sure where those that are set are known.
    pub(super) fn holds(&self, is_set: &dyn Fn(&str) -> bool) -> bool {
        self.when.iter().all(|condition| match condition {
            NeedCondition::Set(name) => is_set(name),
            NeedCondition::NotSet(name) => !is_set(name),
            NeedCondition::Unknown => false,
        })
    }
}

/// The arguments that a template refers to, with the conditions of each reference.
type Referred<'t> = Vec<(&'t str, Vec<NeedCondition>)>;

/// Goes through an expression that is not too deep, in the order of rendering.
pub(super) struct NeedCollector<'u> {
    pub(super) uses: &'u mut Dependencies,
    when: Vec<NeedCondition>,
}

impl<'u> NeedCollector<'u> {
    pub(super) fn new(uses: &'u mut Dependencies) -> Self {
        Self {
            uses,
            when: Vec::new(),
        }
    }

    pub(super) fn expr(&mut self, expr: &Expr) {
        match expr {
            Expr::Property(property) => match &property.default {
                None => self.need(&property.name),
                Some(default) => {
                    let unset = NeedCondition::NotSet(property.name.clone());
                    self.under(unset, |needs| needs.expr(default));
                }
            },
            Expr::Interpolate(text) if text.args.is_empty() => self.interpolate(text),
            Expr::Interpolate(text) => text.args.iter().for_each(|argument| self.expr(argument)),
            Expr::WithProperties(text) => {
                for (name, optional) in text.properties() {
                    if !optional {
                        self.need(&name);
                    }
                }
            }
            _ => expr.parts().for_each(|part| self.expr(part)),
        }
    }

    fn need(&mut self, property: &str) {
        self.uses.need(Need {
            property: property.to_owned(),
            when: self.when.clone(),
        });
    }

    fn under(&mut self, condition: NeedCondition, look: impl FnOnce(&mut Self)) {
        self.when.push(condition);
        look(self);
        self.when.pop();
    }

    /// An argument is rendered where the text refers to it, and not at all where it does not. Of several
    /// conditions for one nothing is made: each level of nesting could double them.
    fn interpolate(&mut self, text: &Interpolate) {
        let Ok(template) = text.template() else {
            return;
        };
        let mut referred = Referred::new();
        self.template(template, text, &mut referred);
        for (index, (name, argument)) in text.kwargs.iter().enumerate() {
            let is_last = text.kwargs.iter().rposition(|(other, _)| other == name) == Some(index);
            let found: Vec<_> = referred.iter().filter(|(other, _)| other == name).collect();
            let always = found.iter().any(|(_, when)| when.len() == self.when.len());
            match found.as_slice() {
                [] => {}
                _ if !is_last => {}
                _ if always => self.expr(argument),
                [(_, when)] => {
                    let outer = std::mem::replace(&mut self.when, when.clone());
                    self.expr(argument);
                    self.when = outer;
                }
                _ => self.under(NeedCondition::Unknown, |needs| needs.expr(argument)),
            }
        }
    }

    fn template<'t>(
        &mut self,
        template: &'t Template,
        text: &Interpolate,
        referred: &mut Referred<'t>,
    ) {
        for substitution in template.substitutions() {
            self.substitution(substitution, text, referred);
        }
    }

    fn substitution<'t>(
        &mut self,
        substitution: &'t Substitution,
        text: &Interpolate,
        referred: &mut Referred<'t>,
    ) {
        let asks_only = match &substitution.operation {
            Operation::IfPresent(_) => true,
            Operation::Ternary { by_truth, .. } => !by_truth,
            _ => false,
        };
        match &substitution.reference {
            Reference::Property(name) if substitution.operation == Operation::Plain => {
                self.need(name);
            }
            Reference::Keyword(name) if !asks_only => referred.push((name, self.when.clone())),
            _ => {}
        }
        let (if_there, if_not) = presence(&substitution.reference, text);
        let mut part = |template: &'t Template, condition: Option<NeedCondition>| match condition {
            Some(condition) => {
                self.under(condition, |needs| needs.template(template, text, referred));
            }
            None => self.template(template, text, referred),
        };
        match &substitution.operation {
            Operation::Plain => {}
            Operation::IfMissing(other) => {
                if let Some(condition) = if_not {
                    part(other, condition);
                }
            }
            Operation::IfFalsy(other) => {
                part(other, if_not.unwrap_or(Some(NeedCondition::Unknown)))
            }
            Operation::IfPresent(other) => {
                if let Some(condition) = if_there {
                    part(other, condition);
                }
            }
            Operation::Ternary {
                by_truth,
                then,
                otherwise,
            } => {
                if let Some(condition) = if_there {
                    let truth = by_truth.then_some(NeedCondition::Unknown);
                    part(then, truth.or(condition));
                }
                match if_not {
                    Some(condition) => part(otherwise, condition),
                    None if *by_truth => part(otherwise, Some(NeedCondition::Unknown)),
                    None => {}
                }
            }
        }
    }
}

/// What has to hold so that there is what a substitution refers to, and so that there is not. The outer
/// None is for what never holds, the inner one for what always does.
type Presence = (Option<Option<NeedCondition>>, Option<Option<NeedCondition>>);

fn presence(reference: &Reference, text: &Interpolate) -> Presence {
    match reference {
        Reference::Property(name) => (
            Some(Some(NeedCondition::Set(name.clone()))),
            Some(Some(NeedCondition::NotSet(name.clone()))),
        ),
        Reference::Keyword(name) if text.keyword(name).is_some() => (Some(None), None),
        Reference::Keyword(_) => (None, Some(None)),
        Reference::Secret(_) => (Some(None), None),
        Reference::Source { .. } | Reference::Worker(_) => (
            Some(Some(NeedCondition::Unknown)),
            Some(Some(NeedCondition::Unknown)),
        ),
    }
}
