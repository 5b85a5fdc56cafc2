//! The page of one learner: who it is, groups with their days, and, for who may see them, carers and the dossier.

use std::collections::{BTreeSet, HashMap};

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    access::{Action, Permit, Resource},
    calendar::{Period, SchoolYear},
    carer::{Authority, KnownCarer, Relation, shared_addresses},
    group::Group,
    ids::{CarerId, DossierId, GroupId, LearnerId},
    learner::{Birth, Enrolment, Learner},
    name::PersonName,
    steps::Subject,
};
use serde::Serialize;
use store::{App, learners::LearnerFile};
use web::{
    Desk, Problem, SignedIn, Visitor, dates,
    ui::{Button, Column, EmptyState, Notice, SummaryList, Table, TableRow},
    visitor::query,
    words,
};

use crate::{change, id, leaving, location_today, t, words_for};

/// A group the learner is or was in.
#[derive(Debug, Clone, Serialize)]
struct Joined {
    id: GroupId,
    name: String,
    kind: String,
    /// The days that are told of it, of which the last may be one on which it ended at once (0-24).
    #[serde(flatten)]
    period: Period,
    #[serde(skip)]
    is_over: bool,
}

/// A carer as listed; whole on a page of its own.
#[derive(Debug, Clone, Serialize)]
struct Listed {
    id: CarerId,
    name: PersonName,
    relation: Relation,
    authority: Authority,
    may_contact: bool,
    email: Option<String>,
}

#[derive(Template, Serialize)]
#[template(path = "show.html")]
struct Shown {
    id: LearnerId,
    version: u64,
    name: PersonName,
    birth: Option<Birth>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    enrolments: Vec<Enrolment>,
    year_level: Option<String>,
    groups: Vec<Joined>,
    /// Only for who may see carers.
    #[serde(skip_serializing_if = "Option::is_none")]
    carers: Option<Vec<Listed>>,
    /// Only for who may read dossiers.
    #[serde(skip_serializing_if = "Option::is_none")]
    dossier: Option<DossierId>,
    #[serde(skip)]
    parts: Parts,
}

/// What people see of it.
#[derive(Default)]
struct Parts {
    summary: Option<SummaryList>,
    change: Option<Button>,
    end: Option<Button>,
    groups_title: String,
    groups: Option<Table>,
    no_groups: String,
    carers_title: String,
    shared: Option<Notice>,
    carers: Option<Table>,
    no_carers: Option<EmptyState>,
    add_carer: Option<Button>,
    dossier: Option<(String, String, Button)>,
    subjects: Vec<Button>,
    access: Option<(String, String)>,
}

/// `GET /learners/{learner}`
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    session: SignedIn,
    Path(learner): Path<String>,
) -> Result<Response, Problem> {
    let learner: LearnerId = id(&learner)?;
    let scope = session.scope();
    let records = app.store.licence(&scope);
    let (desk, file, groups) =
        tokio::join!(session.enter(&app, &visitor, &[]), records.learner_file(learner), records.register::<Group>());
    let desk = desk?;
    desk.may_here(Action::SeeLearner)?;
    let file = file?;
    let whereabouts = file.learner.value.whereabouts(desk.today());
    let permit = desk.may(Action::SeeLearner, &Resource::Learner(&whereabouts))?;
    let sees_carers = desk.may(Action::ManageCarers, &Resource::Learner(&whereabouts)).is_ok();
    let holding = file.ties.iter().map(|tie| tie.value.clone()).filter(|tie| sees_carers && tie.holds(desk.today()));
    let viewed = desk.did("viewed", format!("LEARNER#{learner}"));
    // If the row cannot be written, nothing is shown.
    let form = match query(&visitor.uri, "form").as_deref() {
        Some("change") => Some(change::form(&desk, &file.learner)?),
        Some("end") => Some(leaving::form(&desk, &file)?),
        _ => None,
    };
    if let Some(form) = form {
        app.store.note(&viewed).await?;
        return Ok(form.into_response());
    }
    let (carers, noted) = tokio::join!(records.carers_of(holding), app.store.note(&viewed));
    noted?;
    let carers = if sees_carers { Some(carers?) } else { None };
    let view = Shown::of(&desk, &file, &permit, groups?, carers.as_deref());
    let title = file.learner.value.name.full();
    Ok(desk
        .page(title, &view)
        .chrome(|chrome| chrome.back("/learners", "").flash(done(&visitor)).wide())
        .into_response())
}

