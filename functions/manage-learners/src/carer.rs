//! One carer of a learner: shown, changed, and no longer a carer of this learner.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    access::{Action, Resource},
    carer::{Carer, CarerInput, CarerRow, KnownCarer, NewCarer, Tie},
    ids::{CarerId, LearnerId, LicenceId},
    input::{Fault, Faults},
    learner::Learner,
};
use http::StatusCode;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{
    App, Conflict, Row, StoreError, Stored,
    keys::{self, Key},
};
use web::{
    Desk, Page, Posted, Problem, SignedIn, Visitor, dates,
    page::Go,
    stale::Stale,
    ui::{Button, Column, ConfirmPage, Hidden, Notice, Table, TableRow},
    words,
};

use crate::{
    carer_form::{CarerFields, Input, differences},
    id, t, version, words_for,
};

/// What is known of a carer of a learner, as read.
struct Read {
    learner: Learner,
    carer: Stored<Carer>,
    tie: Stored<Tie>,
    row: CarerRow,
}

fn wanted(licence: LicenceId, learner: LearnerId, carer: CarerId) -> [Key; 4] {
    [
        keys::learner(licence, learner),
        keys::tie(licence, learner, carer),
        keys::carer(licence, carer),
        keys::row(licence, CarerRow::REGISTER, &carer.to_string()),
    ]
}

impl Read {
    /// Takes out what was asked for; a carer who is none of this learner today is not there.
    fn of(desk: &mut Desk, learner: LearnerId, carer: CarerId) -> Result<Self, Problem> {
        desk.may_here(Action::ManageCarers)?;
        let licence = desk.licence.id;
        let found = &mut desk.found;
        let read = Self {
            learner: found.entity::<Learner>(licence, &learner)?.value,
            tie: found.entity::<Tie>(licence, &(learner, carer))?,
            carer: found.entity::<Carer>(licence, &carer)?,
            row: found
                .take::<CarerRow>(&keys::row(licence, CarerRow::REGISTER, &carer.to_string()), CarerRow::REGISTER)?
                .ok_or(StoreError::NotFound(CarerRow::REGISTER))?
                .value,
        };
        desk.may(Action::ManageCarers, &Resource::Learner(&read.learner.whereabouts(desk.today())))?;
        if read.tie.value.holds(desk.today()) { Ok(read) } else { Err(Problem::NotFound) }
    }

    /// The form of what is known. The day is only asked when the authority changes.
    fn input(&self, desk: &Desk) -> Input {
        let known = KnownCarer { carer: self.carer.value.clone(), tie: self.tie.value.clone() };
        let carer = CarerInput { authority_from: String::new(), ..CarerInput::of(&known, desk.today()) };
        Input {
            carer,
            version: self.carer.version.to_string(),
            tie_version: self.tie.version.to_string(),
            ..Input::default()
        }
    }

    fn path(&self) -> String {
        format!("/learners/{}/carers/{}", self.learner.id, self.carer.value.id)
    }

    fn subject(&self) -> String {
        format!("LEARNER#{}", self.learner.id)
    }
}

#[derive(Template, Serialize)]
#[template(path = "carer.html")]
struct Form {
    learner: LearnerId,
    carer: CarerId,
    version: String,
    tie_version: String,
    #[serde(skip)]
    action: String,
    #[serde(skip)]
    once: Hidden,
    #[serde(skip)]
    end_once: Hidden,
    stale: Option<Stale>,
    siblings: Option<Notice>,
    fields: CarerFields,
    #[serde(skip)]
    authority: Option<Table>,
    #[serde(skip)]
    button: Button,
    #[serde(skip)]
    end: Button,
}

fn page(desk: &Desk, read: &Read, input: &Input, stale: Option<Stale>, faults: Faults) -> Result<Page, Problem> {
    let t = t(desk.locale());
    let is_stale = stale.is_some();
    let form = Form {
        learner: read.learner.id,
        carer: read.carer.value.id,
        version: input.version.clone(),
        tie_version: input.tie_version.clone(),
        action: read.path(),
        once: desk.once()?,
        end_once: desk.once()?,
        stale,
        siblings: (read.row.learners.len() > 1).then(|| Notice::info(t.siblings_title()).text(t.siblings_text())),
        fields: CarerFields::new(desk, &input.carer, &faults),
        authority: history(desk, &read.tie.value),
        button: Button::new(web::t(desk.locale()).save()),
        end: Button::new(t.end_carer()).secondary(),
    };
    let back = format!("/learners/{}", read.learner.id);
    let page = desk
        .page(read.carer.value.name.full(), &form)
        .chrome(|chrome| chrome.caption(read.learner.name.full()).back(back, ""));
    let page = if is_stale { page.status(StatusCode::CONFLICT) } else { page };
    Ok(if faults.0.is_empty() { page } else { page.invalid(faults, form.fields.all()) })
}

/// Authority with its days, once it has changed.
fn history(desk: &Desk, tie: &Tie) -> Option<Table> {
    let (t, locale) = (t(desk.locale()), desk.locale());
    let rows = tie.authority.iter().rev().map(|noted| {
        let row = TableRow::new(words_for::authority(noted.authority, locale));
        row.cell(dates::day(noted.period.from, locale)).cell(words_for::day(noted.period.to, locale))
    });
    let head = [t.authority(), t.from(), t.until()].map(Column::new);
    (tie.authority.len() > 1).then(|| Table::new(t.authority_history(), head).rows(rows))
}

