//! The properties and secrets that an expression depends on, found without rendering it.

mod needs;

use http_step_syntax::template::{Reference, Template};

use super::Expr;
use needs::{Need, needs_of};

/// The properties and secrets that an expression or a step uses.
///
/// The body of a closure is not analyzed.
///
/// ```
/// use http_step::{IntoExpr, interpolate};
///
/// let text = interpolate("%(prop:branch:-main)s %(prop:revision)s %(secret:token)s").into_expr();
/// let dependencies = text.dependencies();
/// assert_eq!(dependencies.properties().collect::<Vec<_>>(), ["branch", "revision"]);
/// assert_eq!(dependencies.needed().collect::<Vec<_>>(), ["revision"]);
/// assert_eq!(dependencies.secrets().collect::<Vec<_>>(), ["token"]);
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

    /// The properties that are used without a default, including those that are only needed if another property
    /// is set or not.
    pub fn needed(&self) -> impl Iterator<Item = &str> {
        let is_needed = |name: &&str| self.needs.iter().any(|need| need.property == **name);
        self.properties().filter(is_needed)
    }

    /// The properties that are needed and not set, if `is_set` says which properties are set.
    ///
    /// ```
    /// use http_step::{IntoExpr, interpolate};
    ///
    /// let dependencies = interpolate("%(prop:tag:-%(prop:branch)s)s").into_expr().dependencies();
    /// assert_eq!(dependencies.missing(|_| false), ["branch"]);
    /// assert_eq!(dependencies.missing(|name| name == "tag"), [""; 0]);
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

    /// Adds the dependencies of another step or expression.
    pub fn extend(&mut self, other: &Self) {
        other.properties.iter().for_each(|name| self.property(name));
        other.secrets.iter().for_each(|name| self.secret(name));
        other.needs.iter().for_each(|need| self.need(need.clone()));
    }

    /// Adds the dependencies of an expression.
    pub(crate) fn add_expr(&mut self, expr: &Expr) {
        expr.walk().for_each(|(_, part)| self.add_alone(part));
        // An expression that is nested too deeply cannot be rendered.
        if !expr.is_too_deep() {
            needs_of(expr).into_iter().for_each(|need| self.need(need));
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

    fn need(&mut self, need: Need) {
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
        let mut dependencies = Dependencies::default();
        dependencies.add_expr(self);
        dependencies
    }

    /// Whether the expression contains a secret.
    pub(crate) fn has_secret(&self) -> bool {
        self.walk().any(|(_, part)| match part {
            Self::Secret(_) => true,
            Self::Interpolate(text) => text.names_secret(),
            _ => false,
        })
    }
}
