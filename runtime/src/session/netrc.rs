//! User and password for a host in `.netrc`.
//!
//! Read here and not by a crate: the one that is kept (`rust-netrc`) brings nine others, a second
//! version of `syn` among them, for what is a list of words.

use std::str::Chars;

/// The user and the password for `host`, or of the entry `default`. Like Python's, which Buildbot uses:
/// a text with a mistake anywhere has no credentials at all.
pub(super) fn credentials(text: &str, host: &str) -> Option<(String, String)> {
    let entries = read(text)?;
    let of = |name: Option<&str>| {
        entries
            .iter()
            .rev()
            .find(|entry| entry.host.as_deref() == name)
    };
    let entry = of(Some(host)).or_else(|| of(None))?;
    let user = if entry.login.is_empty() {
        &entry.account
    } else {
        &entry.login
    };
    if user.is_empty() && entry.password.is_empty() {
        return None;
    }
    Some((user.clone(), entry.password.clone()))
}

#[derive(Default)]
struct NetrcEntry {
    /// None is the entry for all other hosts.
    host: Option<String>,
    login: String,
    account: String,
    password: String,
}

/// The entries in order; None where something is no netrc.
fn read(text: &str) -> Option<Vec<NetrcEntry>> {
    let mut words = Words(text.chars());
    let mut entries: Vec<NetrcEntry> = Vec::new();
    while let Some(word) = words.next() {
        match word.as_str() {
            "machine" => entries.push(NetrcEntry {
                host: Some(words.next()?),
                ..NetrcEntry::default()
            }),
            "default" => entries.push(NetrcEntry::default()),
            "macdef" => words.skip_macro(),
            word if word.starts_with('#') => words.skip_line(),
            key => {
                let entry = entries.last_mut()?;
                let field = match key {
                    "login" | "user" => &mut entry.login,
                    "account" => &mut entry.account,
                    "password" => &mut entry.password,
                    _ => return None,
                };
                *field = words.next()?;
            }
        }
    }
    Some(entries)
}

/// The words of the text: between blanks, or in quotation marks.
struct Words<'a>(Chars<'a>);

impl Words<'_> {
    fn next(&mut self) -> Option<String> {
        let mut word = String::new();
        let rest = self.0.as_str().trim_start();
        self.0 = rest.chars();
        let quoted = rest.starts_with('"');
        if quoted {
            self.0.next();
        }
        let mut is_word = quoted;
        while let Some(c) = self.0.clone().next() {
            if !quoted && c.is_whitespace() {
                // Left where it is: a comment ends with its line.
                break;
            }
            self.0.next();
            match c {
                '"' if quoted => break,
                '\\' => word.extend(self.0.next()),
                c => word.push(c),
            }
            is_word = true;
        }
        is_word.then_some(word)
    }

    fn skip_line(&mut self) {
        let rest = self.0.as_str();
        let end = rest.find('\n').unwrap_or(rest.len());
        self.0 = rest.get(end..).unwrap_or_default().chars();
    }

    /// A macro ends with an empty line.
    fn skip_macro(&mut self) {
        let rest = self.0.as_str();
        let end = rest.find("\n\n").unwrap_or(rest.len());
        self.0 = rest.get(end..).unwrap_or_default().chars();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_found_by_host() {
        let text = "# ours\nmachine a login u password p\nmachine b\n  user v # none\n  account x\n\
                    machine \"c\" password \"p \\\"q\\\"\" account acc\n\
                    macdef init\ncd /pub\nmachine a login no\n\n\
                    machine a login last password p\\ 2 # the end\ndefault login d password e\n";
        let table = [
            ("a", Some(("last", "p 2"))),
            ("b", Some(("v", ""))),
            ("c", Some(("acc", "p \"q\""))),
            ("z", Some(("d", "e"))),
        ];
        for (host, expected) in table {
            let found = credentials(text, host);
            let found = found
                .as_ref()
                .map(|(user, password)| (user.as_str(), password.as_str()));
            assert_eq!(found, expected, "{host}");
        }
    }

    #[test]
    fn what_is_no_netrc_has_no_credentials() {
        for text in [
            "machine a bogus x",
            "login u password p",
            "machine a login u password",
            "machine",
            "machine a",
            "",
            "\u{feff}machine a login u password p",
        ] {
            assert_eq!(credentials(text, "a"), None, "{text}");
        }
        assert_eq!(credentials("machine b login u password p", "a"), None);
    }
}
