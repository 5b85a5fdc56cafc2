//! One file: the form that sends it, what its check says, how far loading is, and what was loaded.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    ids::PupilFileId,
    input::Faults,
    learner::{Learner, LearnerRow},
    pupil_file::{Origin, PupilFile, PupilFileState},
    staff::StaffRow,
    steps::Form,
};
use files::{FilesError, Place, UploadForm};
use roster::Check;
use serde::Serialize;
use store::{Entity as _, Stored};
use web::{
    Desk, Page, Problem, SignedIn, Visitor, dates, id,
    page::see_other,
    ui::{Button, Checkboxes, Details, FileField, Hidden, Notice, Progress, SummaryList, Table, Upload},
    visitor::query,
    words,
};

use crate::{
    Deps, HERE, beyond,
    doubts::Doubts,
    leavers::{self, Leavers},
    may_at, place, report, t, to_file, told,
};

/// A file with what its page needs.
pub struct Scene {
    pub desk: Desk,
    pub file: Stored<PupilFile>,
    /// What the check found, once there is one.
    pub check: Option<Check>,
    /// Everybody in the licence: a check names learners by id.
    pub learners: Vec<LearnerRow>,
    /// All staff of the licence, beside whom the teachers of the file are shown.
    pub staff: Vec<StaffRow>,
    /// Who is asked about because a file that was loaded does not have them.
    pub asked: Vec<Stored<Learner>>,
}

impl Scene {
    /// The file, after the right to it was shown, with its check.
    pub async fn read(deps: &Deps, mut desk: Desk, id: PupilFileId) -> Result<Self, Problem> {
        desk.may_here(domain::access::Action::ImportRoster)?;
        let file = desk.found.entity::<PupilFile>(desk.licence.id, &id)?;
        // Of a location out of reach nothing is told, not even that it loads files.
        may_at(&desk, file.value.location).map_err(|_| Problem::NotFound)?;
        let Some(hash) = file.value.check.clone() else {
            return Ok(Self { desk, file, check: None, learners: Vec::new(), staff: Vec::new(), asked: Vec::new() });
        };
        let place = Place::RosterCheck { file: id, hash: &hash };
        let records = desk.records();
        let (found, learners, staff) = futures::join!(
            deps.files.get(&desk.actor.scope, place, Check::LARGEST),
            records.register::<LearnerRow>(),
            records.register::<StaffRow>()
        );
        let check = match found {
            Ok(found) => Some(read(&found.bytes)?),
            Err(FilesError::NotFound) => None,
            Err(error) => return Err(Problem::unavailable(error)),
        };
        leavers::read(Self { learners: learners?, staff: staff?, desk, file, check, asked: Vec::new() }).await
    }

    /// The name of a learner as lists show it.
    pub fn learner(&self, id: domain::ids::LearnerId) -> Option<&LearnerRow> {
        self.learners.iter().find(|row| row.id == id)
    }
}

/// What a worker kept. One that cannot be read is no reason to show a page without it.
fn read(bytes: &[u8]) -> Result<Check, Problem> {
    serde_json::from_slice(bytes).map_err(|error| Problem::Unavailable(format!("the check cannot be read: {error}")))
}

#[derive(Template, Serialize)]
#[template(path = "roster.html")]
struct View {
    file: PupilFile,
    check: Option<Check>,
    /// Where the file itself is sent to, while it is waited for.
    upload: Option<UploadForm>,
    #[serde(skip)]
    parts: Parts,
}

/// Names of files that a browser offers. What a file is, its content tells.
const ACCEPTED: &str = ".xml,.edexml,.csv,.txt,.xlsx";

/// What stands on the page, from top to bottom.
#[derive(Default)]
pub struct Parts {
    pub notices: Vec<Notice>,
    pub progress: Option<Progress>,
    pub summary: Option<SummaryList>,
    pub counts: Option<SummaryList>,
    pub tables: Vec<Table>,
    pub details: Vec<Details>,
    pub leavers: Option<Leavers>,
    pub send: Option<Upload>,
    pub doubts: Option<Doubts>,
    pub sure: Option<Checkboxes>,
    pub action: String,
    pub once: Option<Hidden>,
    pub buttons: Vec<Button>,
    pub links: Vec<Button>,
}

