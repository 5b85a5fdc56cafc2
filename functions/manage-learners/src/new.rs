//! A new learner; asked once more when the same person may be there already.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use domain::{
    access::{Action, Resource, Whereabouts},
    calendar::{Period, SchoolYear},
    group::{Group, GroupKind},
    ids::{GroupId, LearnerId},
    input::{Fault, Faults},
    learner::{Learner, LearnerInput, LearnerRow, NewLearner, Sourced, YearFacts},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::App;
use web::{
    Desk, Page, Posted, Problem, SignedIn, Visitor, dates,
    faults::Told,
    page::Go,
    ui::{Button, Checkboxes, Choice, Column, Field, Hidden, Notice, Select, Table, TableRow},
    words,
};

use crate::{
    learner_form::{LearnerFields, level, locations},
    location_today, t,
};

/// A learner as typed, with the class and the answer to the question whether it is somebody else.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "NewLearnerForm")]
pub struct Input {
    /// The learner.
    #[serde(flatten)]
    learner: LearnerInput,
    /// The class, if one is chosen.
    group: String,
    /// The year level.
    year_level: String,
    /// `on` when a possible double was looked at and it is another learner.
    other_learner: String,
}

/// What was typed, checked.
struct Checked {
    learner: NewLearner,
    class: Option<GroupId>,
    level: Option<String>,
}

/// A learner who may be the same person.
#[derive(Debug, Clone, Serialize)]
struct Double {
    /// Only of a learner within reach.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<LearnerId>,
    name: String,
    birth: Option<jiff::civil::Date>,
    location: Option<String>,
}

#[derive(Template, Serialize)]
#[template(path = "new.html")]
struct Form {
    #[serde(skip)]
    once: Hidden,
    fields: LearnerFields,
    group: Select,
    doubles: Vec<Double>,
    #[serde(skip)]
    warning: Option<Notice>,
    #[serde(skip)]
    known: Option<Table>,
    other_learner: Option<Checkboxes>,
    #[serde(skip)]
    button: Button,
}

/// The classes of this school year and later that the person at work may fill.
fn classes<'a>(desk: &'a Desk, groups: &'a [Group]) -> impl Iterator<Item = &'a Group> {
    let this_year = SchoolYear::of(desk.today());
    let offered = groups.iter().filter(move |group| group.kind == GroupKind::Class && group.year >= this_year);
    offered
        .filter(|group| desk.may(Action::EnterLearners, &Resource::Learner(&Whereabouts::at(group.location))).is_ok())
}

impl Form {
    fn new(
        desk: &Desk,
        input: &Input,
        groups: &[Group],
        doubles: Vec<Double>,
        faults: &Faults,
    ) -> Result<Self, Problem> {
        let (t, w, told) = (t(desk.locale()), words(desk.locale()), Told::new(faults, desk.locale()));
        let mut offered: Vec<_> = classes(desk, groups)
            .map(|group| (group.id.to_string(), format!("{} ({})", group.name, group.year)))
            .collect();
        offered.sort_by(|a, b| a.1.cmp(&b.1));
        let asked = !doubles.is_empty();
        let other = || {
            let choice = Choice::new("on", t.other_learner()).chosen(!input.other_learner.is_empty());
            Checkboxes::new(w, "other_learner", t.other_learner_label())
                .choice(choice)
                .error(told.at("other_learner").map(|_| t.other_learner_fault()))
        };
        Ok(Self {
            once: desk.once()?,
            fields: LearnerFields::new(desk, &input.learner, &input.year_level, faults),
            group: Select::new(w, "group", t.class())
                .hint(t.class_hint())
                .choices(offered)
                .value(&input.group)
                .optional()
                .error(told.at("group")),
            warning: asked.then(|| Notice::attention(t.doubles_title()).text(t.doubles_text()).live()),
            known: asked.then(|| known(desk, &doubles)),
            other_learner: asked.then(other),
            doubles,
            button: Button::new(t.add()),
        })
    }

    fn fields(&self) -> impl Iterator<Item = &dyn Field> {
        let asked = self.other_learner.as_ref().map(|field| field as &dyn Field);
        asked.into_iter().chain(self.fields.all()).chain([&self.group as &dyn Field])
    }
}

fn known(desk: &Desk, doubles: &[Double]) -> Table {
    let (t, locale) = (t(desk.locale()), desk.locale());
    let rows = doubles.iter().map(|double| {
        let row = TableRow::new(&*double.name)
            .cell(double.birth.map(|day| dates::day(day, locale)).unwrap_or_default())
            .cell(double.location.clone().unwrap_or_else(|| t.elsewhere()));
        match double.id {
            Some(id) => row.href(format!("/learners/{id}")),
            None => row,
        }
    });
    Table::new(t.doubles_table(), [Column::new(t.name()), Column::new(t.birth_date()), Column::new(t.location())])
        .rows(rows)
}

