//! Removing a file: what it means is shown first. The bytes stay until the retention of the dossier says otherwise; nobody can fetch them.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    access::Action,
    author::Author,
    file::FileMeta,
    ids::{DossierId, FileId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{
    Desk, Page, Posted, Problem, Visitor,
    page::{Go, see_other},
    ui::{Button, ConfirmPage, Hidden},
    words,
};

use crate::{Deps, id, learner, subject, t, taken, to_file, to_list, wanted};

/// What is sent to remove a file.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RemoveInput {
    /// `yes` once it was shown what that means.
    pub confirm: String,
}

#[derive(Template, Serialize)]
#[template(path = "remove.html")]
struct Confirm {
    confirm: ConfirmPage,
}

fn confirm(desk: &Desk, caption: String, file: &FileMeta) -> Result<Page, Problem> {
    let (t, here) = (t(desk.locale()), to_file(file.dossier, file.id));
    let confirm = ConfirmPage::new(
        words(desk.locale()),
        t.remove_text(&file.name),
        format!("{here}/remove"),
        Button::new(t.remove_confirm()).danger(),
        here,
    )
    .will(t.remove_will())
    .will_not(t.remove_will_not())
    .hidden(desk.once()?)
    .hidden(Hidden::new("confirm", "yes"));
    Ok(desk.page(t.remove_title(), &Confirm { confirm }).chrome(|chrome| chrome.caption(caption)))
}

pub async fn remove(
    State(deps): State<Deps>,
    Path((dossier, file)): Path<(String, String)>,
    visitor: Visitor,
    posted: Posted<RemoveInput>,
) -> Result<Response, Problem> {
    let (dossier, file) = (id::<DossierId>(&dossier)?, id::<FileId>(&file)?);
    let mut desk = posted.enter(&deps.app, &visitor, &wanted(posted.session.licence, dossier, file)).await?;
    let of = learner(&mut desk, Action::WriteDossier, dossier)?;
    let (header, mut file) = taken(&mut desk, dossier, file)?;
    if !header.track.dossier.is_running() {
        return Err(Problem::Stale);
    }
    if posted.form.confirm != "yes" {
        return Ok(confirm(&desk, of.name.full(), &file.value)?.into_response());
    }
    let (author, now) = (Author::of(&desk.actor.member), desk.now());
    let to = format!("{}?done=removed", to_list(dossier));
    if !file.value.remove(author.clone(), now, desk.today()) {
        return Ok(see_other(&to));
    }
    let entry = desk.did("file-removed", subject(dossier)).with("file", file.value.id);
    let done = desk.change().save_dossier(&header, &[], &author.at(now)).save(&file).audit(&entry).commit(to).await?;
    Ok(Go::from(done).into_response())
}
