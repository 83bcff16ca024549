//! The properties that must be set for an expression to be rendered, and the conditions of that: the replacement
//! of a property is only needed if that property is not set.

use http_step_syntax::template::{Operation, Reference, Substitution, Template};

use super::super::{Expr, Interpolate};

/// A property that must be set for an expression to be rendered, if all conditions are met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Need {
    pub(super) property: String,
    when: Vec<NeedCondition>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum NeedCondition {
    Set(String),
    NotSet(String),
    /// It depends on a value, which is only known when the build runs.
    Unknown,
}

impl Need {
    /// Whether the property is certainly needed, if it is known which properties are set.
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

/// The needs of an expression that is not nested too deeply, in the order of rendering.
pub(super) fn needs_of(expr: &Expr) -> Vec<Need> {
    let mut collector = NeedCollector::default();
    collector.expr(expr);
    collector.needs
}

#[derive(Default)]
struct NeedCollector {
    needs: Vec<Need>,
    /// The conditions of the part that is visited.
    when: Vec<NeedCondition>,
}

impl NeedCollector {
    fn expr(&mut self, expr: &Expr) {
        match expr {
            Expr::Property(property) => match &property.default {
                None => self.need(&property.name),
                Some(default) => {
                    let unset = NeedCondition::NotSet(property.name.clone());
                    self.under(unset, |collector| collector.expr(default));
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
        self.needs.push(Need {
            property: property.to_owned(),
            when: self.when.clone(),
        });
    }

    fn under(&mut self, condition: NeedCondition, visit: impl FnOnce(&mut Self)) {
        self.when.push(condition);
        visit(self);
        self.when.pop();
    }

    /// An argument is only rendered if the text refers to it. Alternative conditions of one argument are not
    /// combined: each level of nesting could double them.
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
                _ => self.under(NeedCondition::Unknown, |collector| collector.expr(argument)),
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
        let tests_only = match &substitution.operation {
            Operation::IfPresent(_) => true,
            Operation::Ternary { by_truth, .. } => !by_truth,
            _ => false,
        };
        match &substitution.reference {
            Reference::Property(name) if substitution.operation == Operation::Plain => {
                self.need(name);
            }
            Reference::Keyword(name) if !tests_only => referred.push((name, self.when.clone())),
            _ => {}
        }
        let (if_present, if_absent) = presence(&substitution.reference, text);
        let mut part = |template: &'t Template, condition: Option<NeedCondition>| match condition {
            Some(condition) => {
                self.under(condition, |collector| {
                    collector.template(template, text, referred)
                });
            }
            None => self.template(template, text, referred),
        };
        match &substitution.operation {
            Operation::Plain => {}
            Operation::IfMissing(other) => {
                if let Some(condition) = if_absent {
                    part(other, condition);
                }
            }
            Operation::IfFalsy(other) => {
                part(other, if_absent.unwrap_or(Some(NeedCondition::Unknown)))
            }
            Operation::IfPresent(other) => {
                if let Some(condition) = if_present {
                    part(other, condition);
                }
            }
            Operation::Ternary {
                by_truth,
                then,
                otherwise,
            } => {
                if let Some(condition) = if_present {
                    let truth = by_truth.then_some(NeedCondition::Unknown);
                    part(then, truth.or(condition));
                }
                match if_absent {
                    Some(condition) => part(otherwise, condition),
                    None if *by_truth => part(otherwise, Some(NeedCondition::Unknown)),
                    None => {}
                }
            }
        }
    }
}

/// The conditions under which the reference of a substitution is present, and absent. The outer None means never, the
/// inner None always.
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