fn send(form: &UploadForm, desk: &Desk) -> Upload {
    let t = t(desk.locale());
    let field = FileField::new(words(desk.locale()), "file", t.send_label()).hint(t.send_hint()).accept(ACCEPTED);
    Upload::new(&form.url, &form.fields, field, Button::new(t.send_button())).says(t.send_heading(), t.send_text())
}

/// Whether somebody else has to confirm the file.
fn is_beyond(scene: &Scene) -> bool {
    scene.check.as_ref().is_some_and(|check| !beyond(&scene.desk, check).is_empty())
}

/// What the buttons send, in the states that have some.
fn buttons(scene: &Scene) -> Vec<Button> {
    let t = t(scene.desk.locale());
    let withdraw = Button::new(t.withdraw()).secondary().named("act", "withdraw");
    let file = &scene.file.value;
    match &file.state {
        _ if file.is_given_up() && file.is_gone() => vec![withdraw],
        _ if file.is_given_up() => vec![Button::new(t.resume()).named("act", "resume"), withdraw],
        PupilFileState::Waiting | PupilFileState::Checking => vec![withdraw],
        PupilFileState::Checked if is_beyond(scene) => vec![withdraw],
        PupilFileState::Checked => vec![Button::new(t.load()).named("act", "load"), withdraw],
        _ => Vec::new(),
    }
}

fn notice(scene: &Scene) -> Option<Notice> {
    let (t, locale, file) = (t(scene.desk.locale()), scene.desk.locale(), &scene.file.value);
    let again = |notice: Notice| notice.link(to_file(file.id), t.look_again()).live();
    let by = |stamp: &domain::author::Stamp| t.by(&stamp.by.name, dates::moment(stamp.at, locale));
    match &file.state {
        _ if file.is_given_up() && file.is_gone() => Some(Notice::stop(t.given_up_title()).text(t.given_up_gone())),
        _ if file.is_given_up() => {
            let until = file.ends().map(|ends| t.given_up_until(dates::moment(ends, locale))).unwrap_or_default();
            Some(Notice::stop(t.given_up_title()).text(format!("{} {until}", t.given_up_text())))
        }
        PupilFileState::Waiting => None,
        PupilFileState::Checking => Some(again(Notice::info(t.checking_title()).text(t.checking_text()))),
        PupilFileState::Refused { why } => Some(Notice::stop(t.refused_title()).text(told::refused(*why, locale))),
        PupilFileState::Stopped if scene.check.is_some() => None,
        PupilFileState::Stopped => Some(Notice::stop(t.stopped_title()).text(t.details_gone())),
        PupilFileState::Checked => {
            let until = file.ends().map(|ends| t.checked_until(dates::moment(ends, locale))).unwrap_or_default();
            Some(Notice::info(t.checked_title()).text(format!("{} {until}", t.checked_text())))
        }
        PupilFileState::Loading => Some(again(Notice::info(t.loading_title()).text(t.loading_text()))),
        PupilFileState::Loaded { at } => {
            let text = file.confirmed.as_ref().map(by).unwrap_or_default();
            Some(Notice::success(t.loaded_title(dates::moment(*at, locale))).text(text))
        }
        PupilFileState::Withdrawn { by: stamp } => Some(Notice::info(t.withdrawn_title()).text(by(stamp))),
        PupilFileState::Expired { .. } => {
            let (title, text) = told::expired(file, locale);
            Some(Notice::attention(title).text(text))
        }
    }
}

/// The page of a file. `typed` are decisions that could not be taken over.
pub fn page(scene: &Scene, upload: Option<UploadForm>, typed: &Form) -> Result<Page, Problem> {
    page_of(scene, upload, parts(scene, typed, &Faults::default())?)
}

