//! Who may read a dossier of a learner today and why, and who could before (3-30, 0-10, 0-24). Whether there is a dossier, and what
//! is in it, is not read at all.

use askama::Template;
use axum::extract::{Path, State};
use domain::{
    access::{
        Action, Holder, Resource,
        explain::{Spell, Standing},
    },
    group::GroupKind,
    ids::{LearnerId, StaffId},
    learner::{Learner, LearnerRow},
    staff::StaffRow,
};
use jiff::{ToSpan, civil::Date};
use serde::Serialize;
use store::{App, Entity};
use web::{
    Desk, Page, Problem, SignedIn, Visitor, dates, id,
    ui::{Column, Table, TableRow},
};

use crate::{
    school::{School, Through, place},
    t, words_for,
};

/// Somebody who may, or could, with the reason.
#[derive(Serialize)]
struct Sees {
    staff: StaffId,
    name: String,
    #[serde(flatten)]
    spell: Spell,
    /// The group that gives it, if one does.
    #[serde(rename = "through", skip_serializing_if = "Option::is_none")]
    group: Option<Through>,
}

#[derive(Template, Serialize)]
#[template(path = "learner.html")]
struct Access {
    learner: LearnerId,
    /// Who may today, through what belongs to the school itself.
    today: Vec<Sees>,
    /// Who may today through an external group.
    external: Vec<Sees>,
    /// What ended in the last year.
    before: Vec<Sees>,
    #[serde(skip)]
    parts: Parts,
}

/// A part of the page: what it is about, and who.
struct Part {
    title: String,
    table: Option<Table>,
    nobody: String,
}

struct Parts {
    lead: String,
    lists: [Part; 3],
    notes: Vec<String>,
}

/// `GET /learners/{learner}/access`
pub async fn access(
    State(app): State<App>,
    visitor: Visitor,
    session: SignedIn,
    Path(learner): Path<String>,
) -> Result<Page, Problem> {
    let learner: LearnerId = id(&learner)?;
    let scope = session.scope();
    let records = app.store.licence(&scope);
    let key = [Learner::key(session.licence, &learner)];
    let (desk, school) = tokio::join!(session.enter(&app, &visitor, &key), School::read(&records));
    let mut desk = desk?;
    desk.may_here(Action::ExplainAccess)?;
    let read = desk.found.entity::<Learner>(desk.licence.id, &learner)?.value;
    desk.may(Action::ExplainAccess, &Resource::Learner(&read.whereabouts(desk.today())))?;
    let view = Access::of(&desk, &read, &school?);
    // If the row cannot be written, nothing is shown.
    app.store.note(&desk.did("viewed access", format!("LEARNER#{learner}"))).await?;
    let (t, name) = (t(visitor.locale), read.name.full());
    Ok(desk
        .page(t.learner_title(&name), &view)
        .chrome(|chrome| chrome.wide().back(format!("/learners/{learner}"), t.back_to(name))))
}

impl Access {
    fn of(desk: &Desk, learner: &Learner, school: &School) -> Self {
        let (t, today) = (t(desk.locale()), desk.today());
        let row = LearnerRow::of(learner, None);
        let all: Vec<Sees> = school.staff.iter().flat_map(|holder| spells(school, holder, &row)).collect();
        let works = |sees: &Sees| {
            let row = school.staff.iter().find(|row| row.id == sees.staff);
            row.is_some_and(|row| Holder::from(row).standing() == Standing::Works)
        };
        let (now, other): (Vec<Sees>, Vec<Sees>) = all
            .into_iter()
            .partition(|sees| sees.spell.period.holds(today) && !sees.spell.is_over(today) && works(sees));
        let (external, now): (Vec<Sees>, Vec<Sees>) = now
            .into_iter()
            .partition(|sees| sees.group.as_ref().is_some_and(|group| group.kind == GroupKind::External));
        let year_ago = today.checked_sub(1.year()).unwrap_or(today);
        let ended = |sees: &Sees| sees.spell.is_over(today) && sees.spell.period.to.is_some_and(|to| year_ago <= to);
        let mut before: Vec<Sees> = other.into_iter().filter(ended).collect();
        before.sort_by_key(|sees| std::cmp::Reverse(sees.spell.period.to));
        let name = learner.name.full();
        let lists = [
            Part::of(desk, t.today_title(), t.today_nobody(), &now),
            Part::of(desk, t.external_title(), t.external_nobody(), &external),
            Part::of(desk, t.before_title(), t.before_nobody(), &before),
        ];
        let parts = Parts {
            lead: t.learner_lead(&name),
            lists,
            notes: vec![t.note_names(&name), t.note_switch(), t.note_links()],
        };
        Self { learner: learner.id, today: now, external, before, parts }
    }
}

/// The days on which somebody may read, or could.
fn spells(school: &School, holder: &StaffRow, learner: &LearnerRow) -> Vec<Sees> {
    let spells = [Action::ReadDossier, Action::ReadSubject].into_iter();
    let spells = spells.flat_map(|action| Holder::from(holder).spells(action, learner));
    let sees = |spell: Spell| {
        let group = spell.group.and_then(|group| school.group(group));
        Sees { staff: holder.id, name: holder.name.clone(), spell, group }
    };
    spells.map(sees).collect()
}

impl Part {
    fn of(desk: &Desk, title: String, nobody: String, all: &[Sees]) -> Self {
        let (t, locale) = (t(desk.locale()), desk.locale());
        let manages = desk.actor.could(Action::ManageStaff, desk.today());
        let row = |sees: &Sees| {
            let why = match &sees.group {
                Some(group) => words_for::group(&group.name, group.kind, locale),
                None => place(desk, sees.spell.location),
            };
            let row = TableRow::new(&*sees.name)
                .cell(dates::role_for(sees.spell.role, sees.spell.subject, locale))
                .cell(why)
                .cell(dates::day(sees.spell.period.from, locale))
                .cell(last_day(sees.spell.period.to, locale));
            if manages { row.href(format!("/staff/{}/rights", sees.staff)) } else { row }
        };
        let head = [t.name(), t.role(), t.by_what(), t.from(), t.until()].map(Column::new);
        let table = Table::new(&*title, head).quiet_caption().rows(all.iter().map(row));
        Self { title, table: (!all.is_empty()).then_some(table), nobody }
    }
}

fn last_day(to: Option<Date>, locale: web::Locale) -> String {
    to.map(|to| dates::day(to, locale)).unwrap_or_default()
}
