//! The documentation of the words of the language, where rust-analyzer finds it: only there do expansions of the macros
//! name these items, and nothing runs.
#![allow(non_snake_case, non_upper_case_globals)]

pub use http_step_syntax::key::{keys, poll_options, retry_options};

use crate::properties::Properties;
use crate::result::BuildResult;
use crate::step::{HttpStep, ResponseView};

/// Declares words that are other names of documented variants.
macro_rules! tables {
    ($($(#[$about:meta])* $table:ident of $of:path { $($word:ident $variant:ident)* })*) => {
        $(
            $(#[$about])*
            pub mod $table {
                pub use $of::{$($variant as $word),*};
            }
        )*

        #[cfg(test)]
        mod names {
            $(pub(super) const $table: &[&str] = &[$(stringify!($word)),*];)*
        }
    };
}

tables! {
    /// The methods of a request.
    methods of http_step_syntax::Method {
        POST Post GET Get PUT Put DELETE Delete HEAD Head OPTIONS Options PATCH Patch
    }
    /// The results of a step.
    results of crate::BuildResult {
        SUCCESS Success WARNINGS Warnings FAILURE Failure SKIPPED Skipped EXCEPTION Exception RETRY Retry
        CANCELLED Cancelled
    }
    /// The failures that leave a request without a complete response.
    failures of crate::FailureKind {
        dns Dns connect Connect tls Tls timeout Timeout reset Reset protocol Protocol incomplete Incomplete
        too_large TooLarge decode Decode redirect Redirect proxy Proxy refused_by_policy RefusedByPolicy
    }
}

/// Declares words that are evaluated when the build runs: with arguments, and without.
macro_rules! words {
    ($(#[$about:meta])* $table:ident {
        $($(#[$with:meta])* $form:ident($argument:ident))*
    } {
        $($(#[$bare:meta])* $word:ident)*
    }) => {
        $(#[$about])*
        pub mod $table {
            use super::Operand;

            $($(#[$with])* pub fn $form<A>($argument: A) -> Operand { Operand::of($argument) })*
            $($(#[$bare])* pub const $word: Operand = Operand;)*

            #[cfg(test)]
            pub(super) const NAMES: &[&str] = &[$(stringify!($form),)* $(stringify!($word)),*];
        }
    };
}

words! {
    /// The values of the language.
    words {
        /// The value of a property of the build: `Property("branch")`, `Property("branch", default: "main")`.
        Property(name)
        /// A text with substitutions: `Interpolate("%(prop:branch)s-%(kw:n)s", n: 7)`.
        Interpolate(template)
        /// The value of a secret: `Secret("api-token")`. Logs and events show `<api-token>`.
        Secret(name)
        /// A list whose items are no lists: `FlattenList([Property("tags"), "ci"])`.
        FlattenList(list)
        /// A value that is inserted into a URL as it is, without escaping: `Raw(Property("path"))`.
        Raw(value)
        /// Basic authentication: `Basic("user", Secret("password"))`.
        Basic(credentials)
        /// Authentication by a token: `Bearer(Secret("api-token"))`.
        Bearer(token)
        /// Digest authentication: `Digest("user", Secret("password"))`.
        Digest(credentials)
        /// A file to send: `File("app.tar.gz", content_type: "application/gzip")`, `File(bytes: b"…", filename: "a")`.
        File(path)
    } {
        /// At `verify`: no certificate is verified, and secrets may be sent over plain http.
        Insecure
        /// No value: null in JSON, no parameter in a query or a form, and no default in the headers.
        null
    }
}

words! {
    /// The parts of a response.
    parts {
        /// A value in a JSON body: `json("$.state")`, `json("$.items[0]['a b']")`.
        json(path)
        /// The value of a header field: `header("content-type")`.
        header(name)
        /// The value of a cookie that the response sets: `cookie("session")`.
        cookie(name)
        /// The match of the group of a regular expression in the body: `matches(r"build-(\d+)")`.
        matches(regex)
    } {
        /// The status code.
        status
        /// The body as text.
        text
        /// The size of the decoded body in bytes.
        size
        /// The duration of the exchange in seconds.
        duration
    }
}

/// A value that is known only when the build runs.
#[derive(Debug)]
pub struct Operand;

impl Operand {
    fn of<A>(_: A) -> Self {
        Self
    }

    /// Whether the text contains a text, or the list an item: `text.contains("ok")`.
    pub fn contains<A>(&self, item: A) -> bool {
        any(Self::of(item))
    }

    /// Whether a regular expression matches the text: `Property("branch").matches(r"^v\d")`.
    pub fn matches(&self, regex: &str) -> bool {
        any(Self::of(regex))
    }

    /// Whether the value is in a list: `status.in_([200, 204])`.
    pub fn in_<A>(&self, list: A) -> bool {
        any(Self::of(list))
    }
}

/// The operand as the type that its place asks for.
pub fn any<T>(_: Operand) -> T {
    unreachable!("an expansion for an editor is not compiled")
}

/// What a call of a macro gives.
pub fn step() -> HttpStep {
    any(Operand)
}

/// A closure that decides about a step before the step runs.
pub fn before(_: impl Fn(&Properties) -> bool) {}

/// A closure that decides about a step after the step has run.
pub fn after(_: impl Fn(BuildResult, &Properties) -> bool) {}

/// A closure that sees a response.
pub fn hook(_: impl Fn(&ResponseView<'_>)) {}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use http_step_syntax::response::Part;
    use http_step_syntax::tree::Form;
    use http_step_syntax::{Method, words as known};

    use super::{names, parts, words};

    #[test]
    fn every_word_of_the_language_is_there() {
        let methods = Method::ALL.map(Method::as_str);
        let forms = Form::VALUES.map(Form::as_str);
        let values = [&forms[..], &["Insecure", "null"]].concat();
        let tables: [(&[&'static str], &[&'static str]); 5] = [
            (names::methods, &methods),
            (names::results, &known::RESULTS),
            (names::failures, &known::FAILURES),
            (words::NAMES, &values),
            (parts::NAMES, &Part::ALL.map(Part::as_str)),
        ];
        for (here, there) in tables {
            let set = |words: &[&'static str]| words.iter().copied().collect::<BTreeSet<_>>();
            assert_eq!(set(here), set(there));
        }
    }
}
