//! Steps that somebody else wrote: text → value → checked → step.

use http_step_syntax::{Problem, header, map};

use super::check;
use super::mistakes::{At, Mistakes, Path, Segment};
use super::place::{self, Place};
use crate::error::{JsonError, JsonMistake, RenderError};
use crate::expr::Reader;
use crate::log::printable;
use crate::step::HttpStep;
use crate::value::Value;

/// How much of a message is shown, in characters: it may quote what was written.
const LONGEST: usize = 300;

/// How deep JSON is read.
const DEEPEST: usize = 128;

impl HttpStep {
    /// The step that is written as JSON: an object with the macros' keys, checked as the macros check theirs.
    ///
    /// How long the text may be is up to who reads it; it may be nested 128 deep.
    ///
    /// ```
    /// use http_step::{HttpStep, post};
    ///
    /// let step = HttpStep::from_json(
    ///     r#"{"url": "https://ci.example.com/builds", "data": {"branch": {"$property": "branch"}}}"#,
    /// )?;
    /// assert_eq!(step, post!("https://ci.example.com/builds", data: { "branch": Property("branch") }));
    /// # Ok::<(), http_step::JsonError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// For what is no JSON, a member that comes twice, and every rule of the language that is broken; all
    /// mistakes at once.
    pub fn from_json(text: &str) -> Result<Self, JsonError> {
        let value = value(text)?;
        checked(text, |mistakes| check::step(&value, mistakes))?;
        read(text, value, Path::default())
    }
}

/// The steps of a factory: `{"steps": [step, …]}`.
pub(crate) fn factory(text: &str) -> Result<Vec<HttpStep>, JsonError> {
    let value = value(text)?;
    checked(text, |mistakes| check::factory(&value, mistakes))?;
    let steps = match value {
        Value::Map(mut members) => members.shift_remove("steps"),
        _ => None,
    };
    let Some(Value::List(steps)) = steps else {
        return Ok(Vec::new());
    };
    let steps = steps.into_iter().enumerate();
    let read = steps.map(|(index, step)| {
        let path = Path(vec![Segment::name("steps"), Segment::Index(index)]);
        read(text, step, path)
    });
    read.collect()
}

fn checked<'v>(text: &str, check: impl FnOnce(&mut Mistakes<'v>)) -> Result<(), JsonError> {
    let mut mistakes = Mistakes::default();
    check(&mut mistakes);
    match mistakes.count() {
        0 => Ok(()),
        _ => Err(error(text, mistakes)),
    }
}

/// What has been checked is read; should that find more, it is said.
fn read(text: &str, value: Value, path: Path<'static>) -> Result<HttpStep, JsonError> {
    super::step(value, &mut Reader::unchecked()).map_err(|error| unread(text, path, &error))
}

fn unread(text: &str, mut path: Path<'static>, error: &RenderError) -> JsonError {
    let names = error.field().split('.').filter(|name| !name.is_empty());
    path.0.extend(names.map(|name| match name.parse() {
        Ok(index) => Segment::Index(index),
        Err(_) => Segment::name(name.to_owned()),
    }));
    let mut mistakes = Mistakes::default();
    let problem = Problem {
        range: 0..0,
        ..error.problem()
    };
    mistakes.push(path, At::Value, problem);
    self::error(text, mistakes)
}

fn value(text: &str) -> Result<Value, JsonError> {
    if text.starts_with('\u{feff}') {
        let problem = Problem::new(0..0, "the text begins with a byte order mark");
        let problem = problem.help("save it as UTF-8 without one");
        return Err(JsonError::new(vec![mistake(
            (1, 1),
            &Path::default(),
            problem,
        )]));
    }
    Value::from_json(text).map_err(|error| unreadable(text, &error))
}

/// Why a text is no value: it is no JSON, or its members and numbers say nothing certain.
fn unreadable(text: &str, error: &serde_json::Error) -> JsonError {
    if let (Some(raw), true) = (place::raw(text), error.is_data()) {
        let mut mistakes = Mistakes::default();
        doubtful(text, raw, DEEPEST, &mut mistakes);
        if mistakes.count() > 0 {
            return self::error(text, mistakes);
        }
    }
    let said = match serde_json::from_str::<&serde_json::value::RawValue>(text) {
        Err(error) => error,
        Ok(_) => return JsonError::new(vec![refused(text, error)]),
    };
    JsonError::new(vec![refused(text, &said)])
}

/// An error of the JSON parser, which counts bytes of a line.
fn refused(text: &str, error: &serde_json::Error) -> JsonMistake {
    let what = error.to_string();
    let what = what.split(" at line ").next().unwrap_or_default();
    let line = error.line().max(1);
    let start = text.split_inclusive('\n').take(line - 1).map(str::len);
    let mut byte = start.sum::<usize>() + error.column().saturating_sub(1);
    while !text.is_char_boundary(byte) && byte < text.len() {
        byte -= 1;
    }
    let problem = Problem::new(0..0, format!("this is no JSON: {what}"));
    mistake(place::place(text, byte), &Path::default(), problem)
}

/// Members that come twice, and integers that no value can hold.
fn doubtful<'t>(text: &str, raw: &'t str, levels: usize, mistakes: &mut Mistakes<'t>) {
    let Some(levels) = levels.checked_sub(1) else {
        return;
    };
    let length = mistakes.path().0.len();
    if let Some(members) = place::members(raw) {
        let mut seen = std::collections::HashSet::new();
        for (name, value) in members.0 {
            mistakes.enter([Segment::name(name.clone())]);
            if seen.contains(&name) {
                let start = place::offset(text, value.get());
                mistakes.seen(At::Name, map::twice(&name), start);
            }
            seen.insert(name);
            doubtful(text, value.get(), levels, mistakes);
            mistakes.back(length);
        }
    } else if let Some(items) = place::items(raw) {
        for (index, item) in items.into_iter().enumerate() {
            mistakes.enter([Segment::Index(index)]);
            doubtful(text, item.get(), levels, mistakes);
            mistakes.back(length);
        }
    } else if let Err(error) = Value::from_json(raw) {
        let problem = Problem::new(0..0, error.to_string());
        mistakes.seen(At::Value, problem, place::offset(text, raw));
    }
}

/// The mistakes with their places.
fn error(text: &str, mistakes: Mistakes<'_>) -> JsonError {
    let found = mistakes.into_found();
    let places = place::all(text, &found);
    let found = places.into_iter().zip(found);
    let found = found.map(|(place, found)| mistake(place, &found.path, found.problem));
    JsonError::new(found.collect())
}

fn mistake((line, column): Place, path: &Path<'_>, problem: Problem) -> JsonMistake {
    JsonMistake {
        path: shown(&path.to_string()),
        line,
        column,
        message: shown(&problem.what),
        help: problem.help.map(|help| shown(&help)),
    }
}

/// A message may quote what was written, whoever wrote it.
fn shown(text: &str) -> String {
    let (start, end) = match text.char_indices().nth(LONGEST) {
        Some((end, _)) => (text.get(..end).unwrap_or_default(), "…"),
        None => (text, ""),
    };
    let mut open = start.to_owned();
    while let Some(credential) = header::credential_in("", &open) {
        open.replace_range(credential, "…");
    }
    printable(&open).replace('\n', "\\n") + end
}
