//! What a subscriber of `tracing` sees.

use std::fmt::{self, Write as _};
use std::sync::{Arc, Mutex};

use http_step::prelude::*;
use http_step::{MapSecrets, StepContext, StepFuture};
use http_step_tests::service::Service;
use tracing::field::{Field, Visit};
use tracing::instrument::WithSubscriber as _;
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Instrument as _, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::registry::{LookupSpan, Registry};

/// All that is told, a line for each event and each record, with the spans around it.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<String>>>);

/// The fields of something, as a text.
struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        write!(self.0, " {}={value:?}", field.name()).unwrap();
    }
}

impl Lines {
    fn add(&self, line: String) {
        self.0.lock().unwrap().push(line);
    }

    fn all(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }

    /// What is ours; the transport tells of itself.
    fn ours(&self) -> Vec<String> {
        let mut lines = self.all();
        lines.retain(|line| line.starts_with("http_step ") || line.starts_with("events"));
        lines
    }
}

impl<S: Subscriber + for<'s> LookupSpan<'s>> Layer<S> for Lines {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut fields = Fields(attributes.metadata().name().to_owned());
        attributes.record(&mut fields);
        let span = context.span(id).unwrap();
        span.extensions_mut().insert(fields);
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        let span = context.span(id).unwrap();
        let mut extensions = span.extensions_mut();
        values.record(extensions.get_mut::<Fields>().unwrap());
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let metadata = event.metadata();
        let mut line = Fields(format!("{} {}", metadata.target(), metadata.level()));
        event.record(&mut line);
        for span in context.event_scope(event).into_iter().flatten() {
            let extensions = span.extensions();
            let fields = &extensions.get::<Fields>().unwrap().0;
            write!(line.0, " < {fields}").unwrap();
        }
        self.add(line.0);
    }
}

/// Tells something itself, with a pause around it.
#[derive(Debug)]
struct Tells(&'static str);

impl Step for Tells {
    fn name(&self, _: &StepContext<'_>) -> String {
        self.0.to_owned()
    }

    fn run<'a>(&'a self, _: &'a mut StepContext<'_>) -> StepFuture<'a> {
        Box::pin(async {
            for _ in 0..3 {
                tokio::task::yield_now().await;
                tracing::info!("own words");
            }
            StepOutcome::new(BuildResult::Warnings, "\u{1b}[2Jtold")
        })
    }
}

fn block_on(future: impl Future<Output = ()>) {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().build().unwrap().block_on(future);
}

#[test]
fn spans_nest_where_two_builds_run_at_once_on_one_thread() {
    let lines = Lines::default();
    let subscriber = Registry::default().with(lines.clone());
    let build = |name| {
        let mut factory = BuildFactory::new();
        factory.add_step(Tells(name)).add_step(Tells("second"));
        factory.build().run()
    };
    let both = async {
        let one = build("one").instrument(tracing::info_span!("caller"));
        let (one, two) = tokio::join!(one, build("two"));
        assert_eq!(one.result(), BuildResult::Success);
        assert_eq!(two.result(), BuildResult::Success);
    };
    block_on(both.with_subscriber(subscriber));

    let expected = |name: &str, caller: &str| {
        let mut expected = Vec::new();
        for name in [name, "second"] {
            let around = format!("build steps=2{caller}");
            let own =
                format!("events::traced INFO message=own words < step name={name} < {around}");
            expected.push(format!(
                "http_step DEBUG message=Running < step name={name} < {around}"
            ));
            expected.extend([own.clone(), own.clone(), own]);
            expected.push(format!(
                "http_step WARN message=\\u{{1b}}[2Jtold result=warnings \
                 < step name={name} result=warnings < {around}"
            ));
        }
        expected.push(format!(
            "http_step INFO message=the build has ended result=success \
             < build steps=2 result=success{caller}"
        ));
        expected
    };
    let (of_one, of_two): (Vec<_>, Vec<_>) = lines
        .ours()
        .into_iter()
        .partition(|line| line.ends_with(" < caller"));
    assert_eq!(of_one, expected("one", " < caller"));
    assert_eq!(of_two, expected("two", ""));
}

#[test]
fn no_secret_is_told_at_any_level() {
    let service = Service::start().unwrap();
    let lines = Lines::default();
    let subscriber = Registry::default().with(lines.clone());
    let mut factory = BuildFactory::new();
    factory
        .add_step(post!(
            service.url("/echo"),
            name: "send",
            auth: ("ci", Secret("password")),
            headers: { "X-Token": Secret("token") },
            cookies: { "id": "c00kie-4711" },
            data: { "token": Secret("token"), "line": "::set-env name=PATH::/tmp" },
        ))
        .add_step(get!(service.url("/"), name: "named hunter2-s3cr3t"))
        .add_step(get!("http://127.0.0.1:1/?key=hunter2-s3cr3t", name: "down"))
        .add_step(get!(Interpolate("http://%(prop:host)s.example.com/"), name: "broken"));
    let secrets = MapSecrets::from([("token", "hunter2-s3cr3t"), ("password", "pa55-w0rd")]);
    let build = factory.build().secrets(secrets);
    let build = build.property("host", "hunter2-s3cr3t/pa55-w0rd");
    let run = async {
        assert_eq!(build.run().await.result(), BuildResult::Exception);
    };
    block_on(run.with_subscriber(subscriber));
    let asked = &service.received_requests()[0];
    assert_eq!(asked.header("x-token"), Some("hunter2-s3cr3t"));
    assert_eq!(asked.header("cookie"), Some("id=c00kie-4711"));

    let told = lines.all().join("\n");
    for part in [
        " log=\"content\" channel=Stdout",
        "named <token>",
        "ERROR",
        "exception",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let basic = "Y2k6cGE1NS13MHJk";
    for secret in ["hunter2", "pa55", "c00kie", basic] {
        assert!(!told.contains(secret), "{secret}: {told}");
    }
    assert!(!told.contains("\n::set-env"), "{told}");
}

#[test]
fn a_build_that_is_dropped_ends_in_its_span() {
    let lines = Lines::default();
    let subscriber = Registry::default().with(lines.clone());
    let mut factory = BuildFactory::new();
    factory.add_step(Tells("dropped"));
    let (end, ended) = tokio::sync::oneshot::channel();
    let end = Mutex::new(Some(end));
    let build = factory.build().observer(move |event: &http_step::Event| {
        if matches!(event, http_step::Event::BuildFinished { .. }) {
            end.lock().unwrap().take().unwrap().send(()).unwrap();
        }
    });
    let run = async {
        let mut running = Box::pin(build.run());
        let polled = std::future::poll_fn(|context| {
            std::task::Poll::Ready(running.as_mut().poll(context).is_pending())
        });
        assert!(polled.await);
        drop(running);
        ended.await.unwrap();
    };
    block_on(run.with_subscriber(subscriber));
    let lines = lines.ours();
    let of_step = "step name=dropped result=cancelled < build steps=1";
    let ends = [
        format!("http_step WARN message=Finished (cancelled) result=cancelled < {of_step}"),
        "http_step WARN message=the build has ended result=cancelled \
         < build steps=1 result=cancelled"
            .to_owned(),
    ];
    assert_eq!(lines[lines.len() - 2..], ends);
}
