//! The page of one package.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    access::Action,
    group::Group,
    ids::{DossierId, TransferId},
    input::Faults,
    transfer::{ImportInput, MISSES, Party, Transfer, TransferState},
};
use http::StatusCode;
use jiff::Timestamp;
use serde::Serialize;
use store::{
    App, Entity, Stored,
    outbox::JobState,
    transfers::{ImportOrder, Stopped},
};
use web::{
    Desk, Page, Problem, SignedIn, Visitor, dates,
    ui::{Button, Hidden, Html, Notice, Progress, SummaryList, SummaryRow},
    words,
};

use crate::{
    form::TakeForm,
    id, open_groups, t,
    words_for::{last_day, tag},
};

#[derive(Template, Serialize)]
#[template(path = "show.html")]
struct Show {
    transfer: TransferId,
    number: String,
    from: Party,
    state: TransferState,
    ends: Timestamp,
    misses: u8,
    order: Option<ImportOrder>,
    failed: bool,
    #[serde(skip)]
    notice: Option<Notice>,
    #[serde(skip)]
    summary: SummaryList,
    #[serde(skip)]
    progress: Option<Progress>,
    #[serde(skip)]
    again: Option<Button>,
    #[serde(skip)]
    once: Hidden,
    #[serde(skip)]
    retry: Option<Button>,
    form: Option<TakeForm>,
}

/// A package with what was decided about it.
pub(crate) struct Package {
    pub transfer: Stored<Transfer>,
    pub order: Option<Stored<ImportOrder>>,
    pub groups: Vec<Group>,
}

impl Package {
    /// Takes it out of what was read when entering, after the right to it was shown.
    pub(crate) fn take(desk: &mut Desk, id: TransferId, groups: Vec<Group>) -> Result<Self, Problem> {
        desk.may_here(Action::Import)?;
        let licence = desk.licence.id;
        let transfer = desk.found.entity::<Transfer>(licence, &id)?;
        // What goes out lies in the same partition.
        if transfer.value.to.licence != licence {
            return Err(Problem::NotFound);
        }
        let order = desk.found.take::<ImportOrder>(&ImportOrder::key(licence, &id), ImportOrder::ENTITY)?;
        Ok(Self { transfer, order, groups: open_groups(desk, groups) })
    }
}

/// `GET /imports/{transfer}`
pub(crate) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    session: SignedIn,
    Path(transfer): Path<String>,
) -> Result<Response, Problem> {
    let transfer: TransferId = id(&transfer)?;
    let scope = session.scope();
    let records = app.store.licence(&scope);
    let keys = [Transfer::key(session.licence, &transfer), ImportOrder::key(session.licence, &transfer)];
    let (desk, groups) = tokio::join!(session.enter(&app, &visitor, &keys), records.register::<Group>());
    let mut desk = desk?;
    let package = Package::take(&mut desk, transfer, groups?)?;
    page(&desk, &package, &ImportInput::default(), &Faults::default(), None).await
}

/// The page, with what was typed and what is wrong with it. `asked` is the form for a second question.
pub(crate) async fn page(
    desk: &Desk,
    package: &Package,
    typed: &ImportInput,
    faults: &Faults,
    asked: Option<TakeForm>,
) -> Result<Response, Problem> {
    let (t, transfer) = (t(desk.locale()), &package.transfer.value);
    let state = transfer.state(desk.now());
    let failed = match &package.order {
        Some(order) if state == TransferState::Importing => {
            desk.app.store.find_job(order.value.job).await?.is_none_or(|job| job.value.state != JobState::Queued)
        }
        _ => false,
    };
    let form = match asked {
        Some(form) => Some(form),
        None if state == TransferState::Waiting => Some(TakeForm::new(desk, transfer, &package.groups, typed, faults)?),
        None => None,
    };
    let is_busy = state == TransferState::Importing && !failed;
    let view = Show {
        transfer: transfer.id,
        number: transfer.number.clone(),
        from: transfer.from.clone(),
        state,
        ends: transfer.ends,
        misses: transfer.misses,
        order: package.order.as_ref().map(|order| order.value.clone()),
        notice: notice(desk, package, state, failed),
        summary: summary(desk, transfer, state),
        progress: package.order.as_ref().filter(|_| is_busy).map(|order| progress(desk, &order.value)),
        again: is_busy.then(|| Button::new(t.look_again()).secondary().href(format!("/imports/{}", transfer.id))),
        once: desk.once()?,
        retry: failed.then(|| Button::new(t.retry()).named("act", "retry")),
        failed,
        form,
    };
    let fields: Vec<_> = view.form.iter().flat_map(TakeForm::fields).collect();
    let page: Page =
        desk.page(t.import_title(&transfer.number), &view).chrome(|chrome| chrome.back("/imports", t.title()));
    Ok(if faults.0.is_empty() { page } else { page.invalid(faults.clone(), fields) }.into_response())
}

