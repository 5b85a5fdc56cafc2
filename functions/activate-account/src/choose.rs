//! Accepting for the first time: the person chooses a password, which nobody else ever knows (0-05, 0-13).

use askama::Template;
use axum::response::{IntoResponse, Response};
use domain::{
    hub::Means,
    identity::Identity,
    input::{Fault, Faults},
    password,
};
use serde::Serialize;
use store::{App, Committed, Once, StoreError};
use web::{
    Page, Problem, Visitor, desk,
    faults::Told,
    invited::Invited,
    page::see_other,
    proof,
    ui::{Button, Field, Hidden, SummaryList, TextField},
    words,
};

use crate::{ActivateInput, by_hub::ByHub, t};

#[derive(Template, Serialize)]
#[template(path = "choose.html")]
struct View {
    #[serde(skip)]
    action: String,
    #[serde(skip)]
    once: Hidden,
    intro: String,
    facts: SummaryList,
    password: TextField,
    advice_title: String,
    advice: [String; 3],
    button: Button,
    /// Whether a password is of any use in the licence.
    with_password: bool,
    hub: Option<ByHub>,
}

async fn by_hub(app: &App, visitor: &Visitor, token: &str, invited: &Invited) -> Result<Option<ByHub>, Problem> {
    let t = t(visitor.locale);
    let (school, button) = (&invited.licence.display_name, Button::new(t.hub_activate()));
    let (text, button) = if with_password(app, invited) {
        (t.hub_text(school), button.secondary())
    } else {
        (t.hub_only_text(school), button)
    };
    ByHub::offered(app, token, invited, (t.hub_title(), text, button)).await
}

/// Whether the licence may be entered with a password at all.
fn with_password(app: &App, invited: &Invited) -> bool {
    invited.licence.admits(Means::Password, invited.member.value.administers(app.today()))
}

/// The form. What was typed is not shown again.
pub async fn page(
    app: &App,
    visitor: &Visitor,
    token: &str,
    invited: &Invited,
    inviter: Option<&str>,
    faults: Option<Faults>,
) -> Result<Page, Problem> {
    let (t, w) = (t(visitor.locale), words(visitor.locale));
    let school = &invited.licence.display_name;
    let wrong = faults.clone().unwrap_or_default();
    let view = View {
        action: format!("/activate/{token}"),
        once: desk::once(app)?,
        intro: inviter.map_or_else(|| t.intro(school), |inviter| t.intro_by(inviter, school)),
        facts: SummaryList::new(w).answer(t.organisation(), school).answer(t.user_name(), &invited.member.value.email),
        password: TextField::new(w, "password", t.new_password())
            .password("new-password")
            .hint(t.new_password_hint())
            .error(Told::new(&wrong, visitor.locale).at("password")),
        advice_title: t.advice_title(),
        advice: [t.advice_words(), t.advice_own(), t.advice_elsewhere()],
        button: Button::new(t.activate()),
        with_password: with_password(app, invited),
        hub: by_hub(app, visitor, token, invited).await?,
    };
    let page = Page::public(visitor, t.title(), &view).chrome(|chrome| chrome.public(school).scripted());
    Ok(match faults {
        Some(faults) => page.invalid(faults, [&view.password as &dyn Field]),
        None => page,
    })
}

/// Why a password cannot be that of a new account, if so.
pub fn weakness(app: &App, invited: &Invited, typed: &str) -> Option<Fault> {
    let (member, licence) = (&invited.member.value, &invited.licence);
    let own: Vec<&str> = member
        .name
        .parts()
        .chain([member.email.as_str(), &licence.display_name, &licence.place, licence.name.as_str()])
        .collect();
    if with_password(app, invited) { password::check(typed, &own).err() } else { Some(Fault::SchoolAccountOnly) }
}

/// Keeps the new identity and takes up the service, in one transaction.
pub async fn choose(
    app: &App,
    visitor: &Visitor,
    token: &str,
    invited: Invited,
    input: &ActivateInput,
    once: Option<Once>,
) -> Result<Result<Response, StoreError>, Problem> {
    let member = &invited.member.value;
    if let Some(fault) = weakness(app, &invited, &input.password) {
        let (inviter, faults) = (invited.inviter(app).await?, Some(Faults::one("password", fault)));
        return Ok(Ok(page(app, visitor, token, &invited, inviter.as_deref(), faults).await?.into_response()));
    }
    let hash = proof::hash(app, &input.password).await?;
    let identity = Identity::new(app.id()?, &member.email, hash, invited.service(), app.now());
    let done = invited
        .accepted(app, visitor, token, identity.id, once)
        .create_identity(&identity)
        .commit("/sign-in?done=activated")
        .await;
    Ok(done.map(|Committed { to, .. }| see_other(&to)))
}
