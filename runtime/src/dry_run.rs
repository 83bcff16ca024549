//! What a build would send, rendered while nothing is sent.

mod curl;
mod open;
mod request;
mod shell;
mod stand_ins;
mod step;
mod view;

use std::any::Any;
use std::fmt;

use http_step_syntax::key::Key;

use crate::builds::{Build, Step, StepContext, catch_panic};
use crate::error::RenderError;
use crate::events::EventSink;
use crate::expr::{Expr, Scope};
use crate::http::prepare_request;
use crate::redact::Redactor;
use crate::request::Rendered;
use crate::secrets::SecretValues;
use crate::step::{HttpStep, When};

pub use request::{BodyPiece, DryRequest};
pub use step::DryStep;

use open::OpenNames;
use request::RequestContext;
use stand_ins::{Placeholders, placeholder};
use step::DryOutcome;
use view::Redaction;

/// Where a secret that is a whole URL leads to as long as nobody knows it.
const SOMEWHERE: &str = "https://secret.invalid/";

/// What the steps of a build would send.
///
/// ```
/// use http_step::prelude::*;
///
/// let mut factory = BuildFactory::new();
/// factory.add_step(post!(
///     "https://ci.example.com/builds",
///     name: "tell",
///     auth: Bearer(Secret("api-token")),
///     data: { "builder": Property("buildername") },
/// ));
/// let dry = factory.build().property("buildername", "runtests").dry_run();
/// let request = dry.steps()[0].request().unwrap();
/// assert_eq!(request.method(), "POST");
/// let headers: Vec<_> = request.headers().collect();
/// assert!(headers.contains(&("authorization", "Bearer <api-token>".into())));
/// let curl = request.curl().unwrap();
/// assert!(curl.contains("--header 'authorization: Bearer <api-token>'"));
/// assert!(curl.contains("--data-raw 'builder=runtests'"));
/// println!("{dry}");
/// ```
#[derive(Debug)]
pub struct DryRun {
    steps: Vec<DryStep>,
}

impl DryRun {
    /// The steps, in order.
    #[must_use]
    pub fn steps(&self) -> &[DryStep] {
        &self.steps
    }
}

impl Build {
    /// Renders all steps as a run of the build would, and sends nothing.
    ///
    /// No provider is asked for a secret, and no file is looked at: secrets, and properties that steps take
    /// from answers, stand as `<name>`. Each step is rendered as if all before it had succeeded.
    ///
    /// ```
    /// use http_step::prelude::*;
    ///
    /// let mut factory = BuildFactory::new();
    /// factory.add_step(get!(Property("url"), name: "look"));
    /// let build = factory.build();
    /// let error = build.dry_run().steps()[0].error().unwrap().to_string();
    /// assert!(error.starts_with("step `look`, `url`: the property `url` is not set"), "{error}");
    ///
    /// let build = build.property("url", "https://ci.example.com/state");
    /// assert_eq!(build.dry_run().steps()[0].request().unwrap().url(), "https://ci.example.com/state");
    /// ```
    #[must_use]
    pub fn dry_run(&self) -> DryRun {
        let mut properties = self.properties.clone();
        let mut captured = SecretValues::default();
        let mut redactor = Redactor::default();
        let mut events = EventSink::disabled();
        let mut set: Vec<String> = Vec::new();
        let mut steps = Vec::with_capacity(self.steps.len());
        for step in &self.steps {
            let context = StepContext::new(
                self,
                &mut properties,
                &mut captured,
                &mut redactor,
                &mut events,
            );
            let dry = dry_step(&**step, &context, &set);
            if !dry.is_skipped() {
                for property in catch_panic(|| step.sets()).unwrap_or_default() {
                    let source = format!("step {}", dry.name);
                    properties.set(property.clone(), placeholder(&property), source);
                    set.push(property);
                }
            }
            steps.push(dry);
        }
        DryRun { steps }
    }
}

fn dry_step(step: &dyn Step, context: &StepContext<'_>, set: &[String]) -> DryStep {
    let name = catch_panic(|| step.name(context)).unwrap_or_else(|_| "step".to_owned());
    let dependencies = catch_panic(|| step.dependencies()).unwrap_or_default();
    let open = OpenNames::of(&dependencies, set);
    let any: &dyn Any = step;
    let does = match any.downcast_ref::<HttpStep>() {
        Some(step) => match catch_panic(|| of_http(step, context, &open)) {
            Ok(Ok(does)) => does,
            Ok(Err(error)) if open.may_cause(&error, step) => {
                DryOutcome::Undecided(error.of(&name))
            }
            Ok(Err(error)) => DryOutcome::Error(error.of(&name)),
            Err(_) => DryOutcome::Error(RenderError::new("the step panicked").of(&name)),
        },
        None => DryOutcome::Other,
    };
    let open = open.into_names();
    DryStep {
        name,
        open,
        outcome: does,
    }
}

/// All that comes before a request is sent, in the order of a run.
fn of_http(
    step: &HttpStep,
    context: &StepContext<'_>,
    open: &OpenNames,
) -> Result<DryOutcome, RenderError> {
    // What nobody knows yet may well let it run.
    let condition = step.do_step_if.as_ref().and_then(When::expr);
    let is_open = condition.is_some_and(|condition| open.is_in(condition));
    if !is_open && !step.should_run(context)? {
        return Ok(DryOutcome::Nothing);
    }
    let names: Vec<String> = HttpStep::dependencies(step)
        .secrets()
        .map(str::to_owned)
        .collect();
    let url = step.fields.get(Key::Url).and_then(Expr::secret_url);
    let secrets = SecretValues::from_iter(names.iter().map(|name| match url {
        Some(url) if url == name => (name.as_str(), SOMEWHERE.to_owned()),
        _ => (name.as_str(), placeholder(name)),
    }));
    let scope = Scope::new(context.properties, context.dialect).secrets(&secrets);
    let rendered = Rendered::render(step, &scope)?;
    step.check_expectations(&scope)?;
    step.check_texts(&scope)?;
    let stand_ins = Placeholders::of(names.iter().chain(open.names()));
    let credentials = rendered.credentials()?;
    let credentials = credentials.iter().map(String::as_str);
    let mut redactor = Redactor::default();
    redactor.learn_credentials(credentials.filter(|value| !stand_ins.compose(value)));
    let request = prepare_request(step, &rendered, &scope);
    let request = request.map_err(|error| error.shown(|text| redactor.apply(text)))?;
    let dialect = context.dialect;
    let proxy = context
        .session
        .proxy(&request.url, &request.proxies, dialect)?;
    let around = RequestContext {
        secret_url: url.map(str::to_owned),
        proxy,
        uses_secrets: !names.is_empty(),
    };
    let hidden = Redaction {
        redactor,
        fields: &step.hide_request_headers,
        placeholders: stand_ins,
    };
    let request = DryRequest::new(request, &around, &hidden);
    Ok(DryOutcome::Request(Box::new(request)))
}

/// For people: each step with its request and its line for a shell.
impl fmt::Display for DryRun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.steps.iter().try_for_each(|step| write!(f, "{step}"))
    }
}
