//! The page of a group: who is in it now, who was, and the forms to add somebody. What was saved is read back here (0-09).

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    access::{Action, Area, Resource},
    group::{Group, GroupKind},
    ids::{GroupId, LearnerId, StaffId},
    input::Faults,
    learner::LearnerRow,
    staff::{StaffRow, StaffStatus},
};
use serde::Serialize;
use store::{App, LicenceStore, StoreError, Stored, keys};
use web::{
    Desk, Page, Problem, SignedIn, Visitor, dates,
    faults::Told,
    ui::{Button, Details, Field, Hidden, Notice, Select, SummaryList, Table, TextField, Width},
    visitor::query,
    words,
};

use crate::{
    apart::{self, Classes, Namesakes},
    form, group, id,
    members::{self, ByRole, Member},
    path, t, words_for,
};

/// So many learners can be chosen from a list; where there are more, a name is asked first.
const MOST_TO_CHOOSE_FROM: usize = 120;

/// Everybody who may be in a group.
pub struct Registers {
    pub learners: Vec<LearnerRow>,
    pub staff: Vec<StaffRow>,
    /// The classes that tell learners of one name apart.
    pub classes: Classes,
}

impl Registers {
    async fn read(records: &LicenceStore<'_>) -> Result<Self, StoreError> {
        let (learners, staff, groups) =
            tokio::join!(records.register::<LearnerRow>(), records.register::<StaffRow>(), records.register::<Group>());
        Ok(Self { learners: learners?, staff: staff?, classes: Classes::of(&groups?) })
    }
}

/// What was typed into one of the forms of the page.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    pub learner: String,
    pub learner_from: String,
    pub staff: String,
    pub staff_from: String,
    /// The name that learners are looked for by.
    pub find: String,
    pub faults: Faults,
}

/// A form to add somebody.
#[derive(Serialize)]
struct Add {
    who: Select,
    from: TextField,
    #[serde(skip)]
    button: Button,
    #[serde(skip)]
    once: Hidden,
}

#[derive(Template, Serialize)]
#[template(path = "show.html")]
struct Shown {
    #[serde(flatten)]
    group: Group,
    version: u64,
    learners: Vec<Member>,
    staff: Vec<Member>,
    by_role: Vec<ByRole>,
    #[serde(skip)]
    parts: Parts,
}

struct Parts {
    path: String,
    explained: Option<Notice>,
    summary: SummaryList,
    change: Button,
    learners_title: String,
    learners: Option<Table>,
    elsewhere: Option<String>,
    no_learners: String,
    find: Option<(TextField, Button)>,
    too_many: Option<String>,
    add_learner: Option<Add>,
    staff_title: String,
    staff: Option<Table>,
    no_staff: String,
    by_role: Option<Table>,
    whole_location: String,
    add_staff: Option<Add>,
    nobody_to_add: String,
    history: Option<Details>,
}

/// `GET /groups/{group}`
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    session: SignedIn,
    Path(wanted): Path<String>,
) -> Result<Response, Problem> {
    let wanted: GroupId = id(&wanted)?;
    let scope = session.scope();
    let records = app.store.licence(&scope);
    let group_key = [keys::group(session.licence, wanted)];
    let (desk, registers) = tokio::join!(session.enter(&app, &visitor, &group_key), Registers::read(&records));
    let mut desk = desk?;
    let read = group(&mut desk, wanted)?;
    if query(&visitor.uri, "form").as_deref() == Some("change") {
        return Ok(form::change(&desk, &read)?.into_response());
    }
    let typed = Typed { find: query(&visitor.uri, "find").unwrap_or_default(), ..Typed::default() };
    let page = page(&desk, &read, registers?, typed)?;
    Ok(page.chrome(|chrome| chrome.flash(done(&visitor))).into_response())
}

/// The page again after a form with faults; reads the registers for it.
pub async fn again(desk: &Desk, group: &Stored<Group>, typed: Typed) -> Result<Response, Problem> {
    let registers = Registers::read(&desk.records()).await?;
    Ok(page(desk, group, registers, typed)?.into_response())
}

