//! The tables of keys and options: names, shapes and descriptions.

use super::shape::Shape;

/// A row of a table: a key or an option.
#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    /// The name of the key, in the macros and in JSON.
    pub name: &'static str,
    /// The values that the key takes.
    pub shape: Shape,
    /// The description of the key, in a sentence or two.
    pub about: &'static str,
}

/// Declares a table: an enum of its keys, with a row for each.
macro_rules! table {
    (
        $(#[$doc:meta])*
        $table:ident in $words:ident { $($key:ident $name:ident $shape:ident $about:literal)* }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $table {
            $(#[doc = $about] $key,)*
        }

        impl $table {
            /// All keys, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$key),*];

            /// The rows of the table, in the same order.
            pub const ROWS: &'static [&'static Row] = &[$(Self::$key.row()),*];

            /// Returns the row of the key.
            pub const fn row(self) -> &'static Row {
                match self {
                    $(Self::$key => &Row { name: stringify!($name), shape: Shape::$shape, about: $about },)*
                }
            }

            /// Returns the name of the key, in the macros and in JSON.
            pub const fn name(self) -> &'static str {
                self.row().name
            }

            /// Returns the key of that name.
            pub fn parse(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|key| key.name() == name)
            }
        }

        /// The keys by their names, as an editor shows them.
        pub mod $words {
            pub use super::$table::{$($key as $name),*};
        }

        /// The name of the key.
        impl AsRef<str> for $table {
            fn as_ref(&self) -> &str {
                self.name()
            }
        }
    };
}

table! {
    /// A key of a step.
    ///
    /// ```
    /// use http_step_syntax::key::{Key, Shape};
    ///
    /// assert_eq!(Key::parse("max_response"), Some(Key::MaxResponse));
    /// assert_eq!(Key::MaxResponse.row().shape, Shape::Count);
    /// ```
    Key in keys {
        Url url Text "The target of the request: an http or https URL, or an expression that gives one."
        Method method Method "The method of the request; POST by default."
        Params params Pairs "Parameters that are added to the query of the URL; a list as value repeats its name, null drops it."
        Data data Body "The body: a map or a list of pairs is sent as a form, a string and bytes are sent as they are."
        Json json Any "The body as JSON."
        Headers headers Headers "Header fields of the request; null removes a default."
        Cookies cookies Cookies "Cookies of this request alone, besides those of the session."
        Files files Files "Files to send as a form, by the names of their fields; a map at `data` is sent with them."
        Auth auth Auth "The credentials: Basic, Bearer or Digest. The secret part is never a literal."
        Timeout timeout Timeout "Seconds to connect and seconds without a byte: one number for both, or a pair; 10 and 60 by default."
        Deadline deadline Seconds "Seconds for the whole step; 15 minutes by default."
        AllowRedirects allow_redirects Bool "Whether redirects are followed; they are by default."
        Redirects redirects Count "The maximum number of redirects; 30 by default."
        Proxies proxies Proxies "Proxies by what goes through them: `http`, `https`, `all`, `https://host`; and `no_proxy`."
        Verify verify Verify "The certificates to trust over https: the roots of the system by default, or a CA bundle by its path."
        Cert cert Cert "The client certificate: the path of a PEM file with certificate and key, or a pair of two paths."
        Stream stream Bool "No effect: bodies are always read in pieces."
        MaxResponse max_response Count "The maximum size of a response body in bytes, after decoding; 64 MiB by default, no limit with `save_to`."
        SaveTo save_to NonEmpty "The path of a file for the response body; the file is complete or absent."
        Session session NonEmpty "The cookie jar: `build`, `step`, or a name; all steps share one by default."
        Hooks hooks Hooks "Closures that see each response."
        HideRequestHeaders hide_request_headers Names "Names of request header fields whose values no log shows."
        HideResponseHeaders hide_response_headers Names "Names of response header fields whose values no log shows."
        Hide hide Names "Names of header fields whose values no log shows, in both directions."
        Name name Text "The name of the step; `HTTPStep` by default."
        Description description Texts "What the step does, shown while it runs; `Requesting` by default."
        DescriptionDone description_done Texts "What the step did, where there is no status to show; `Requested` by default."
        DescriptionSuffix description_suffix Text "Text that is appended to every description."
        HaltOnFailure halt_on_failure Flag "Whether a FAILURE stops the build: after it only steps with `always_run` run."
        FlunkOnFailure flunk_on_failure Flag "Whether a FAILURE makes the build a FAILURE; it does by default."
        FlunkOnWarnings flunk_on_warnings Flag "Whether WARNINGS make the build a FAILURE."
        WarnOnFailure warn_on_failure Flag "Whether a FAILURE makes the build WARNINGS."
        WarnOnWarnings warn_on_warnings Flag "Whether WARNINGS make the build WARNINGS."
        AlwaysRun always_run Flag "Whether the step runs even after the build has been stopped."
        DoStepIf do_step_if When "Whether the step runs; otherwise it is SKIPPED."
        HideStepIf hide_step_if When "Whether the step is hidden from views of the build."
        Locks locks Locks "Locks that the step holds while it runs, shared with all builds of the process."
        UpdateBuildSummaryPolicy update_build_summary_policy Policy "The results after which the state string of the step is part of the build's."
        Results results Results "The result for each status and failure; by default a status below 400 is SUCCESS and all else FAILURE."
        Retry retry Retry "How many attempts are made, and after what."
        Poll poll Poll "Repeats the request until its response meets a condition."
        Probe probe Step "A step that finds out whether a request without a response was applied: its SUCCESS says that it was."
        Expect expect Conditions "Conditions on a successful response; if one is not met, the step is a FAILURE."
        Capture capture Capture "Properties that are set from the response when the step succeeds."
        IdempotencyKey idempotency_key FieldValue "The field `Idempotency-Key` of the request, the same in all attempts."
    }
}

table! {
    /// An option of `retry`.
    RetryOption in retry_options {
        Attempts attempts Positive "The maximum number of attempts."
        On on Statuses "The statuses and failures that are retried: 429, 502 to 504, requests that were not sent and incomplete responses by default."
        Deadline deadline Seconds "Seconds for all attempts together."
        Delay delay Seconds "The maximum delay before the second attempt in seconds; 1 by default."
        MaxDelay max_delay Seconds "The maximum delay before any attempt in seconds; 30 by default."
        Idempotent idempotent Flag "Whether the request may be sent twice although its method is not idempotent."
    }
}

table! {
    /// An option of `poll`.
    PollOption in poll_options {
        Every every Seconds "Seconds between two requests."
        Until until Condition "The condition that ends the step with its result."
        FailIf fail_if Condition "The condition that ends the step with FAILURE."
        Deadline deadline Seconds "Seconds after which the step ends with the failure `timeout`."
        Cancel cancel Step "A step that runs if the build is cancelled meanwhile, or at the deadline."
    }
}
