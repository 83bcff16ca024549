//! Factories: `{"steps": [step, …]}`.

use http_step_syntax::Problem;
use http_step_syntax::tree::{Pos, Step};

use super::{Builder, take};
use crate::json::document::{Document, Json, Member};

const SHAPE: &str = r#"write `{"steps": [step, …]}`"#;
const STEPS: &str = "steps";
/// Names the schema for editors.
const SCHEMA: &str = "$schema";

impl Builder {
    /// Returns the steps of the factory that a document is, without those that have been reported.
    pub(in crate::json) fn factory(&mut self, Document { at, json }: Document<'_>) -> Vec<Step> {
        match json {
            Json::Object(members) => self.members_of_factory(at, members),
            Json::Bad => Vec::new(),
            other => {
                let what = format!("expected a factory, found {}", other.kind());
                self.report(at, Problem::whole(what).help(SHAPE));
                Vec::new()
            }
        }
    }

    fn members_of_factory(&mut self, at: Pos, mut members: Vec<Member<'_>>) -> Vec<Step> {
        let has_only = self.has_only("a factory", &members, &[STEPS, SCHEMA]);
        if let Some(Member { value, .. }) = take(&mut members, SCHEMA)
            && !matches!(value.json, Json::Text(_) | Json::Bad)
        {
            let what = format!("`{SCHEMA}` must be a string, found {}", value.json.kind());
            self.report(value.at, Problem::whole(what));
        }
        match take(&mut members, STEPS).map(|steps| steps.value) {
            Some(Document {
                json: Json::List(steps),
                ..
            }) => steps
                .into_iter()
                .filter_map(|step| self.step(step))
                .collect(),
            Some(Document { at, json }) => {
                if !matches!(json, Json::Bad) {
                    let what = format!("`{STEPS}` must be a list of steps, found {}", json.kind());
                    self.report(at, Problem::whole(what));
                }
                Vec::new()
            }
            None => {
                // A misspelled name is not missing as well.
                if has_only {
                    self.report(at, Problem::whole("missing `steps`").help(SHAPE));
                }
                Vec::new()
            }
        }
    }
}
