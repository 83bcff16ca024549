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
    match error(text, mistakes) {
        Some(error) => Err(error),
        None => Ok(()),
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
    let place = place::of(text, &path, At::Value, None);
    JsonError::new(vec![mistake(place, &path, error.problem())])
}

fn value(text: &str) -> Result<Value, JsonError> {
    Value::from_json(text).map_err(|error| unreadable(text, &error))
}

/// Why a text is no value: it is no JSON, or its members and numbers say nothing certain.
fn unreadable(text: &str, error: &serde_json::Error) -> JsonError {
    if let (Some(raw), true) = (place::raw(text), error.is_data()) {
        let mut mistakes = Mistakes::default();
        doubtful(raw, DEEPEST, &mut mistakes);
        if let Some(error) = self::error(text, mistakes) {
            return error;
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
fn doubtful<'t>(raw: &'t str, levels: usize, mistakes: &mut Mistakes<'t>) {
    let Some(levels) = levels.checked_sub(1) else {
        return;
    };
    let length = mistakes.path().0.len();
    if let Some(members) = place::members(raw) {
        let mut seen = std::collections::HashSet::new();
        for (name, value) in members.0 {
            mistakes.enter([Segment::name(name.clone())]);
            if seen.contains(&name) {
                mistakes.here(At::Name, map::twice(&name));
            }
            seen.insert(name);
            doubtful(value.get(), levels, mistakes);
            mistakes.back(length);
        }
    } else if let Some(items) = place::items(raw) {
        for (index, item) in items.into_iter().enumerate() {
            mistakes.enter([Segment::Index(index)]);
            doubtful(item.get(), levels, mistakes);
            mistakes.back(length);
        }
    } else if let Err(error) = Value::from_json(raw) {
        mistakes.here(At::Value, Problem::new(0..0, error.to_string()));
    }
}

/// The mistakes with their places.
fn error(text: &str, mistakes: Mistakes<'_>) -> Option<JsonError> {
    let found = mistakes.into_found().into_iter().map(|found| {
        let range = &found.problem.range;
        let byte = (!range.is_empty()).then_some(range.start);
        let place = place::of(text, &found.path, found.at, byte);
        mistake(place, &found.path, found.problem)
    });
    let found: Vec<_> = found.collect();
    (!found.is_empty()).then(|| JsonError::new(found))
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