fn done(visitor: &Visitor) -> Option<Notice> {
    let t = t(visitor.locale);
    let text = match query(&visitor.uri, "done")?.as_str() {
        "added" => t.done_added(),
        "changed" => t.done_changed(),
        "ended" => t.done_ended(),
        "carer-added" => t.done_carer_added(),
        "carer-changed" => t.done_carer_changed(),
        "carer-ended" => t.done_carer_ended(),
        _ => return None,
    };
    Some(Notice::success(text).live())
}

impl Shown {
    fn of(desk: &Desk, file: &LearnerFile, permit: &Permit, groups: Vec<Group>, carers: Option<&[KnownCarer]>) -> Self {
        let learner = &file.learner.value;
        let whereabouts = learner.whereabouts(desk.today());
        let may = |action| desk.may(action, &Resource::Learner(&whereabouts)).is_ok();
        let (enters, reads) = (may(Action::EnterLearners), may(Action::ReadDossier));
        let joined = joined(desk, learner, permit, groups);
        let year_level = learner.facts(SchoolYear::of(desk.today())).year_level.map(|level| level.value);
        let email = learner.email.clone().filter(|_| enters);
        let parts = Parts::of(desk, learner, email.as_deref(), year_level.as_deref(), &joined)
            .with_carers(desk, learner.id, carers);
        let opens = may(Action::OpenDossier);
        let access = may(Action::ExplainAccess)
            .then(|| (format!("/learners/{}/access", learner.id), t(desk.locale()).who_may_read()));
        let subjects = desk.actor.subjects(Action::ReadSubject, &whereabouts, desk.today());
        let parts = Parts { access, subjects: subject_links(desk, file.running, subjects), ..parts };
        Self {
            id: learner.id,
            version: file.learner.version,
            name: learner.name.clone(),
            birth: learner.birth,
            email,
            enrolments: learner
                .enrolments
                .iter()
                .filter(|enrolment| enters || enrolment.period.holds(desk.today()))
                .cloned()
                .collect(),
            year_level,
            groups: joined,
            carers: carers.map(|carers| carers.iter().map(|known| listed(desk, known)).collect()),
            dossier: file.running.filter(|_| reads),
            parts: parts.with_acts(desk, learner, enters).with_dossier(desk, learner.id, file.running, reads, opens),
        }
    }
}

/// The ways to the subjects that the reader teaches this learner, while a dossier is running.
fn subject_links(desk: &Desk, running: Option<DossierId>, subjects: BTreeSet<Subject>) -> Vec<Button> {
    let link = |dossier: DossierId, subject: Subject| {
        let label = t(desk.locale()).to_subject(dates::subject(subject, desk.locale()));
        Button::new(label).secondary().href(format!("/dossiers/{dossier}/subjects/{}", subject.as_str()))
    };
    running.map(|dossier| subjects.into_iter().map(|subject| link(dossier, subject)).collect()).unwrap_or_default()
}

fn listed(desk: &Desk, known: &KnownCarer) -> Listed {
    Listed {
        id: known.carer.id,
        name: known.carer.name.clone(),
        relation: known.tie.relation,
        authority: known.tie.authority_on(desk.today()),
        may_contact: known.tie.may_contact,
        email: known.carer.email.clone(),
    }
}

/// Groups, newest first, past ones included; who reaches the learner through a group sees only own groups of today (0-10, 0-24).
fn joined(desk: &Desk, learner: &Learner, permit: &Permit, groups: Vec<Group>) -> Vec<Joined> {
    let own = desk.actor.groups(desk.today());
    let known: HashMap<GroupId, Group> = groups.into_iter().map(|group| (group.id, group)).collect();
    let seen = learner.memberships.iter().filter(|membership| {
        permit.group.is_none() || (membership.period.holds(desk.today()) && own.contains(&membership.group))
    });
    let mut joined: Vec<Joined> = seen
        .filter_map(|membership| {
            let group = known.get(&membership.group)?;
            Some(Joined {
                id: group.id,
                name: group.name.clone(),
                kind: dates::group_kind(group.kind, desk.locale()),
                period: membership.days(),
                is_over: membership.period.is_over(desk.today()),
            })
        })
        .collect();
    joined.sort_by(|a, b| (a.is_over, &b.period.from, &a.name).cmp(&(b.is_over, &a.period.from, &b.name)));
    joined
}