fn done(visitor: &Visitor) -> Option<Notice> {
    let t = t(visitor.locale);
    let text = match query(&visitor.uri, "done")?.as_str() {
        "made" => t.done_made(),
        "changed" => t.done_changed(),
        "learner-added" => t.done_learner_added(),
        "learner-removed" => t.done_learner_removed(),
        "staff-added" => t.done_staff_added(),
        "staff-removed" => t.done_staff_removed(),
        "already" => t.done_already(),
        _ => return None,
    };
    Some(Notice::success(text).live())
}

fn page(desk: &Desk, group: &Stored<Group>, registers: Registers, typed: Typed) -> Result<Page, Problem> {
    let learners = members::learners(desk, &group.value, &registers.learners, &registers.classes);
    let staff = members::staff(desk, &group.value, &registers.staff);
    let by_role = members::by_role(desk, &group.value, &registers.staff, &staff);
    let parts = Parts::of(desk, &group.value, &registers, &typed, (&learners, &staff, &by_role))?;
    let view = Shown { group: group.value.clone(), version: group.version, learners, staff, by_role, parts };
    let page = desk
        .page(&group.value.name, &view)
        .chrome(|chrome| chrome.caption(dates::group_kind(group.value.kind, desk.locale())).back("/groups", ""));
    let fields: Vec<&dyn Field> = [&view.parts.add_learner, &view.parts.add_staff]
        .into_iter()
        .flatten()
        .flat_map(|add| [&add.who as &dyn Field, &add.from as &dyn Field])
        .collect();
    Ok(if typed.faults.0.is_empty() { page } else { page.invalid(typed.faults, fields) })
}

impl Parts {
    fn of(
        desk: &Desk,
        group: &Group,
        registers: &Registers,
        typed: &Typed,
        (learners, staff, by_role): (&[Member], &[Member], &[ByRole]),
    ) -> Result<Self, Problem> {
        let (t, w) = (t(desk.locale()), words(desk.locale()));
        let candidates = candidates(desk, registers, learners, &typed.find);
        let too_many = candidates.len() > MOST_TO_CHOOSE_FROM;
        let manages_staff = desk.manages(&Area::at(group.location));
        let asks_name = too_many || !typed.find.trim().is_empty();
        let find = || {
            (
                TextField::new(w, "find", t.find_learner()).value(&typed.find).autocomplete("off").width(Width::Twenty),
                Button::new(t.find()).secondary(),
            )
        };
        Ok(Self {
            path: path(group.id),
            explained: (group.kind == GroupKind::External)
                .then(|| Notice::info(t.external_title()).text(t.external_text())),
            summary: summary(desk, group),
            change: Button::new(t.change()).secondary().href(format!("{}?form=change", path(group.id))),
            learners_title: t.learners(),
            learners: members::table(desk, group, "learners", learners)?,
            elsewhere: learners.iter().any(|one| !one.over && one.elsewhere.is_some()).then(|| t.learners_elsewhere()),
            no_learners: t.no_learners(),
            find: asks_name.then(find),
            too_many: too_many.then(|| t.too_many()),
            add_learner: if too_many || candidates.is_empty() {
                None
            } else {
                Some(add_learner(desk, group, (candidates, &registers.classes), typed)?)
            },
            staff_title: t.staff(),
            staff: members::table(desk, group, "staff", staff)?,
            no_staff: t.no_staff(),
            by_role: members::by_role_table(desk, by_role),
            whole_location: t.whole_location(),
            add_staff: if manages_staff { add_staff(desk, group, &registers.staff, staff, typed)? } else { None },
            nobody_to_add: match group.kind {
                _ if !manages_staff => t.staff_by_administrator(),
                GroupKind::External => t.nobody_external(),
                _ => t.nobody_to_add(),
            },
            history: members::history(desk, learners, staff),
        })
    }
}

