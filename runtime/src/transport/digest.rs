//! Digest authentication (RFC 7616): the password itself is never sent.

use http_auth::{ChallengeParser, ChallengeRef};
use md5::Md5;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::Method;
use reqwest::header::{HeaderMap, HeaderValue, WWW_AUTHENTICATE};
use sha2::{Digest as _, Sha256};
use url::Url;

use super::hex::hex;

/// A challenge, and how often it has been answered.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Digest {
    realm: String,
    nonce: String,
    opaque: Option<String>,
    algorithm: Algorithm,
    /// The name of the algorithm in the challenge, if there is one.
    algorithm_name: Option<String>,
    /// Whether the password is hashed with the nonces: the algorithms with `-sess`.
    is_session: bool,
    /// Whether the server supports `qop=auth`, which RFC 2069 did not have.
    has_qop: bool,
    /// Whether the user name is sent as a hash.
    hashes_user: bool,
    is_stale: bool,
    count: u32,
}

/// In order of strength.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Algorithm {
    #[default]
    Md5,
    Sha256,
}

/// The answer to a challenge.
pub(super) struct DigestResponse {
    /// The value of Authorization.
    pub(super) field: HeaderValue,
    /// The parameter that depends on the password.
    pub(super) response: String,
}

impl Digest {
    /// The strongest challenge in a response; None if there is none that is supported.
    pub(super) fn of(headers: &HeaderMap) -> Option<Self> {
        let lines = headers.get_all(WWW_AUTHENTICATE).iter();
        let lines = lines.filter_map(|line| std::str::from_utf8(line.as_bytes()).ok());
        // The rest of a line after a syntax error is ignored.
        let parsed = lines.flat_map(|line| ChallengeParser::new(line).map_while(Result::ok));
        let digests = parsed.filter_map(|challenge| Self::read(&challenge));
        // Of two equal challenges, the server prefers the first.
        digests.reduce(|best, next| {
            if next.algorithm > best.algorithm {
                next
            } else {
                best
            }
        })
    }

    /// None for a challenge of another scheme, and for one that is not supported.
    fn read(challenge: &ChallengeRef<'_>) -> Option<Self> {
        if !challenge.scheme.eq_ignore_ascii_case("digest") {
            return None;
        }
        let value = |name: &str| {
            let mut values = challenge.params.iter();
            let (_, value) = values.find(|(known, _)| known.eq_ignore_ascii_case(name))?;
            Some(value.to_unescaped())
        };
        let says = |name| value(name).is_some_and(|value| value.eq_ignore_ascii_case("true"));
        let algorithm_name = value("algorithm");
        let algorithm = algorithm_name.as_deref().unwrap_or("md5");
        let algorithm = algorithm.to_ascii_lowercase();
        let (algorithm, is_session) = match algorithm.strip_suffix("-sess") {
            Some(algorithm) => (algorithm, true),
            None => (algorithm.as_str(), false),
        };
        let qop = value("qop");
        let mut qops = qop.iter().flat_map(|qop| qop.split(','));
        let knows_auth = qops.any(|qop| qop.trim().eq_ignore_ascii_case("auth"));
        if qop.is_some() && !knows_auth {
            // `auth-int` would require to read the body before sending it.
            return None;
        }
        Some(Self {
            realm: value("realm")?,
            nonce: value("nonce")?,
            opaque: value("opaque"),
            algorithm: match algorithm {
                "md5" => Algorithm::Md5,
                "sha-256" => Algorithm::Sha256,
                _ => return None,
            },
            is_session,
            has_qop: qop.is_some(),
            hashes_user: says("userhash"),
            is_stale: says("stale"),
            count: 0,
            algorithm_name,
        })
    }

    /// Whether the credentials were right, but the nonce was too old.
    pub(super) fn is_stale(&self) -> bool {
        self.is_stale
    }

    /// The answer for a request.
    pub(super) fn respond(
        &mut self,
        (user, password): (&str, &str),
        method: &Method,
        url: &Url,
    ) -> Option<DigestResponse> {
        let mut random = [0; 16];
        getrandom::fill(&mut random).ok()?;
        let target = match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().to_owned(),
        };
        self.respond_with((user, password), method.as_str(), &target, &hex(&random))
    }

    fn respond_with(
        &mut self,
        (user, password): (&str, &str),
        method: &str,
        target: &str,
        cnonce: &str,
    ) -> Option<DigestResponse> {
        self.count = self.count.checked_add(1)?;
        let (realm, nonce) = (&self.realm, &self.nonce);
        let count = format!("{:08x}", self.count);
        let hash = |parts: &[&str]| self.algorithm.hash(&parts.join(":"));

        let mut who = hash(&[user, realm, password]);
        if self.is_session {
            who = hash(&[&who, nonce, cnonce]);
        }
        let what = hash(&[method, target]);
        let response = if self.has_qop {
            hash(&[&who, nonce, &count, cnonce, "auth", &what])
        } else {
            hash(&[&who, nonce, &what])
        };

        let user = if self.hashes_user {
            format!("username={}, userhash=true", quoted(&hash(&[user, realm])))
        } else if user.is_ascii() {
            format!("username={}", quoted(user))
        } else {
            let user = utf8_percent_encode(user, NON_ALPHANUMERIC);
            format!("username*=UTF-8''{user}")
        };
        let mut field = format!(
            "Digest {user}, realm={}, nonce={}, uri={}, response={}",
            quoted(realm),
            quoted(nonce),
            quoted(target),
            quoted(&response),
        );
        if let Some(name) = &self.algorithm_name {
            field.push_str(&format!(", algorithm={name}"));
        }
        if self.has_qop || self.is_session {
            field.push_str(&format!(", cnonce={}", quoted(cnonce)));
        }
        if self.has_qop {
            field.push_str(&format!(", qop=auth, nc={count}"));
        }
        if let Some(opaque) = &self.opaque {
            field.push_str(&format!(", opaque={}", quoted(opaque)));
        }
        let mut field = HeaderValue::try_from(field).ok()?;
        field.set_sensitive(true);
        Some(DigestResponse { field, response })
    }
}

