//! The form: who is invited, to which address, and what new people get.

use askama::Template;
use axum::extract::State;
use domain::{
    ids::StaffId,
    input::Faults,
    round::{MOST, email_field, who_field},
    steps::Form,
};
use serde::Serialize;
use web::{
    Page, Problem, SignedIn, Visitor, dates,
    faults::{self, Told, Wrong},
    role_fields,
    ui::{Button, Field, Hidden, Radios, TextArea, TextField, field_id},
    words,
};

use crate::{
    Deps, HERE, locations,
    people::{Person, Scene},
    t,
};

/// Somebody who can be ticked, with the address to be looked at.
#[derive(Serialize)]
struct Choosable {
    key: String,
    staff: Option<StaffId>,
    name: String,
    chosen: bool,
    #[serde(skip)]
    id: String,
    #[serde(skip)]
    field: String,
    #[serde(skip)]
    hint: String,
    email: TextField,
}

#[derive(Template, Serialize)]
#[template(path = "choose.html")]
struct View {
    people: Vec<Choosable>,
    typed: TextArea,
    role: Radios,
    location: Option<Radios>,
    reason: TextField,
    #[serde(skip)]
    once: Hidden,
    #[serde(skip)]
    file: Option<Hidden>,
    #[serde(skip)]
    lead: String,
    #[serde(skip)]
    who_title: String,
    #[serde(skip)]
    who_text: String,
    #[serde(skip)]
    people_fault: Option<Wrong>,
    #[serde(skip)]
    typed_title: String,
    #[serde(skip)]
    gift_title: String,
    #[serde(skip)]
    gift_text: String,
    #[serde(skip)]
    button: Button,
}

impl View {
    fn new(scene: &Scene, form: &Form, faults: &Faults) -> Result<Self, Problem> {
        let desk = &scene.desk;
        let (t, w, told) = (t(desk.locale()), words(desk.locale()), Told::new(faults, desk.locale()));
        let people: Vec<Choosable> = scene.people.iter().map(|person| choosable(scene, person, form, &told)).collect();
        let (who_title, who_text) = match (&scene.file, people.is_empty()) {
            (Some(_), false) => (t.teachers_title(), t.teachers_text()),
            (Some(_), true) => (t.teachers_title(), t.no_teachers()),
            (None, false) => (t.awaited_title(), t.awaited_text()),
            (None, true) => (String::new(), String::new()),
        };
        Ok(Self {
            people,
            typed: TextArea::new(w, "typed", t.typed_label())
                .hint(t.typed_hint())
                .rows(if scene.people.is_empty() { 10 } else { 4 })
                .value(form.get("typed"))
                .error(lines_told(scene, faults))
                .optional(),
            role: role_fields::role_of_many(desk, form.get("role")).error(told.at("role")),
            location: role_fields::location(desk, form.get("location")).map(|field| field.error(told.at("location"))),
            reason: TextField::new(w, "reason", t.reason())
                .hint(t.reason_hint())
                .value(form.get("reason"))
                .error(told.at("reason"))
                .autocomplete("off"),
            once: desk.once()?,
            file: scene.file.as_ref().map(|file| Hidden::new("file", file.id.to_string())),
            lead: t.lead(MOST),
            who_title,
            who_text,
            people_fault: told.at("people").map(|message| Wrong { name: "people".into(), message }),
            typed_title: if scene.people.is_empty() { t.typed_title() } else { t.typed_others_title() },
            gift_title: t.gift_title(),
            gift_text: if scene.file.is_some() { t.gift_text_new() } else { t.gift_text() },
            button: Button::new(t.to_check()),
        })
    }

    fn fields(&self) -> impl Iterator<Item = &dyn Field> {
        let people = self.people_fault.iter().map(|field| field as &dyn Field);
        let emails = self.people.iter().map(|person| &person.email as &dyn Field);
        let gift = std::iter::once(&self.role as &dyn Field)
            .chain(self.location.as_ref().map(|field| field as &dyn Field))
            .chain([&self.reason as &dyn Field]);
        people.chain(emails).chain([&self.typed as &dyn Field]).chain(gift)
    }
}

fn choosable(scene: &Scene, person: &Person, form: &Form, told: &Told<'_>) -> Choosable {
    let (t, w) = (t(scene.desk.locale()), words(scene.desk.locale()));
    let (key, name) = (&person.candidate.key, person.candidate.name.full());
    let (who, email) = (who_field(key), email_field(key));
    let field = TextField::new(w, &email, t.email_of(&name)).value(form.get(&email)).error(told.at(&email));
    Choosable {
        key: key.clone(),
        staff: person.candidate.staff,
        chosen: form.is_on(&who),
        id: field_id(&who),
        field: who,
        hint: person.hint.clone(),
        email: field.email().autocomplete("off"),
        name,
    }
}

/// What is wrong with lines of the list, each with its number.
fn lines_told(scene: &Scene, faults: &Faults) -> Option<String> {
    let locale = scene.desk.locale();
    let line = |field: &str| field.strip_prefix("typed-").map(str::to_owned);
    let wrong = faults.0.iter().filter_map(|fault| Some((line(&fault.field)?, faults::words(&fault.fault, locale))));
    let told: Vec<String> = wrong.map(|(line, message)| t(locale).line_told(line, message)).collect();
    (!told.is_empty()).then(|| told.join(" "))
}

/// The form with what was typed and what is wrong with it.
pub fn page(scene: &Scene, form: &Form, faults: Faults) -> Result<Page, Problem> {
    let desk = &scene.desk;
    let t = t(desk.locale());
    let view = View::new(scene, form, &faults)?;
    let caption = scene.file.as_ref().map(|file| t.from_file(dates::moment(file.origin.at(), desk.locale())));
    let back = scene.file.as_ref().map_or_else(|| HERE.to_owned(), |file| format!("/rosters/{}", file.id));
    let page = desk.page(t.title(), &view).chrome(|chrome| {
        let chrome = chrome.back(back, "");
        caption.into_iter().fold(chrome, |chrome, caption| chrome.caption(caption))
    });
    Ok(if faults.0.is_empty() { page } else { page.invalid(faults, view.fields()) })
}

/// `GET /staff/invitations/new`
pub async fn show(State(deps): State<Deps>, visitor: Visitor, session: SignedIn) -> Result<Page, Problem> {
    let scene = Scene::of_page(&deps, &visitor, &session).await?;
    let mut form = scene.suggestion();
    // Where there is one location there is nothing to choose.
    if locations(&scene.desk).len() < 2 {
        form.0.remove("location");
    }
    page(&scene, &form, Faults::default())
}
