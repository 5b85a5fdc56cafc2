//! Accepting with an account that exists: by the own password and second factor. The link never sets a password then.

use askama::Template;
use axum::response::{IntoResponse, Response};
use domain::{
    identity::{Factor, Identity},
    input::{Fault, Faults},
};
use serde::Serialize;
use store::{
    App, Committed, Once, StoreError, Stored,
    outbox::{AccountChange, Task},
};
use web::{
    Page, Problem, Visitor, desk,
    faults::Told,
    invited::Invited,
    page::see_other,
    proof::{self, Tried},
    ui::{Button, CodeField, Details, Field, Hidden, Html, SummaryList, TextField, Width},
    words,
};

use crate::{ActivateInput, paper, t};

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
    password: TextField,
    code: Option<CodeField>,
    recovery: Option<Details>,
    button: Button,
    forgot: String,
}

/// The form. The code is asked where a second factor is set up.
pub fn page(
    app: &App,
    visitor: &Visitor,
    token: &str,
    invited: &Invited,
    inviter: Option<&str>,
    with_code: bool,
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
    let view = View {
        action: format!("/activate/{token}"),
        once: desk::once(app)?,
        intro: inviter.map_or_else(|| t.intro(school), |inviter| t.intro_by(inviter, school)),
        explanation: t.accept_explanation(),
        facts: SummaryList::new(w).answer(t.organisation(), school).answer(t.user_name(), &invited.member.value.email),
        password: TextField::new(w, "password", t.own_password())
            .password("current-password")
            .error(told.at("password")),
        code: with_code.then_some(code.clone()),
        recovery: with_code.then_some(if told.at("recovery").is_some() { details.open() } else { details }),
        button: Button::new(t.accept()),
        forgot: t.forgot(),
    };
    let page = Page::public(visitor, t.accept_title(), &view).chrome(|chrome| chrome.public(school).scripted());
    Ok(match faults {
        Some(faults) => page.invalid(faults, [&view.password as &dyn Field, &code, &recovery]),
        None => page,
    })
}

/// Verifies password and second factor, and takes up the service in one transaction.
pub async fn accept(
    app: &App,
    visitor: &Visitor,
    token: &str,
    invited: Invited,
    identity: Stored<Identity>,
    input: &ActivateInput,
    once: Option<Once>,
) -> Result<Result<Response, StoreError>, Problem> {
    let with_code = identity.value.totp.is_some();
    let (identity, factor) = match prove(app, visitor, identity, input, invited.is_on_paper()).await? {
        Ok(proved) => proved,
        Err(faults) => return Ok(Ok(again(app, visitor, token, &invited, with_code, faults).await?.into_response())),
    };
    let id = identity.value.id;
    let job = app.store.job(None, Task::MailAccountChanged { identity: id, what: AccountChange::JoinedLicence })?;
    let done = proof::settle_or_tell(app, identity, "/sign-in?done=joined", |identity| {
        if factor.as_ref().is_some_and(|factor| !identity.use_up(factor)) {
            return Err(Faults::one("code", Fault::WrongCode { tries_left: None }).into());
        }
        identity.succeeded();
        identity.join(invited.service());
        Ok(invited.accepted(app, visitor, token, id, once.clone()).then(&job))
    });
    match done.await {
        Ok(done) => Ok(done.map(|Committed { to, .. }| see_other(&to))),
        // Another sign-in used the same code first.
        Err(Problem::Invalid(faults)) => {
            Ok(Ok(again(app, visitor, token, &invited, with_code, faults).await?.into_response()))
        }
        Err(problem) => Err(problem),
    }
}

/// The form once more, as it was.
async fn again(
    app: &App,
    visitor: &Visitor,
    token: &str,
    invited: &Invited,
    with_code: bool,
    faults: Faults,
) -> Result<Page, Problem> {
    if invited.is_on_paper() {
        return paper::page(app, visitor, token, invited, Some(faults)).await;
    }
    let inviter = invited.inviter(app).await?;
    page(app, visitor, token, invited, inviter.as_deref(), with_code, Some(faults))
}

/// Password first, then the code. `on_paper`: before the password is right nothing tells that there is an account, so that a missing
/// code is only asked for after it; who calls has counted the try.
async fn prove(
    app: &App,
    visitor: &Visitor,
    identity: Stored<Identity>,
    input: &ActivateInput,
    on_paper: bool,
) -> Result<Result<(Stored<Identity>, Option<Factor>), Faults>, Problem> {
    let with_code = identity.value.totp.is_some();
    let mut faults = Faults::default();
    if input.password.is_empty() {
        faults.add("password", Fault::Missing);
    }
    let no_code = with_code && input.code.trim().is_empty() && input.recovery.trim().is_empty();
    if no_code && !on_paper {
        faults.add("code", Fault::Missing);
    }
    if let Err(faults) = faults.none() {
        return Ok(Err(faults));
    }
    if !on_paper && !proof::address_may_try(app, visitor).await? {
        return Ok(Err(Faults::one("password", Fault::NotRecognised)));
    }
    let Tried::Right(identity, ()) = proof::password(app, Some(identity), &input.password).await? else {
        return Ok(Err(Faults::one("password", Fault::NotRecognised)));
    };
    if !with_code {
        return Ok(Ok((*identity, None)));
    }
    if no_code {
        return Ok(Err(Faults::one("code", Fault::Missing)));
    }
    let field = if input.recovery.trim().is_empty() { "code" } else { "recovery" };
    let tried = proof::second_factor(app, *identity, &input.code, &input.recovery).await?;
    if let Some(fault) = tried.fault(Fault::WrongCode { tries_left: None }) {
        return Ok(Err(Faults::one(field, fault)));
    }
    match tried {
        Tried::Right(identity, factor) => Ok(Ok((*identity, Some(factor)))),
        _ => Ok(Err(Faults::one(field, Fault::NotRecognised))),
    }
}
