//! Who holds which right in the school (4-10, 4-11), and by whom and why it was given (4-12).

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use domain::{
    access::{
        Action, Holder, Reach,
        explain::{Standing, is_for_whole, roles_for},
    },
    ids::{LocationId, StaffId},
    input::{Fault, Faults},
    staff::{Grant, Role, StaffRow},
    steps::Subject,
};
use jiff::civil::Date;
use serde::Serialize;
use store::App;
use web::{
    Desk, Locale, Page, Problem, SignedIn, Visitor, dates,
    faults::Told,
    role_fields,
    ui::{Button, Column, Field, Select, Table, TableRow},
    visitor::query,
    words,
};

use crate::{
    school::{School, place, reaches},
    t, words_for,
};

/// What is asked for, as typed.
#[derive(Default)]
struct Typed {
    role: String,
    action: String,
    location: String,
}

/// What is asked for; nothing means any.
#[derive(Default)]
struct Wanted {
    role: Option<Role>,
    action: Option<Action>,
    location: Option<LocationId>,
}

/// A role of somebody.
#[derive(Serialize)]
struct Holding {
    staff: StaffId,
    name: String,
    role: Role,
    subject: Option<Subject>,
    /// Where it reaches, in words.
    place: String,
    location: Option<LocationId>,
    from: Date,
    to: Option<Date>,
    by: String,
    reason: String,
    standing: Standing,
}

#[derive(Template, Serialize)]
#[template(path = "holders.html")]
struct Search {
    /// Roles that count today.
    holders: Vec<Holding>,
    /// Roles that were given and do not count today: somebody without access, not yet here, or a role that begins later.
    not_now: Vec<Holding>,
    #[serde(skip)]
    parts: Parts,
}

struct Parts {
    role: Select,
    action: Select,
    location: Option<Select>,
    find: Button,
    count: String,
    table: Option<Table>,
    not_now_title: String,
    not_now: Option<Table>,
}

/// `GET /staff/rights`
pub async fn search(State(app): State<App>, visitor: Visitor, session: SignedIn) -> Result<Page, Problem> {
    let scope = session.scope();
    let records = app.store.licence(&scope);
    let (desk, school) = tokio::join!(session.enter(&app, &visitor, &[]), School::read(&records));
    let desk = desk?;
    desk.may_here(Action::ManageStaff)?;
    let typed = |name| query(&visitor.uri, name).unwrap_or_default();
    let typed = Typed { role: typed("role"), action: typed("action"), location: typed("location") };
    let (wanted, faults) = match typed.parse(&desk) {
        Ok(wanted) => (wanted, Faults::default()),
        Err(faults) => (Wanted::default(), faults),
    };
    let view = Search::of(&desk, &school?, &wanted, &typed, &faults);
    let t = t(visitor.locale);
    let page = desk.page(t.holders_title(), &view).chrome(|chrome| chrome.wide().back("/staff", t.to_staff()));
    Ok(if faults.0.is_empty() { page } else { page.invalid(faults, view.parts.fields()) })
}

impl Typed {
    fn parse(&self, desk: &Desk) -> Result<Wanted, Faults> {
        fn chosen<T>(typed: &str, known: impl FnOnce(&str) -> Option<T>) -> Result<Option<T>, Fault> {
            if typed.is_empty() { Ok(None) } else { known(typed).map(Some).ok_or(Fault::NotAChoice) }
        }
        let mut faults = Faults::default();
        let role = faults.check("role", chosen(&self.role, |typed| Role::parse(typed).ok()));
        let named = |typed: &str| Action::ALL.into_iter().find(|action| words_for::name(*action) == typed);
        let action = faults.check("action", chosen(&self.action, named));
        let here = |typed: &str| typed.parse().ok().filter(|id| desk.licence.location(*id).is_some());
        let location = faults.check("location", chosen(&self.location, here));
        let whole = role.zip(action).zip(location);
        faults.all(whole.map(|((role, action), location)| Wanted { role, action, location }))
    }
}

impl Wanted {
    /// Whether this role of somebody is asked for.
    fn takes(&self, school: &School, holder: Holder<'_>, grant: &Grant) -> bool {
        self.role.is_none_or(|role| grant.role == role)
            && self.action.is_none_or(|action| holder.reach(grant, action) != Reach::Nothing)
            && self.location.is_none_or(|location| school.holds_at(grant, location))
    }
}

impl Search {
    fn of(desk: &Desk, school: &School, wanted: &Wanted, typed: &Typed, faults: &Faults) -> Self {
        let today = desk.today();
        let (mut holders, mut not_now) = (Vec::new(), Vec::new());
        for row in &school.staff {
            let holder = Holder::from(row).among(&desk.actor.locations);
            let standing = holder.standing();
            let asked = |grant: &&Grant| wanted.takes(school, holder, grant) && !never_again(grant, today);
            for grant in row.grants.iter().filter(asked) {
                let counts = standing == Standing::Works && grant.period.holds(today);
                let into = if counts { &mut holders } else { &mut not_now };
                into.push(holding(desk, school, row, grant, standing));
            }
        }
        let parts = Parts::of(desk, wanted, typed, faults, (&holders, &not_now));
        Self { holders, not_now, parts }
    }
}