/// `GET /learners/{learner}/carers/{carer}`
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    session: SignedIn,
    Path((learner, carer)): Path<(String, String)>,
) -> Result<Page, Problem> {
    let (learner, carer) = (id(&learner)?, id(&carer)?);
    let mut desk = session.enter(&app, &visitor, &wanted(session.licence, learner, carer)).await?;
    let read = Read::of(&mut desk, learner, carer)?;
    app.store.note(&desk.did("viewed", read.subject()).with("carer", carer)).await?;
    page(&desk, &read, &read.input(&desk), None, Faults::default())
}

/// `POST /learners/{learner}/carers/{carer}`
pub async fn save(
    State(app): State<App>,
    visitor: Visitor,
    Path((learner, carer)): Path<(String, String)>,
    posted: Posted<Input>,
) -> Result<Response, Problem> {
    let (learner, carer) = (id(&learner)?, id(&carer)?);
    let mut desk = posted.enter(&app, &visitor, &wanted(posted.session.licence, learner, carer)).await?;
    let mut read = Read::of(&mut desk, learner, carer)?;
    let input = &posted.form;
    let new = match input.carer.parse(desk.today()) {
        Ok(new) => new,
        Err(faults) => return Ok(page(&desk, &read, input, None, faults)?.into_response()),
    };
    read.change(input, &new)?;
    let row = desk.did("carer changed", read.subject()).with("carer", carer);
    let change = desk.change().save_carer(&read.carer, read.row.learners.clone()).save(&read.tie).audit(&row);
    match change.commit(format!("/learners/{learner}?done=carer-changed")).await {
        Err(StoreError::Conflict(Conflict::Stale(_))) => {
            Ok(too_late(&posted.session, &app, &visitor, (learner, carer), input).await?.into_response())
        }
        done => Ok(Go::from(done?).into_response()),
    }
}

impl Read {
    fn change(&mut self, input: &Input, new: &NewCarer) -> Result<(), Problem> {
        self.carer.value.change(new);
        self.tie.value.change(new);
        self.carer.version = version(&input.version, self.carer.version)?;
        self.tie.version = version(&input.tie_version, self.tie.version)?;
        Ok(())
    }
}

/// Somebody saved first: both texts, and the form with what was typed, now made from what stands there.
async fn too_late(
    session: &SignedIn,
    app: &App,
    visitor: &Visitor,
    (learner, carer): (LearnerId, CarerId),
    input: &Input,
) -> Result<Page, Problem> {
    let mut desk = session.enter(app, visitor, &wanted(session.licence, learner, carer)).await?;
    let now = Read::of(&mut desk, learner, carer)?;
    let present = now.input(&desk);
    let stale = desk
        .compare(&now.subject(), &["carer added", "carer changed"], differences(&desk, &input.carer, &present.carer))
        .await?;
    let again = Input { carer: input.carer.clone(), ..present };
    page(&desk, &now, &again, Some(stale), Faults::default())
}

/// Whether the question was answered.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "EndCarer")]
pub struct Confirmed {
    /// `yes` when it was asked and confirmed.
    confirmed: String,
}

#[derive(Template, Serialize)]
#[template(path = "confirm.html")]
struct Question {
    notice: Option<Notice>,
    confirm: ConfirmPage,
}

/// `POST /learners/{learner}/carers/{carer}/end`
pub async fn end(
    State(app): State<App>,
    visitor: Visitor,
    Path((learner, carer)): Path<(String, String)>,
    posted: Posted<Confirmed>,
) -> Result<Response, Problem> {
    let (learner, carer) = (id(&learner)?, id(&carer)?);
    let mut desk = posted.enter(&app, &visitor, &wanted(posted.session.licence, learner, carer)).await?;
    let mut read = Read::of(&mut desk, learner, carer)?;
    if posted.form.confirmed != "yes" {
        if visitor.wants_json {
            return Err(Problem::Invalid(Faults::one("confirmed", Fault::Missing)));
        }
        return Ok(question(&desk, &read)?.into_response());
    }
    read.tie.value.end(desk.today());
    let row = desk.did("carer ended", read.subject()).with("carer", carer);
    let change = desk.change().save_carer(&read.carer, read.row.without(learner)).save(&read.tie).audit(&row);
    Ok(Go::from(change.commit(format!("/learners/{learner}?done=carer-ended")).await?).into_response())
}

fn question(desk: &Desk, read: &Read) -> Result<Page, Problem> {
    let t = t(desk.locale());
    let (carer, learner) = (read.carer.value.name.full(), read.learner.name.full());
    let confirm = ConfirmPage::new(
        words(desk.locale()),
        t.end_carer_text(&carer, &learner),
        format!("{}/end", read.path()),
        Button::new(t.end_carer_yes()).danger(),
        read.path(),
    )
    .will(t.end_carer_will())
    .will_not(t.end_carer_will_not_history())
    .will_not(t.end_carer_will_not_links())
    .hidden(desk.once()?)
    .hidden(Hidden::new("confirmed", "yes"));
    Ok(desk
        .page(t.end_carer(), &Question { notice: None, confirm })
        .chrome(|chrome| chrome.caption(learner).back(read.path(), "")))
}
