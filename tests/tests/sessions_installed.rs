//! The session of the process, in a process of its own.
#![cfg(test)]

use http_step::prelude::*;
use http_step::{Environment, Session};
use http_step_tests::sockets::Sockets;

#[test]
fn a_session_is_installed_before_the_first_use_or_later() {
    let proxy = Sockets::plain().unwrap();
    let environment = Environment::new([("http_proxy", proxy.url(""))]);
    let ours = Session::builder().environment(environment).build();
    assert!(Session::install(ours).is_none());

    let mut factory = BuildFactory::new();
    factory.add_step(get!("http://ci.example.test/"));
    assert_eq!(
        factory.build().run_blocking().result(),
        BuildResult::Success
    );
    assert_eq!(proxy.heads().len(), 1);

    // Builds that exist keep theirs, until it is closed.
    let (before, late) = (factory.build(), factory.build());
    let former = Session::install(Session::new()).unwrap();
    assert_eq!(before.run_blocking().result(), BuildResult::Success);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(former.close());
    let failure = late.run_blocking().steps()[0]
        .failure()
        .unwrap()
        .to_string();
    assert!(failure.contains("the session is closed"), "{failure}");
    assert_eq!(proxy.heads().len(), 2);

    let server = Sockets::plain().unwrap();
    let mut factory = BuildFactory::new();
    factory.add_step(get!(server.url("/")));
    assert_eq!(
        factory.build().run_blocking().result(),
        BuildResult::Success
    );
}
