//! The code: asked for with a button, mailed to the address that the link went to, typed in the browser (1-02 to 1-04).

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    code::{self, Asked, Codes, LIFE},
    consent::{ConsentState, Event},
    ids::CodeId,
    input::{Fault, Faults},
};
use http::{HeaderMap, StatusCode, header};
use jiff::SignedDuration;
use mail::{ConsentCode, Envelope, Mail, MailError, School};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{App, Conflict, Once, StoreError, Stored};
use web::{Locale, Problem, Visitor, page::see_other, posted::Sent, ui::Notice};

use crate::{
    Deps,
    reader::Reader,
    start::{Said, dead_page, start, unknown, wait},
    t,
    visit::{Stop, Visit, in_language},
};

/// How often the present code is mailed in an hour. With three codes an hour this stays below what fills a mailbox.
const SENT_AGAIN: u64 = 10;
/// How often a change that meets another one of the same reader is tried again.
const AGAIN: usize = 4;

/// A form without fields of its own.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct AskInput {}

/// The code as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct OpenInput {
    /// Six digits; spaces and hyphens are forgiven.
    pub code: String,
}

/// Mails a code. Asked again within its life, the same code is mailed: a slow mail never brings a dead one.
pub async fn ask(
    State(deps): State<Deps>,
    Path(token): Path<String>,
    headers: HeaderMap,
    visitor: Visitor,
    sent: Sent<AskInput>,
) -> Result<Response, Stop> {
    let (app, once) = (&deps.app, sent.key.of(&token));
    for _ in 0..AGAIN {
        let Some(visit) = Visit::follow(app, &token, once.as_ref()).await? else {
            return Err(unknown(&visitor).into());
        };
        let visitor = in_language(visitor.clone(), &headers, &visit);
        let now = app.now();
        if let Some(dead) = visit.dead(now) {
            return Ok(dead_page(app, &visitor, &visit, dead)?);
        }
        let bound = visit.bound();
        // The same form again, after its answer or its mail was lost: the code is mailed again, and the asking stays noted once.
        let first = once.as_ref().filter(|_| visit.done.is_none());
        // Before anything is counted: no code can come to an address that takes none of our mail.
        if app.store.suppression(visit.consent.value.asked.email.as_deref().unwrap_or_default()).await?.is_some() {
            return Ok(not_taken(app, &visitor, &visit)?);
        }
        let codes = match visit.codes.as_ref().map(|codes| (codes, codes.value.ask(&bound, now))) {
            Some((_, Asked::Wait(again))) => return Ok(wait(app, &visitor, &visit, again)?),
            Some((codes, Asked::Same)) => {
                // Every press mails, also of the same form, so every press takes a turn.
                let in_an_hour = ("code-mail", token.as_str(), SignedDuration::from_hours(1));
                if !app.store.take_turn(in_an_hour, SENT_AGAIN, None).await? {
                    return Ok(wait(app, &visitor, &visit, Some(codes.value.made + LIFE))?);
                }
                if visit.done.is_none() {
                    let change = app.store.licence(&visit.scope).change(first.cloned());
                    change.audit(&visit.did("code mailed again", &visitor)).commit("").await?;
                }
                codes.value.clone()
            }
            Some((codes, Asked::New)) => codes.value.next(app.id()?, bound, now),
            None => Codes::first(app.id()?, bound, now),
        };
        let is_new = visit.codes.as_ref().is_none_or(|known| known.value.id != codes.id);
        if is_new && !keep(app, &visit, &codes, first.cloned(), &visitor).await? {
            continue;
        }
        return Ok(match deliver(&deps, &visit, &codes).await? {
            Ok(()) => see_other(&visit.path("?done=code")),
            Err(error) => not_mailed(app, &visitor, &visit, &error)?,
        });
    }
    Err(Problem::Stale.into())
}

