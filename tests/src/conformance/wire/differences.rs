//! Where we differ from Buildbot on purpose: each difference changes what was recorded into what we
//! want, as a function of step and recording, and as narrowly as it can.

mod codings;
mod cookies;
mod credentials;
mod ending;
mod failures;
mod fields;
mod framing;
mod heads;
mod origins;
mod played;
mod python;
mod redirects;
mod secrets;
mod urls;

use super::case::{Chunk, Expect, Text};

pub(super) use played::Played;

/// An intended difference.
pub(super) struct Rule {
    pub(super) name: &'static str,
    pub(super) reason: &'static str,
    /// Applies where it changes anything.
    change: fn(&Played<'_>, &mut Expect),
}

/// In the order in which they are applied: what is sent, what comes of it, and how it is shown.
pub(super) const DIFFERENCES: &[Rule] = &[
    Rule {
        name: "dots-are-resolved",
        reason: "the URL type resolves dot segments, escaped or not, as careful servers do",
        change: urls::resolve_dots,
    },
    Rule {
        name: "quotes-in-queries-are-escaped",
        reason: "the URL type escapes them",
        change: urls::escape_quotes,
    },
    Rule {
        name: "empty-userinfo-is-omitted",
        reason: "the URL type omits it, and there is nothing to send",
        change: urls::leave_out_empty_userinfo,
    },
    Rule {
        name: "addresses-are-written-in-one-way",
        reason: "the URL type writes IPv4 addresses in four parts and IPv6 addresses in groups",
        change: urls::complete_addresses,
    },
    Rule {
        name: "default-ports-are-omitted",
        reason: "the URL type omits the port that is the default of the scheme",
        change: urls::leave_out_default_ports,
    },
    Rule {
        name: "blanks-after-locations-are-dropped",
        reason: "blanks around a value are not part of it (RFC 9110, section 5.5)",
        change: urls::trim_locations,
    },
    Rule {
        name: "hosts-are-valid",
        reason: "the URL type holds no host that is neither a name nor an address",
        change: fields::refuse_invalid_hosts,
    },
    Rule {
        name: "header-fields-are-valid",
        reason: "a name that is no token, or a control character in a value, makes other servers read another field (RFC 9110, sections 5.1 and 5.5)",
        change: fields::refuse_invalid_fields,
    },
    Rule {
        name: "integers-have-128-bits",
        reason: "a larger integer is an error when the step is created",
        change: failures::end_integers,
    },
    Rule {
        name: "bodies-stay-at-their-origin",
        reason: "a redirect must not send a body to an origin that it was not made for",
        change: origins::keep_body,
    },
    Rule {
        name: "empty-forms-have-a-length",
        reason: "a form without a field is `Content-Length: 0` (RFC 9110, section 8.6); many servers refuse it in chunks",
        change: framing::measure_empty_forms,
    },
    Rule {
        name: "bodies-are-framed-by-the-transport",
        reason: "a length that is not the body's turns one request into two, or two into one: request smuggling",
        change: framing::set_right,
    },
    Rule {
        name: "credentials-stay-at-their-origin",
        reason: "a redirect must not carry them to another origin",
        change: origins::keep_credentials,
    },
    Rule {
        name: "host-fields-stay-at-their-origin",
        reason: "a `Host` field names a host of the server that it was written for",
        change: origins::keep_host,
    },
    Rule {
        name: "cookies-stay-at-their-domain",
        reason: "a cookie is sent to the hosts that RFC 6265, section 5.3 allows, and to no neighbour",
        change: cookies::keep_to_their_domain,
    },
    Rule {
        name: "unfollowed-redirects-are-responses",
        reason: "the target of a redirect that is not followed does not matter",
        change: redirects::leave_alone,
    },
    Rule {
        name: "redirects-are-followed-whatever-their-body",
        reason: "what counts is the response at the end of the chain",
        change: redirects::pass_over_cut_body,
    },
    Rule {
        name: "bodies-of-redirects-are-not-decoded",
        reason: "nobody needs them, and unpacking costs memory",
        change: redirects::leave_encoded,
    },
    Rule {
        name: "interim-responses-are-skipped",
        reason: "the final response follows (RFC 9110, section 15.2)",
        change: heads::skip_interim,
    },
    Rule {
        name: "unrequested-upgrades-fail",
        reason: "no step asks for another protocol",
        change: heads::refuse_upgrade,
    },
    Rule {
        name: "readable-heads-are-read",
        reason: "a blank line before the status line and a hundredth field change nothing in the response",
        change: heads::accept_readable_head,
    },
    Rule {
        name: "incomplete-heads-fail",
        reason: "the missing part of a head may change the meaning of the response",
        change: heads::refuse_cut_head,
    },
    Rule {
        name: "invalid-header-lines-fail",
        reason: "after a line that is no field, head and body can't be told apart",
        change: heads::refuse_broken_head,
    },
    Rule {
        name: "invalid-status-lines-fail",
        reason: "a status line of another form may come from another protocol (RFC 9112, section 4)",
        change: heads::refuse_invalid_status_line,
    },
    Rule {
        name: "unrequested-transfer-codings-fail",
        reason: "no coding but `chunked` was requested; in another the body can't be read",
        change: heads::refuse_transfer_codings,
    },
    Rule {
        name: "large-heads-fail",
        reason: "a head has at most 64 KiB, so that a server can't fill the memory",
        change: heads::refuse_large_head,
    },
    Rule {
        name: "invalid-lengths-fail",
        reason: "only a number proves that the body is complete",
        change: heads::refuse_broken_length,
    },
    Rule {
        name: "compressed-bodies-are-complete",
        reason: "a compressed body that ends early is incomplete, like any other body that does",
        change: codings::refuse_cut_codings,
    },
    Rule {
        name: "blanks-around-values-are-dropped",
        reason: "they are not part of the value (RFC 9110, section 5.5)",
        change: heads::trim_values,
    },
    Rule {
        name: "redirects-are-logged-as-requested",
        reason: "the log shows the URL that was requested, with the host and the escapes that the server saw",
        change: urls::show_as_requested,
    },
    Rule {
        name: "transport-failures-fail",
        reason: "an unreliable network is no error in the build: FAILURE, with the kind in the log",
        change: failures::fail_for_the_transport,
    },
    Rule {
        name: "unusable-files-are-mistakes",
        reason: "a key that cannot be used is an error in the build: EXCEPTION, and nothing is sent",
        change: failures::blame_the_step,
    },
    Rule {
        name: "proxy-credentials-are-not-logged",
        reason: "they belong to the connection with the proxy, not to the request",
        change: credentials::leave_out_those_of_the_proxy,
    },
    Rule {
        name: "credentials-are-hidden",
        reason: "more people read a log than may know the password in it",
        change: credentials::hide,
    },
    Rule {
        name: "secrets-are-hidden",
        reason: "more people read a log than may know the secret, in whatever encoding it returns",
        change: secrets::hide,
    },
    Rule {
        name: "short-secrets-are-not-masked",
        reason: "a state string in which every `200` is a mask says nothing, and reveals the secret",
        change: secrets::show_short,
    },
    Rule {
        name: "values-are-one-line",
        reason: "a value must not imitate a line of the log",
        change: escape_line_breaks,
    },
];

/// The recording as those of the differences change it whose names are `used`, with the names of those that
/// did change it.
pub(super) fn apply(
    played: &Played<'_>,
    recorded: &Expect,
    used: impl Fn(&str) -> bool,
) -> (Expect, Vec<&'static str>) {
    let mut expect = recorded.clone();
    let mut changed_by = Vec::new();
    for rule in DIFFERENCES.iter().filter(|rule| used(rule.name)) {
        let before = expect.clone();
        (rule.change)(played, &mut expect);
        if expect != before {
            changed_by.push(rule.name);
        }
    }
    (expect, changed_by)
}

/// Line breaks and other control characters of a value become escapes.
fn escape_line_breaks(_: &Played<'_>, expect: &mut Expect) {
    let Some(log) = expect.logs.get_mut("log") else {
        return;
    };
    for Chunk(channel, text) in &mut log.chunks {
        let Text::Whole(text) = text else {
            continue;
        };
        let line = text.strip_suffix('\n').filter(|_| *channel == 'h');
        if let Some(line) = line.filter(|line| line.contains(is_escaped)) {
            let escaped = line.chars().map(|c| match c {
                c if is_escaped(c) => c.escape_default().to_string(),
                c => c.to_string(),
            });
            *text = escaped.chain(["\n".to_owned()]).collect();
        }
    }
}

/// Control characters but the tab, line separators, and what changes the direction of writing.
fn is_escaped(c: char) -> bool {
    let is_control = c.is_control() && c != '\t';
    is_control
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests;
