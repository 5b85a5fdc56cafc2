//! The page of a hand-over: how far it is, what is needed, to whom it goes.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    dossier::DossierStatus,
    ids::{DossierId, TransferId},
    input::Faults,
    transfer::{ExportUnmet, Party, Transfer, TransferState, Viewing},
};
use jiff::Timestamp;
use serde::Serialize;
use store::{App, outbox::JobState, transfers::packing};
use web::{
    Problem, SignedIn, Visitor, dates, steps,
    ui::{Button, Column, Hidden, Html, Notice, Quote, SummaryList, SummaryRow, Table, TableRow, TaskList},
    visitor::query,
    words,
};

use crate::{
    act::TransferForm,
    case::Case,
    check,
    forms::{NoteForm, ReceiverForm},
    id, page_of, t,
    words_for::{explained, last_day, need, tag},
};

/// A transfer as programs see it.
#[derive(Serialize)]
struct Shown {
    id: TransferId,
    number: String,
    to: Party,
    state: TransferState,
    ends: Timestamp,
    misses: u8,
}

/// The transfer that holds the dossier.
#[derive(Template, Serialize)]
#[template(path = "current.html")]
struct Current {
    #[serde(skip)]
    summary: SummaryList,
    text: String,
    action: String,
    #[serde(skip)]
    once: Hidden,
    #[serde(skip)]
    buttons: Vec<Button>,
}

#[derive(Template, Serialize)]
#[template(path = "show.html")]
struct Show {
    learner: String,
    dossier: DossierId,
    status: DossierStatus,
    unmet: Vec<ExportUnmet>,
    transfers: Vec<Shown>,
    viewings: Vec<Viewing>,
    #[serde(skip)]
    lead: String,
    #[serde(skip)]
    current: Option<Current>,
    #[serde(skip)]
    needs: Option<TaskList>,
    #[serde(skip)]
    quotes: Vec<Quote>,
    viewing: Option<NoteForm>,
    receiver: Option<ReceiverForm>,
    #[serde(skip)]
    earlier: Option<Table>,
    #[serde(skip)]
    headings: [String; 2],
}

/// `GET /dossiers/{dossier}/transfer`
pub(crate) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    session: SignedIn,
    Path(dossier): Path<String>,
) -> Result<Response, Problem> {
    let dossier: DossierId = id(&dossier)?;
    let case = Case::load(&app, &session.scope(), session.enter(&app, &visitor, &[]), dossier).await?;
    app.store.note(&case.desk.did("viewed", format!("DOSSIER#{dossier}")).with("page", "transfer")).await?;
    let typed =
        TransferForm { receiver: query(&visitor.uri, "receiver").unwrap_or_default(), ..TransferForm::default() };
    if query(&visitor.uri, "step").as_deref() == Some("check") {
        return check::page(&case, &typed, &Faults::default()).await;
    }
    page(&case, &typed, &Faults::default()).await
}

/// The page, with what was typed and what is wrong with it.
pub(crate) async fn page(case: &Case, typed: &TransferForm, faults: &Faults) -> Result<Response, Problem> {
    let (desk, locale) = (&case.desk, case.desk.locale());
    let t = t(locale);
    let current = match case.current() {
        Some(transfer) => Some(current(case, transfer).await?),
        None => None,
    };
    let unmet = case.unmet(None);
    let open = case.read.track.dossier.status == DossierStatus::Archived;
    let people = case.viewers();
    let of_viewing = |part: &Faults| if typed.act == "viewing" { part.clone() } else { Faults::default() };
    let of_receiver = |part: &Faults| if typed.act == "viewing" { Faults::default() } else { part.clone() };
    let viewing = (open && !people.is_empty())
        .then(|| NoteForm::viewing(desk, page_of(case.dossier()), &people, typed, &of_viewing(faults)))
        .transpose()?;
    let receiver = (open && unmet.is_empty())
        .then(|| ReceiverForm::new(desk, page_of(case.dossier()), typed, &of_receiver(faults)))
        .transpose()?;
    let view = Show {
        learner: case.learner.name.full(),
        dossier: case.dossier(),
        status: case.read.track.dossier.status,
        transfers: case.transfers.iter().map(|transfer| shown(transfer, case.now())).collect(),
        viewings: case.viewings.clone(),
        lead: t.lead(),
        needs: (current.is_none() && !unmet.is_empty())
            .then(|| TaskList::new(unmet.iter().map(|unmet| need(case, *unmet)))),
        quotes: quotes(case),
        earlier: earlier(case),
        headings: [t.needs_heading(), t.seen_heading()],
        unmet,
        current,
        viewing,
        receiver,
    };
    let fields: Vec<_> = view
        .viewing
        .iter()
        .flat_map(NoteForm::fields)
        .chain(view.receiver.iter().map(|form| &form.receiver as &dyn web::ui::Field))
        .collect();
    let done = notice(case);
    let page = desk.page(t.title(), &view).chrome(|chrome| {
        let chrome =
            chrome.caption(t.caption(case.learner.name.full(), steps::level(case.read.track.dossier.level, locale)));
        chrome.back(format!("/dossiers/{}", case.dossier()), t.to_dossier()).flash(done)
    });
    Ok(if faults.0.is_empty() { page } else { page.invalid(faults.clone(), fields) }.into_response())
}

