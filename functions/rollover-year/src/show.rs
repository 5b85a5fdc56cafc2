//! What there is of a rollover, read in one round trip, and the page that shows it.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use domain::{
    access::{Action, Area, Holder},
    author::{Author, Stamp},
    calendar::SchoolYear,
    group::Group,
    ids::StaffId,
    learner::LearnerRow,
    rollover::{Roster, proposal},
    staff::{Membership, StaffRow, StaffStatus},
    steps::Form,
};
use jiff::civil::Date;
use store::{App, Entity, LicenceStore, StoreError, Stored, keys, rollovers::Rollover};
use web::{
    Desk, Page, Problem, SignedIn, Visitor,
    ui::{Button, EmptyState, Notice},
    visitor::query,
};

use crate::{form, path, report, t, typed};

/// All groups, learners and staff of the licence: one plan is for all of its locations.
pub struct Registers {
    pub groups: Vec<Group>,
    pub learners: Vec<LearnerRow>,
    staff: Vec<(StaffId, Vec<Membership>)>,
}

impl Registers {
    pub async fn read(records: LicenceStore<'_>) -> Result<Self, StoreError> {
        let (groups, learners, staff) = tokio::try_join!(
            records.register::<Group>(),
            records.register::<LearnerRow>(),
            records.register::<StaffRow>()
        )?;
        let staff = staff
            .into_iter()
            .filter(|row| row.status != StaffStatus::Removed)
            .map(|row| (row.id, Holder::from(&row).ties().collect()))
            .collect();
        Ok(Self { groups, learners, staff })
    }

    /// The groups as the page has them.
    pub fn in_order(mut self) -> Self {
        self.groups.sort_by(|a, b| (a.kind, &a.name).cmp(&(b.kind, &b.name)));
        self
    }

    pub fn roster(&self) -> Roster<'_> {
        Roster { groups: &self.groups, learners: &self.learners, staff: &self.staff }
    }
}

/// Everything that a page of a rollover needs.
pub struct Scene {
    pub desk: Desk,
    pub registers: Registers,
    /// The year that ends.
    pub source: SchoolYear,
    /// The rollover out of that year, if somebody planned one.
    pub rollover: Option<Stored<Rollover>>,
}

impl Scene {
    pub fn stamp(&self) -> Stamp {
        Author::of(&self.desk.actor.member).at(self.desk.now())
    }

    pub fn id(&self) -> domain::ids::RolloverId {
        Rollover::of_year(self.desk.licence.id, self.source)
    }

    /// The same, as it is now.
    pub async fn again(self) -> Result<Self, Problem> {
        let (id, records) = (self.id(), self.desk.records());
        let (registers, rollover) = tokio::join!(Registers::read(self.desk.records()), records.find::<Rollover>(&id));
        let (registers, rollover) = (registers?.in_order(), rollover?);
        Ok(Self { registers, rollover, ..self })
    }

    /// The version of the rollover that was read; 0 when there is none.
    pub fn version(&self) -> u64 {
        self.rollover.as_ref().map_or(0, |rollover| rollover.version)
    }
}

/// In the first months of a year its groups may still be made out of those of last year (1-46).
pub fn usual_source(today: Date) -> SchoolYear {
    let year = SchoolYear::of(today);
    if (8..=10).contains(&today.month()) { year.previous() } else { year }
}

/// Takes out the rollover of a year.
pub fn take(desk: &mut Desk, source: SchoolYear) -> Result<Option<Stored<Rollover>>, Problem> {
    Ok(desk
        .found
        .take(&keys::rollover(desk.licence.id, Rollover::of_year(desk.licence.id, source)), Rollover::ENTITY)?)
}

/// `GET /rollover`
pub async fn show(State(app): State<App>, visitor: Visitor, session: SignedIn) -> Result<Response, Problem> {
    let scope = session.scope();
    let usual = usual_source(app.today());
    let source = query(&visitor.uri, "year").and_then(|year| year.parse().ok()).unwrap_or(usual);
    let key = [keys::rollover(session.licence, Rollover::of_year(session.licence, source))];
    let (desk, registers) =
        tokio::join!(session.enter(&app, &visitor, &key), Registers::read(app.store.licence(&scope)));
    let mut desk = desk?;
    desk.must_manage(Action::PlanRollover, &Area::Licence)?;
    let rollover = take(&mut desk, source)?;
    let registers = registers?.in_order();
    let scene = Scene { desk, registers, source, rollover };
    let edit = query(&visitor.uri, "form").as_deref() == Some("edit");
    let planned =
        scene.rollover.as_ref().filter(|rollover| rollover.value.is_open() || rollover.value.finished.is_some());
    let page = match planned {
        Some(rollover) if !edit => report::status(&scene, &rollover.value)?,
        _ => first(&scene)?,
    };
    Ok(page.chrome(|chrome| chrome.flash(done(&visitor))).into_response())
}

/// The form with the plan that there is, else with what usually happens; where there are no groups, what to do first.
fn first(scene: &Scene) -> Result<Page, Problem> {
    let t = t(scene.desk.locale());
    if !scene.registers.groups.iter().any(|group| group.year == scene.source) {
        let empty = EmptyState::new(t.empty_title(scene.source.to_string()), t.empty_text())
            .button(Button::new(t.to_groups()).href("/groups"));
        return Ok(form::empty(scene, empty));
    }
    let open = scene.rollover.as_ref().filter(|rollover| rollover.value.is_open());
    let typed: Form = match open {
        Some(rollover) => typed::of_plan(&rollover.value.plan),
        None => typed::of_plan(&proposal(scene.id(), scene.source, &scene.registers.roster(), scene.stamp())),
    };
    form::page(scene, &typed, scene.version(), form::Said::default())
}

fn done(visitor: &Visitor) -> Option<Notice> {
    let t = t(visitor.locale);
    let text = match query(&visitor.uri, "done")?.as_str() {
        "planned" => t.done_planned(),
        "started" => t.done_started(),
        "withdrawn" => t.done_withdrawn(),
        _ => return None,
    };
    Some(Notice::success(text).live())
}

/// The page of the same year, after something was done.
pub fn after(scene: &Scene, done: &str) -> String {
    format!("{}&done={done}", path(scene.source))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn after_the_summer_the_year_before_is_still_offered() {
        // 1-46
        assert_eq!(usual_source(date(2027, 6, 1)), SchoolYear::starting(2026));
        assert_eq!(usual_source(date(2027, 8, 2)), SchoolYear::starting(2026));
        assert_eq!(usual_source(date(2027, 11, 2)), SchoolYear::starting(2027));
    }
}
