use super::super::error::RecordingError;
use super::super::exchange::{RecordedExchange, RecordedOutcome};
use super::super::shown::RedactedRequest;
use super::VERSION;
use super::members::ObjectReader;
use crate::error::{FailureKind, Phase};
use crate::value::Value;

/// Reads what [`written`](super::written) wrote, or somebody by hand.
///
/// # Errors
///
/// With the place of what is of another form.
pub(in crate::testing) fn read(text: &str) -> Result<Vec<RecordedExchange>, RecordingError> {
    let document = Value::from_json(text)
        .map_err(|error| RecordingError::form("the document", format_args!("no JSON: {error}")))?;
    let mut document = ObjectReader::of("the document", document)?;
    let version = document.integer("version")?;
    if version != VERSION {
        let what = format_args!("it is of version {version}, and this reads version {VERSION}");
        return Err(RecordingError::form("the document", what));
    }
    let exchanges = document.list("exchanges")?;
    document.end()?;
    let exchanges = exchanges.into_iter().enumerate();
    let exchanges = exchanges.map(|(index, value)| {
        let place = format!("exchanges[{index}]");
        let mut exchange = ObjectReader::of(&place, value)?;
        let request = request(exchange.members("request")?)?;
        let ending = match exchange.has("failure") {
            true => failure(exchange.members("failure")?)?,
            false => response(exchange.members("response")?)?,
        };
        exchange.end()?;
        Ok(RecordedExchange {
            request,
            outcome: ending,
        })
    });
    exchanges.collect()
}

fn request(mut members: ObjectReader) -> Result<RedactedRequest, RecordingError> {
    let request = RedactedRequest {
        method: members.text("method")?.to_ascii_uppercase(),
        url: members.text("url")?,
        headers: members.fields()?,
        body: members.body()?,
    };
    members.end()?;
    Ok(request)
}

fn response(mut members: ObjectReader) -> Result<RecordedOutcome, RecordingError> {
    let status = members.integer("status")?;
    let status = u16::try_from(status)
        .map_err(|_| RecordingError::form(&members.place, format_args!("{status} is no status")))?;
    let (headers, body) = (members.fields()?, members.body()?);
    members.end()?;
    Ok(RecordedOutcome::Response {
        status,
        headers,
        body,
    })
}

fn failure(mut members: ObjectReader) -> Result<RecordedOutcome, RecordingError> {
    let (kind, phase) = (members.text("kind")?, members.text("phase")?);
    let no =
        |what, word| RecordingError::form(&members.place, format_args!("`{word}` is no {what}"));
    let kind = FailureKind::of(&kind).ok_or_else(|| no("kind of failure", &kind))?;
    let phase = Phase::of(&phase).ok_or_else(|| no("phase", &phase))?;
    let detail = match members.has("detail") {
        true => members.text("detail")?,
        false => "as recorded".to_owned(),
    };
    members.end()?;
    Ok(RecordedOutcome::Failure {
        kind,
        phase,
        detail,
    })
}
