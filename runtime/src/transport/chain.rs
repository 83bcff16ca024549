//! A request with the redirects that follow it, and its repetition after an authentication challenge.

mod send;

use std::sync::{Arc, OnceLock};

use bytes::{Bytes, BytesMut};
use reqwest::header::HeaderMap;
use reqwest::{Method, StatusCode};
use tokio::task::consume_budget;
use tokio::time::Instant;

use super::content::Content;
use super::decode::{self, Decoder};
use super::digest::Digest;
use super::download::Download;
use super::hop::Hop;
use super::incoming::IncomingBody;
use super::redirect::{self, Destination, Refusal};
use super::{MOST_PASSED_OVER, Response};
use crate::error::{Cause, Failure, FailureKind, Phase};
use crate::redact::Redactor;
use crate::request::Request;
use crate::session::{Jar, Permit, Progress, Session, Transport};

pub(super) struct RedirectChain<'a> {
    session: &'a Session,
    jar: &'a Jar,
    request: &'a Request,
    redactor: &'a mut Redactor,
    progress: Arc<Progress>,
    /// When all of it must be done.
    deadline: Instant,
    hop: Hop,
    redirects: Vec<Response>,
    digest: Option<Digest>,
    /// Whether the jar had no cookie for the first request: cookies of redirects then follow those of the step.
    own_come_first: bool,
    download: Option<Download>,
    started: Instant,
    /// The body so far, if the step has conditions or captures.
    body: Option<BytesMut>,
    /// Held while a request is in flight.
    permit: Option<Permit>,
    /// Of the request in flight.
    transport: Option<Transport>,
    /// The status of the response that is being read.
    status: Option<StatusCode>,
}

/// A response whose body has not been read.
struct UnreadResponse {
    status: StatusCode,
    headers: HeaderMap,
    body: IncomingBody,
    /// The header fields of the request, as a log may show them.
    sent: HeaderMap,
}

impl<'a> RedirectChain<'a> {
    pub(super) fn new(
        session: &'a Session,
        jar: &'a Jar,
        request: &'a Request,
        redactor: &'a mut Redactor,
        progress: Arc<Progress>,
        deadline: Instant,
        download: Option<Download>,
    ) -> Self {
        Self {
            session,
            jar,
            request,
            redactor,
            progress,
            deadline,
            hop: Hop::first(request),
            redirects: Vec::new(),
            digest: None,
            own_come_first: false,
            download,
            started: Instant::now(),
            body: request.keeps_body.then(BytesMut::new),
            permit: None,
            transport: None,
            status: None,
        }
    }

    /// Adds to a failure what was received before it.
    pub(super) fn complete_failure(&self, failure: Failure) -> Failure {
        let status = self.status.map(|status| status.as_u16());
        if let Some(transport) = &self.transport {
            transport.note_failure(&failure);
        }
        failure.of_response(status, self.progress.has_response())
    }

    pub(super) fn into_redirects(self) -> Vec<Response> {
        self.redirects
    }

    /// Sends requests until there is a response that is not a redirect.
    pub(super) async fn follow_redirects(&mut self) -> Result<Response, Cause> {
        loop {
            let unread = self.send_authenticated().await?;
            let Some(next) = self.next_hop(&unread)? else {
                return self.read_body(unread).await;
            };
            let redirect = self.drain(unread).await;
            self.redirects.push(redirect);
            self.hop = next;
        }
    }

    /// The request that a response redirects to; None if the response is the last one.
    fn next_hop(&self, unread: &UnreadResponse) -> Result<Option<Hop>, Cause> {
        let Some(most) = self.request.redirects else {
            return Ok(None);
        };
        let status = unread.status;
        if !redirect::is_redirect(status) {
            return Ok(None);
        }
        let (url, dialect) = (&self.hop.url, self.request.dialect);
        let target = redirect::destination(url, &unread.headers, dialect, self.redactor);
        let Destination::Url(url) = target.map_err(|why| self.refuse_redirect(status, why))? else {
            return Ok(None);
        };
        if self.redirects.len() >= most {
            let why = format!("the limit is {most} redirects");
            return Err(self.refuse_redirect(status, Refusal::Redirect(why)));
        }
        let next = self.hop.next(status, url, dialect, self.redactor);
        next.map(Some)
            .map_err(|why| self.refuse_redirect(status, why.into()))
    }

