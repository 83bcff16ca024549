//! Every key about what surrounds a request, in all its shapes.
#![deny(warnings)]

use std::time::Duration;

use http_step::Lock;
use http_step::prelude::*;

fn conditions() -> Vec<HttpStep> {
    let branch = String::from("main");
    let wanted = branch.clone();
    let is_main = branch == "main";
    vec![
        get!("https://example.com/", do_step_if: true, hide_step_if: false),
        get!("https://example.com/", do_step_if: Property("branch") == "main"),
        get!("https://example.com/", do_step_if: Property("branch") == "main" && !(Property("dry_run", default: false))),
        get!("https://example.com/", do_step_if: Property("deploy"), hide_step_if: null == Property("reason")),
        get!("https://example.com/", do_step_if: is_main, hide_step_if: branch.is_empty()),
        get!("https://example.com/", do_step_if: |properties| properties.get("branch").is_some()),
        get!("https://example.com/", do_step_if: move |_| wanted == "main", hide_step_if: (|_| false)),
        get!("https://example.com/", hide_step_if: ({ let a = 1; a > 2 })),
        get!("https://example.com/", hide_step_if: |result, _| result == BuildResult::Skipped),
        get!("https://example.com/", hide_step_if: (move |result, properties| result != BuildResult::Failure && properties.get(&branch).is_some())),
    ]
}

fn locks() -> Vec<HttpStep> {
    let made = vec![Lock::shared("a")];
    let cancelled = true;
    vec![
        get!("https://example.com/", locks: ["database", r"web",]),
        get!("https://example.com/", locks: []),
        get!("https://example.com/", locks: ["database", Lock::counting("slots", 3), Lock::exclusive("web")]),
        get!("https://example.com/", locks: made),
        get!("https://example.com/", update_build_summary_policy: true),
        get!("https://example.com/", update_build_summary_policy: cancelled),
        get!("https://example.com/", update_build_summary_policy: []),
        get!("https://example.com/", update_build_summary_policy: [
            SUCCESS, WARNINGS, FAILURE, SKIPPED, EXCEPTION, RETRY, (CANCELLED),
        ]),
    ]
}

fn results() -> Vec<HttpStep> {
    vec![
        get!("https://example.com/", results: {}),
        get!("https://example.com/", results: { 200 => SUCCESS }),
        get!("https://example.com/", results: { _ => FAILURE, }),
        get!("https://example.com/", results: { 404 | 0x19a | 200u16 => SUCCESS, 500..=599 => RETRY, _ => FAILURE }),
        get!("https://example.com/", results: { 200..=200 => SUCCESS, (201) => WARNINGS, 100..=199 => SKIPPED }),
        get!("https://example.com/", results: {
            dns | connect | tls | timeout | reset | protocol => RETRY,
            incomplete | too_large | decode | redirect | proxy => EXCEPTION,
            refused_by_policy => CANCELLED,
            100..=399 => SUCCESS,
            400 | _ => WARNINGS,
        }),
    ]
}

fn attempts() -> Vec<HttpStep> {
    let n = 3_u8;
    let timeout = 5;
    vec![
        get!("https://example.com/", retry: { attempts: 1 }),
        put!("https://example.com/", retry: { on: [429, 502..=504, connect, timeout], attempts: 5, deadline: 120 }),
        get!("https://example.com/", retry: { attempts: n + 1, on: [], delay: 0.5, max_delay: Duration::from_secs(30) }),
        get!("https://example.com/", retry: { attempts: Property("attempts"), deadline: Property("patience") * 2 }),
        post!("https://example.com/", retry: { attempts: 2 }, idempotency_key: "build-7"),
        patch!("https://example.com/", idempotency_key: Interpolate("%(prop:buildnumber)s"), retry: { attempts: 2 }),
        post!("https://example.com/", retry: { attempts: 2, idempotent: true }),
        post!("https://example.com/", retry: { attempts: 2, idempotent: n > 1, }),
        post!("https://example.com/", idempotency_key: format!("{n}")),
        delete!("https://example.com/", retry: { attempts: 2, idempotent: false }),
        http_step!("https://example.com/", method: Property("method"), retry: { attempts: 2 }),
        get!("https://example.com/", timeout: (2, 10), retry: { attempts: 2, deadline: 10 }),
        get!("https://example.com/", timeout: timeout, retry: { attempts: 2, deadline: 5 }),
        post!(
            "https://example.com/",
            probe: get!("https://example.com/", params: { "n": Property("buildnumber") }),
        ),
        post!("https://example.com/", probe: http_step::get!(Interpolate("https://example.com/%(prop:n)s"))),
        post!("https://example.com/", probe: HttpStep::get("https://example.com/")),
    ]
}

