//! What may stand at a key of a step that is written as JSON.

use super::Shape;

impl Shape {
    /// What the shape takes in JSON, to follow "takes".
    pub const fn takes_in_json(self) -> &'static str {
        match self {
            Self::Pairs => "a map `{\"name\": value}` or a list of pairs `[[\"name\", value]]`",
            Self::Body => "a map, a list of pairs, a text, `$bytes_b64` or a `$file`",
            Self::Headers => "a map `{\"Name\": value}`",
            Self::Cookies => "a map `{\"name\": value}`",
            Self::Files => "a map `{\"name\": {\"$file\": {\"path\": \"…\"}}}`",
            Self::Auth => {
                "`{\"$tuple\": [\"user\", {\"$secret\": \"password\"}]}`, `{\"$bearer\": {\"$secret\": \"token\"}}` or `{\"$digest\": [\"user\", {\"$secret\": \"password\"}]}`"
            }
            Self::Timeout => "a number of seconds, or `{\"$tuple\": [connect, read]}`",
            Self::Seconds => "a number of seconds",
            Self::Proxies => "a map `{\"https\": \"http://proxy.example.com:3128\"}`",
            Self::Verify => "`true`, the path of a CA bundle, or `{\"$insecure\": true}`",
            Self::Cert => {
                "the path of a certificate with its key, or `{\"$tuple\": [certificate, key]}`"
            }
            Self::When => {
                "`true`, `false`, or a condition like `{\"$op\": \"==\", \"left\": {\"$property\": \"branch\"}, \"right\": \"main\"}`"
            }
            Self::Locks => "a list of names `[\"name\"]`",
            Self::Policy => "`true`, `false`, or a list of results `[\"FAILURE\"]`",
            Self::Results => "a list `[{\"on\": \"200..=299\", \"result\": \"SUCCESS\"}]`",
            Self::Statuses => "a list of statuses and failures `[429, \"502..=504\", \"timeout\"]`",
            Self::Retry => "options `{\"attempts\": 3}`",
            Self::Poll => "options `{\"every\": 5, \"until\": condition}`",
            Self::Step => "a step like `{\"method\": \"GET\", \"url\": \"https://…\"}`",
            Self::Condition => {
                "a condition like `{\"$op\": \"==\", \"left\": {\"$json\": \"$.state\"}, \"right\": \"done\"}`"
            }
            Self::Conditions => {
                "a list of conditions `[{\"$op\": \"==\", \"left\": {\"$response\": \"status\"}, \"right\": 200}]`"
            }
            Self::Capture => "a map `{\"property\": {\"$json\": \"$.id\"}}`",
            other => other.takes(),
        }
    }
}
