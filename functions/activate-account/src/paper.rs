//! A link on paper, which passed through the hands of an administrator: the page asks the same of somebody new and of somebody who has
//! an account, and looks up neither before the form is sent. To find out which it is costs the activation itself, which is logged, and
//! the person was mailed when it was printed.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use domain::{
    input::{Fault, Faults},
    paper,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{App, Once, StoreError};
use web::{
    Page, Problem, Visitor, desk,
    faults::Told,
    invited::Invited,
    posted::Sent,
    proof,
    ui::{Button, CodeField, Details, Field, Hidden, Html, SummaryList, TextField, Width},
    words,
};

use crate::{ActivateInput, accept, by_hub::Given, choose, dead, t};

/// The code as typed.
#[derive(Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "PaperCode")]
pub struct CodeInput {
    /// The sixteen signs on the paper.
    code: String,
}

#[derive(Template, Serialize)]
#[template(path = "code.html")]
struct CodeView {
    #[serde(skip)]
    once: Hidden,
    lead: String,
    code: TextField,
    button: Button,
    #[serde(skip)]
    no_paper: String,
}

/// The form for who types the code of a paper.
fn code_page(app: &App, visitor: &Visitor, typed: &str, faults: Option<Faults>) -> Result<Page, Problem> {
    let (t, w) = (t(visitor.locale), words(visitor.locale));
    let wrong = faults.clone().unwrap_or_default();
    let view = CodeView {
        once: desk::once(app)?,
        lead: t.paper_code_lead(),
        code: TextField::new(w, "code", t.paper_code())
            .hint(t.paper_code_hint())
            .value(typed)
            .autocomplete("off")
            .inputmode("text")
            .width(Width::Twenty)
            .error(Told::new(&wrong, visitor.locale).at("code")),
        button: Button::new(t.paper_code_button()),
        no_paper: t.paper_code_none(),
    };
    let page = Page::public(visitor, t.title(), &view);
    Ok(match faults {
        Some(faults) => page.invalid(faults, [&view.code as &dyn Field]),
        None => page,
    })
}

/// `GET /activate`
pub async fn ask(State(app): State<App>, visitor: Visitor) -> Result<Page, Problem> {
    code_page(&app, &visitor, "", None)
}

/// `POST /activate`: shows what the link shows. The link itself is in no address that is led to.
pub async fn typed(State(app): State<App>, visitor: Visitor, sent: Sent<CodeInput>) -> Result<Response, Problem> {
    let again = |fault| code_page(&app, &visitor, &sent.form.code, Some(Faults::one("code", fault)));
    if sent.form.code.trim().is_empty() {
        return Ok(again(Fault::Missing)?.into_response());
    }
    if !proof::address_may_try(&app, &visitor).await? {
        return Ok(again(Fault::TooManyTries { again: None })?.into_response());
    }
    let found = match paper::read(&sent.form.code) {
        Some(code) => app.token_on_paper(&code).await?,
        None => None,
    };
    let Some(token) = found else { return Ok(again(Fault::NotOnPaper)?.into_response()) };
    let link = app.store.open_link(&token, &visitor.agent).await?.ok_or(Problem::NotFound)?;
    let invited = Invited::of(&app, &token, link).await?;
    match invited.refusal(app.now()) {
        Some(refusal) => Ok(dead::page(&app, &visitor, &token, &invited, &refusal)?.into_response()),
        None => Ok(page(&app, &visitor, &token, &invited, None).await?.into_response()),
    }
}

#[derive(Template, Serialize)]
#[template(path = "paper.html")]
struct View {
    #[serde(skip)]
    action: String,
    #[serde(skip)]
    once: Hidden,
    intro: String,
    facts: SummaryList,
    password: TextField,
    existing: Details,
    button: Button,
}

/// The form.
pub async fn page(
    app: &App,
    visitor: &Visitor,
    token: &str,
    invited: &Invited,
    faults: Option<Faults>,
) -> Result<Page, Problem> {
    let (t, w) = (t(visitor.locale), words(visitor.locale));
    let school = &invited.licence.display_name;
    let inviter = invited.inviter(app).await?;
    let wrong = faults.clone().unwrap_or_default();
    let told = Told::new(&wrong, visitor.locale);
    let code = CodeField::new(w, "code", t.code()).hint(t.code_hint()).error(told.at("code"));
    let recovery =
        TextField::new(w, "recovery", t.recovery()).autocomplete("off").width(Width::Twenty).error(told.at("recovery"));
    let existing = Html::text(&t.paper_existing_text()).and(code.clone()).and(recovery.clone());
    // A paper passed through other hands: a school account is no way to find out, at no price, whether its address has an account.
    let with_hub = app.keys.hub().await.is_some();
    let existing = if with_hub { existing.and(Html::text(&t.paper_no_password())) } else { existing };
    let existing = Details::new(t.paper_existing(), existing);
    let view = View {
        action: format!("/activate/{token}"),
        once: desk::once(app)?,
        intro: inviter.map_or_else(|| t.intro(school), |inviter| t.intro_by(inviter, school)),
        facts: SummaryList::new(w).answer(t.organisation(), school).answer(t.user_name(), &invited.member.value.email),
        password: TextField::new(w, "password", t.paper_password())
            .password("new-password")
            .hint(t.paper_password_hint())
            .error(told.at("password")),
        existing: if faults.is_some() { existing.open() } else { existing },
        button: Button::new(t.activate()),
    };
    let page = Page::public(visitor, t.title(), &view).chrome(|chrome| chrome.public(school).scripted());
    Ok(match faults {
        Some(faults) => page.invalid(faults, [&view.password as &dyn Field, &code, &recovery]),
        None => page,
    })
}

/// Accepts: what is asked of a password is asked before anybody is looked up.
pub async fn activate(
    app: &App,
    visitor: &Visitor,
    token: &str,
    invited: Invited,
    input: &ActivateInput,
    once: Option<Once>,
) -> Result<Result<Response, StoreError>, Problem> {
    let fault = match choose::weakness(app, &invited, &input.password) {
        None if !proof::address_may_try(app, visitor).await? => Some(Fault::NotRecognised),
        weakness => weakness,
    };
    if let Some(fault) = fault {
        let faults = Some(Faults::one("password", fault));
        return Ok(Ok(page(app, visitor, token, &invited, faults).await?.into_response()));
    }
    match app.store.identity_of(&invited.member.value.email).await? {
        Some(identity) => accept::accept(app, visitor, token, invited, identity, &Given::typed(input), once).await,
        None => choose::choose(app, visitor, token, invited, input, once).await,
    }
}
