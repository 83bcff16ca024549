//! Values from JSON's text.

use serde::de::Error as _;

use super::Value;

impl Value {
    /// The value of a JSON text.
    ///
    /// Unlike [`Deserialize`](serde::Deserialize), which sees numbers when they have been read, this does not
    /// take an integer of more than 64 bits for the float next to it.
    ///
    /// # Errors
    ///
    /// For what is no JSON, a member that comes twice, and an integer of more than 64 bits.
    ///
    /// ```
    /// use http_step::Value;
    ///
    /// assert_eq!(Value::from_json("18446744073709551615").unwrap(), Value::from(u64::MAX));
    /// let error = Value::from_json("[18446744073709551616]").unwrap_err();
    /// assert_eq!(error.to_string(), "integer out of range: 18446744073709551616");
    /// ```
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        let value = serde_json::from_str(text)?;
        match out_of_range(text) {
            None => Ok(value),
            Some(number) => {
                let error = format_args!("integer out of range: {number}");
                Err(serde_json::Error::custom(error))
            }
        }
    }
}

/// The first integer of more than 64 bits in a text that is JSON.
fn out_of_range(text: &str) -> Option<&str> {
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c == '"' || c == '-' || c.is_ascii_digit()) {
        let found = rest.get(start..)?;
        if let Some(string) = found.strip_prefix('"') {
            rest = after_string(string);
            continue;
        }
        let is_number = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.');
        let end = found.find(|c| !is_number(c)).unwrap_or(found.len());
        let (number, after) = found.split_at(end);
        let digits = number.strip_prefix('-').unwrap_or(number);
        let is_integer = digits.bytes().all(|digit| digit.is_ascii_digit());
        if is_integer && number.parse::<i64>().is_err() && number.parse::<u64>().is_err() {
            return Some(number);
        }
        rest = after;
    }
    None
}

fn after_string(text: &str) -> &str {
    let mut is_escaped = false;
    for (index, c) in text.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return text.get(index + 1..).unwrap_or_default(),
            _ => {}
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_of_more_than_64_bits_are_none() {
        let refused = [
            "18446744073709551616",
            "-9223372036854775809",
            r#"{"a": [1, 99999999999999999999]}"#,
            r#"["\"", 99999999999999999999]"#,
            r#"["\\",99999999999999999999]"#,
        ];
        for text in refused {
            let error = Value::from_json(text).unwrap_err().to_string();
            assert!(error.starts_with("integer out of range: "), "{error}");
        }
        let read = [
            "18446744073709551615",
            "-9223372036854775808",
            "1e20",
            "99999999999999999999.0",
            "99999999999999999999E0",
            r#""99999999999999999999""#,
            r#"{"99999999999999999999": "a\"99999999999999999999"}"#,
            "-0",
            "[null, true, 1.5, -2]",
        ];
        for text in read {
            let value: Value = serde_json::from_str(text).unwrap();
            assert_eq!(Value::from_json(text).unwrap(), value, "{text}");
        }
    }
}
