//! A change of a learner: the form, the save, and both texts when somebody saved first.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    access::{Action, Resource},
    calendar::SchoolYear,
    group::Group,
    ids::{GroupId, LearnerId, LocationId},
    input::Faults,
    learner::{Learner, LearnerInput, NewLearner, Sourced, YearFacts},
};
use http::StatusCode;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{App, Conflict, StoreError, Stored, keys, learners::RUNNING};
use web::{
    Desk, Page, Posted, Problem, Visitor, dates,
    page::Go,
    stale::Stale,
    ui::{Button, Field, Hidden},
};

use crate::{
    id,
    learner_form::{LearnerFields, level, locations},
    leaving, location_name, t, version, words_for,
};

/// A learner as typed, or the end of the enrolment.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "LearnerForm")]
pub struct Input {
    /// The learner, for `act=change`. Another location, or somebody who left, is enrolled again from `enrolled_from` on.
    #[serde(flatten)]
    learner: LearnerInput,
    /// The year level of this school year.
    year_level: String,
    /// The version that was read.
    pub version: String,
    /// `change` or `end`.
    act: String,
    /// For `act=end`: the last day at this school.
    pub last_day: String,
    /// For `act=end`: why.
    pub reason: String,
}

impl Input {
    fn of(desk: &Desk, learner: &Learner) -> Self {
        let year_level =
            learner.facts(SchoolYear::of(desk.today())).year_level.map(|level| level.value).unwrap_or_default();
        // The day is only asked for a new enrolment.
        let input = LearnerInput { enrolled_from: String::new(), ..LearnerInput::of(learner, desk.today()) };
        Self { learner: input, year_level, ..Self::default() }
    }

    fn check(&self, desk: &Desk) -> Result<(NewLearner, Option<String>), Faults> {
        let mut faults = Faults::default();
        let new = self.learner.parse(&locations(desk), desk.today()).map_err(|found| faults.0.extend(found.0)).ok();
        let level = faults.check("year_level", level(&self.year_level));
        faults.all(new.zip(level))
    }

    /// Takes over what was typed. Without a day and at the same place the enrolment stays as it is, also of somebody who left.
    fn apply(&self, learner: &mut Learner, new: NewLearner, level: Option<String>, year: SchoolYear) {
        let same_place = learner.enrolments.last().is_some_and(|last| last.location == new.location);
        if same_place && self.learner.enrolled_from.trim().is_empty() {
            learner.correct(new)
        } else {
            learner.change(new)
        }
        let known = learner.facts(year).year_level.map(|known| known.value);
        match level {
            // What the import said and nobody changed stays the import's.
            level if level == known => {}
            Some(level) => {
                learner.note(year, YearFacts { year_level: Some(Sourced::by_hand(level)), ..YearFacts::default() })
            }
            None => learner.facts.entry(year).or_default().year_level = None,
        }
    }
}

#[derive(Template, Serialize)]
#[template(path = "change.html")]
struct Form {
    id: LearnerId,
    version: u64,
    #[serde(skip)]
    once: Hidden,
    #[serde(skip)]
    hidden: Hidden,
    stale: Option<Stale>,
    fields: LearnerFields,
    #[serde(skip)]
    button: Button,
}

fn page(
    desk: &Desk,
    learner: &Stored<Learner>,
    input: &Input,
    stale: Option<Stale>,
    faults: Faults,
) -> Result<Page, Problem> {
    let t = t(desk.locale());
    let is_stale = stale.is_some();
    let form = Form {
        id: learner.value.id,
        version: learner.version,
        once: desk.once()?,
        hidden: Hidden::new("version", learner.version.to_string()),
        stale,
        fields: LearnerFields::new(desk, &input.learner, &input.year_level, &faults),
        button: Button::new(web::t(desk.locale()).save()).named("act", "change"),
    };
    let page = desk
        .page(t.change_title(learner.value.name.full()), &form)
        .chrome(|chrome| chrome.back(format!("/learners/{}", learner.value.id), ""));
    let page = if is_stale { page.status(StatusCode::CONFLICT) } else { page };
    let fields: Vec<&dyn Field> = form.fields.all().collect();
    Ok(if faults.0.is_empty() { page } else { page.invalid(faults, fields) })
}

/// The form with what is known.
pub fn form(desk: &Desk, learner: &Stored<Learner>) -> Result<Page, Problem> {
    desk.may(Action::EnterLearners, &Resource::Learner(&learner.value.whereabouts(desk.today())))?;
    page(desk, learner, &Input::of(desk, &learner.value), None, Faults::default())
}