/// What there is to see of a file. `faults` are those of who was ticked to leave.
pub fn parts(scene: &Scene, typed: &Form, faults: &Faults) -> Result<Parts, Problem> {
    match (&scene.check, &scene.file.value.state) {
        (Some(check), PupilFileState::Loaded { .. }) => {
            Ok(Parts { leavers: leavers::part(scene, check, typed, faults)?, ..report::loaded(scene, check)? })
        }
        (Some(check), PupilFileState::Loading) => Ok(report::loading(scene, check)),
        (Some(check), _) => report::checked(scene, check, typed),
        (None, PupilFileState::Loading) => Ok(report::let_go(scene)),
        (None, PupilFileState::Loaded { .. }) => Ok(report::forgotten(scene)),
        (None, _) => Ok(Parts::default()),
    }
}

/// The page with these parts.
pub fn page_of(scene: &Scene, upload: Option<UploadForm>, mut parts: Parts) -> Result<Page, Problem> {
    let (t, desk, file) = (t(scene.desk.locale()), &scene.desk, &scene.file.value);
    parts.notices.splice(0..0, notice(scene));
    parts.send = upload.as_ref().map(|form| send(form, desk));
    parts.action = to_file(file.id);
    parts.buttons = buttons(scene);
    parts.once = if parts.buttons.is_empty() { None } else { Some(desk.once()?) };
    if file.is_over() {
        parts.links.push(Button::new(t.another()).secondary().href(HERE));
    }
    let view = View { file: file.clone(), check: scene.check.clone(), upload, parts };
    let caption = place(desk, file.location);
    Ok(desk.page(t.file_title(), &view).chrome(|chrome| chrome.caption(caption).back(HERE, t.back_to_list())))
}

async fn enter(
    deps: &Deps,
    file: &str,
    visitor: &Visitor,
    session: &SignedIn,
) -> Result<(PupilFileId, Scene), Problem> {
    let id = id::<PupilFileId>(file)?;
    let desk = session.enter(&deps.app, visitor, &[PupilFile::key(session.licence, &id)]).await?;
    Ok((id, Scene::read(deps, desk, id).await?))
}

/// `GET /rosters/{roster}`
pub async fn show(
    State(deps): State<Deps>,
    Path(file): Path<String>,
    visitor: Visitor,
    session: SignedIn,
) -> Result<Page, Problem> {
    let (id, scene) = enter(&deps, &file, &visitor, &session).await?;
    // What another system put down is on its way by itself.
    let is_sent = matches!(scene.file.value.origin, Origin::Person { .. });
    let upload = if is_sent && scene.file.value.state == PupilFileState::Waiting {
        let back = format!("{}{}/uploaded", deps.app.public_url, to_file(id));
        let form =
            deps.files.upload_form(&scene.desk.actor.scope, Place::PupilFile(id), "application/octet-stream", &back);
        Some(form.await.map_err(Problem::unavailable)?)
    } else {
        None
    };
    let t = t(scene.desk.locale());
    let flash = match query(&visitor.uri, "done").as_deref() {
        Some("busy") => Some(Notice::attention(t.other_loading_title()).text(t.other_loading_text()).live()),
        Some("ended") => Some(leavers::done(&visitor)),
        _ => None,
    };
    Ok(page(&scene, upload, &Form::default())?.chrome(|chrome| chrome.flash(flash)))
}

/// S3 leads here after it took the file. What it tells in the query is not looked at: its event is what counts.
pub async fn uploaded(
    State(deps): State<Deps>,
    Path(file): Path<String>,
    visitor: Visitor,
    session: SignedIn,
) -> Result<Response, Problem> {
    let (id, scene) = enter(&deps, &file, &visitor, &session).await?;
    if scene.file.value.state != PupilFileState::Waiting {
        return Ok(see_other(&to_file(id)));
    }
    let t = t(scene.desk.locale());
    let here = to_file(id) + "/uploaded";
    let notice = Notice::info(t.checking_title()).text(t.checking_text()).link(here, t.look_again()).live();
    Ok(page(&scene, None, &Form::default())?.chrome(|chrome| chrome.flash(Some(notice))).into_response())
}