/// Whether a role is over, or never holds.
fn never_again(grant: &Grant, today: Date) -> bool {
    grant.period.is_over(today.max(grant.period.from))
}

fn holding(desk: &Desk, school: &School, row: &StaffRow, grant: &Grant, standing: Standing) -> Holding {
    Holding {
        staff: row.id,
        name: row.name.clone(),
        role: grant.role,
        subject: grant.subject,
        place: reaches(desk, school, grant),
        location: grant.location,
        from: grant.period.from,
        to: grant.period.to,
        by: school.granted_by(desk, row.id, grant),
        reason: grant.reason.clone(),
        standing,
    }
}

impl Parts {
    fn of(desk: &Desk, wanted: &Wanted, typed: &Typed, faults: &Faults, found: (&[Holding], &[Holding])) -> Self {
        let (t, w, locale) = (t(desk.locale()), words(desk.locale()), desk.locale());
        let told = Told::new(faults, locale);
        let (holders, not_now) = found;
        let people: BTreeSet<StaffId> = holders.iter().map(|holding| holding.staff).collect();
        let roles = Role::ALL.into_iter().map(|role| (role.as_str(), dates::role(role, locale)));
        let actions =
            Action::ALL.into_iter().map(|action| (words_for::name(action), words_for::action(action, locale)));
        let locations = desk.licence.locations.iter().map(|one| (one.id.to_string(), role_fields::location_name(one)));
        Self {
            role: Select::new(w, "role", t.role()).choices(roles).value(&typed.role).optional().error(told.at("role")),
            action: Select::new(w, "action", t.what_may())
                .choices(actions)
                .value(&typed.action)
                .optional()
                .error(told.at("action")),
            location: (desk.licence.locations.len() > 1).then(|| {
                Select::new(w, "location", role_fields::location_title(desk))
                    .choices(locations)
                    .value(&typed.location)
                    .optional()
                    .error(told.at("location"))
            }),
            find: Button::new(t.find()),
            count: count(desk, wanted, people.len()),
            table: (!holders.is_empty()).then(|| table(desk, holders)),
            not_now_title: t.not_now_title(),
            not_now: (!not_now.is_empty()).then(|| waiting(desk, not_now)),
        }
    }

    fn fields(&self) -> impl Iterator<Item = &dyn Field> {
        let location = self.location.as_ref().map(|field| field as &dyn Field);
        [&self.role as &dyn Field, &self.action].into_iter().chain(location)
    }
}

/// How many people were found, and for an action which roles give it.
fn count(desk: &Desk, wanted: &Wanted, people: usize) -> String {
    let (t, locale) = (t(desk.locale()), desk.locale());
    let at = place(desk, wanted.location);
    match wanted.action {
        Some(action) => {
            let roles: Vec<Role> = roles_for(action).collect();
            let whole = is_for_whole(action) && desk.licence.locations.len() > 1;
            let roles = words_for::any_of(&roles, whole, locale);
            t.count_action(people, words_for::action(action, locale), roles, at)
        }
        None => t.count(people, at),
    }
}

/// What both tables begin with: who, which role, where, since when.
fn begun(holding: &Holding, locale: Locale) -> TableRow {
    TableRow::new(&*holding.name)
        .href(format!("/staff/{}/rights", holding.staff))
        .cell(dates::role_for(holding.role, holding.subject, locale))
        .cell(&*holding.place)
        .cell(dates::day(holding.from, locale))
}

fn table(desk: &Desk, all: &[Holding]) -> Table {
    let (t, locale) = (t(desk.locale()), desk.locale());
    let row = |holding: &Holding| {
        begun(holding, locale)
            .cell(holding.to.map(|to| dates::day(to, locale)).unwrap_or_default())
            .cell(&*holding.by)
            .cell(&*holding.reason)
    };
    let head = [t.name(), t.role(), t.place(), t.from(), t.until(), t.granted_by(), t.reason()].map(Column::new);
    Table::new(t.holders_title(), head).quiet_caption().rows(all.iter().map(row))
}

/// Roles that do not count now, each with why.
fn waiting(desk: &Desk, all: &[Holding]) -> Table {
    let (t, locale) = (t(desk.locale()), desk.locale());
    let row = |holding: &Holding| begun(holding, locale).cell(words_for::standing(holding.standing, locale));
    let head = [t.name(), t.role(), t.place(), t.from(), t.why_not()].map(Column::new);
    Table::new(t.not_now_title(), head).quiet_caption().rows(all.iter().map(row))
}
