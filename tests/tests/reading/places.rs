use http_step::{BuildFactory, HttpStep};

fn places(text: &str) -> Vec<(usize, usize, String)> {
    let error = HttpStep::from_json(text).expect_err(text);
    let mistakes = error.mistakes().iter();
    let place =
        |mistake: &http_step::JsonMistake| (mistake.line, mistake.column, mistake.path.clone());
    mistakes.map(place).collect()
}

fn at(line: usize, column: usize, path: &str) -> (usize, usize, String) {
    (line, column, path.to_owned())
}

#[test]
fn lines_and_characters_count_from_one() {
    let text = "{\r\n  \"url\": \"https://example.com/\",\n\t\"näme\":\n 1,\n  \"timeout\" :\n\n    0\n}\n";
    assert_eq!(places(text), [at(3, 2, "näme"), at(7, 5, "timeout")]);
}

#[test]
fn the_place_is_in_the_text_however_it_is_written() {
    let table = [
        (r#"{"url": "http://e.com/ä b"}"#, 24),
        (r#"{"url": "http://e.com/\u00e4 b"}"#, 29),
        (r#"{"url": "http:\/\/e.com/ b"}"#, 25),
        (r#"{"url": "http://e.com/\ud83d\ude00 b"}"#, 35),
        ("{\"url\": \"http://e.com/😀 b\"}", 24),
    ];
    for (text, column) in table {
        assert_eq!(places(text), [at(1, column, "url")], "{text}");
    }
}

#[test]
fn a_name_is_found_by_the_quotes_around_it() {
    let table = [
        (
            r#"{"url": "http://e.com/", "a\"b\\": 1}"#,
            26,
            r#"["a\"b\\"]"#,
        ),
        (r#"{"url": "http://e.com/",   "u\u0041"  :  1}"#, 28, "uA"),
        (r#"{"url": "http://e.com/", "a.b": 1}"#, 26, r#"["a.b"]"#),
        (r#"{"url": "http://e.com/", "a\nb": 1}"#, 26, r#"["a…"]"#),
    ];
    for (text, column, path) in table {
        assert_eq!(places(text), [at(1, column, path)], "{text}");
    }
}

#[test]
fn a_text_that_is_no_json_is_placed_too() {
    let table = [
        ("", "1:1: invalid JSON: EOF while parsing a value"),
        (
            "{\n  \"ä\": \"ö\" x\n}",
            "2:12: invalid JSON: expected `,` or `}`",
        ),
        (
            "\u{feff}{}",
            "1:1: the text begins with a byte order mark; save it as UTF-8 without one",
        ),
    ];
    for (text, said) in table {
        let error = HttpStep::from_json(text).expect_err(text);
        assert_eq!(error.to_string(), said);
        let error = BuildFactory::from_json(text).expect_err(text);
        assert_eq!(error.to_string(), said);
    }
}

#[test]
fn each_time_a_name_comes_again_has_its_place() {
    let text = r#"{"url": "https://e.com/", "name": "a", "name": "b", "name": 1e999}"#;
    let twice = |column| at(1, column, "name");
    assert_eq!(places(text)[..2], [twice(40), twice(53)]);
    let text = "{\"steps\": [], \"steps\": [],\n \"steps\": []}";
    let error = BuildFactory::from_json(text).unwrap_err();
    let lines: Vec<_> = error
        .mistakes()
        .iter()
        .map(|it| (it.line, it.column))
        .collect();
    assert_eq!(lines, [(1, 15), (2, 2)]);
}

#[test]
fn a_map_that_is_taken_in_does_not_say_again_what_is_said_in_other_letters() {
    let headers =
        |entries: &str| format!(r#"{{"url": "https://e.com/", "headers": {{"$map": {entries}}}}}"#);
    for twice in [
        r#"[["Accept", 1], [{"accept": 1}]]"#,
        r#"[[{"Accept": 1}], [{"accept": 1}]]"#,
        r#"[[{"Accept": 1}], ["accept", 1]]"#,
        r#"[[{"Accept": 1, "accept": 1}]]"#,
    ] {
        let error = HttpStep::from_json(&headers(twice)).expect_err(twice);
        let said = "duplicate key `accept`";
        assert!(error.to_string().contains(said), "{twice}: {error}");
    }
    let replaced = headers(r#"[["Accept", 1], [{"Accept": 2}], [{"Accept": 3}]]"#);
    let written = HttpStep::from_json(&replaced).unwrap().to_json().unwrap();
    assert_eq!(
        written,
        r#"{"url":"https://e.com/","headers":{"Accept":3}}"#
    );
}
