//! What an expression needs, known before anything runs.

use http_step_syntax::template::{Operation, Reference, Template};

use super::Expr;

/// The properties and secrets that an expression or a step uses.
///
/// Closures are the one thing it cannot look into.
///
/// ```
/// use http_step::{IntoExpr, interpolate};
///
/// let text = interpolate("%(prop:branch:-main)s %(prop:revision)s %(secret:token)s").into_expr();
/// let uses = text.uses();
/// assert_eq!(uses.properties().collect::<Vec<_>>(), ["branch", "revision"]);
/// assert_eq!(uses.needed().collect::<Vec<_>>(), ["revision"]);
/// assert_eq!(uses.secrets().collect::<Vec<_>>(), ["token"]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uses {
    /// With whether the expression does without it.
    properties: Vec<(String, bool)>,
    secrets: Vec<String>,
}

impl Uses {
    /// The properties, in the order of their first use.
    pub fn properties(&self) -> impl Iterator<Item = &str> {
        self.properties.iter().map(|(name, _)| name.as_str())
    }

    /// The properties that have to be set: without a default, wherever they are used.
    pub fn needed(&self) -> impl Iterator<Item = &str> {
        let needed = self.properties.iter().filter(|(_, optional)| !optional);
        needed.map(|(name, _)| name.as_str())
    }

    /// The secrets, in the order of their first use.
    pub fn secrets(&self) -> impl Iterator<Item = &str> {
        self.secrets.iter().map(String::as_str)
    }

    /// Adds what another step or expression uses.
    pub fn extend(&mut self, other: &Self) {
        for (name, optional) in &other.properties {
            self.property(name, *optional);
        }
        for name in &other.secrets {
            self.secret(name);
        }
    }

    /// Adds what another expression uses.
    pub(crate) fn add(&mut self, expr: &Expr) {
        match expr {
            Expr::Property(property) => self.property(&property.name, property.default.is_some()),
            Expr::Secret(secret) => self.secret(&secret.name),
            Expr::Interpolate(text) if text.args.is_empty() => {
                if let Ok(template) = text.template() {
                    self.template(template);
                }
            }
            Expr::WithProperties(text) => {
                for (name, optional) in text.properties() {
                    self.property(&name, optional);
                }
            }
            _ => {}
        }
        expr.parts().for_each(|part| self.add(part));
    }

    fn template(&mut self, template: &Template) {
        template.visit(&mut |substitution| match &substitution.reference {
            Reference::Property(name) => {
                self.property(name, substitution.operation != Operation::Plain);
            }
            Reference::Secret(name) => self.secret(name),
            _ => {}
        });
    }

    fn property(&mut self, name: &str, optional: bool) {
        match self.properties.iter_mut().find(|(known, _)| known == name) {
            Some((_, everywhere)) => *everywhere &= optional,
            None => self.properties.push((name.to_owned(), optional)),
        }
    }

    fn secret(&mut self, name: &str) {
        if !self.secrets.iter().any(|known| known == name) {
            self.secrets.push(name.to_owned());
        }
    }
}

impl Expr {
    /// The properties and secrets that the expression uses.
    #[must_use]
    pub fn uses(&self) -> Uses {
        let mut uses = Uses::default();
        uses.add(self);
        uses
    }

    /// Whether a secret stands in the expression.
    pub(crate) fn has_secret(&self) -> bool {
        match self {
            Self::Secret(_) => true,
            Self::Interpolate(_) => self.uses().secrets().next().is_some(),
            _ => self.parts().any(Self::has_secret),
        }
    }
}
