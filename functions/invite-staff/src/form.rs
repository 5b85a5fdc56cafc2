//! The form, and the page that shows what will be sent to whom before it is sent (3-14, 3-24).

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use domain::{
    access::Action,
    group::Group,
    input::{Fault, Faults, email},
    name::NameInput,
    staff::{GrantInput, NewStaff, StaffInput},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{App, keys};
use web::{
    Desk, Page, Posted, Problem, SignedIn, Visitor, dates,
    faults::Told,
    role_fields::{self, Offer, RoleFields},
    ui::{Button, Field, Hidden, TextField, Width},
    words,
};

use crate::t;

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
    #[serde(flatten)]
    role: RoleFields,
    reason: TextField,
    #[serde(skip)]
    button: Button,
}

/// A line of text with what was typed; no browser fills in its own owner.
pub fn field(desk: &Desk, told: &Told<'_>, name: &str, label: String, value: &str) -> TextField {
    TextField::new(words(desk.locale()), name, label).value(value).error(told.at(name)).autocomplete("off")
}

/// First name, initials, prefix and family name (3-14).
pub fn name_fields(desk: &Desk, name: &NameInput, told: &Told<'_>) -> [TextField; 4] {
    let t = t(desk.locale());
    let field = |name: &str, label: String, value: &str| field(desk, told, name, label, value);
    [
        field("call_name", t.call_name(), &name.call_name),
        field("initials", t.initials(), &name.initials).optional().width(Width::Ten),
        field("prefix", t.prefix(), &name.prefix).hint(t.prefix_hint()).optional().width(Width::Ten),
        field("family_name", t.family_name(), &name.family_name),
    ]
}

impl Form {
    fn new(desk: &Desk, offer: &Offer, input: &StaffInput, faults: &Faults) -> Result<Self, Problem> {
        let (t, told) = (t(desk.locale()), Told::new(faults, desk.locale()));
        let [call_name, initials, prefix, family_name] = name_fields(desk, &input.name, &told);
        Ok(Self {
            lead: t.form_lead(),
            once: desk.once()?,
            call_name,
            initials,
            prefix,
            family_name,
            email: field(desk, &told, "email", t.email(), &input.email).hint(t.email_hint()).email(),
            role: RoleFields::new(desk, offer, &input.grant, &told),
            reason: field(desk, &told, "reason", t.reason(), &input.grant.reason).hint(t.reason_hint()),
            button: Button::new(t.to_check()),
        })
    }

    fn fields(&self) -> impl Iterator<Item = &dyn Field> {
        let before: [&dyn Field; 5] = [&self.call_name, &self.initials, &self.prefix, &self.family_name, &self.email];
        before.into_iter().chain(self.role.fields()).chain([&self.reason as &dyn Field])
    }
}

/// The form with what was typed and what is wrong with it.
pub fn again(desk: &Desk, offer: &Offer, input: &StaffInput, faults: Faults) -> Result<Page, Problem> {
    let form = Form::new(desk, offer, input, &faults)?;
    let page = desk.page(t(desk.locale()).form_title(), &form).chrome(|chrome| chrome.back(LIST, ""));
    Ok(if faults.0.is_empty() { page } else { page.invalid(faults, form.fields()) })
}

/// `GET /staff/new`
pub async fn empty(State(app): State<App>, visitor: Visitor, session: SignedIn) -> Result<Page, Problem> {
    let scope = session.scope();
    let records = app.store.licence(&scope);
    let (desk, groups) = tokio::join!(session.enter(&app, &visitor, &[]), records.register::<Group>());
    let desk = desk?;
    desk.may_here(Action::ManageStaff)?;
    let grant = GrantInput { location: desk.places.typed(), ..GrantInput::default() };
    let input = StaffInput { grant, ..StaffInput::default() };
    again(&desk, &Offer::of(&desk, groups?), &input, Faults::default())
}

/// `POST /staff/check`
pub async fn check(State(app): State<App>, visitor: Visitor, posted: Posted<CheckInput>) -> Result<Response, Problem> {
    let input = &posted.form.staff;
    let guard = email(&input.email).ok().map(|email| keys::staff_address(posted.session.licence, &email));
    let scope = posted.session.scope();
    let records = app.store.licence(&scope);
    let (desk, groups) = tokio::join!(posted.enter(&app, &visitor, guard.as_slice()), records.register::<Group>());
    let desk = desk?;
    desk.may_here(Action::ManageStaff)?;
    let groups = groups?;
    let offer = Offer::of(&desk, groups.clone());
    if !posted.form.change.is_empty() {
        return Ok(again(&desk, &offer, input, Faults::default())?.into_response());
    }
    match input.parse(&offer.places()) {
        Ok(new) if guard.is_some_and(|guard| desk.found.has(&guard)) => {
            let taken = if new.email == desk.actor.member.email { Fault::OwnAddress } else { Fault::AddressInUse };
            Ok(again(&desk, &offer, input, Faults::one("email", taken))?.into_response())
        }
        Ok(new) => Ok(shown(&desk, input, &new, &groups)?.into_response()),
        Err(faults) => Ok(again(&desk, &offer, input, faults)?.into_response()),
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

fn shown(desk: &Desk, input: &StaffInput, new: &NewStaff, groups: &[Group]) -> Result<Page, Problem> {
    let (t, w) = (t(desk.locale()), words(desk.locale()));
    let grant = new.grant.clone().by(None, desk.today());
    let role = dates::grant(&grant, desk.locale());
    let mut answers = vec![
        Answer { field: "call_name", question: t.name(), answer: new.name.full() },
        Answer { field: "email", question: t.email(), answer: new.email.clone() },
        Answer { field: "role", question: role_fields::title(desk), answer: role },
    ];
    if grant.role.takes_groups() || desk.licence.locations.len() > 1 {
        let place = role_fields::reach(desk, &grant, groups);
        answers.push(Answer { field: "location", question: role_fields::reach_title(desk.locale()), answer: place });
    }
    answers.push(Answer { field: "reason", question: t.reason(), answer: grant.reason });
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
        ("role", &input.grant.role),
        ("subject", &input.grant.subject),
        ("location", &input.grant.location),
        ("reason", &input.grant.reason),
        ("to", &input.grant.to),
    ];
    let groups = input.grant.groups.0.iter().map(|group| ("groups", group));
    let typed = typed.into_iter().chain(groups).map(|(name, value)| Hidden::new(name, value));
    Ok(std::iter::once(desk.once()?).chain(typed).collect())
}
