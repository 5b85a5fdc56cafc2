//! The page of one subject: its form while the profile can be written in, what was written when it is done.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use domain::{
    access::Action,
    input::Faults,
    steps::{Form, StepContent, StepStatus, Subject, definition},
};
use http::StatusCode;
use serde::Serialize;
use store::App;
use web::{
    Page, Problem, SignedIn, Visitor, dates,
    faults::Wrong,
    stale::Stale,
    steps::{Maker, Reading},
    ui::{Button, Field, Hidden, Html, Notice},
    visitor::query,
};

use crate::{
    here::{At, Here, STEP},
    t,
};

/// What a form shows that was not kept.
#[derive(Default)]
pub struct Unkept {
    /// What was typed.
    pub form: Form,
    /// What is wrong with it.
    pub faults: Faults,
    /// Somebody else's text beside it.
    pub stale: Option<Stale>,
}

#[derive(Template, Serialize)]
#[template(path = "subject.html")]
struct View {
    subject: Subject,
    /// How far the profile is as a whole.
    profile: StepStatus,
    /// Whether it can be written in now.
    open: bool,
    /// The mark of this text, to send along with a save.
    seen: String,
    content: StepContent,
    #[serde(skip_serializing_if = "Option::is_none")]
    stale: Option<Stale>,
    #[serde(skip)]
    notice: Option<Notice>,
    #[serde(skip)]
    lead: String,
    #[serde(skip)]
    action: String,
    #[serde(skip)]
    fields: Vec<Hidden>,
    #[serde(skip)]
    form: Option<Html>,
    #[serde(skip)]
    save: Button,
    #[serde(skip)]
    reading: Option<Reading>,
    #[serde(skip)]
    nothing: String,
}

/// `GET /dossiers/{dossier}/subjects/{subject}`
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    session: SignedIn,
    Path(path): Path<(String, String)>,
) -> Result<Page, Problem> {
    let at = At::parse(&path)?;
    let keys = at.keys(&session);
    let here = Here::enter(at, Action::ReadSubject, session.enter(&app, &visitor, &keys)).await?;
    let row = here.desk.did("viewed", at.about()).with("step", STEP).with("subject", at.subject.as_str());
    // If the row cannot be written, nothing is shown.
    app.store.note(&row).await?;
    page(&here, None).map(|(page, _)| page)
}

/// The page after something that was not kept: 422 for faults, 409 for what came too late.
///
/// # Errors
/// As the page.
pub fn unkept(here: &Here, unkept: Unkept) -> Result<Page, Problem> {
    let (faults, is_stale) = (unkept.faults.clone(), unkept.stale.is_some());
    let (page, wrong) = page(here, Some(unkept))?;
    if is_stale {
        return Ok(page.status(StatusCode::CONFLICT));
    }
    Ok(page.invalid(faults, wrong.iter().map(|wrong| wrong as &dyn Field)))
}

fn page(here: &Here, unkept: Option<Unkept>) -> Result<(Page, Vec<Wrong>), Problem> {
    let (t, locale) = (t(here.desk.locale()), here.desk.locale());
    let (subject, open) = (here.at.subject, here.is_open());
    let kept = || Unkept { form: here.part().to_form(definition(STEP), &here.context()), ..Unkept::default() };
    let unkept = unkept.unwrap_or_else(kept);
    let (form, wrong) = if open { fields(here, &unkept)? } else { (None, Vec::new()) };
    let nobody = BTreeMap::new();
    let reading = Reading::new(definition(STEP), &here.part(), &here.refers(&nobody), locale);
    let seen = here.seen()?;
    let name = here.learner.name.full();
    let view = View {
        subject,
        profile: here.status(),
        open,
        content: here.part(),
        stale: unkept.stale,
        notice: (!open).then(|| closed(here)),
        lead: t.subject_lead(&name),
        action: here.at.href(),
        fields: vec![here.desk.once()?, Hidden::new("seen", &*seen)],
        seen,
        form,
        save: Button::new(web::t(locale).save()),
        reading: (!open && !reading.is_empty()).then_some(reading),
        nothing: t.nothing(),
    };
    let saved = (query(&here.desk.visitor.uri, "done").as_deref() == Some("saved"))
        .then(|| Notice::success(t.saved_title()).text(t.saved_text()));
    let title = t.subject_of(dates::subject(subject, locale), &name);
    let page = here.desk.page(title, &view).chrome(|chrome| chrome.back("/subjects", t.title()).flash(saved));
    Ok((page, wrong))
}

/// Why nothing can be written here now, and who can change that.
fn closed(here: &Here) -> Notice {
    let t = t(here.desk.locale());
    if here.domains.is_empty() {
        return Notice::info(t.no_domains_title()).text(t.no_domains_text());
    }
    match here.status() {
        _ if !here.read.track.dossier.is_running() => Notice::info(t.archived_title()).text(t.archived_text()),
        StepStatus::NotApplicable => Notice::info(t.put_aside_title()).text(t.put_aside_text()),
        _ => Notice::info(t.finished_title()).text(t.finished_text()),
    }
}

fn fields(here: &Here, unkept: &Unkept) -> Result<(Option<Html>, Vec<Wrong>), Problem> {
    let (context, nobody) = (here.context(), BTreeMap::new());
    let maker = Maker {
        step: STEP,
        locale: here.desk.locale(),
        form: &unkept.form,
        faults: &unkept.faults,
        context: &context,
        staff: &[],
        refers: here.refers(&nobody),
    };
    let (blocks, wrong) = maker.make();
    let html = Html::render(&blocks)?;
    Ok((Some(html), wrong))
}
