//! The decision: recorded once, shown back, and open to a change of mind until the last day (1-04, 1-34, 6.6).

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::consent::{Decision, DecisionInput, Event, Purpose};
use http::{HeaderMap, StatusCode};
use serde::Serialize;
use store::{App, Committed, Conflict, Once, StoreError, outbox::Task};
use web::{
    Declaration, Page, Problem, Visitor, dates,
    page::see_other,
    posted::Sent,
    ui::{Button, Panel, Quote, StatusLine, SummaryList},
    words,
};

use crate::{
    Deps,
    read::{Reading, choice, show},
    reader::Reader,
    start::{dead_page, help, unknown},
    t,
    visit::{Stop, Visit, in_language},
};

/// How often a decision that meets another change of the same request is tried again.
const AGAIN: usize = 4;

#[derive(Template, Serialize)]
#[template(path = "late.html")]
struct Late {
    text: String,
    #[serde(skip)]
    kept_title: String,
    kept: Vec<Quote>,
    button: Button,
}

#[derive(Template, Serialize)]
#[template(path = "receipt.html")]
struct Receipt {
    panel: Panel,
    facts: SummaryList,
    next: Vec<String>,
    button: Button,
}

/// Records a decision.
pub async fn decide(
    State(deps): State<Deps>,
    Path(token): Path<String>,
    headers: HeaderMap,
    visitor: Visitor,
    sent: Sent<DecisionInput>,
) -> Result<Response, Stop> {
    let (app, once) = (&deps.app, sent.key.of(&token));
    if Reader::present(app, &headers).await.is_none() {
        return late(app, &token, &headers, visitor, &sent.form).await;
    }
    let reading = Reading::of(app, &token, &headers, visitor, once.as_ref()).await?;
    if let Some(done) = &reading.visit.done {
        let same = once.as_ref().is_some_and(|once| once.input == done.input);
        return if same { Ok(see_other(&reading.visit.path(&done.to))) } else { Err(Problem::OtherInput.into()) };
    }
    let consent = &reading.visit.consent.value;
    let declared = Declaration::now(consent.purpose, reading.visitor.locale).key();
    match sent.form.parse(reading.reader.lnk, reading.reader.cod, reading.reader.ver.clone(), &declared) {
        Err(faults) => show(&deps, &reading, &sent.form, Some(faults)).await,
        Ok(decision) => record(app, reading, &decision, once).await,
    }
}

async fn record(app: &App, mut reading: Reading, decision: &Decision, once: Option<Once>) -> Result<Response, Stop> {
    for _ in 0..AGAIN {
        if let Some(dead) = reading.visit.dead(app.now()) {
            return Ok(dead_page(app, &reading.visitor, &reading.visit, dead)?);
        }
        match commit(app, &reading, decision, once.clone()).await {
            Ok(done) => return Ok(see_other(&reading.visit.path(&done.to))),
            Err(StoreError::Conflict(Conflict::Stale("consent") | Conflict::LinkDead)) => {}
            Err(error) => return Err(error.into()),
        }
        let token = reading.visit.token.clone();
        let again = Visit::again(app, &token, &reading.reader, None).await?;
        reading.visit = again.ok_or_else(|| unknown(&reading.visitor))?;
    }
    Err(Problem::Stale.into())
}

/// One transaction: the record, who did it, the receipt to the reader and the notice to who asked.
async fn commit(
    app: &App,
    reading: &Reading,
    decision: &Decision,
    once: Option<Once>,
) -> Result<Committed, StoreError> {
    let (visit, mut consent) = (&reading.visit, reading.visit.consent.clone());
    if consent.value.note(Event::Decided(decision.clone()), app.now()).is_err() {
        return Err(StoreError::Conflict(Conflict::LinkDead));
    }
    let (dossier, id) = (consent.value.dossier, consent.value.id);
    let job = |task| app.store.job(Some(visit.licence.id), task);
    let audit =
        visit.did(if decision.agrees { "agreed" } else { "refused" }, &reading.visitor).with("code", decision.code);
    let change = app
        .store
        .licence(&visit.scope)
        .change(once)
        .while_open(&visit.token, app.now())
        .save_consent(&consent)
        .audit(&audit);
    change
        .then(&job(Task::MailConsentReceipt { dossier, consent: id })?)
        .then(&job(Task::MailConsentDecided { dossier, consent: id })?)
        .commit("/receipt")
        .await
}

/// The reader's half hour is over: nothing was recorded, and what was typed is given back.
async fn late(
    app: &App,
    token: &str,
    headers: &HeaderMap,
    visitor: Visitor,
    typed: &DecisionInput,
) -> Result<Response, Stop> {
    let visit = Visit::follow(app, token, None).await?.ok_or_else(|| unknown(&visitor))?;
    let visitor = in_language(visitor, headers, &visit);
    if let Some(dead) = visit.dead(app.now()) {
        return Ok(dead_page(app, &visitor, &visit, dead)?);
    }
    let t = t(visitor.locale);
    let kept = [(&typed.reason, t.your_reason()), (&typed.remark, t.your_remark())];
    let kept = kept
        .into_iter()
        .filter(|(text, _)| !text.trim().is_empty())
        .map(|(text, label)| Quote::new(text, label))
        .collect();
    let view = Late {
        text: t.late_text(),
        kept_title: t.late_kept(),
        kept,
        button: Button::new(t.late_button()).href(visit.path("")),
    };
    let page = Page::public(&visitor, t.late_title(), &view).status(StatusCode::UNAUTHORIZED);
    Ok(page
        .chrome(|c| c.public(&visit.licence.display_name).help(help(&visit, visitor.locale)).error())
        .into_response())
}

/// What was decided.
pub async fn receipt(
    State(app): State<App>,
    Path(token): Path<String>,
    headers: HeaderMap,
    visitor: Visitor,
) -> Result<Response, Stop> {
    let Reading { visit, visitor, .. } = Reading::of(&app, &token, &headers, visitor, None).await?;
    let (t, locale, consent) = (t(visitor.locale), visitor.locale, &visit.consent.value);
    let Some((decision, at)) = consent.decision() else { return Ok(see_other(&visit.path("/plan"))) };
    let title =
        if decision.agrees && consent.purpose != Purpose::Viewing { t.receipt_agreed() } else { t.receipt_refused() };
    let word = choice(consent.purpose, decision.agrees, locale);
    let mut facts =
        SummaryList::new(words(locale)).answer(t.receipt_who(), &consent.asked.name).answer(t.receipt_what(), word);
    for (label, text) in [(t.your_reason(), &decision.reason), (t.your_remark(), &decision.remark)] {
        if let Some(text) = text {
            facts = facts.answer(label, text);
        }
    }
    let when = dates::moment(at, locale);
    let facts = facts
        .answer(t.receipt_when(), &when)
        .answer(t.receipt_version(), decision.version.short())
        .answer(t.from(), &visit.licence.display_name);
    let last_day = dates::weekday_and_day(visit.last_day(), locale);
    let view = Receipt {
        panel: Panel::new(&title).text(t.receipt_panel(&when)),
        facts,
        next: vec![t.receipt_mail(), t.receipt_school(&visit.licence.display_name), t.receipt_change(&last_day)],
        button: Button::new(t.receipt_plan()).secondary().href(visit.path("/plan")),
    };
    let page = Page::public(&visitor, title, &view);
    Ok(page
        .chrome(|c| {
            c.public(&visit.licence.display_name)
                .quiet_heading()
                .status(StatusLine::Sent(when))
                .help(help(&visit, locale))
        })
        .into_response())
}