fn shown(transfer: &Transfer, now: Timestamp) -> Shown {
    Shown {
        id: transfer.id,
        number: transfer.number.clone(),
        to: transfer.to.clone(),
        state: transfer.state(now),
        ends: transfer.ends,
        misses: transfer.misses,
    }
}

/// What was just done.
pub(crate) fn notice(case: &Case) -> Option<Notice> {
    let t = t(case.desk.locale());
    match query(&case.desk.visitor.uri, "done").as_deref() {
        Some("viewing") => Some(Notice::success(t.done_viewing())),
        Some("permission") => Some(Notice::success(t.done_permission())),
        Some("sent") => Some(Notice::success(t.done_sent()).text(t.done_sent_text())),
        Some("withdrawn") => Some(Notice::success(t.done_withdrawn())),
        _ => None,
    }
}

async fn current(case: &Case, transfer: &Transfer) -> Result<Current, Problem> {
    let (t, locale, now) = (t(case.desk.locale()), case.desk.locale(), case.now());
    let state = transfer.state(now);
    let failed = state == TransferState::Prepared
        && case
            .desk
            .app
            .store
            .find_job(packing(transfer.id))
            .await?
            .is_some_and(|job| matches!(job.value.state, JobState::Failed | JobState::Dropped));
    let summary = SummaryList::new(words(locale))
        .row(SummaryRow::with(t.state(), Html::of(tag(state, locale))))
        .answer(t.number(), transfer.number.clone())
        .answer(t.organisation(), transfer.to.display_name.clone())
        .answer(t.place(), transfer.to.place.clone())
        .answer(t.licence_name(), transfer.to.name.to_string())
        .answer(t.set_out(), t.by(dates::moment(transfer.made.at, locale), &transfer.made.by.name))
        .answer(t.until(), last_day(transfer.ends, locale));
    let buttons = match state {
        TransferState::Prepared | TransferState::Waiting if !failed => {
            vec![Button::new(t.withdraw()).secondary().named("again", "no")]
        }
        TransferState::Prepared | TransferState::Waiting | TransferState::Locked | TransferState::Expired => {
            vec![
                Button::new(t.withdraw_again()).named("again", "yes"),
                Button::new(t.withdraw()).secondary().named("again", "no"),
            ]
        }
        TransferState::Importing | TransferState::Imported | TransferState::Withdrawn => Vec::new(),
    };
    Ok(Current {
        summary,
        text: explained(transfer, failed, now, locale),
        action: format!("/transfers/{}/withdraw", transfer.id),
        once: case.desk.once()?,
        buttons,
    })
}

fn quotes(case: &Case) -> Vec<Quote> {
    let (t, locale) = (t(case.desk.locale()), case.desk.locale());
    let quote = |viewing: &Viewing| {
        let agrees = if viewing.agrees { t.agrees_yes() } else { t.agrees_no() };
        Quote::new(
            viewing.words.clone().unwrap_or(agrees.clone()),
            t.seen_by(&viewing.name, dates::day(viewing.date, locale), agrees),
        )
    };
    case.viewings.iter().map(quote).collect()
}

/// Transfers that are over.
fn earlier(case: &Case) -> Option<Table> {
    let (t, locale) = (t(case.desk.locale()), case.desk.locale());
    let current = case.current().map(|transfer| transfer.id);
    let rows: Vec<_> = case
        .transfers
        .iter()
        .filter(|transfer| Some(transfer.id) != current)
        .map(|transfer| {
            let to = t.party(&transfer.to.display_name, &transfer.to.place);
            let made = domain::calendar::today(transfer.made.at);
            TableRow::new(&*transfer.number)
                .cell(to)
                .cell(dates::day(made, locale))
                .cell(tag(transfer.state(case.now()), locale))
        })
        .collect();
    let head =
        [Column::new(t.number()), Column::new(t.receiver_short()), Column::new(t.set_out()), Column::new(t.state())];
    (!rows.is_empty()).then(|| Table::new(t.earlier(), head).rows(rows))
}
