//! A group is made or renamed. The same group twice is refused (1-46).

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    access::Action,
    calendar::SchoolYear,
    group::{Group, GroupInput, GroupKind},
    ids::{GroupId, LocationId},
    input::{Fault, Faults},
};
use http::StatusCode;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{App, Conflict, StoreError, Stored, groups::GROUP_NAME, keys};
use web::{
    Desk, Page, Posted, Problem, SignedIn, Visitor, dates,
    faults::Told,
    page::Go,
    stale::Stale,
    ui::{Button, Choice, Field, Hidden, Radios, Select, TextField, Width},
    words,
};

use crate::{group, id, manages, path, t, words_for};

/// A group as typed. A group that is there keeps kind, school year and location.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "GroupForm")]
pub struct Input {
    /// The group.
    #[serde(flatten)]
    group: GroupInput,
    /// The version that was read, for a change.
    version: String,
}

#[derive(Template, Serialize)]
#[template(path = "form.html")]
struct Form {
    #[serde(skip)]
    action: String,
    #[serde(skip)]
    once: Hidden,
    version: Option<Hidden>,
    stale: Option<Stale>,
    name: TextField,
    kind: Option<Radios>,
    year: Option<Select>,
    location: Option<Select>,
    levels: TextField,
    #[serde(skip)]
    button: Button,
}

/// The locations where the person at work may make groups.
fn locations(desk: &Desk) -> Vec<LocationId> {
    desk.licence.location_ids().filter(|location| manages(desk, *location)).collect()
}

impl Form {
    fn new(desk: &Desk, input: &Input, faults: &Faults) -> Result<Self, Problem> {
        let locale = desk.locale();
        let (t, w, told) = (t(locale), words(locale), Told::new(faults, locale));
        let typed = &input.group;
        let hint = |kind| match kind {
            GroupKind::Class => t.class_hint(),
            GroupKind::Cross => t.cross_hint(),
            GroupKind::External => t.external_hint(),
        };
        let offer = |field: Radios, kind: GroupKind| {
            field.choice(Choice::new(kind.as_str(), dates::group_kind(kind, locale)).hint(hint(kind)))
        };
        let kinds = GroupKind::ALL.into_iter().fold(Radios::new(w, "kind", t.kind()), offer);
        let this_year = SchoolYear::of(desk.today());
        let chosen = if typed.year.is_empty() { this_year.to_string() } else { typed.year.clone() };
        let years = [this_year, this_year.next()].map(|year| (year.to_string(), year.to_string()));
        let places = locations(desk);
        let place = Select::new(w, "location", t.location())
            .choices(places.iter().map(|id| (id.to_string(), words_for::location(desk, *id))));
        Ok(Self {
            action: "/groups".into(),
            once: desk.once()?,
            version: None,
            stale: None,
            name: TextField::new(w, "name", t.name())
                .hint(t.name_hint())
                .value(&typed.name)
                .error(told.at("name"))
                .autocomplete("off")
                .width(Width::Twenty),
            kind: Some(kinds.value(&typed.kind).error(told.at("kind"))),
            year: Some(Select::new(w, "year", t.year()).choices(years).value(&chosen).error(told.at("year"))),
            location: (places.len() > 1).then(|| place.value(&typed.location).error(told.at("location"))),
            levels: TextField::new(w, "levels", t.levels())
                .hint(t.levels_hint())
                .value(&typed.levels)
                .optional()
                .error(told.at("levels").map(|_| t.levels_fault()))
                .width(Width::Ten),
            button: Button::new(t.make()),
        })
    }

    /// The form of a group that is there.
    fn of(
        desk: &Desk,
        group: &Stored<Group>,
        version: u64,
        input: &Input,
        stale: Option<Stale>,
        faults: &Faults,
    ) -> Result<Self, Problem> {
        let form = Self::new(desk, input, faults)?;
        let button = Button::new(web::t(desk.locale()).save());
        Ok(Self {
            action: path(group.value.id),
            version: Some(Hidden::new("version", version.to_string())),
            stale,
            kind: None,
            year: None,
            location: None,
            button,
            ..form
        })
    }

    fn fields(&self) -> impl Iterator<Item = &dyn Field> {
        let name: [&dyn Field; 1] = [&self.name];
        let kind = self.kind.as_ref().map(|field| field as &dyn Field);
        let selects =
            [&self.year, &self.location].into_iter().filter_map(Option::as_ref).map(|field| field as &dyn Field);
        name.into_iter().chain(kind).chain(selects).chain([&self.levels as &dyn Field])
    }
}

fn new_page(desk: &Desk, input: &Input, faults: Faults) -> Result<Page, Problem> {
    let form = Form::new(desk, input, &faults)?;
    let page = desk.page(t(desk.locale()).new_title(), &form).chrome(|chrome| chrome.back("/groups", ""));
    Ok(if faults.0.is_empty() { page } else { page.invalid(faults, form.fields()) })
}

