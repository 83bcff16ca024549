//! What may be the URL, and not only stand in it: no value may change where the request goes.

use http_step_syntax::template;
use http_step_syntax::url::{Origin, check_template, whole};

use super::Step;
use super::seen::{Form, Seen};
use crate::expr::form_kind;
use crate::step::json::mistakes::Segment;
use crate::value::Value;

/// What to write in place of what takes values in as they are.
const TEMPLATE: &str =
    r#"write `{"$interpolate": "https://…/%(prop:p)s"}`, which escapes each for its place"#;

impl<'v> Step<'v, '_> {
    /// A form as the whole URL.
    pub(super) fn url(&mut self, form: Form<'v>) {
        self.url_is_secret = form.name == "$secret";
        self.origin = self.origin_of(form);
        self.any(Seen::Open(form));
    }

    /// Where the request goes, if that is known; reports what could change it.
    fn origin_of(&mut self, form: Form<'v>) -> Option<Origin> {
        match form.name {
            "$op" => self.problem(whole::operator().help(TEMPLATE)),
            "$flatten" => self.problem(whole::list().help(TEMPLATE)),
            "$raw" => {
                let help = r#"leave `$raw` out, or make it an argument of a template: `"kwargs": {"path": {"$raw": value}}`"#;
                self.problem(whole::raw().help(help));
            }
            "$interpolate" => return self.template(form),
            // What stands for a property is the URL too, but not known to be.
            "$property" => self.default(form),
            _ => {}
        }
        None
    }

    fn default(&mut self, form: Form<'v>) {
        let Some(Value::Map(members)) = form.members.get("default") else {
            return;
        };
        if let Ok(Some((name, _))) = form_kind(members)
            && let Some(content) = members.get(name)
        {
            let form = Form {
                name,
                content,
                members,
            };
            self.within([Segment::name("default")], |step| {
                step.origin_of(form);
            });
        }
    }

    fn template(&mut self, form: Form<'v>) -> Option<Origin> {
        let Value::String(text) = form.content else {
            return None;
        };
        let args = form.members.get("args").map(super::seen::items);
        if args.is_some_and(|args| !args.is_empty()) {
            self.problem(whole::positional());
            return None;
        }
        // What does not parse is reported where templates are.
        let template = template::keyed(text).ok()?;
        let is_raw = |name: &str| {
            let Some(Value::Map(kwargs)) = form.members.get("kwargs") else {
                return false;
            };
            matches!(kwargs.get(name), Some(Value::Map(value)) if value.contains_key("$raw"))
        };
        match check_template(text, &template, &is_raw) {
            Ok(origin) => Some(origin),
            Err(problems) => {
                self.within([Segment::name("$interpolate")], |step| {
                    for problem in problems {
                        step.problem(problem);
                    }
                });
                None
            }
        }
    }
}
