//! What is done on the page of a hand-over.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    author::{Author, Stamp},
    ids::DossierId,
    input::{Fault, Faults},
    licence::Licence,
    transfer::{Party, PermissionInput, Transfer, ViewingInput},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{
    App, Conflict, StoreError,
    outbox::{Job, Task},
    transfers::{RECEIVER_CLOSED, packing},
};
use web::{Posted, Problem, Visitor, page::Go};

use crate::{case::Case, check, id, page_of, show};

/// A form of the page; `act` says which.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct TransferForm {
    /// `viewing`, `permission`, `check` or `send`.
    pub act: String,
    /// The licence name of the receiver; for `permission`, `check` and `send`.
    pub receiver: String,
    /// Who has seen it or allows it: `carer-<id>` or `learner-<id>`.
    pub person: String,
    /// When.
    pub date: String,
    /// For `viewing`: `yes` or `no`.
    pub agrees: String,
    /// For `viewing`: in own words.
    pub words: String,
    /// For `permission`: how it was given.
    pub explanation: String,
}

/// `POST /dossiers/{dossier}/transfer`
pub(crate) async fn act(
    State(app): State<App>,
    Path(dossier): Path<String>,
    visitor: Visitor,
    posted: Posted<TransferForm>,
) -> Result<Response, Problem> {
    let dossier: DossierId = id(&dossier)?;
    let scope = posted.session.scope();
    let case = Case::load(&app, &scope, posted.enter(&app, &visitor, &[]), dossier).await?;
    let stamp = Author::of(&case.desk.actor.member).at(case.now());
    let typed = &posted.form;
    match typed.act.as_str() {
        "viewing" => viewing(&case, typed, &stamp).await,
        "check" => check::page(&case, typed, &Faults::default()).await,
        "permission" => permission(&case, typed, &stamp).await,
        "send" => send(case, typed, stamp).await,
        _ => Err(Faults::one("act", Fault::NotAChoice).into()),
    }
}

fn at_check(case: &Case, receiver: &str, done: &str) -> String {
    let done = if done.is_empty() { String::new() } else { format!("&done={done}") };
    format!("{}?step=check&receiver={receiver}{done}", page_of(case.dossier()))
}

async fn viewing(case: &Case, typed: &TransferForm, stamp: &Stamp) -> Result<Response, Problem> {
    let input = ViewingInput {
        person: typed.person.clone(),
        date: typed.date.clone(),
        agrees: typed.agrees.clone(),
        words: typed.words.clone(),
    };
    let viewing = match input.parse(case.dossier(), &case.viewers(), case.desk.today(), stamp) {
        Ok(viewing) => viewing,
        Err(faults) => return show::page(case, typed, &faults).await,
    };
    let entry = case
        .desk
        .did("viewing-noted", format!("DOSSIER#{}", case.dossier()))
        .with("person", viewing.person)
        .with("agrees", viewing.agrees);
    let done = case
        .desk
        .change()
        .note_viewing(case.desk.licence.id, case.desk.app.id()?, &viewing)
        .audit(&entry)
        .commit(format!("{}?done=viewing", page_of(case.dossier())))
        .await?;
    Ok(Go::from(done).into_response())
}

async fn permission(case: &Case, typed: &TransferForm, stamp: &Stamp) -> Result<Response, Problem> {
    let to = match check::found(case, typed).await? {
        Ok(to) => to,
        Err(faults) => return show::page(case, typed, &faults).await,
    };
    let input = PermissionInput {
        person: typed.person.clone(),
        date: typed.date.clone(),
        explanation: typed.explanation.clone(),
    };
    let permission = match input.parse(case.dossier(), &to.name, &case.deciders(), case.desk.today(), stamp) {
        Ok(permission) => permission,
        Err(faults) => return check::show_receiver(case, &to, typed, &faults),
    };
    let entry = case
        .desk
        .did("permission-noted", format!("DOSSIER#{}", case.dossier()))
        .with("person", permission.person)
        .with("receiver", &to.name);
    let next = at_check(case, to.name.as_str(), "permission");
    let done = case
        .desk
        .change()
        .note_permission(case.desk.licence.id, case.desk.app.id()?, &permission)
        .audit(&entry)
        .commit(next)
        .await?;
    Ok(Go::from(done).into_response())
}

async fn send(mut case: Case, typed: &TransferForm, stamp: Stamp) -> Result<Response, Problem> {
    let to = match check::found(&case, typed).await? {
        Ok(to) => to,
        Err(faults) => return show::page(&case, typed, &faults).await,
    };
    case.desk.must_be_stepped_up(&at_check(&case, to.name.as_str(), ""))?;
    let birth = case.learner.birth.filter(|_| case.unmet(Some(&to)).is_empty());
    // The page says what is missing.
    let Some(birth) = birth else {
        let mut page = check::show_receiver(&case, &to, typed, &Faults::default())?;
        *page.status_mut() = http::StatusCode::CONFLICT;
        return Ok(page);
    };
    let transfer = prepared(&case, &to, birth.date, stamp.clone())?;
    case.read.track.dossier.set_out().map_err(|_| Problem::Stale)?;
    let desk = &case.desk;
    let job =
        Job::new(packing(transfer.id), Some(desk.licence.id), Task::PackTransfer { transfer: transfer.id }, case.now());
    // Written with it: whatever happens or does not, the transfer ends on its day (6.2).
    let ending = Job { due: transfer.ends, ..desk.app.store.ending(&transfer)? };
    let entry = desk
        .did("set-out", format!("DOSSIER#{}", case.dossier()))
        .with("transfer", transfer.id)
        .with("number", &transfer.number)
        .with("receiver", &to.name);
    let done = desk
        .change()
        .while_licence_open(to.id)
        .create_transfer(&transfer)
        .save_dossier(&case.read, &[], &stamp)
        .then(&job)
        .then(&ending)
        .audit(&entry)
        .commit(format!("{}?done=sent", page_of(case.dossier())))
        .await;
    match done {
        Err(StoreError::Conflict(Conflict::Taken(RECEIVER_CLOSED))) => {
            check::show_receiver(&case, &to, typed, &Faults::one("receiver", Fault::UnknownLicence))
        }
        done => Ok(Go::from(done?).into_response()),
    }
}

fn prepared(case: &Case, to: &Licence, birth: jiff::civil::Date, stamp: Stamp) -> Result<Transfer, Problem> {
    let app = &case.desk.app;
    Ok(Transfer::prepare(
        app.id()?,
        app.chance.bytes()?,
        case.dossier(),
        birth,
        Party::of(&case.desk.licence),
        Party::of(to),
        stamp,
    ))
}
