//! Taking a package back, at both sides: before it is opened, after it was locked, or when it has expired.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    access::{Action, Resource},
    author::Author,
    ids::TransferId,
    learner::Learner,
    transfer::{Transfer, TransferState},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{
    App, Entity, Stored,
    audit::{Entry, Who},
    dossiers::Collection,
};
use web::{
    Desk, Page, Posted, Problem, Visitor,
    page::{Go, see_other},
    ui::{Button, ConfirmPage, Hidden},
    words,
};

use crate::{id, page_of, t};

/// What is sent to take a package back.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct WithdrawInput {
    /// `yes` once it was shown what that means.
    pub confirm: String,
    /// `yes` to set a fresh one out for the same receiver.
    pub again: String,
}

#[derive(Template, Serialize)]
#[template(path = "withdraw.html")]
struct Confirm {
    transfer: TransferId,
    number: String,
    #[serde(skip)]
    confirm: ConfirmPage,
}

/// `POST /transfers/{transfer}/withdraw`
pub(crate) async fn withdraw(
    State(app): State<App>,
    Path(transfer): Path<String>,
    visitor: Visitor,
    posted: Posted<WithdrawInput>,
) -> Result<Response, Problem> {
    let id: TransferId = id(&transfer)?;
    let mut desk = posted.enter(&app, &visitor, &[Transfer::key(posted.session.licence, &id)]).await?;
    desk.may_here(Action::Export)?;
    let licence = desk.licence.id;
    let transfer = desk.found.entity::<Transfer>(licence, &id)?;
    if transfer.value.from.licence != licence {
        return Err(Problem::NotFound);
    }
    let dossier = transfer.value.dossier;
    let mut wanted = Collection::keys(licence, dossier, &[]);
    wanted.push(Learner::key(licence, &dossier.learner));
    let mut found = app.store.batch(&wanted).await?;
    let learner = found.entity::<Learner>(licence, &dossier.learner)?.value;
    desk.may(Action::Export, &Resource::Learner(&learner.whereabouts(desk.today())))?;
    if posted.form.confirm != "yes" {
        return Ok(confirm(&desk, &transfer.value, &posted.form.again)?.into_response());
    }
    let read = Collection::take(&mut found, licence, dossier, &[])?;
    carry_out(&desk, transfer, read, posted.form.again == "yes").await
}

fn confirm(desk: &Desk, transfer: &Transfer, again: &str) -> Result<Page, Problem> {
    let (t, back) = (t(desk.locale()), page_of(transfer.dossier));
    let again = if again == "yes" { "yes" } else { "no" };
    let text = t.withdraw_text(&transfer.number, &transfer.to.display_name);
    let confirm = ConfirmPage::new(
        words(desk.locale()),
        text,
        format!("/transfers/{}/withdraw", transfer.id),
        Button::new(t.withdraw_confirm()).danger(),
        back.clone(),
    )
    .will(t.withdraw_will())
    .will_not(t.withdraw_will_not())
    .hidden(desk.once()?)
    .hidden(Hidden::new("confirm", "yes"))
    .hidden(Hidden::new("again", again));
    let view = Confirm { transfer: transfer.id, number: transfer.number.clone(), confirm };
    Ok(desk.page(t.withdraw_title(), &view).chrome(|chrome| chrome.back(back, t.title())))
}

async fn carry_out(
    desk: &Desk,
    mut transfer: Stored<Transfer>,
    mut read: Collection,
    again: bool,
) -> Result<Response, Problem> {
    let (now, was, receiver) = (desk.now(), transfer.value.state, transfer.value.to.licence);
    let dossier = page_of(transfer.value.dossier);
    let is_over = transfer.value.expire(now) || transfer.value.withdraw(now).is_ok();
    if !is_over || read.track.dossier.take_back().is_err() {
        return Ok(see_other(&dossier));
    }
    let stamp = Author::of(&desk.actor.member).at(now);
    let act = if transfer.value.state == TransferState::Expired { "expired" } else { "withdrawn" };
    let entry = desk
        .did(act, format!("DOSSIER#{}", transfer.value.dossier))
        .with("transfer", transfer.value.id)
        .with("number", &transfer.value.number);
    let ending = desk.app.store.ending(&transfer.value)?;
    let change = desk.change().save_transfer(&transfer).save_dossier(&read, &[], &stamp).then(&ending);
    let mut change = change.audit(&entry);
    // The receiver has a copy once it was packed.
    if matches!(was, TransferState::Waiting | TransferState::Locked) {
        let theirs =
            Entry::new(receiver, format!("TRANSFER#{}", transfer.value.id), act, Who::platform("export-dossier"))
                .with("number", &transfer.value.number);
        change = change.tell_transfer(receiver, &transfer.value, was).audit(&theirs);
    }
    let to = if again {
        format!("{dossier}?step=check&receiver={}&done=withdrawn", transfer.value.to.name)
    } else {
        format!("{dossier}?done=withdrawn")
    };
    Ok(Go::from(change.commit(to).await?).into_response())
}
