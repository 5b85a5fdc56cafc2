//! Who gets what, to which address: looked at before anything is sent (3-24).

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use domain::{
    input::Faults,
    round::{Gift, Invitee, Wish},
    steps::Form,
};
use serde::Serialize;
use web::{
    Desk, Page, Posted, Problem, Visitor, dates, role_fields,
    ui::{Button, Column, Hidden, SummaryList, Table, TableRow},
    words,
};

use crate::{Deps, HERE, NEW, choose, people::Scene, t};

/// Somebody who will be invited.
#[derive(Serialize)]
struct Shown {
    name: String,
    email: String,
    new: bool,
}

#[derive(Template, Serialize)]
#[template(path = "check.html")]
struct View {
    people: Vec<Shown>,
    #[serde(skip)]
    lead: String,
    #[serde(skip)]
    table: Table,
    #[serde(skip)]
    gift: Option<SummaryList>,
    #[serde(skip)]
    gift_title: String,
    #[serde(skip)]
    happens_title: String,
    #[serde(skip)]
    happens: Vec<String>,
    #[serde(skip)]
    hidden: Vec<Hidden>,
    #[serde(skip)]
    buttons: [Button; 2],
    #[serde(skip)]
    cancel: (&'static str, &'static str),
}

/// `POST /staff/invitations/check`
pub async fn check(State(deps): State<Deps>, visitor: Visitor, posted: Posted<Form>) -> Result<Response, Problem> {
    let scene = Scene::of_form(&deps, &visitor, &posted).await?;
    if !posted.form.get("change").is_empty() {
        return Ok(choose::page(&scene, &posted.form, Faults::default())?.into_response());
    }
    match scene.wish(&posted.form) {
        Ok(wish) => Ok(shown(&scene, &posted.form, &wish)?.into_response()),
        Err(faults) => Ok(choose::page(&scene, &posted.form, faults)?.into_response()),
    }
}

fn table(desk: &Desk, wish: &Wish) -> Table {
    let t = t(desk.locale());
    let gets = |person: &Invitee| match (&wish.gift, person.staff) {
        (Some(gift), None) => t.gets_role(dates::role(gift.role, desk.locale())),
        _ => t.gets_link(),
    };
    let row = |person: &Invitee| TableRow::new(person.name.full()).cell(person.email.as_str()).cell(gets(person));
    let head = [t.name(), t.email(), t.gets()].map(Column::new);
    Table::new(t.check_caption(), head).quiet_caption().rows(wish.people.iter().map(row))
}

fn gift(desk: &Desk, gift: &Gift) -> SummaryList {
    let place = gift.location.and_then(|id| desk.licence.location(id)).map(role_fields::location_name);
    let list =
        SummaryList::new(words(desk.locale())).answer(role_fields::title(desk), dates::role(gift.role, desk.locale()));
    let list = if desk.licence.locations.len() > 1 {
        list.answer(role_fields::location_title(desk), place.unwrap_or_else(|| role_fields::all_locations(desk)))
    } else {
        list
    };
    list.answer(t(desk.locale()).reason(), &gift.reason)
}

fn shown(scene: &Scene, form: &Form, wish: &Wish) -> Result<Page, Problem> {
    let desk = &scene.desk;
    let (t, w) = (t(desk.locale()), words(desk.locale()));
    let count = wish.people.len();
    let view = View {
        people: wish
            .people
            .iter()
            .map(|person| Shown { name: person.name.full(), email: person.email.clone(), new: person.staff.is_none() })
            .collect(),
        lead: t.check_lead(count),
        table: table(desk, wish),
        gift: wish.gift.as_ref().map(|given| gift(desk, given)),
        gift_title: t.gift_title(),
        happens_title: t.happens_title(),
        happens: vec![
            t.happens_mail(&desk.licence.display_name),
            t.happens_link(),
            t.happens_password(),
            t.happens_queue(),
        ],
        // Everything that was typed, so that nothing is asked twice.
        hidden: std::iter::once(desk.once()?)
            .chain(
                form.0.iter().filter(|(name, _)| name.as_str() != "once").map(|(name, value)| Hidden::new(name, value)),
            )
            .collect(),
        buttons: [
            Button::new(t.send(count)),
            Button::new(t.change()).secondary().named("change", "yes").action(format!("{HERE}/check")),
        ],
        cancel: (HERE, &w.cancel),
    };
    Ok(desk.page(t.check_title(), &view).chrome(|chrome| chrome.wide().back(NEW, "")))
}
