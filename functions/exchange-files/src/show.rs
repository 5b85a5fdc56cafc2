//! One file: how far it is, the form that sends it, and fetching it.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    access::Action,
    file::{FileMeta, FileState},
    ids::{DossierId, FileId},
};
use files::{Place, UploadForm};
use serde::Serialize;
use store::dossiers::Collection;
use web::{
    Desk, Page, Problem, SignedIn, Visitor, dates,
    page::see_other,
    ui::{Button, FileField, Hidden, Html, Notice, SummaryList, SummaryRow, Upload},
    words,
};

use crate::{Deps, id, learner, may_write, subject, t, taken, to_file, to_list, wanted, words as named};

#[derive(Template, Serialize)]
#[template(path = "file.html")]
struct FilePage {
    file: FileMeta,
    /// Where the file itself is sent to, while it is waited for.
    upload: Option<UploadForm>,
    #[serde(skip)]
    summary: SummaryList,
    #[serde(skip)]
    notice: Option<Notice>,
    #[serde(skip)]
    send: Option<Upload>,
    #[serde(skip)]
    download: Option<Button>,
    #[serde(skip)]
    remove: Option<Remove>,
}

struct Remove {
    action: String,
    once: Hidden,
    button: Button,
}

fn summary(file: &FileMeta, desk: &Desk) -> SummaryList {
    let (t, locale) = (t(desk.locale()), desk.locale());
    let list = SummaryList::new(words(locale))
        .answer(t.column_name(), file.name.as_str())
        .answer(t.column_purpose(), named::purpose(file.purpose, locale))
        .row(SummaryRow::with(t.column_state(), Html::of(named::tag(&file.state, locale))))
        .answer(t.column_added(), t.added_by(&file.added.by.name, dates::moment(file.added.at, locale)));
    match &file.state {
        FileState::Available { size, .. } => list.answer(t.size_label(), named::size(*size, locale)),
        FileState::Removed { by } => {
            list.answer(t.removed_label(), t.added_by(&by.by.name, dates::moment(by.at, locale)))
        }
        FileState::Pending | FileState::Refused { .. } => list,
    }
}

fn notice(file: &FileMeta, sent: bool, desk: &Desk) -> Option<Notice> {
    let t = t(desk.locale());
    match file.state {
        FileState::Pending if sent => Some(
            Notice::info(t.checking_title())
                .text(t.checking_text())
                .link(to_file(file.dossier, file.id) + "/uploaded", t.checking_again())
                .live(),
        ),
        FileState::Refused { why } => Some(Notice::attention(t.refused_title()).text(named::why(why, desk.locale()))),
        _ => None,
    }
}

fn send(form: &UploadForm, file: &FileMeta, desk: &Desk) -> Upload {
    let t = t(desk.locale());
    let field = FileField::new(words(desk.locale()), "file", t.send_label())
        .hint(t.send_hint(domain::file::MAX_MEGABYTES))
        .accept(named::accept(file.kind));
    Upload::new(&form.url, &form.fields, field, Button::new(t.send_button()))
        .says(t.send_heading(), t.send_text(&file.name))
}

/// Whose page it is, and what was read for it.
struct Opened {
    desk: Desk,
    caption: String,
    header: Collection,
    file: FileMeta,
    writes: bool,
}

async fn open(
    deps: &Deps,
    visitor: &Visitor,
    session: &SignedIn,
    dossier: DossierId,
    file: FileId,
) -> Result<Opened, Problem> {
    let mut desk = session.enter(&deps.app, visitor, &wanted(session.licence, dossier, file)).await?;
    let of = learner(&mut desk, Action::ReadDossier, dossier)?;
    let (header, file) = taken(&mut desk, dossier, file)?;
    let writes = may_write(&desk, &of, &header);
    Ok(Opened { caption: of.name.full(), desk, header, file: file.value, writes })
}

async fn page(deps: &Deps, opened: Opened, sent: bool) -> Result<Page, Problem> {
    let Opened { desk, caption, header, file, writes } = opened;
    let (t, dossier) = (t(desk.locale()), header.id());
    let here = to_file(dossier, file.id);
    let waits = file.state == FileState::Pending && writes && !sent;
    let back = format!("{}{here}/uploaded", deps.app.public_url);
    let upload = if waits {
        Some(
            deps.files
                .upload_form(
                    &desk.actor.scope,
                    Place::Upload { dossier, file: file.id },
                    file.kind.content_type(),
                    &back,
                )
                .await
                .map_err(Problem::unavailable)?,
        )
    } else {
        None
    };
    let removable = writes && !matches!(file.state, FileState::Removed { .. });
    let remove = Remove {
        action: format!("{here}/remove"),
        once: desk.once()?,
        button: Button::new(t.remove_button()).secondary(),
    };
    let view = FilePage {
        summary: summary(&file, &desk),
        notice: notice(&file, sent, &desk),
        send: upload.as_ref().map(|form| send(form, &file, &desk)),
        download: file.is_available().then(|| Button::new(t.download_button()).href(format!("{here}/download"))),
        remove: removable.then_some(remove),
        upload,
        file,
    };
    deps.app.store.note(&desk.did("viewed", subject(dossier)).with("part", "file").with("file", view.file.id)).await?;
    Ok(desk
        .page(view.file.name.as_str(), &view)
        .chrome(|chrome| chrome.caption(caption).back(to_list(dossier), t.back_to_files())))
}

pub async fn show(
    State(deps): State<Deps>,
    Path((dossier, file)): Path<(String, String)>,
    visitor: Visitor,
    session: SignedIn,
) -> Result<Page, Problem> {
    let opened = open(&deps, &visitor, &session, id(&dossier)?, id(&file)?).await?;
    page(&deps, opened, false).await
}

/// S3 leads here after it took the file. What it tells in the query is not looked at: its event is what counts.
pub async fn uploaded(
    State(deps): State<Deps>,
    Path((dossier, file)): Path<(String, String)>,
    visitor: Visitor,
    session: SignedIn,
) -> Result<Response, Problem> {
    let opened = open(&deps, &visitor, &session, id(&dossier)?, id(&file)?).await?;
    if opened.file.state != FileState::Pending {
        return Ok(see_other(&to_file(opened.header.id(), opened.file.id)));
    }
    Ok(page(&deps, opened, true).await?.into_response())
}

pub async fn download(
    State(deps): State<Deps>,
    Path((dossier, file)): Path<(String, String)>,
    visitor: Visitor,
    session: SignedIn,
) -> Result<Response, Problem> {
    let Opened { desk, header, file, .. } = open(&deps, &visitor, &session, id(&dossier)?, id(&file)?).await?;
    if !file.is_available() {
        return Ok(see_other(&to_file(header.id(), file.id)));
    }
    deps.app.store.note(&desk.did("downloaded", subject(header.id())).with("file", file.id)).await?;
    let place = Place::File { dossier: header.id(), file: file.id };
    Ok(see_other(&deps.files.download_url(&desk.actor.scope, place, &file.name).await.map_err(Problem::unavailable)?))
}