/// `POST /learners/{learner}`
pub async fn save(
    State(app): State<App>,
    visitor: Visitor,
    Path(learner): Path<String>,
    posted: Posted<Input>,
) -> Result<Response, Problem> {
    let learner: LearnerId = id(&learner)?;
    let licence = posted.session.licence;
    let mut desk = posted
        .enter(&app, &visitor, &[keys::learner(licence, learner), keys::running_dossier(licence, learner)])
        .await?;
    desk.may_here(Action::EnterLearners)?;
    let mut stored = desk.found.entity::<Learner>(licence, &learner)?;
    let running = desk.found.running(licence, learner)?;
    desk.may(Action::EnterLearners, &Resource::Learner(&stored.value.whereabouts(desk.today())))?;
    let input = &posted.form;
    if input.act == "end" {
        return leaving::end(&desk, stored, running, input).await;
    }
    let (new, level) = match input.check(&desk) {
        Ok(checked) => checked,
        // What was typed may be corrected and sent again against the version it was made from.
        Err(faults) => {
            return Ok(page(
                &desk,
                &Stored { version: version(&input.version, stored.version)?, ..stored },
                input,
                None,
                faults,
            )?
            .into_response());
        }
    };
    let (left, from) = (stored.value.location_on(new.from), new.from);
    input.apply(&mut stored.value, new, level, SchoolYear::of(desk.today()));
    if let Some(left) = left.filter(|left| stored.value.location_on(from) != Some(*left)) {
        leave_groups(&desk, &mut stored.value, left, from).await?;
    }
    let stored = Stored { version: version(&input.version, stored.version)?, ..stored };
    let row = desk.did("changed", format!("LEARNER#{learner}"));
    match desk
        .change()
        .save_learner(licence, &stored, running)
        .audit(&row)
        .commit(format!("/learners/{learner}?done=changed"))
        .await
    {
        Err(StoreError::Conflict(Conflict::Stale(what))) if what != RUNNING => {
            Ok(too_late(&desk, learner, input).await?.into_response())
        }
        done => Ok(Go::from(done?).into_response()),
    }
}

/// Who moves to another location leaves the groups of the old one: nobody there sees the learner through a group any more.
async fn leave_groups(desk: &Desk, learner: &mut Learner, left: LocationId, from: Date) -> Result<(), Problem> {
    let running = learner.memberships.iter().filter(|membership| !membership.period.is_over(from));
    let ids: Vec<GroupId> = running.map(|membership| membership.group).collect();
    for group in desk.records().all::<Group>(&ids).await? {
        if group.value.location == left {
            learner.leave(group.value.id, from, desk.today());
        }
    }
    Ok(())
}

/// Somebody saved first: both texts, and the form with what was typed, now made from what stands there.
async fn too_late(desk: &Desk, learner: LearnerId, input: &Input) -> Result<Page, Problem> {
    let now = desk.records().get::<Learner>(&learner).await?;
    let stale = desk
        .compare(
            &format!("LEARNER#{learner}"),
            &["added", "changed", "enrolment ended"],
            differences(desk, input, &Input::of(desk, &now.value)),
        )
        .await?;
    page(desk, &now, input, Some(stale), Faults::default())
}

fn differences(desk: &Desk, mine: &Input, now: &Input) -> Vec<(String, String, String)> {
    let (t, locale) = (t(desk.locale()), desk.locale());
    let (m, n) = (&mine.learner, &now.learner);
    let place = |typed: &str| typed.parse().map(|id| location_name(desk, id)).unwrap_or_default();
    let level = |typed: &str| if typed.is_empty() { String::new() } else { words_for::level(typed, locale) };
    let birth = |typed: &str| domain::input::date(typed).map_or_else(|_| typed.to_owned(), dates::typed);
    let mut all = vec![
        (t.call_name(), m.name.call_name.clone(), n.name.call_name.clone()),
        (t.prefix(), m.name.prefix.clone(), n.name.prefix.clone()),
        (t.family_name(), m.name.family_name.clone(), n.name.family_name.clone()),
        (t.given_names(), m.name.given_names.clone(), n.name.given_names.clone()),
        (t.initials(), m.name.initials.clone(), n.name.initials.clone()),
        (t.birth_date(), birth(&m.birth_date), birth(&n.birth_date)),
        (
            t.birth_uncertain(),
            words_for::yes_no(!m.birth_uncertain.is_empty(), locale),
            words_for::yes_no(!n.birth_uncertain.is_empty(), locale),
        ),
        (t.year_level(), level(&mine.year_level), level(&now.year_level)),
        (t.learner_email(), m.email.clone(), n.email.clone()),
    ];
    if !m.location.is_empty() {
        all.push((t.location(), place(&m.location), place(&n.location)));
    }
    all
}