impl Parts {
    fn of(desk: &Desk, learner: &Learner, email: Option<&str>, year_level: Option<&str>, joined: &[Joined]) -> Self {
        let (t, locale, today) = (t(desk.locale()), desk.locale(), desk.today());
        let born = learner.birth.map(|birth| {
            let day = dates::day(birth.date, locale);
            if birth.uncertain { t.uncertain(day) } else { day }
        });
        let mut summary = SummaryList::new(words(locale))
            .answer(t.name(), learner.name.full())
            .answer(t.birth_date(), born.unwrap_or_default());
        summary =
            summary.answer(t.year_level(), year_level.map(|level| words_for::level(level, locale)).unwrap_or_default());
        let location = location_today(desk, learner.location_on(today), learner.planned(today));
        summary = summary.answer(t.location(), location);
        if let Some(left) = learner.enrolments.last().and_then(|enrolment| enrolment.period.to) {
            let reason = learner.enrolments.last().and_then(|enrolment| enrolment.reason.clone()).unwrap_or_default();
            summary = summary.answer(t.last_day(), dates::day(left, locale)).answer(t.reason(), reason);
        }
        if let Some(email) = email {
            summary = summary.answer(t.learner_email(), email);
        }
        let manages = desk.actor.could(Action::ManageGroups, today);
        let rows = joined.iter().map(|group| {
            let row = TableRow::new(&*group.name)
                .cell(&*group.kind)
                .cell(dates::day(group.period.from, locale))
                .cell(words_for::day(group.period.to, locale));
            if manages { row.href(format!("/groups/{}", group.id)) } else { row }
        });
        let head = [Column::new(t.group()), Column::new(t.kind()), Column::new(t.from()), Column::new(t.until())];
        Self {
            summary: Some(summary),
            groups_title: t.groups(),
            groups: (!joined.is_empty()).then(|| Table::new(t.groups(), head).quiet_caption().rows(rows)),
            no_groups: t.no_groups(),
            ..Self::default()
        }
    }

    fn with_acts(mut self, desk: &Desk, learner: &Learner, enters: bool) -> Self {
        let t = t(desk.locale());
        let here = learner.enrolments.iter().any(|enrolment| !enrolment.period.is_over(desk.today()));
        self.change =
            enters.then(|| Button::new(t.change()).secondary().href(format!("/learners/{}?form=change", learner.id)));
        self.end = (enters && here)
            .then(|| Button::new(t.end_enrolment()).secondary().href(format!("/learners/{}?form=end", learner.id)));
        self
    }

    fn with_carers(mut self, desk: &Desk, learner: LearnerId, carers: Option<&[KnownCarer]>) -> Self {
        let Some(carers) = carers else { return self };
        let (t, locale) = (t(desk.locale()), desk.locale());
        let add = Button::new(t.add_carer()).href(format!("/learners/{learner}/carers/new"));
        self.carers_title = t.carers();
        if carers.is_empty() {
            self.no_carers = Some(EmptyState::new(t.no_carers_title(), t.no_carers_text()).button(add));
            return self;
        }
        let head = [t.name(), t.relation(), t.authority(), t.may_contact(), t.carer_email()].map(Column::new);
        let rows = carers.iter().map(|known| {
            TableRow::new(known.carer.name.full())
                .href(format!("/learners/{learner}/carers/{}", known.carer.id))
                .cell(words_for::relation(known.tie.relation, locale))
                .cell(words_for::authority(known.tie.authority_on(desk.today()), locale))
                .cell(words_for::yes_no(known.tie.may_contact, locale))
                .cell(known.carer.email.clone().unwrap_or_default())
        });
        self.carers = Some(Table::new(t.carers(), head).quiet_caption().rows(rows));
        self.add_carer = Some(add);
        self.shared = shared(desk, carers);
        self
    }

    fn with_dossier(
        mut self,
        desk: &Desk,
        learner: LearnerId,
        running: Option<DossierId>,
        reads: bool,
        opens: bool,
    ) -> Self {
        let t = t(desk.locale());
        self.dossier = match running {
            Some(dossier) if reads => Some((
                t.dossier(),
                t.dossier_running(),
                Button::new(t.to_dossier()).href(format!("/dossiers/{dossier}")),
            )),
            None if opens => Some((
                t.dossier(),
                t.no_dossier(),
                Button::new(t.open_dossier()).secondary().href(format!("/dossiers/new?learner={learner}")),
            )),
            _ => None,
        };
        self
    }
}

/// Whoever opens a shared mailbox can answer for all who share it (trap 14).
fn shared(desk: &Desk, carers: &[KnownCarer]) -> Option<Notice> {
    let t = t(desk.locale());
    let name = |id: &CarerId| carers.iter().find(|known| known.carer.id == *id).map(|known| known.carer.name.full());
    let together: Vec<String> = shared_addresses(carers)
        .iter()
        .map(|ids| ids.iter().filter_map(name).collect::<Vec<_>>().join(&t.and()))
        .collect();
    (!together.is_empty()).then(|| Notice::attention(t.shared_title()).text(t.shared_text(together.join("; "))))
}