fn page(desk: &Desk, input: &Input, groups: &[Group], doubles: Vec<Double>, faults: Faults) -> Result<Page, Problem> {
    let form = Form::new(desk, input, groups, doubles, &faults)?;
    let page = desk.page(t(desk.locale()).new_title(), &form).chrome(|chrome| chrome.back("/learners", ""));
    Ok(if faults.0.is_empty() { page } else { page.invalid(faults, form.fields()) })
}

/// `GET /learners/new`
pub async fn empty(State(app): State<App>, visitor: Visitor, session: SignedIn) -> Result<Page, Problem> {
    let scope = session.scope();
    let records = app.store.licence(&scope);
    let (desk, groups) = tokio::join!(session.enter(&app, &visitor, &[]), records.register::<Group>());
    let desk = desk?;
    desk.may_here(Action::EnterLearners)?;
    let learner = LearnerInput { location: desk.places.typed(), ..LearnerInput::default() };
    page(&desk, &Input { learner, ..Input::default() }, &groups?, Vec::new(), Faults::default())
}

impl Input {
    fn check(&self, desk: &Desk, groups: &[Group]) -> Result<Checked, Faults> {
        let mut faults = Faults::default();
        let learner = self.learner.parse(&locations(desk), desk.today()).map_err(|found| faults.0.extend(found.0)).ok();
        let level = faults.check("year_level", level(&self.year_level));
        let class = faults.check(
            "group",
            match self.group.trim() {
                "" => Ok(None),
                typed => classes(desk, groups)
                    .find(|group| {
                        group.id.to_string() == typed
                            && learner.as_ref().is_none_or(|learner| learner.location == group.location)
                    })
                    .map(|group| Some(group.id))
                    .ok_or(Fault::NotAChoice),
            },
        );
        faults.all(learner.zip(level).zip(class).map(|((learner, level), class)| Checked { learner, class, level }))
    }
}

impl Checked {
    fn learner(self, id: LearnerId, desk: &Desk) -> Learner {
        let from = self.learner.from;
        let mut learner = Learner::enrolled(id, self.learner);
        if let Some(class) = self.class {
            learner.join(class, Period::since(from));
        }
        if let Some(level) = self.level {
            learner.note(
                SchoolYear::of(desk.today()),
                YearFacts { year_level: Some(Sourced::by_hand(level)), ..YearFacts::default() },
            );
        }
        learner
    }
}

/// Learners of the licence who may be the same person; those out of reach without a way to them.
fn doubles(desk: &Desk, rows: &[LearnerRow], new: &NewLearner) -> Vec<Double> {
    let today = desk.today();
    let alike = rows.iter().filter(|row| !row.ended && row.may_be(new));
    alike
        .map(|row| {
            let reached = desk.may(Action::SeeLearner, &Resource::Learner(&row.whereabouts(today))).is_ok();
            let location = location_today(desk, row.location_on(today), row.planned(today));
            Double {
                id: reached.then_some(row.id),
                name: row.name.clone(),
                birth: row.birth.filter(|_| reached),
                location: reached.then_some(location),
            }
        })
        .collect()
}

/// `POST /learners`
pub async fn add(State(app): State<App>, visitor: Visitor, posted: Posted<Input>) -> Result<Response, Problem> {
    let scope = posted.session.scope();
    let records = app.store.licence(&scope);
    let (desk, rows, groups) =
        tokio::join!(posted.enter(&app, &visitor, &[]), records.register::<LearnerRow>(), records.register::<Group>());
    let desk = desk?;
    desk.may_here(Action::EnterLearners)?;
    let (groups, input) = (groups?, &posted.form);
    let checked = match input.check(&desk, &groups) {
        Ok(checked) => checked,
        Err(faults) => return Ok(page(&desk, input, &groups, Vec::new(), faults)?.into_response()),
    };
    let doubles = doubles(&desk, &rows?, &checked.learner);
    if !doubles.is_empty() && input.other_learner.is_empty() {
        return Ok(page(&desk, input, &groups, doubles, Faults::one("other_learner", Fault::Double))?.into_response());
    }
    let learner = checked.learner(app.id()?, &desk);
    let row = desk.did("added", format!("LEARNER#{}", learner.id)).with("doubles", doubles.len());
    let done = desk
        .change()
        .create_learner(&learner)
        .audit(&row)
        .commit(format!("/learners/{}?done=added", learner.id))
        .await?;
    Ok(Go::from(done).into_response())
}