/// Keeps a new code; `false` when another request was first, perhaps the same form.
async fn keep(app: &App, visit: &Visit, codes: &Codes, once: Option<Once>, visitor: &Visitor) -> Result<bool, Stop> {
    let mut consent = visit.consent.clone();
    if consent.value.note(Event::CodeSent { code: codes.id }, app.now()).is_err() {
        return Ok(false);
    }
    let read = visit.codes.as_ref().map_or(0, |codes| codes.version);
    let change = app
        .store
        .licence(&visit.scope)
        .change(once)
        .codes(&visit.token, codes, read, visit.link.ends)
        .while_open(&visit.token, app.now());
    let kept = change.save(&consent).audit(&visit.did("code asked", visitor).with("code", codes.id)).commit("").await;
    match kept {
        Ok(done) => Ok(!done.repeated),
        Err(StoreError::Conflict(_)) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Mails the code, now: people wait for it, and hear at once when it fails.
async fn deliver(deps: &Deps, visit: &Visit, codes: &Codes) -> Result<Result<(), MailError>, Problem> {
    let digits = digits(&deps.app, visit, codes).await?;
    let asked = &visit.consent.value.asked;
    let envelope = Envelope {
        to: asked.email.clone().unwrap_or_default(),
        locale: Locale::parse(&asked.language).unwrap_or_default(),
        school: Some(School { name: visit.licence.display_name.clone(), contact: Some(visit.licence.contact.clone()) }),
        job: None,
        licence: Some(visit.licence.id),
        date: codes.made,
    };
    let sent = match Mail::new(envelope, &ConsentCode { code: digits, ends: codes.made + LIFE }) {
        Ok(mail) => deps.mailer.send(&mail).await.map(|_| ()),
        Err(error) => Err(error),
    };
    Ok(sent)
}

async fn digits(app: &App, visit: &Visit, codes: &Codes) -> Result<String, Problem> {
    app.keys
        .code(codes.id, &codes.bound, &visit.link.key, app.now())
        .await
        .ok_or_else(|| Problem::Internal("no link key".into()))
}

fn not_mailed(app: &App, visitor: &Visitor, visit: &Visit, error: &MailError) -> Result<Response, Problem> {
    tracing::error!(code = error.code(), consent = %visit.consent.value.id, "code not mailed");
    if !error.retryable() {
        return not_taken(app, visitor, visit);
    }
    let t = t(visitor.locale);
    unsent(app, visitor, visit, StatusCode::SERVICE_UNAVAILABLE, t.not_mailed_later())
}

/// The address does not take our mail: only the school can help, who is asked for another one.
fn not_taken(app: &App, visitor: &Visitor, visit: &Visit) -> Result<Response, Problem> {
    let text = t(visitor.locale).not_mailed_address(&visit.licence.display_name);
    unsent(app, visitor, visit, StatusCode::CONFLICT, text)
}

fn unsent(app: &App, visitor: &Visitor, visit: &Visit, status: StatusCode, text: String) -> Result<Response, Problem> {
    let notice = Some(Notice::stop(t(visitor.locale).not_mailed()).text(text));
    start(app, visitor, visit, Said { notice, status: Some(status), ..Said::default() })
}

/// Opens the plan with the code. The try is counted before it is compared; of many right ones at once, one succeeds.
pub async fn open(
    State(app): State<App>,
    Path(token): Path<String>,
    headers: HeaderMap,
    visitor: Visitor,
    sent: Sent<OpenInput>,
) -> Result<Response, Stop> {
    let once = sent.key.of(&token);
    let Some(visit) = Visit::follow(&app, &token, once.as_ref()).await? else { return Err(unknown(&visitor).into()) };
    let visitor = in_language(visitor, &headers, &visit);
    if let Some(dead) = visit.dead(app.now()) {
        return Ok(dead_page(&app, &visitor, &visit, dead)?);
    }
    if let Some(done) = &visit.done {
        return if once.as_ref().is_some_and(|once| once.input == done.input) {
            answered_before(&app, &visit, &sent.form).await
        } else {
            Err(Problem::OtherInput.into())
        };
    }
    if code::digits(&sent.form.code).is_empty() {
        return refused(&app, &visitor, &visit, Fault::Missing);
    }
    let Some(codes) = app.store.try_code(&token).await? else {
        return untried(&app, &visitor, &token, once.as_ref(), &sent.form).await;
    };
    let right = code::same(&sent.form.code, &digits(&app, &visit, &codes.value).await?);
    if codes.value.bound != visit.bound() || app.now() >= codes.value.made + LIFE {
        return refused(&app, &visitor, &visit, Fault::ExpiredCode);
    }
    if !right {
        return refused(&app, &visitor, &visit, Fault::WrongCode { tries_left: Some(codes.value.tries_left()) });
    }
    enter(&app, visit, &codes, once, &visitor).await
}

/// No code could be tried: the same form was carried out meanwhile, the tries are spent, or the code is not good any more.
async fn untried(
    app: &App,
    visitor: &Visitor,
    token: &str,
    once: Option<&Once>,
    form: &OpenInput,
) -> Result<Response, Stop> {
    let Some(visit) = Visit::follow(app, token, once).await? else { return Err(unknown(visitor).into()) };
    if visit.done.as_ref().is_some_and(|done| once.is_some_and(|once| once.input == done.input)) {
        return answered_before(app, &visit, form).await;
    }
    let spent = visit.codes.as_ref().is_some_and(|codes| !codes.value.served && codes.value.tries_left() == 0);
    let fault = if spent { Fault::WrongCode { tries_left: Some(0) } } else { Fault::ExpiredCode };
    refused(app, visitor, &visit, fault)
}

/// Uses the code up and lets the reader in.
async fn enter(
    app: &App,
    mut visit: Visit,
    codes: &Stored<Codes>,
    once: Option<Once>,
    visitor: &Visitor,
) -> Result<Response, Stop> {
    for _ in 0..AGAIN {
        let version = visit.consent.value.version.whole.clone();
        let mut consent = visit.consent.clone();
        if let (Err(_), Some(dead)) = (consent.value.note(Event::Read { version }, app.now()), visit.dead(app.now())) {
            return Ok(dead_page(app, visitor, &visit, dead)?);
        }
        let change = app
            .store
            .licence(&visit.scope)
            .change(once.clone())
            .use_code(&visit.token, &codes.value)
            .while_open(&visit.token, app.now());
        let audit = visit.did("opened with code", visitor).with("code", codes.value.id);
        // Who reads the plan got the mail after all; of an answer that was given before, nothing is new.
        let found_anyway = visit.consent.value.state(app.now()) == ConsentState::Undelivered;
        let change = if found_anyway { change.save_consent(&consent) } else { change.save(&consent) };
        match change.audit(&audit).commit("/plan").await {
            Ok(_) => return let_in(app, &visit, codes.value.id).await,
            Err(StoreError::Conflict(Conflict::Stale("consent") | Conflict::LinkDead)) => {}
            Err(StoreError::Conflict(Conflict::Stale("codes"))) => {
                return refused(app, visitor, &visit, Fault::ExpiredCode);
            }
            Err(error) => return Err(error.into()),
        }
        let token = visit.token.clone();
        visit = Visit::follow(app, &token, None).await?.ok_or_else(|| unknown(visitor))?;
        if let Some(dead) = visit.dead(app.now()) {
            return Ok(dead_page(app, visitor, &visit, dead)?);
        }
    }
    Err(Problem::Stale.into())
}

async fn let_in(app: &App, visit: &Visit, code: CodeId) -> Result<Response, Stop> {
    let cookie = Reader::of(visit, code, app.now()).cookie(app).await?;
    let mut response = see_other(&visit.path("/plan"));
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response.into_response())
}

/// The same form again, after its answer was lost: whoever has its key and the right digits is the same person.
async fn answered_before(app: &App, visit: &Visit, form: &OpenInput) -> Result<Response, Stop> {
    if let Some(codes) = visit.codes.as_ref().map(|codes| &codes.value)
        && codes.served
        && codes.bound == visit.bound()
        && app.now() < codes.made + LIFE
        && code::same(&form.code, &digits(app, visit, codes).await?)
    {
        return let_in(app, visit, codes.id).await;
    }
    Ok(see_other(&visit.path("/plan")))
}

fn refused(app: &App, visitor: &Visitor, visit: &Visit, fault: Fault) -> Result<Response, Stop> {
    Ok(start(app, visitor, visit, Said { faults: Some(Faults::one("code", fault)), ..Said::default() })?)
}