    fn refuse_redirect(&self, status: StatusCode, why: Refusal) -> Cause {
        let (kind, why) = match why {
            Refusal::Redirect(why) => (FailureKind::Redirect, why),
            Refusal::Policy(why) => (FailureKind::RefusedByPolicy, why),
            Refusal::Exception(error) => return error.into(),
        };
        let (count, url) = (self.redirects.len() + 1, &self.hop.shown_url);
        let status = status.as_u16();
        let what = format!("redirect {count} ({status} from {url}) is not followed: {why}");
        Failure::new(kind, Phase::Body, what).into()
    }

    /// Reads the body of a response to its end.
    async fn read_body(&mut self, unread: UnreadResponse) -> Result<Response, Cause> {
        let UnreadResponse {
            status,
            headers,
            mut body,
            sent,
        } = unread;
        if !should_save(&self.hop.method, status) {
            self.download = None;
        }
        let limit = match self.download {
            Some(_) => self.request.max_saved,
            None => self.request.max_response,
        };
        if let Some(announced) = body.announced().filter(|announced| *announced > limit) {
            let what = format!("the announced length is {announced} bytes");
            return Err(too_large(&what, limit).into());
        }
        let mut decoder = Decoder::of(&headers, limit)?;
        let mut content = Content::new(&headers, self.request.dialect);
        let mut counted = 0;
        loop {
            let piece = body.next_piece().await?;
            let has_ended = piece.is_none();
            match piece {
                Some(piece) => {
                    counted += piece.len() as u64;
                    if counted > limit {
                        return Err(too_large("the body is longer", limit).into());
                    }
                    decoder.push(piece);
                }
                None => decoder.end(),
            }
            while let Some(part) = decoder.next()? {
                self.store(&part, &mut content).await?;
            }
            if has_ended {
                break;
            }
        }
        if let Some(download) = self.download.take() {
            download.keep().await?;
        }
        let size = content.length();
        let content = content.finish(self.redactor);
        let mut response = self.response(status, headers, sent, (content, size));
        response.body = self.body.take().map(BytesMut::freeze);
        Ok(response)
    }

    /// Stores a decoded part of the body where it is needed.
    async fn store(&mut self, part: &Bytes, content: &mut Content) -> Result<(), Cause> {
        content.push(part, self.redactor);
        if let Some(kept) = &mut self.body {
            kept.extend_from_slice(part);
        }
        if let Some(download) = &mut self.download {
            download.write(part).await?;
        }
        // A few compressed bytes may become many: lets other tasks run, and the deadline pass.
        consume_budget().await;
        Ok(())
    }

    /// Reads the beginning of a body that is not needed, without decoding it; errors are ignored.
    async fn drain(&mut self, mut unread: UnreadResponse) -> Response {
        let mut content = Content::new(&unread.headers, self.request.dialect);
        let is_coded = decode::is_coded(&unread.headers);
        let mut left = MOST_PASSED_OVER as usize;
        while left > 0
            && let Ok(Some(mut piece)) = unread.body.next_piece().await
        {
            piece.truncate(left);
            left -= piece.len();
            if !is_coded {
                content.push(&piece, self.redactor);
            }
        }
        let size = content.length();
        let content = match left {
            0 => content.cut(),
            _ => content.finish(self.redactor),
        };
        self.response(unread.status, unread.headers, unread.sent, (content, size))
    }

    fn response(
        &self,
        status: StatusCode,
        headers: HeaderMap,
        sent: HeaderMap,
        (content, size): (String, u64),
    ) -> Response {
        Response {
            url: self.hop.shown_url.clone(),
            sent,
            status,
            headers,
            content,
            is_omitted: false,
            body: None,
            json: OnceLock::new(),
            json_paths: Arc::clone(&self.request.json_paths),
            size,
            duration: self.started.elapsed(),
        }
    }
}

/// Whether the body is written to the file; otherwise an existing file stays as it is.
fn should_save(method: &Method, status: StatusCode) -> bool {
    let has_content = !matches!(status, StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT);
    status.is_success() && has_content && method != Method::HEAD
}

fn too_large(what: &str, limit: u64) -> Failure {
    Failure::new(
        FailureKind::TooLarge,
        Phase::Body,
        format!("{what}, but the limit is {limit} bytes"),
    )
}
