//! The form of a case. What a runner does not compare is read and dropped.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::de::{Error, IgnoredAny};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

/// The arguments of a step, by name, as Buildbot has them; `class` says which step it is.
pub(super) type Step = Map<String, Value>;

#[derive(Debug, Deserialize)]
#[serde(try_from = "Written")]
pub(super) struct Case {
    pub(super) given: Given,
    pub(super) loose: Vec<Loose>,
    pub(super) parts: Vec<Part>,
}

/// What the build of a case has.
#[derive(Debug, Default)]
pub(super) struct Given {
    pub(super) properties: Map<String, Value>,
    /// None where there is no secrets service.
    pub(super) secrets: Option<BTreeMap<String, String>>,
    /// The variables of the environment that the case is about.
    pub(super) environment: BTreeMap<String, String>,
    /// Files, by name.
    pub(super) fixtures: BTreeMap<String, String>,
}

/// What an implementation need not match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Loose {
    ErrorText,
    ErrorKind,
    ContentText,
}

/// One step of a case, with the server's part in it and what came of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Part {
    pub(super) step: Step,
    pub(super) server: Vec<Reply>,
    pub(super) expect: Expect,
}

/// A reply of the server, sent exactly as it is written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Reply {
    pub(super) version: Option<String>,
    pub(super) status: Option<u16>,
    pub(super) reason: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body_b64: Base64,
    pub(super) body_repeat: Option<Repeated>,
    pub(super) raw_b64: Option<Base64>,
    pub(super) close: bool,
    pub(super) delay_ms: u64,
    pub(super) repeat: Option<usize>,
    pub(super) tunnel: Option<Tunnel>,
    pub(super) fault: Option<Fault>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Repeated {
    pub(super) unit_b64: Base64,
    pub(super) count: usize,
}

/// What is spoken within a tunnel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Tunnel {
    Tls,
}

/// How a server breaks off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Fault {
    CloseBeforeResponse,
    ResetBeforeResponse,
    CloseMidBody,
    ResetMidBody,
    StallMidBody,
}

/// What was recorded.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Expect {
    pub(super) requests: Vec<Request>,
    pub(super) result: Option<String>,
    pub(super) state_string: Option<String>,
    pub(super) logs: BTreeMap<String, Log>,
    pub(super) config_error: Option<String>,
    pub(super) error_kind: Option<String>,
    #[serde(default, rename = "exception")]
    _exception: IgnoredAny,
    #[serde(default, rename = "other_logs")]
    _other_logs: IgnoredAny,
}

/// A request as a server saw it: names, values and order of the wire, bytes read as latin-1.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Request {
    /// The listener that it reached.
    pub(super) at: String,
    pub(super) method: String,
    pub(super) target: String,
    /// Where it isn't HTTP/1.1.
    pub(super) version: Option<String>,
    pub(super) headers: Vec<(String, String)>,
    /// Decoded where it came in chunks.
    pub(super) body_b64: Base64,
    pub(super) raw_body_b64: Option<Base64>,
    /// The length that was announced never came.
    pub(super) stalled: bool,
    #[serde(rename = "conn")]
    pub(super) _conn: IgnoredAny,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Log {
    pub(super) chunks: Vec<Chunk>,
    /// Where it isn't the slug: the later ones of several logs with one name.
    pub(super) name: Option<String>,
    /// Ours end with their step: there is no log that is left open.
    #[serde(default, rename = "finished")]
    _finished: IgnoredAny,
    #[serde(default, rename = "stored")]
    _stored: IgnoredAny,
}

impl Log {
    pub(super) fn new(slug: &str, name: &str, chunks: Vec<Chunk>) -> Self {
        Self {
            chunks,
            name: (name != slug).then(|| name.to_owned()),
            ..Self::default()
        }
    }
}

/// One call on a log: the letter of its channel, and its text.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct Chunk(pub(super) char, pub(super) Text);

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub(super) enum Text {
    Whole(String),
    /// A long text, of which there is a digest.
    Large {
        #[serde(rename = "$large")]
        large: Large,
    },
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Large {
    pub(super) chars: usize,
    pub(super) sha256: String,
    pub(super) head: String,
    pub(super) tail: String,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Base64(pub(super) Vec<u8>);

impl<'de> Deserialize<'de> for Base64 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        STANDARD.decode(text).map(Self).map_err(D::Error::custom)
    }
}

/// A case as it is written: one step, or several.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(rename = "id")]
    _id: IgnoredAny,
    #[serde(default, rename = "tags")]
    _tags: IgnoredAny,
    #[serde(default, rename = "note")]
    _note: IgnoredAny,
    #[serde(default)]
    properties: Map<String, Value>,
    #[serde(default)]
    loose: Vec<Loose>,
    secrets: Option<BTreeMap<String, String>>,
    #[serde(default)]
    env: BTreeMap<String, String>,
    #[serde(default)]
    fixtures: BTreeMap<String, String>,
    step: Option<Step>,
    server: Option<Vec<Reply>>,
    expect: Option<Expect>,
    steps: Option<Vec<Part>>,
}

impl TryFrom<Written> for Case {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        let single = (written.step, written.server, written.expect);
        let parts = match (single, written.steps) {
            ((Some(step), Some(server), Some(expect)), None) => vec![Part {
                step,
                server,
                expect,
            }],
            ((None, None, None), Some(parts)) => parts,
            _ => return Err("a case has `step`, `server` and `expect`, or `steps`"),
        };
        Ok(Self {
            given: Given {
                properties: written.properties,
                secrets: written.secrets,
                environment: written.env,
                fixtures: written.fixtures,
            },
            loose: written.loose,
            parts,
        })
    }
}
