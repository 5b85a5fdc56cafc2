//! Proof of presence: the second factor is asked again, and counts for a quarter of an hour.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use domain::{
    identity::{Factor, Identity},
    input::{Fault, Faults},
};
use http::HeaderMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{App, Stored};
use web::{
    Page, Problem, Visitor, desk,
    faults::Told,
    posted::Sent,
    proof::{self, Tried},
    signing_in::local,
    ui::{Button, CodeField, Field, Hidden, TextField},
    words,
};

use crate::{
    own::{self, Entered, Own},
    page::next_of,
    t,
};

/// The code, or the password of somebody without a second factor.
#[derive(Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct StepUpInput {
    /// A code of the authenticator.
    pub code: String,
    /// The password, where no second factor is set up.
    pub password: String,
    /// The page of ours to go back to.
    pub next: String,
}

#[derive(Template, Serialize)]
#[template(path = "step-up.html")]
struct View {
    #[serde(skip)]
    once: Hidden,
    next: Hidden,
    intro: String,
    code: Option<CodeField>,
    password: Option<TextField>,
    button: Button,
}

/// `GET /account/step-up`
pub async fn show(State(app): State<App>, visitor: Visitor, headers: HeaderMap) -> Result<Response, Problem> {
    match own::enter(&app, &visitor, &headers, None).await? {
        Entered::Own(own) => {
            let own = own.at_work()?;
            Ok(page(&own, &next_of(&own), None)?.into_response())
        }
        Entered::Before(response) => Ok(response),
    }
}

fn page(own: &Own, next: &str, faults: Option<Faults>) -> Result<Page, Problem> {
    let (t, w) = (t(own.visitor.locale), words(own.visitor.locale));
    let wrong = faults.clone().unwrap_or_default();
    let told = Told::new(&wrong, own.visitor.locale);
    let with_code = own.identity.value.totp.is_some();
    let view = View {
        once: desk::once(&own.app)?,
        next: Hidden::new("next", local(next)),
        intro: if with_code { t.step_up_code() } else { t.step_up_password() },
        code: with_code.then(|| CodeField::new(w, "code", t.code()).hint(t.code_hint()).error(told.at("code"))),
        password: (!with_code).then(|| {
            TextField::new(w, "password", t.present_password()).password("current-password").error(told.at("password"))
        }),
        button: Button::new(t.to_continue()),
    };
    let page = own.page(t.step_up_title(), &view);
    let fields = view
        .code
        .iter()
        .map(|code| code as &dyn Field)
        .chain(view.password.iter().map(|password| password as &dyn Field));
    Ok(match faults {
        Some(faults) => page.invalid(faults, fields),
        None => page,
    })
}

/// `POST /account/step-up`
pub async fn prove(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    sent: Sent<StepUpInput>,
) -> Result<Response, Problem> {
    let own = match own::enter(&app, &visitor, &headers, Some(&sent.key)).await? {
        Entered::Own(own) => own.at_work()?,
        Entered::Before(response) => return Ok(response),
    };
    let next = local(&sent.form.next);
    let (identity, factor) = match tried(&own, &sent.form).await? {
        Ok(proved) => proved,
        Err(faults) => return Ok(page(&own, next, Some(faults))?.into_response()),
    };
    let mut following = own.following()?;
    following.stepped_up = Some(app.now());
    let row = own.did("stepped-up");
    let done = proof::settle(&app, identity, next, |identity| {
        if factor.as_ref().is_some_and(|factor| !identity.use_up(factor)) {
            return Err(Faults::one("code", Fault::WrongCode { tries_left: None }).into());
        }
        identity.succeeded();
        Ok(own.change(identity, &following, false).audit(&row))
    });
    match done.await {
        Ok(done) => own.go(&following, done).await,
        // The same code was used elsewhere first.
        Err(Problem::Invalid(faults)) => Ok(page(&own, next, Some(faults))?.into_response()),
        Err(problem) => Err(problem),
    }
}

async fn tried(own: &Own, input: &StepUpInput) -> Result<Result<(Stored<Identity>, Option<Factor>), Faults>, Problem> {
    let identity = own.identity.clone();
    if identity.value.totp.is_some() {
        if input.code.trim().is_empty() {
            return Ok(Err(Faults::one("code", Fault::Missing)));
        }
        let tried = proof::second_factor(&own.app, identity, &input.code, "").await?;
        let fault = tried.fault(Fault::WrongCode { tries_left: None });
        return Ok(match tried {
            Tried::Right(identity, factor) => Ok((*identity, Some(factor))),
            _ => Err(Faults::one("code", fault.unwrap_or(Fault::Missing))),
        });
    }
    if input.password.is_empty() {
        return Ok(Err(Faults::one("password", Fault::Missing)));
    }
    let tried = proof::password(&own.app, identity, &input.password).await?;
    let fault = tried.fault(Fault::WrongPassword);
    Ok(match tried {
        Tried::Right(identity, ()) => Ok((*identity, None)),
        _ => Err(Faults::one("password", fault.unwrap_or(Fault::Missing))),
    })
}