impl Algorithm {
    fn hash(self, text: &str) -> String {
        match self {
            Self::Md5 => hex(&Md5::digest(text)),
            Self::Sha256 => hex(&Sha256::digest(text)),
        }
    }
}

/// RFC 9110, section 5.6.4.
fn quoted(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{text}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(lines: &[&str]) -> Option<Digest> {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(WWW_AUTHENTICATE, HeaderValue::from_str(line).unwrap());
        }
        Digest::of(&headers)
    }

    fn respond(line: &str, user: &str, cnonce: &str) -> String {
        let mut digest = of(&[line]).unwrap();
        let who = (user, "Circle of Life");
        let response = digest.respond_with(who, "GET", "/dir/index.html", cnonce);
        let field = response.unwrap().field;
        String::from_utf8(field.as_bytes().to_vec()).unwrap()
    }

    /// RFC 7616, section 3.9.1.
    #[test]
    fn answers_are_those_of_the_standard() {
        let cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
        for (algorithm, response) in [
            ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
            (
                "SHA-256",
                "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
            ),
        ] {
            let line = format!(
                "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", \
                 algorithm={algorithm}, nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", \
                 opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\""
            );
            assert_eq!(
                respond(&line, "Mufasa", cnonce),
                format!(
                    "Digest username=\"Mufasa\", realm=\"http-auth@example.org\", \
                     nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", \
                     uri=\"/dir/index.html\", response=\"{response}\", algorithm={algorithm}, \
                     cnonce=\"{cnonce}\", qop=auth, nc=00000001, \
                     opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\""
                )
            );
        }
    }

    #[test]
    fn an_old_server_gets_an_old_answer() {
        let old = respond(r#"Digest realm="r", nonce="n""#, "Mufasa", "c");
        let who = Algorithm::Md5.hash("Mufasa:r:Circle of Life");
        let what = Algorithm::Md5.hash("GET:/dir/index.html");
        let response = Algorithm::Md5.hash(&format!("{who}:n:{what}"));
        assert_eq!(
            old,
            format!(
                "Digest username=\"Mufasa\", realm=\"r\", nonce=\"n\", \
                 uri=\"/dir/index.html\", response=\"{response}\""
            )
        );
    }

    #[test]
    fn names_are_written_as_they_can_be() {
        let line = r#"Digest realm="a \"b\" \\c", nonce="n", qop=auth"#;
        assert!(
            respond(line, "a\"b", "c")
                .starts_with(r#"Digest username="a\"b", realm="a \"b\" \\c", nonce="n""#)
        );
        assert!(
            respond(line, "Jäsøn Doe", "c")
                .starts_with("Digest username*=UTF-8''J%C3%A4s%C3%B8n%20Doe, ")
        );
        let hashed = respond(&format!("{line}, userhash=true"), "u", "c");
        let user = Algorithm::Md5.hash("u:a \"b\" \\c");
        assert!(hashed.starts_with(&format!("Digest username=\"{user}\", userhash=true, ")));
    }

    #[test]
    fn the_best_challenge_that_can_be_answered_is_chosen() {
        const MD5: &str = r#"Digest realm="md5", nonce="n", qop="auth""#;
        const SHA: &str =
            r#"digest REALM="sha", nonce="n", algorithm=sha-256, qop="auth-int,auth""#;
        let table: [(&[&str], Option<&str>); 11] = [
            (&[MD5, SHA], Some("sha")),
            (&[SHA, MD5], Some("sha")),
            (&[&format!("Basic realm=\"b\", {MD5}, {SHA}")], Some("sha")),
            (&["Negotiate abc=, Digest", MD5], Some("md5")),
            (&[MD5, r#"Digest realm="two", nonce="n""#], Some("md5")),
            (
                &[r#"Digest realm="s", nonce="n", algorithm=MD5-sess"#],
                Some("s"),
            ),
            (&["Basic realm=\"b\""], None),
            (&[r#"Digest realm="r", nonce="n", qop="auth-int""#], None),
            (&[r#"Digest realm="r", nonce="n", algorithm=SHA-3"#], None),
            (&[r#"Digest realm="r""#], None),
            (&[], None),
        ];
        for (lines, realm) in table {
            let chosen = of(lines).map(|digest| digest.realm);
            assert_eq!(chosen.as_deref(), realm, "{lines:?}");
        }
    }
}
