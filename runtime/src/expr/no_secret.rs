//! What is said about a secret that is not there.

use http_step_syntax::nearest;

use super::Scope;
use crate::error::RenderError;

impl Scope<'_> {
    pub(super) fn secret_error(&self, name: &str) -> RenderError {
        let ours = if self.is_closures.get() {
            let what = format!("a closure gave the secret `{name}`, which was not fetched");
            let help = format!("name it with `.arg(secret(\"{name}\"))`");
            RenderError::new(what).help(Some(help))
        } else {
            let fetched = self.secrets.into_iter().flat_map(|secrets| secrets.iter());
            let help = match nearest(name, fetched.map(|(known, _)| known)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "add one with `Build::secrets`".to_owned(),
            };
            RenderError::new(format!("no provider knows the secret `{name}`")).help(Some(help))
        };
        self.dialect.no_secret(name, self.secrets.is_some(), ours)
    }
}
