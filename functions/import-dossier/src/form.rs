//! The form that opens a package.

use askama::Template;
use domain::{
    calendar::SchoolYear,
    group::Group,
    input::Faults,
    learner::LearnerRow,
    transfer::{ImportInput, MISSES, Transfer},
};
use serde::Serialize;
use web::{
    Desk, Problem, dates,
    faults::Told,
    ui::{Button, Choice, Field, Hidden, Radios, Select, TextField, Width},
    words,
};

use crate::t;

/// Date of birth, school year, group; and, when it may be somebody who is here already, which learner.
#[derive(Template, Serialize)]
#[template(path = "form.html")]
pub(crate) struct TakeForm {
    action: String,
    #[serde(skip)]
    hidden: Vec<Hidden>,
    heading: String,
    text: String,
    tries: Option<String>,
    birth_date: Option<TextField>,
    year: Option<Select>,
    group: Option<Select>,
    learner: Option<Radios>,
    #[serde(skip)]
    button: Button,
}

impl TakeForm {
    /// The first question.
    pub(crate) fn new(
        desk: &Desk,
        transfer: &Transfer,
        groups: &[Group],
        typed: &ImportInput,
        faults: &Faults,
    ) -> Result<Self, Problem> {
        let locale = desk.locale();
        let (t, w, told) = (t(locale), words(locale), Told::new(faults, locale));
        let mut years: Vec<SchoolYear> = groups.iter().map(|group| group.year).collect();
        years.push(SchoolYear::of(desk.today()));
        years.sort_unstable();
        years.dedup();
        let now = SchoolYear::of(desk.today()).to_string();
        let year = if typed.year.is_empty() { &now } else { &typed.year };
        let of = |group: &Group| (group.id.to_string(), t.group_in(&group.name, group.year.to_string()));
        let birth = TextField::new(w, "birth_date", t.birth_date())
            .hint(t.birth_date_hint())
            .width(Width::Ten)
            .autocomplete("off");
        Ok(Self {
            action: format!("/imports/{}", transfer.id),
            hidden: vec![desk.once()?],
            heading: t.form_heading(),
            text: t.form_text(MISSES),
            tries: (transfer.misses > 0).then(|| t.tries_left(MISSES.saturating_sub(transfer.misses))),
            birth_date: Some(birth.value(&*typed.birth_date).error(told.at("birth_date"))),
            year: Some(
                Select::new(w, "year", t.year())
                    .choices(years.iter().map(|year| (year.to_string(), year.to_string())))
                    .value(year)
                    .error(told.at("year")),
            ),
            group: Some(
                Select::new(w, "group", t.group())
                    .hint(t.group_hint())
                    .choices(groups.iter().map(of))
                    .value(&typed.group)
                    .error(told.at("group")),
            ),
            learner: None,
            button: Button::new(t.open()),
        })
    }

    /// The second question, when it may be somebody who is here already. Nothing was taken over yet.
    pub(crate) fn choose(
        desk: &Desk,
        transfer: &Transfer,
        alike: &[&LearnerRow],
        typed: &ImportInput,
    ) -> Result<Self, Problem> {
        let locale = desk.locale();
        let (t, w) = (t(locale), words(locale));
        let choice = |row: &&LearnerRow| {
            let born = row.birth.map_or_else(|| t.born_unknown(), |day| t.born(dates::day(day, locale)));
            let hint = if row.running.is_some() { t.has_running(born) } else { born };
            Choice::new(row.id.to_string(), t.link_to(&row.name)).hint(hint)
        };
        let radios = alike
            .iter()
            .map(choice)
            .fold(Radios::new(w, "learner", t.which_learner()).hint(t.which_learner_hint()), Radios::choice);
        Ok(Self {
            action: format!("/imports/{}", transfer.id),
            hidden: vec![
                desk.once()?,
                Hidden::new("birth_date", &*typed.birth_date),
                Hidden::new("year", &*typed.year),
                Hidden::new("group", &*typed.group),
            ],
            heading: t.alike_heading(),
            text: t.alike_text(),
            tries: None,
            birth_date: None,
            year: None,
            group: None,
            learner: Some(radios.choice(Choice::new("new", t.new_learner()).hint(t.new_learner_hint()))),
            button: Button::new(t.take_over()),
        })
    }

    /// For the error summary.
    pub(crate) fn fields(&self) -> Vec<&dyn Field> {
        let mut fields: Vec<&dyn Field> = Vec::new();
        fields.extend(self.birth_date.iter().map(|field| field as &dyn Field));
        fields.extend(self.year.iter().map(|field| field as &dyn Field));
        fields.extend(self.group.iter().map(|field| field as &dyn Field));
        fields.extend(self.learner.iter().map(|field| field as &dyn Field));
        fields
    }
}
