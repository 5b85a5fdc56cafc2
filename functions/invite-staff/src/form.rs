//! The form, and the page that shows what will be sent to whom before it is sent (3-14, 3-24).

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use domain::{
    access::Action,
    input::{Fault, Faults, email},
    staff::{NewStaff, StaffInput},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{App, keys};
use web::{
    Desk, Page, Posted, Problem, SignedIn, Visitor, dates,
    faults::Told,
    role_fields,
    ui::{Button, Field, Hidden, Radios, TextField, Width},
    words,
};

use crate::{locations, t};

/// Where the empty form is.
const FORM: &str = "/staff/new";
/// Where the list is.
const LIST: &str = "/staff";

/// What was typed, and whether the form is wanted back.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct CheckInput {
    /// What was typed.
    #[serde(flatten)]
    staff: StaffInput,
    /// Which field is to be changed; empty to go on.
    #[serde(default)]
    change: String,
}

#[derive(Template, Serialize)]
#[template(path = "form.html")]
struct Form {
    lead: String,
    #[serde(skip)]
    once: Hidden,
    call_name: TextField,
    initials: TextField,
    prefix: TextField,
    family_name: TextField,
    email: TextField,
    role: Radios,
    location: Option<Radios>,
    reason: TextField,
    #[serde(skip)]
    button: Button,
}

impl Form {
    fn new(desk: &Desk, input: &StaffInput, faults: &Faults) -> Result<Self, Problem> {
        let (t, w, told) = (t(desk.locale()), words(desk.locale()), Told::new(faults, desk.locale()));
        let field = |name: &str, label: String, value: &str| {
            TextField::new(w, name, label).value(value).error(told.at(name)).autocomplete("off")
        };
        let name = &input.name;
        Ok(Self {
            lead: t.form_lead(),
            once: desk.once()?,
            call_name: field("call_name", t.call_name(), &name.call_name),
            initials: field("initials", t.initials(), &name.initials).optional().width(Width::Ten),
            prefix: field("prefix", t.prefix(), &name.prefix).hint(t.prefix_hint()).optional().width(Width::Ten),
            family_name: field("family_name", t.family_name(), &name.family_name),
            email: field("email", t.email(), &input.email).hint(t.email_hint()).email(),
            role: role_fields::role(desk, &input.role).error(told.at("role")),
            location: role_fields::location(desk, &input.location).map(|field| field.error(told.at("location"))),
            reason: field("reason", t.reason(), &input.reason).hint(t.reason_hint()).optional(),
            button: Button::new(t.to_check()),
        })
    }

    fn fields(&self) -> impl Iterator<Item = &dyn Field> {
        let before: [&dyn Field; 6] =
            [&self.call_name, &self.initials, &self.prefix, &self.family_name, &self.email, &self.role];
        before
            .into_iter()
            .chain(self.location.as_ref().map(|field| field as &dyn Field))
            .chain([&self.reason as &dyn Field])
    }
}

/// The form with what was typed and what is wrong with it.
pub fn again(desk: &Desk, input: &StaffInput, faults: Faults) -> Result<Page, Problem> {
    let form = Form::new(desk, input, &faults)?;
    let page = desk.page(t(desk.locale()).form_title(), &form).chrome(|chrome| chrome.back(LIST, ""));
    Ok(if faults.0.is_empty() { page } else { page.invalid(faults, form.fields()) })
}

/// `GET /staff/new`
pub async fn empty(State(app): State<App>, visitor: Visitor, session: SignedIn) -> Result<Page, Problem> {
    let desk = session.enter(&app, &visitor, &[]).await?;
    desk.may_here(Action::ManageStaff)?;
    let input = StaffInput { location: desk.places.typed(), ..StaffInput::default() };
    again(&desk, &input, Faults::default())
}

/// `POST /staff/check`
pub async fn check(State(app): State<App>, visitor: Visitor, posted: Posted<CheckInput>) -> Result<Response, Problem> {
    let input = &posted.form.staff;
    let guard = email(&input.email).ok().map(|email| keys::staff_address(posted.session.licence, &email));
    let desk = posted.enter(&app, &visitor, guard.as_slice()).await?;
    desk.may_here(Action::ManageStaff)?;
    if !posted.form.change.is_empty() {
        return Ok(again(&desk, input, Faults::default())?.into_response());
    }
    match input.parse(&locations(&desk)) {
        Ok(new) if guard.is_some_and(|guard| desk.found.has(&guard)) => {
            let taken = if new.email == desk.actor.member.email { Fault::OwnAddress } else { Fault::AddressInUse };
            Ok(again(&desk, input, Faults::one("email", taken))?.into_response())
        }
        Ok(new) => Ok(shown(&desk, input, &new)?.into_response()),
        Err(faults) => Ok(again(&desk, input, faults)?.into_response()),
    }
}

/// One answer on the check page, with the field it came from.
#[derive(Serialize)]
struct Answer {
    field: &'static str,
    question: String,
    answer: String,
}

#[derive(Template, Serialize)]
#[template(path = "check.html")]
struct Check {
    lead: String,
    answers: Vec<Answer>,
    happens: Vec<String>,
    #[serde(skip)]
    hidden: Vec<Hidden>,
    #[serde(skip)]
    button: Button,
    #[serde(skip)]
    happens_title: String,
    #[serde(skip)]
    change: &'static str,
    #[serde(skip)]
    cancel: &'static str,
    #[serde(skip)]
    cancel_to: &'static str,
}

fn shown(desk: &Desk, input: &StaffInput, new: &NewStaff) -> Result<Page, Problem> {
    let (t, w) = (t(desk.locale()), words(desk.locale()));
    let location = new
        .location
        .and_then(|id| desk.licence.location(id))
        .map_or_else(|| role_fields::all_locations(desk), role_fields::location_name);
    let mut answers = vec![
        Answer { field: "call_name", question: t.name(), answer: new.name.full() },
        Answer { field: "email", question: t.email(), answer: new.email.clone() },
        Answer { field: "role", question: role_fields::title(desk), answer: dates::role(new.role, desk.locale()) },
    ];
    if desk.licence.locations.len() > 1 {
        answers.push(Answer { field: "location", question: role_fields::location_title(desk), answer: location });
    }
    answers.push(Answer { field: "reason", question: t.reason(), answer: new.reason.clone() });
    let view = Check {
        lead: t.check_lead(new.name.full(), &new.email),
        answers,
        happens: vec![t.check_mail(&desk.licence.display_name), t.check_link(), t.check_password()],
        hidden: hidden(desk, input)?,
        button: Button::new(t.send()),
        happens_title: t.check_happens(),
        change: &w.change,
        cancel: &w.cancel,
        cancel_to: LIST,
    };
    Ok(desk.page(t.check_title(), &view).chrome(|chrome| chrome.back(FORM, "")))
}

/// Everything that was typed, so that nothing is asked twice.
fn hidden(desk: &Desk, input: &StaffInput) -> Result<Vec<Hidden>, Problem> {
    let name = &input.name;
    let typed = [
        ("given_names", &name.given_names),
        ("initials", &name.initials),
        ("call_name", &name.call_name),
        ("prefix", &name.prefix),
        ("family_name", &name.family_name),
        ("email", &input.email),
        ("role", &input.role),
        ("location", &input.location),
        ("reason", &input.reason),
    ];
    Ok(std::iter::once(desk.once()?).chain(typed.into_iter().map(|(name, value)| Hidden::new(name, value))).collect())
}
