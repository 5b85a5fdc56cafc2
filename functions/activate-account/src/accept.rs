//! Accepting with an account that exists: by the own password and second factor, or with the school account that is linked to it and the
//! second factor, as for signing in. The link never sets a password then.

use askama::Template;
use axum::response::{IntoResponse, Response};
use domain::{
    identity::{Factor, Identity},
    input::{Fault, Faults},
};
use http::header;
use serde::Serialize;
use store::{
    App, Committed, Once, StoreError, Stored,
    outbox::{AccountChange, Task},
};
use web::{
    Page, Problem, Visitor, desk,
    faults::Told,
    hub_turn,
    invited::Invited,
    page::see_other,
    proof::{self, Tried},
    ui::{Button, CodeField, Details, Field, Hidden, Html, SummaryList, TextField, Width},
    words,
};

use crate::{
    by_hub::{ByHub, Given},
    paper, t,
};

#[derive(Template, Serialize)]
#[template(path = "accept.html")]
struct View {
    #[serde(skip)]
    action: String,
    #[serde(skip)]
    once: Hidden,
    intro: String,
    explanation: String,
    facts: SummaryList,
    password: Option<TextField>,
    code: Option<CodeField>,
    recovery: Option<Details>,
    button: Button,
    forgot: Option<String>,
    /// What to do without a password, where the licence lets nobody in with a school account.
    no_password: Option<String>,
    hub: Option<ByHub>,
}

/// What is asked of the person.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// The own password; not of who just signed in at the own school.
    pub password: bool,
    /// A code, where a second factor is set up.
    pub code: bool,
}

/// What to do for who has no password: a school account where the licence lets people in with one, in words where it does not.
async fn without_password(
    app: &App,
    visitor: &Visitor,
    token: &str,
    invited: &Invited,
) -> Result<(Option<ByHub>, Option<String>), Problem> {
    let t = t(visitor.locale);
    let words = (t.hub_title(), t.hub_join_text(), Button::new(t.hub_join()).secondary());
    let hub = ByHub::offered(app, token, invited, words).await?;
    let alone = hub.is_none() && app.keys.hub().await.is_some();
    Ok((hub, alone.then(|| t.no_password(&invited.licence.display_name))))
}

/// The form.
pub async fn page(
    app: &App,
    visitor: &Visitor,
    token: &str,
    invited: &Invited,
    inviter: Option<&str>,
    asked: Asked,
    faults: Option<Faults>,
) -> Result<Page, Problem> {
    let (t, w) = (t(visitor.locale), words(visitor.locale));
    let school = &invited.licence.display_name;
    let wrong = faults.clone().unwrap_or_default();
    let told = Told::new(&wrong, visitor.locale);
    let code = CodeField::new(w, "code", t.code()).hint(t.code_hint()).error(told.at("code"));
    let recovery =
        TextField::new(w, "recovery", t.recovery()).autocomplete("off").width(Width::Twenty).error(told.at("recovery"));
    let details = Details::new(t.no_phone(), Html::of(recovery.clone()));
    let password =
        TextField::new(w, "password", t.own_password()).password("current-password").error(told.at("password"));
    let (hub, no_password) =
        if asked.password { without_password(app, visitor, token, invited).await? } else { (None, None) };
    let view = View {
        action: format!("/activate/{token}"),
        once: desk::once(app)?,
        intro: inviter.map_or_else(|| t.intro(school), |inviter| t.intro_by(inviter, school)),
        explanation: match (asked.password, asked.code) {
            (true, _) => t.accept_explanation(),
            (false, true) => t.hub_proved_code(),
            (false, false) => t.hub_proved(),
        },
        facts: SummaryList::new(w).answer(t.organisation(), school).answer(t.user_name(), &invited.member.value.email),
        password: asked.password.then_some(password.clone()),
        code: asked.code.then_some(code.clone()),
        recovery: asked.code.then_some(if told.at("recovery").is_some() { details.open() } else { details }),
        button: Button::new(t.accept()),
        forgot: asked.password.then(|| t.forgot()),
        no_password,
        hub,
    };
    let page = Page::public(visitor, t.accept_title(), &view).chrome(|chrome| chrome.public(school).scripted());
    Ok(match faults {
        Some(faults) => page.invalid(faults, [&password as &dyn Field, &code, &recovery]),
        None => page,
    })
}