fn polls() -> Vec<HttpStep> {
    let state = "done";
    let duration = 7;
    vec![
        get!("https://example.com/", poll: { every: 5, until: json("$.state") == "done" }),
        get!("https://example.com/", poll: {
            until: json("$.state").in_(["done", state]),
            fail_if: json("$.error") != null,
            every: duration,
            deadline: Duration::from_secs(600),
            cancel: delete!("https://example.com/", auth: Bearer(Secret("token")), retry: { attempts: 3 }),
        }),
        get!("https://example.com/", poll: { every: 0.5, until: status == 200, fail_if: text.contains("error"), deadline: 60 }),
        get!("https://example.com/", poll: { every: 1, until: matches("state: (.*)") == Property("wanted"), cancel: HttpStep::get("https://example.com/") }),
    ]
}

fn expectations() -> Vec<HttpStep> {
    let (status, text) = (201, "ok");
    let _ = (status, text);
    let wanted = vec![1, 2];
    vec![
        get!("https://example.com/", expect: []),
        get!("https://example.com/", expect: [status == 200, status != 201, status < 300, 400 > status, status.in_([200, 201])]),
        get!("https://example.com/", expect: [
            json("$") != null,
            json("$.state") == "accepted",
            json("$['a b'][0].c") >= 1.5,
            json(r"$['it\'s']") == true,
            json("$.tags").contains("ci"),
            json("$.n").in_(wanted),
            json("$.n") == wanted_later(),
            json("$.a") == [[1], [null]],
            json("$.a") == [1, Property("b")],
        ]),
        get!("https://example.com/", expect: [
            header("Content-Type").contains("json"), header("x-n") != null, header("etag").matches("^\"[0-9a-f]+\"$"),
            cookie("sid") != null, cookie("theme") == Property("theme"),
        ]),
        get!("https://example.com/", expect: [
            text.contains("ok"), text.matches(r"(?i)^build \d+"), text == "", text != Interpolate("%(prop:a)s"), "x" == text,
            (text.contains(Property("needle"))), matches("v(\\d)(?:\\.\\d)*") == "1",
        ]),
        get!("https://example.com/", expect: [size > 0, size <= 1 << 20, size.in_([1, 2.5]), duration < 2.5, duration <= Property("n") / 2]),
        get!("https://example.com/", expect: [json("$.a") == Property("a", default: null),]),
    ]
}

fn wanted_later() -> u64 {
    7
}

fn captures() -> Vec<HttpStep> {
    vec![
        get!("https://example.com/", capture: {}),
        get!("https://example.com/", capture: {
            "all": json("$"),
            "id": json("$.id") as u64,
            "name": json("$['full name']") as String,
            "is_new": (json("$.new")) as bool,
            "offset": json("$.items[0].n") as i64,
            "share": json("$.share") as f64,
            "token": json("$.token") as Secret,
            "etag": header("ETag"),
            "sid": cookie("sid") as Secret,
            "body": text,
            "status": status,
            "build": matches("build-(\\d+)") as u64,
            ("$odd"): status as String,
        }),
    ]
}

macro_rules! given {
    ($status:literal, $last:literal, $word:ident, $part:expr, $bound:expr) => {
        get!(
            "https://example.com/",
            results: { $status..=$last | $word => SUCCESS },
            retry: { attempts: $bound, on: [$status..=$last, $word] },
            expect: [status == $status, $part == 1],
            capture: { "a": $part },
        )
    };
}

pub(crate) fn steps() -> Vec<HttpStep> {
    let given = given!(200, 299, timeout, json("$.a"), 3);
    let groups = [conditions(), locks(), results(), attempts(), polls(), expectations(), captures(), vec![given]];
    groups.into_iter().flatten().collect()
}

pub(crate) fn main() {
    assert_eq!(steps().len(), 54);
}