fn change_page(
    desk: &Desk,
    group: &Stored<Group>,
    version: u64,
    input: &Input,
    stale: Option<Stale>,
    faults: Faults,
) -> Result<Page, Problem> {
    let is_stale = stale.is_some();
    let form = Form::of(desk, group, version, input, stale, &faults)?;
    let page = desk
        .page(t(desk.locale()).change_title(&group.value.name), &form)
        .chrome(|chrome| chrome.back(path(group.value.id), ""));
    let page = if is_stale { page.status(StatusCode::CONFLICT) } else { page };
    Ok(if faults.0.is_empty() { page } else { page.invalid(faults, form.fields()) })
}

/// The form with what is known.
pub fn change(desk: &Desk, group: &Stored<Group>) -> Result<Page, Problem> {
    let input = Input { group: GroupInput::of(&group.value), ..Input::default() };
    change_page(desk, group, group.version, &input, None, Faults::default())
}

/// `GET /groups/new`
pub async fn empty(State(app): State<App>, visitor: Visitor, session: SignedIn) -> Result<Page, Problem> {
    let desk = session.enter(&app, &visitor, &[]).await?;
    desk.may_here(Action::ManageGroups)?;
    let group = GroupInput { location: desk.places.typed(), ..GroupInput::default() };
    new_page(&desk, &Input { group, ..Input::default() }, Faults::default())
}

/// `POST /groups`
pub async fn make(State(app): State<App>, visitor: Visitor, posted: Posted<Input>) -> Result<Response, Problem> {
    let desk = posted.enter(&app, &visitor, &[]).await?;
    desk.may_here(Action::ManageGroups)?;
    let input = &posted.form;
    let group = match input.group.parse(app.id()?, &locations(&desk)) {
        Ok(group) => group,
        Err(faults) => return Ok(new_page(&desk, input, faults)?.into_response()),
    };
    let row = desk
        .did("group made", format!("GROUP#{}", group.id))
        .with("kind", group.kind.as_str())
        .with("year", group.year);
    let done = desk
        .change()
        .create_group(desk.licence.id, &group)
        .audit(&row)
        .commit(format!("{}?done=made", path(group.id)))
        .await;
    match done {
        Err(StoreError::Conflict(Conflict::Taken(GROUP_NAME))) => {
            Ok(new_page(&desk, input, Faults::one("name", Fault::Double))?.into_response())
        }
        done => Ok(Go::from(done?).into_response()),
    }
}

/// `POST /groups/{group}`
pub async fn save(
    State(app): State<App>,
    visitor: Visitor,
    Path(wanted): Path<String>,
    posted: Posted<Input>,
) -> Result<Response, Problem> {
    let wanted: GroupId = id(&wanted)?;
    let mut desk = posted.enter(&app, &visitor, &[keys::group(posted.session.licence, wanted)]).await?;
    let read = group(&mut desk, wanted)?;
    let input = &posted.form;
    let version = if input.version.is_empty() {
        read.version
    } else {
        input.version.parse().map_err(|_| Problem::BadInput("version".into()))?
    };
    let typed = GroupInput {
        name: input.group.name.clone(),
        levels: input.group.levels.clone(),
        ..GroupInput::of(&read.value)
    };
    let changed = match typed.parse(wanted, &[read.value.location]) {
        Ok(group) => Stored { value: group, version },
        Err(faults) => return Ok(change_page(&desk, &read, version, input, None, faults)?.into_response()),
    };
    let row = desk.did("group changed", format!("GROUP#{wanted}"));
    let done = desk
        .change()
        .save_group(desk.licence.id, &read.value, &changed)
        .audit(&row)
        .commit(format!("{}?done=changed", path(wanted)))
        .await;
    match done {
        Err(StoreError::Conflict(Conflict::Taken(GROUP_NAME))) => {
            Ok(change_page(&desk, &read, version, input, None, Faults::one("name", Fault::Double))?.into_response())
        }
        Err(StoreError::Conflict(Conflict::Stale(_))) => Ok(too_late(&desk, wanted, input).await?.into_response()),
        done => Ok(Go::from(done?).into_response()),
    }
}

/// Somebody saved first: both texts, and the form with what was typed, now made from what stands there.
async fn too_late(desk: &Desk, wanted: GroupId, input: &Input) -> Result<Page, Problem> {
    let t = t(desk.locale());
    let now = desk.records().get::<Group>(&wanted).await?;
    let present = GroupInput::of(&now.value);
    let fields =
        [(t.name(), input.group.name.clone(), present.name), (t.levels(), input.group.levels.clone(), present.levels)];
    let stale = desk.compare(&format!("GROUP#{wanted}"), &["group made", "group changed"], fields).await?;
    change_page(desk, &now, now.version, input, Some(stale), Faults::default())
}
