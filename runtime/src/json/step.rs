//! From the tree to a step. The tree has been checked: what is wrong in it all the same has no effect.

use http_step_syntax::key::{Key, PollOption, RetryOption};
use http_step_syntax::tree::{self, Field, Form, Node, Options, Step};

use super::expr::{Reader, text};
use super::response;
use crate::expr::Expr;
use crate::lock::Lock;
use crate::step::{Auth, HttpStep, Poll, Retry, Scheme, Verify, When};
use crate::value::Value;

/// Reads a step; `args` are the Rust expressions that it refers to.
pub(super) fn read(step: Step, args: &mut [Expr]) -> HttpStep {
    Reader::new(args).step(step)
}

impl Reader<'_> {
    fn step(&mut self, tree: Step) -> HttpStep {
        let mut step = HttpStep::post(Value::Null);
        for Field { name, value } in tree.fields {
            if let Some(key) = Key::parse(&name.text) {
                self.field(&mut step, key, value);
            }
        }
        step
    }

    fn field(&mut self, step: &mut HttpStep, key: Key, node: Node) {
        match key {
            Key::Auth => step.auth = Some(self.auth(node)),
            Key::Verify => step.verify = Some(self.verify(node)),
            Key::DoStepIf => step.do_step_if = Some(When::Expr(self.expr(node))),
            Key::HideStepIf => step.hide_step_if = Some(When::Expr(self.expr(node))),
            Key::HideRequestHeaders => step.hide_request_headers.extend(self.names(node)),
            Key::HideResponseHeaders => step.hide_response_headers.extend(self.names(node)),
            Key::Hide => {
                let names = self.names(node);
                step.hide_request_headers.extend(names.iter().cloned());
                step.hide_response_headers.extend(names);
            }
            Key::Locks => step.locks = items(node).filter_map(lock).collect(),
            Key::Results => step.results = response::results(node),
            Key::Retry => step.retry = options(node).map(|options| self.retry(options)),
            Key::Poll => step.poll = options(node).and_then(|options| self.poll(options)),
            Key::Probe => step.probe = self.inner(node),
            Key::Expect => {
                step.expect = items(node).filter_map(|it| self.condition(it)).collect();
            }
            Key::Capture => step.capture = response::captures(node),
            // No text holds a closure.
            Key::Hooks => {}
            key => match step.flags.get_mut(key) {
                Some(flag) => *flag = self.flag(node).unwrap_or(*flag),
                None => step.fields.insert(key, self.expr(node)),
            },
        }
    }

    fn auth(&mut self, node: Node) -> Auth {
        match node.value {
            tree::Value::Form(call) => match call.form {
                Form::Bearer => Auth::of(Scheme::Bearer, self.only(*call)),
                Form::Digest => Auth::of(Scheme::Digest, Expr::tuple(self.exprs(call.args))),
                _ => self.form(*call).into(),
            },
            value => self.expr(Node { value, ..node }).into(),
        }
    }

    fn verify(&mut self, node: Node) -> Verify {
        match &node.value {
            tree::Value::Word(_) => Verify::Insecure,
            _ => self.expr(node).into(),
        }
    }

    fn names(&mut self, node: Node) -> Vec<String> {
        match self.expr(node) {
            Expr::Value(Value::String(name)) => vec![name],
            Expr::Value(Value::List(items)) => {
                let names = items.into_iter().filter_map(|item| match item {
                    Value::String(name) => Some(name),
                    _ => None,
                });
                names.collect()
            }
            _ => Vec::new(),
        }
    }

    fn flag(&mut self, node: Node) -> Option<bool> {
        match self.expr(node) {
            Expr::Value(Value::Bool(flag)) => Some(flag),
            _ => None,
        }
    }

    fn inner(&mut self, node: Node) -> Option<Box<HttpStep>> {
        match node.value {
            tree::Value::Step(step) => Some(Box::new(self.step(*step))),
            _ => None,
        }
    }

    fn retry(&mut self, options: Options) -> Retry {
        let mut retry = Retry::new(1);
        for Field { name, value } in options.fields {
            match RetryOption::parse(&name.text) {
                Some(RetryOption::Attempts) => retry.attempts = self.expr(value),
                Some(RetryOption::On) => retry.on = response::statuses(value),
                Some(RetryOption::Deadline) => retry.deadline = Some(self.expr(value)),
                Some(RetryOption::Delay) => retry.delay = Some(self.expr(value)),
                Some(RetryOption::MaxDelay) => retry.max_delay = Some(self.expr(value)),
                Some(RetryOption::Idempotent) => {
                    retry.idempotent = self.flag(value).unwrap_or_default();
                }
                None => {}
            }
        }
        retry
    }

    fn poll(&mut self, options: Options) -> Option<Poll> {
        let (mut every, mut until) = (None, None);
        let (mut fail_if, mut deadline, mut cancel) = (None, None, None);
        for Field { name, value } in options.fields {
            match PollOption::parse(&name.text)? {
                PollOption::Every => every = Some(self.expr(value)),
                PollOption::Until => until = self.condition(value),
                PollOption::FailIf => fail_if = self.condition(value),
                PollOption::Deadline => deadline = Some(self.expr(value)),
                PollOption::Cancel => cancel = self.inner(value),
            }
        }
        Some(Poll {
            every: every?,
            until: until?,
            fail_if,
            deadline,
            cancel,
        })
    }
}

fn options(node: Node) -> Option<Options> {
    match node.value {
        tree::Value::Options(options) => Some(options),
        _ => None,
    }
}

/// Returns the items of a list.
fn items(node: Node) -> impl Iterator<Item = Node> {
    let items = match node.value {
        tree::Value::List(items) => items,
        _ => Vec::new(),
    };
    items.into_iter()
}

fn lock(node: Node) -> Option<Lock> {
    let fields = match node.value {
        tree::Value::Text(name) => return Some(Lock::shared(name)),
        tree::Value::Options(options) => options.fields,
        _ => return None,
    };
    let (mut lock, mut access) = (String::new(), None);
    for Field { name, value } in fields {
        match name.text.as_str() {
            "name" => lock = text(Some(value)),
            _ => access = Some(value.value),
        }
    }
    Some(match access {
        None => Lock::shared(lock),
        Some(tree::Value::Integer(most)) => {
            Lock::counting(lock, usize::try_from(most).unwrap_or(usize::MAX))
        }
        Some(_) => Lock::exclusive(lock),
    })
}