fn summary(desk: &Desk, transfer: &Transfer, state: TransferState) -> SummaryList {
    let (t, locale) = (t(desk.locale()), desk.locale());
    SummaryList::new(words(locale))
        .row(SummaryRow::with(t.state(), Html::of(tag(state, locale))))
        .answer(t.sender(), transfer.from.display_name.clone())
        .answer(t.place(), transfer.from.place.clone())
        .answer(t.set_out(), dates::day(domain::calendar::today(transfer.made.at), locale))
        .answer(t.until(), last_day(transfer.ends, locale))
}

fn progress(desk: &Desk, order: &ImportOrder) -> Progress {
    let t = t(desk.locale());
    let (done, total) =
        (u32::try_from(order.done).unwrap_or(u32::MAX), u32::try_from(order.total.max(1)).unwrap_or(u32::MAX));
    Progress::new(t.progress(), t.progress_text(done, total), done.into(), total.into())
}

fn notice(desk: &Desk, package: &Package, state: TransferState, failed: bool) -> Option<Notice> {
    let (t, transfer) = (t(desk.locale()), &package.transfer.value);
    let stopped = package.order.as_ref().and_then(|order| order.value.stopped);
    let dossier = package.order.as_ref().and_then(|order| order.value.dossier);
    match (state, stopped) {
        (TransferState::Locked, _) if transfer.misses >= MISSES => {
            Some(Notice::stop(t.locked_title()).text(t.locked_text(&transfer.from.display_name)))
        }
        (TransferState::Locked, _) => {
            Some(Notice::stop(t.broken_title()).text(t.broken_text(&transfer.from.display_name)))
        }
        (TransferState::Waiting, Some(Stopped::Running)) => {
            Some(Notice::stop(t.running_title()).text(t.running_text()))
        }
        (TransferState::Waiting, Some(_)) => Some(Notice::stop(t.no_learner_title()).text(t.no_learner_text())),
        (TransferState::Waiting | TransferState::Prepared, None) if package.groups.is_empty() => Some(
            Notice::attention(t.no_groups_title()).text(t.no_groups_text()).link("/groups/new", t.no_groups_link()),
        ),
        (TransferState::Importing, _) if failed => Some(Notice::stop(t.failed_title()).text(t.failed_text())),
        (TransferState::Importing, _) => Some(Notice::info(t.importing_title()).text(t.importing_text())),
        (TransferState::Imported, _) => {
            let notice = Notice::success(t.imported_title()).text(t.imported_text());
            Some(dossier.map_or(notice.clone(), |dossier: DossierId| {
                notice.link(format!("/dossiers/{dossier}"), t.to_dossier())
            }))
        }
        (TransferState::Withdrawn, _) => {
            Some(Notice::attention(t.withdrawn_title()).text(t.withdrawn_text(&transfer.from.display_name)))
        }
        (TransferState::Expired, _) => {
            Some(Notice::attention(t.expired_title()).text(t.expired_text(&transfer.from.display_name)))
        }
        (TransferState::Prepared | TransferState::Waiting, _) => None,
    }
}

/// The learner has a running dossier: it stops, and says what to do.
pub(crate) fn running(desk: &Desk, package: &Package, name: &str, dossier: DossierId) -> Result<Response, Problem> {
    #[derive(Template, Serialize)]
    #[template(path = "running.html")]
    struct Running {
        transfer: TransferId,
        running: DossierId,
        #[serde(skip)]
        notice: Notice,
        #[serde(skip)]
        back: Button,
    }
    let (t, transfer) = (t(desk.locale()), &package.transfer.value);
    let notice =
        Notice::stop(t.running_of(name)).text(t.running_text()).link(format!("/dossiers/{dossier}"), t.to_running());
    let back = Button::new(t.back_to_import()).secondary().href(format!("/imports/{}", transfer.id));
    let view = Running { transfer: transfer.id, running: dossier, notice, back };
    Ok(desk
        .page(t.import_title(&transfer.number), &view)
        .chrome(|chrome| chrome.back("/imports", t.title()))
        .status(StatusCode::CONFLICT)
        .into_response())
}
