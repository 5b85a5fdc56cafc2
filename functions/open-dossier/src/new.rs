//! Opening a dossier: for whom, and at which level of support.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use domain::{
    access::{Action, Resource},
    author::Author,
    dossier::{CannotOpen, Dossier, DossierRow, DossierStatus, Level, OpenDossierInput, Origin, may_open},
    ids::{DossierId, LearnerId},
    input::Faults,
    learner::{Learner, LearnerRow},
    steps::standard_domains,
};
use http::StatusCode;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{App, Conflict, Entity, StoreError, Stored, keys, learners::RUNNING};
use web::{
    Desk, Page, Posted, Problem, SignedIn, Visitor,
    faults::Told,
    page::Go,
    steps,
    ui::{Button, Choice, Chrome, Column, EmptyState, Field, Hidden, Notice, Radios, SearchBox, Table, TableRow},
    visitor::query,
    words,
};

use crate::{id, t};

/// What is typed to open a dossier.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Input {
    /// For whom.
    pub learner: String,
    /// The level of support.
    #[serde(flatten)]
    pub dossier: OpenDossierInput,
}

#[derive(Template, Serialize)]
#[template(path = "new.html")]
struct New {
    learner: LearnerId,
    running: Option<DossierId>,
    earlier: Vec<DossierId>,
    #[serde(skip)]
    once: Hidden,
    #[serde(skip)]
    notice: Option<Notice>,
    level: Option<Radios>,
    #[serde(skip)]
    button: Button,
}

#[derive(Template, Serialize)]
#[template(path = "choose.html")]
struct Choose {
    learners: Vec<LearnerId>,
    #[serde(skip)]
    search: SearchBox,
    #[serde(skip)]
    table: Table,
    #[serde(skip)]
    empty: Option<EmptyState>,
}

/// The learner and what is known of dossiers, when entering.
struct Whom {
    learner: Stored<Learner>,
    running: Option<DossierId>,
}

impl Whom {
    fn keys(session: &SignedIn, learner: LearnerId) -> [keys::Key; 2] {
        [keys::learner(session.licence, learner), keys::running_dossier(session.licence, learner)]
    }

    fn take(desk: &mut Desk, learner: LearnerId) -> Result<Self, Problem> {
        let licence = desk.licence.id;
        let whom = Self {
            learner: desk.found.entity::<Learner>(licence, &learner)?,
            running: desk.found.running(licence, learner)?,
        };
        desk.may(Action::OpenDossier, &Resource::Learner(&whom.learner.value.whereabouts(desk.today())))?;
        Ok(whom)
    }
}

/// `GET /dossiers/new`
pub async fn form(State(app): State<App>, visitor: Visitor, session: SignedIn) -> Result<Page, Problem> {
    let Some(learner) = query(&visitor.uri, "learner").filter(|typed| !typed.is_empty()) else {
        return choose(&app, &visitor, &session).await;
    };
    let learner = id(&learner)?;
    let scope = session.scope();
    let records = app.store.licence(&scope);
    let keys = Whom::keys(&session, learner);
    let (desk, dossiers) = tokio::join!(session.enter(&app, &visitor, &keys), records.register::<DossierRow>());
    let mut desk = desk?;
    let whom = Whom::take(&mut desk, learner)?;
    let is_earlier = |row: &DossierRow| row.id.learner == learner && row.status != DossierStatus::Running;
    let earlier = dossiers?.into_iter().filter(is_earlier).map(|row| row.id).collect();
    page(&desk, &whom, earlier, &OpenDossierInput::default(), &Faults::default()).map(|(page, _)| page)
}

/// Who is it for? The learners without a running dossier for whom one may be opened.
async fn choose(app: &App, visitor: &Visitor, session: &SignedIn) -> Result<Page, Problem> {
    let scope = session.scope();
    let records = app.store.licence(&scope);
    let (desk, learners) = tokio::join!(session.enter(app, visitor, &[]), records.register::<LearnerRow>());
    let desk = desk?;
    desk.may_here(Action::OpenDossier)?;
    let (t, today) = (t(visitor.locale), desk.today());
    let q = query(&visitor.uri, "q").unwrap_or_default();
    let may = |row: &LearnerRow| desk.may(Action::OpenDossier, &Resource::Learner(&row.whereabouts(today))).is_ok();
    let open = |row: &LearnerRow| {
        !row.ended
            && row.running.is_none()
            && row.location_on(today).is_some()
            && (q.trim().is_empty() || row.matches(&q))
    };
    let mut rows: Vec<_> = learners?.into_iter().filter(|row| may(row) && open(row)).collect();
    rows.sort_by(|a, b| a.sort.cmp(&b.sort));
    let link = |row: &LearnerRow| TableRow::new(&*row.name).href(format!("/dossiers/new?learner={}", row.id));
    let view = Choose {
        search: SearchBox::new(words(visitor.locale), "/dossiers/new", t.search()).value(q),
        table: Table::new(t.choose_title(), [Column::new(t.learner())]).quiet_caption().rows(rows.iter().map(link)),
        empty: rows.is_empty().then(|| {
            EmptyState::new(t.choose_empty_title(), t.choose_empty_text())
                .button(Button::new(t.add_learner()).href("/learners/new"))
        }),
        learners: rows.into_iter().map(|row| row.id).collect(),
    };
    Ok(desk.page(t.choose_title(), &view).chrome(|chrome| chrome.back("/dossiers", t.title())))
}