fn summary(desk: &Desk, group: &Group) -> SummaryList {
    let t = t(desk.locale());
    let list = SummaryList::new(words(desk.locale())).answer(t.year(), group.year.to_string());
    let list = if desk.licence.locations.len() > 1 {
        list.answer(t.location(), words_for::location(desk, group.location))
    } else {
        list
    };
    if group.levels.is_empty() { list } else { list.answer(t.levels(), group.levels.join(", ")) }
}

/// Learners within reach who are not in the group, by name where one was typed.
fn candidates<'a>(desk: &Desk, registers: &'a Registers, members: &[Member], find: &str) -> Vec<&'a LearnerRow> {
    let today = desk.today();
    let is_in = |id: LearnerId| members.iter().any(|member| !member.over && member.id == id.to_string());
    let offered = registers.learners.iter().filter(|row| {
        !row.ended && row.is_enrolled_from(today) && !is_in(row.id) && (find.trim().is_empty() || row.matches(find))
    });
    let mut offered: Vec<_> = offered
        .filter(|row| desk.may(Action::SeeLearner, &Resource::Learner(&row.whereabouts(today))).is_ok())
        .collect();
    offered.sort_by(|a, b| a.sort.cmp(&b.sort));
    offered
}

fn from_field(desk: &Desk, group: &Group, name: &str, typed: &str, error: Option<String>) -> TextField {
    let t = t(desk.locale());
    let first = dates::day(group.year.counts_from(desk.today()), desk.locale());
    TextField::new(words(desk.locale()), name, t.from())
        .hint(t.from_hint(first))
        .value(typed)
        .optional()
        .error(error)
        .autocomplete("off")
        .width(Width::Ten)
}

/// Each with the date of birth and the class of today beside the name: two children may have one name.
fn add_learner(
    desk: &Desk,
    group: &Group,
    (candidates, classes): (Vec<&LearnerRow>, &Classes),
    typed: &Typed,
) -> Result<Add, Problem> {
    let (t, told) = (t(desk.locale()), Told::new(&typed.faults, desk.locale()));
    let choices =
        candidates.into_iter().map(|row| (row.id.to_string(), apart::choice(desk, row, classes, group.location)));
    Ok(Add {
        who: Select::new(words(desk.locale()), "learner", t.learner())
            .choices(choices)
            .value(&typed.learner)
            .error(told.at("learner")),
        from: from_field(desk, group, "from", &typed.learner_from, told.at("from")),
        button: Button::new(t.add_learner()),
        once: desk.once()?,
    })
}

/// To an external group only people who are dossier teacher and nothing else can be added (0-06).
fn add_staff(
    desk: &Desk,
    group: &Group,
    rows: &[StaffRow],
    members: &[Member],
    typed: &Typed,
) -> Result<Option<Add>, Problem> {
    let (t, told) = (t(desk.locale()), Told::new(&typed.faults, desk.locale()));
    let is_in = |id: StaffId| members.iter().any(|member| !member.over && member.id == id.to_string());
    let takes = |row: &StaffRow| row.status != StaffStatus::Removed && group.takes(row, desk.today());
    let mut offered: Vec<_> = rows.iter().filter(|row| takes(row) && !is_in(row.id)).collect();
    offered.sort_by(|a, b| a.sort.cmp(&b.sort));
    let namesakes = Namesakes::of(rows);
    let choices: Vec<_> = offered.into_iter().map(|row| (row.id.to_string(), namesakes.choice(row))).collect();
    if choices.is_empty() {
        return Ok(None);
    }
    let who = Select::new(words(desk.locale()), "staff", t.staff_member())
        .choices(choices)
        .value(&typed.staff)
        .error(told.at("staff"));
    Ok(Some(Add {
        who: if group.kind == GroupKind::External { who.hint(t.external_staff_hint()) } else { who },
        from: from_field(desk, group, "staff_from", &typed.staff_from, told.at("staff_from")),
        button: Button::new(t.add_staff()).secondary(),
        once: desk.once()?,
    }))
}
