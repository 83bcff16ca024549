//! What an expression needs, known before anything runs.

use http_step_syntax::template::{Reference, Template};

use super::Expr;
use super::needs::{Need, NeedCollector};

/// The properties and secrets that an expression or a step uses.
///
/// Closures are the one thing it cannot look into.
///
/// ```
/// use http_step::{IntoExpr, interpolate};
///
/// let text = interpolate("%(prop:branch:-main)s %(prop:revision)s %(secret:token)s").into_expr();
/// let uses = text.dependencies();
/// assert_eq!(uses.properties().collect::<Vec<_>>(), ["branch", "revision"]);
/// assert_eq!(uses.needed().collect::<Vec<_>>(), ["revision"]);
/// assert_eq!(uses.secrets().collect::<Vec<_>>(), ["token"]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dependencies {
    properties: Vec<String>,
    needs: Vec<Need>,
    secrets: Vec<String>,
}

impl Dependencies {
    /// The properties, in the order of their first use.
    pub fn properties(&self) -> impl Iterator<Item = &str> {
        self.properties.iter().map(String::as_str)
    }

    /// The properties that have no default, wherever they are used; some of them perhaps only where another
    /// one is set, or is not.
    pub fn needed(&self) -> impl Iterator<Item = &str> {
        let is_needed = |name: &&str| self.needs.iter().any(|need| need.property == **name);
        self.properties().filter(is_needed)
    }

    /// The properties that are needed where those are set that `is_set` knows, and are not set themselves.
    ///
    /// ```
    /// use http_step::{IntoExpr, interpolate};
    ///
    /// let uses = interpolate("%(prop:tag:-%(prop:branch)s)s").into_expr().dependencies();
    /// assert_eq!(uses.missing(|_| false), ["branch"]);
    /// assert_eq!(uses.missing(|name| name == "tag"), [""; 0]);
    /// ```
    #[must_use]
    pub fn missing(&self, is_set: impl Fn(&str) -> bool) -> Vec<&str> {
        let is_needed = |name: &str| {
            let mut needs = self.needs.iter().filter(|need| need.property == name);
            needs.any(|need| need.holds(&is_set))
        };
        self.properties()
            .filter(|name| !is_set(name) && is_needed(name))
            .collect()
    }

    /// The secrets, in the order of their first use.
    pub fn secrets(&self) -> impl Iterator<Item = &str> {
        self.secrets.iter().map(String::as_str)
    }

    /// Adds what another step or expression uses.
    pub fn extend(&mut self, other: &Self) {
        other.properties.iter().for_each(|name| self.property(name));
        other.secrets.iter().for_each(|name| self.secret(name));
        other.needs.iter().for_each(|need| self.need(need.clone()));
    }

    /// Adds what another expression uses.
    pub(crate) fn add_expr(&mut self, expr: &Expr) {
        expr.walk().for_each(|(_, part)| self.add_alone(part));
        // One that can't be rendered needs nothing for it.
        if !expr.is_too_deep() {
            NeedCollector::new(self).expr(expr);
        }
    }

    fn add_alone(&mut self, expr: &Expr) {
        match expr {
            Expr::Property(property) => self.property(&property.name),
            Expr::Secret(secret) => self.secret(&secret.name),
            Expr::Interpolate(text) if text.args.is_empty() => {
                if let Ok(template) = text.template() {
                    self.template(template);
                }
            }
            Expr::WithProperties(text) => {
                for (name, _) in text.properties() {
                    self.property(&name);
                }
            }
            _ => {}
        }
    }

    fn template(&mut self, template: &Template) {
        template.visit(&mut |substitution| match &substitution.reference {
            Reference::Property(name) => self.property(name),
            Reference::Secret(name) => self.secret(name),
            _ => {}
        });
    }

    pub(super) fn need(&mut self, need: Need) {
        if !self.needs.contains(&need) {
            self.needs.push(need);
        }
    }

    fn property(&mut self, name: &str) {
        if !self.properties.iter().any(|known| known == name) {
            self.properties.push(name.to_owned());
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
    pub fn dependencies(&self) -> Dependencies {
        let mut uses = Dependencies::default();
        uses.add_expr(self);
        uses
    }

    /// Whether a secret stands in the expression.
    pub(crate) fn has_secret(&self) -> bool {
        self.walk().any(|(_, part)| match part {
            Self::Secret(_) => true,
            Self::Interpolate(text) => text.names_secret(),
            _ => false,
        })
    }
}
