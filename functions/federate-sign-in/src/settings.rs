//! What the staff of a licence sign in with: an administrator of the whole licence chooses, off by default.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use domain::{
    access::{Action, Area},
    hub::HubUse,
    input::{Fault, Faults},
    licence::Licence,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::App;
use web::{
    Desk, Page, Problem, SignedIn, Visitor,
    faults::Told,
    page::see_other,
    posted::Posted,
    ui::{Button, Choice, Field, Hidden, Notice, Radios},
    visitor::query,
    words,
};

use crate::t;

const PAGE: &str = "/settings/sign-in";

/// The choice.
#[derive(Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct SettingsInput {
    /// `off`, `beside` or `only`.
    pub hub: String,
}

/// A text and where it leads.
#[derive(Template, Serialize)]
#[template(path = "simple.html")]
pub struct Simple {
    text: String,
    button: Button,
}

impl Simple {
    /// A text with a button that leads there.
    pub fn back_to(text: String, label: String, href: &str) -> Self {
        Self { text, button: Button::new(label).href(href) }
    }
}

#[derive(Template, Serialize)]
#[template(path = "settings.html")]
struct View {
    intro: String,
    #[serde(skip)]
    once: Hidden,
    hub: Radios,
    button: Button,
}

fn page(desk: &Desk, chosen: &str, faults: Option<Faults>) -> Result<Page, Problem> {
    let (t, w) = (t(desk.locale()), words(desk.locale()));
    let wrong = faults.clone().unwrap_or_default();
    let hub = Radios::new(w, "hub", t.settings_hub())
        .error(Told::new(&wrong, desk.locale()).at("hub"))
        .choice(Choice::new(HubUse::Off.as_str(), t.settings_off()))
        .choice(Choice::new(HubUse::Beside.as_str(), t.settings_beside()).hint(t.settings_beside_hint()))
        .choice(Choice::new(HubUse::Only.as_str(), t.settings_only()).hint(t.settings_only_hint()))
        .value(chosen);
    let view = View { intro: t.settings_intro(), once: desk.once()?, hub, button: Button::new(t.settings_save()) };
    let page = desk.page(t.settings_title(), &view);
    Ok(match faults {
        Some(faults) => page.invalid(faults, [&view.hub as &dyn Field]),
        None => page,
    })
}

/// Where there is no hub there is nothing to choose. It holds for the whole licence, and so does the role that it takes.
async fn enter(app: &App, desk: Desk) -> Result<Desk, Problem> {
    desk.must_manage(Action::ManageSettings, &Area::Licence)?;
    app.keys.hub().await.map(|_| desk).ok_or(Problem::NotFound)
}

/// `GET /settings/sign-in`
pub async fn show(State(app): State<App>, visitor: Visitor, session: SignedIn) -> Result<Page, Problem> {
    let desk = enter(&app, session.enter(&app, &visitor, &[]).await?).await?;
    let saved = query(&visitor.uri, "done").is_some_and(|done| done == "saved");
    let notice = saved.then(|| Notice::success(t(desk.locale()).settings_saved()));
    Ok(page(&desk, desk.licence.hub.as_str(), None)?.chrome(|chrome| chrome.flash(notice)))
}

/// `POST /settings/sign-in`
pub async fn change(
    State(app): State<App>,
    visitor: Visitor,
    posted: Posted<SettingsInput>,
) -> Result<Response, Problem> {
    let desk = enter(&app, posted.enter(&app, &visitor, &[]).await?).await?;
    let Some(hub) = HubUse::parse(&posted.form.hub) else {
        let fault = if posted.form.hub.is_empty() { Fault::Missing } else { Fault::NotAChoice };
        return Ok(page(&desk, &posted.form.hub, Some(Faults::one("hub", fault)))?.into_response());
    };
    desk.must_be_stepped_up(PAGE)?;
    let mut licence = desk.records().get::<Licence>(&()).await?;
    let row = desk.did("changed-sign-in", "LICENCE").with("from", licence.value.hub.as_str()).with("to", hub.as_str());
    licence.value.hub = hub;
    let done = desk.change().save(&licence).audit(&row).commit("/settings/sign-in?done=saved").await?;
    Ok(see_other(&done.to))
}