/// Verifies password, or what stands for it, and second factor, and takes up the service in one transaction.
pub async fn accept(
    app: &App,
    visitor: &Visitor,
    token: &str,
    invited: Invited,
    identity: Stored<Identity>,
    given: &Given<'_>,
    once: Option<Once>,
) -> Result<Result<Response, StoreError>, Problem> {
    let asked = Asked { password: given.turn.is_none(), code: identity.value.totp.is_some() };
    let (identity, factor) = match prove(app, visitor, identity, given, invited.is_on_paper()).await? {
        Ok(proved) => proved,
        Err(faults) => return Ok(Ok(again(app, visitor, token, &invited, asked, faults).await?.into_response())),
    };
    let id = identity.value.id;
    let job = app.store.job(None, Task::MailAccountChanged { identity: id, what: AccountChange::JoinedLicence })?;
    let done = proof::settle_or_tell(app, identity, "/sign-in?done=joined", |identity| {
        // The address was changed meanwhile: who has another one is not the one who was invited.
        if identity.email != invited.member.value.email {
            return Err(Problem::Stale);
        }
        given.still_holds(app, &invited, identity)?;
        given.settle(identity, factor.as_ref())?;
        identity.join(invited.service());
        Ok(invited.accepted(app, visitor, token, id, once.clone()).then(&job))
    });
    match done.await {
        Ok(done) => Ok(done.map(|Committed { to, .. }| joined(&to, given))),
        // Another sign-in used the same code first.
        Err(Problem::Invalid(faults)) => {
            Ok(Ok(again(app, visitor, token, &invited, asked, faults).await?.into_response()))
        }
        Err(problem) => Err(problem),
    }
}

/// Leads on; the turn at the hub is over with what it was for.
fn joined(to: &str, given: &Given<'_>) -> Response {
    let mut response = see_other(to);
    if given.turn.is_some() {
        response.headers_mut().extend(hub_turn::gone().map(|gone| (header::SET_COOKIE, gone)));
    }
    response
}

/// The form once more, as it was.
async fn again(
    app: &App,
    visitor: &Visitor,
    token: &str,
    invited: &Invited,
    asked: Asked,
    faults: Faults,
) -> Result<Page, Problem> {
    if invited.is_on_paper() {
        return paper::page(app, visitor, token, invited, Some(faults)).await;
    }
    let inviter = invited.inviter(app).await?;
    page(app, visitor, token, invited, inviter.as_deref(), asked, Some(faults)).await
}

/// Password first, or what stands for it, then the code. `on_paper`: before the password is right nothing tells that there is an account,
/// so that a missing code is only asked for after it; who calls has counted the try.
async fn prove(
    app: &App,
    visitor: &Visitor,
    identity: Stored<Identity>,
    given: &Given<'_>,
    on_paper: bool,
) -> Result<Result<(Stored<Identity>, Option<Factor>), Faults>, Problem> {
    let (input, by_hub, with_code) = (given.input, given.turn.is_some(), identity.value.totp.is_some());
    let mut faults = Faults::default();
    if input.password.is_empty() && !by_hub {
        faults.add("password", Fault::Missing);
    }
    let no_code = with_code && input.code.trim().is_empty() && input.recovery.trim().is_empty();
    if no_code && !on_paper {
        faults.add("code", Fault::Missing);
    }
    if let Err(faults) = faults.none() {
        return Ok(Err(faults));
    }
    if by_hub && !with_code {
        return Ok(Ok((identity, None)));
    }
    let first = if by_hub { "code" } else { "password" };
    if !on_paper && !proof::address_may_try(app, visitor).await? {
        return Ok(Err(Faults::one(first, Fault::NotRecognised)));
    }
    let identity = if by_hub {
        identity
    } else {
        let Tried::Right(identity, ()) = proof::password(app, identity, &input.password).await? else {
            return Ok(Err(Faults::one("password", Fault::NotRecognised)));
        };
        *identity
    };
    if !with_code {
        return Ok(Ok((identity, None)));
    }
    if no_code {
        return Ok(Err(Faults::one("code", Fault::Missing)));
    }
    let field = if input.recovery.trim().is_empty() { "code" } else { "recovery" };
    let tried = proof::second_factor(app, identity, &input.code, &input.recovery).await?;
    if let Some(fault) = tried.fault(Fault::WrongCode { tries_left: None }) {
        return Ok(Err(Faults::one(field, fault)));
    }
    match tried {
        Tried::Right(identity, factor) => Ok(Ok((*identity, Some(factor)))),
        _ => Ok(Err(Faults::one(field, Fault::NotRecognised))),
    }
}