/// The form, or why there is none; and the fields with something wrong.
fn page(
    desk: &Desk,
    whom: &Whom,
    earlier: Vec<DossierId>,
    typed: &OpenDossierInput,
    faults: &Faults,
) -> Result<(Page, Radios), Problem> {
    let (t, locale) = (t(desk.locale()), desk.locale());
    let name = whom.learner.value.name.full();
    let hints = |level| match level {
        Level::Light => t.level_light_hint(),
        Level::ExtraAtSchool => t.level_extra_at_school_hint(),
        Level::ExtraInSetting => t.level_extra_in_setting_hint(),
    };
    let choices =
        Level::ALL.into_iter().map(|level| Choice::new(level.as_str(), steps::level(level, locale)).hint(hints(level)));
    let level = choices
        .fold(Radios::new(words(locale), "level", t.level_question()), Radios::choice)
        .value(typed.level.trim())
        .error(Told::new(faults, locale).at("level"));
    let refused = may_open(&whom.learner.value, whom.running, desk.today()).err();
    let notice = match (refused, earlier.last()) {
        (Some(refused), _) => Some(stopped(desk, &name, refused)),
        (None, Some(last)) => Some(
            Notice::info(t.earlier_title(&name))
                .text(t.earlier_text())
                .link(format!("/dossiers/{last}"), t.earlier_link()),
        ),
        (None, None) => None,
    };
    let view = New {
        learner: whom.learner.value.id,
        running: whom.running,
        earlier,
        once: desk.once()?,
        notice,
        level: refused.is_none().then(|| level.clone()),
        button: Button::new(t.open()),
    };
    let back = format!("/learners/{}", whom.learner.value.id);
    Ok((desk.page(t.new_title(&name), &view).chrome(|chrome: Chrome| chrome.back(back, name)), level))
}

fn stopped(desk: &Desk, name: &str, refused: CannotOpen) -> Notice {
    let t = t(desk.locale());
    match refused {
        CannotOpen::Running { dossier } => Notice::stop(t.running_title(name))
            .text(t.running_text())
            .link(format!("/dossiers/{dossier}"), t.running_link()),
        CannotOpen::NotEnrolled => Notice::stop(t.not_enrolled_title(name)).text(t.not_enrolled_text()),
        CannotOpen::Merged => Notice::stop(t.merged_title(name)).text(t.merged_text()),
    }
}

/// `POST /dossiers`
pub async fn open(State(app): State<App>, visitor: Visitor, posted: Posted<Input>) -> Result<Response, Problem> {
    let learner = id(&posted.form.learner)?;
    let mut desk = posted.enter(&app, &visitor, &Whom::keys(&posted.session, learner)).await?;
    let whom = Whom::take(&mut desk, learner)?;
    let level = match posted.form.dossier.parse() {
        Ok(level) => level,
        Err(faults) => {
            let (page, field) = page(&desk, &whom, Vec::new(), &posted.form.dossier, &faults)?;
            return Ok(page.invalid(faults, [&field as &dyn Field]).into_response());
        }
    };
    if may_open(&whom.learner.value, whom.running, desk.today()).is_err() {
        return refused(&desk, &whom, &posted.form.dossier);
    }
    let dossier = Dossier::open(
        DossierId { learner, number: app.id()? },
        level,
        standard_domains(),
        Origin::New,
        Author::of(&desk.actor.member).at(desk.now()),
    );
    let opened = desk
        .change()
        .open_dossier(desk.licence.id, &whom.learner, &dossier)
        .audit(&desk.did("opened", format!("DOSSIER#{}", dossier.id)).with("level", level.as_str()))
        .commit(format!("/dossiers/{}", dossier.id))
        .await;
    match opened {
        Err(StoreError::Conflict(Conflict::Taken(RUNNING) | Conflict::Stale(Learner::ENTITY))) => {
            let running = desk.records().running_dossier(learner).await?;
            refused(&desk, &Whom { running, ..whom }, &posted.form.dossier)
        }
        opened => Ok(Go::from(opened?).into_response()),
    }
}

/// The page that says why not: 409, and where to go.
fn refused(desk: &Desk, whom: &Whom, typed: &OpenDossierInput) -> Result<Response, Problem> {
    let (page, _) = page(desk, whom, Vec::new(), typed, &Faults::default())?;
    Ok(page.status(StatusCode::CONFLICT).into_response())
}
