//! The second step: a code of the authenticator, or a recovery code (1-09).

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use domain::{
    hub::Means,
    identity::Identity,
    input::{Fault, Faults},
};
use http::HeaderMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{
    App, keys,
    tickets::{Session, Stage},
};
use web::{
    Page, Problem, SigningIn, Visitor, desk,
    entering::{self, Proved},
    faults::Told,
    offers,
    posted::Sent,
    proof::{self, Tried},
    signing_in::{again, is_at, local},
    ui::{Button, CodeField, Details, Field, Hidden, Html, TextField, Width},
    words,
};

use crate::{from_the_start, t};

/// A code.
#[derive(Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct CodeInput {
    /// Six digits of the authenticator.
    pub code: String,
    /// Or a recovery code.
    pub recovery: String,
    /// The page of ours to go to afterwards.
    pub next: String,
}

#[derive(Template, Serialize)]
#[template(path = "code.html")]
struct View {
    #[serde(skip)]
    once: Hidden,
    #[serde(skip)]
    once_out: Hidden,
    next: Hidden,
    intro: String,
    code: CodeField,
    recovery: Details,
    button: Button,
    other: Button,
}

/// The form for the code.
pub fn page(app: &App, visitor: &Visitor, next: &str, faults: Option<Faults>) -> Result<Page, Problem> {
    let (t, w) = (t(visitor.locale), words(visitor.locale));
    let wrong = faults.clone().unwrap_or_default();
    let told = Told::new(&wrong, visitor.locale);
    let recovery = TextField::new(w, "recovery", t.recovery())
        .hint(t.recovery_hint())
        .autocomplete("off")
        .width(Width::Twenty)
        .error(told.at("recovery"));
    let details = Details::new(t.no_phone(), Html::of(recovery.clone()));
    let view = View {
        once: desk::once(app)?,
        once_out: desk::once(app)?,
        next: Hidden::new("next", local(next)),
        intro: t.code_intro(),
        code: CodeField::new(w, "code", t.code()).hint(t.code_hint()).error(told.at("code")),
        recovery: if told.at("recovery").is_some() { details.open() } else { details },
        button: Button::new(t.sign_in()),
        other: Button::new(t.start_over()).secondary(),
    };
    let page = Page::public(visitor, t.code_title(), &view);
    Ok(match faults {
        Some(faults) => page.invalid(faults, [&view.code as &dyn Field, &recovery]),
        None => page,
    })
}

/// `POST /sign-in/code`
pub async fn give(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    sent: Sent<CodeInput>,
) -> Result<Response, Problem> {
    let input = &sent.form;
    let Some(present) = SigningIn::present(&app, &headers).await else { return Ok(from_the_start(&input.next)) };
    let once = sent.key.of(&present.session.to_string());
    let mut found = app.store.batch(&[keys::session(present.session), keys::identity(present.identity)]).await?;
    let session = found.take::<Session>(&keys::session(present.session), "session")?;
    let identity = found.take::<Identity>(&keys::identity(present.identity), "identity")?;
    let both = session
        .zip(identity)
        .filter(|(session, identity)| is_at(&session.value, &identity.value, Stage::Code, app.now()));
    let Some((session, identity)) = both else {
        return Ok(again(&app, present.identity, once.as_ref()).await?.unwrap_or_else(|| from_the_start(&input.next)));
    };
    let refused = |faults| page(&app, &visitor, &input.next, Some(faults)).map(IntoResponse::into_response);
    let field = if input.recovery.trim().is_empty() { "code" } else { "recovery" };
    if input.code.trim().is_empty() && input.recovery.trim().is_empty() {
        return refused(Faults::one("code", Fault::Missing));
    }
    let tried = proof::second_factor(&app, identity, &input.code, &input.recovery).await?;
    if let Some(fault) = tried.fault(Fault::WrongCode { tries_left: None }) {
        return refused(Faults::one(field, fault));
    }
    let Tried::Right(identity, factor) = tried else { return Ok(from_the_start(&input.next)) };
    let offers = offers::of(&app, &identity.value).await?;
    let proved =
        Proved { factor: Some(factor), before: Some(session.value), chosen: None, by: Means::Password, turn: None };
    match entering::enter(&app, &visitor, *identity, &offers, proved, once, &input.next).await {
        Ok(Some(answer)) => Ok(answer),
        Ok(None) => nothing_offered(&app, &visitor, &input.next).await,
        // Another sign-in used the same code first.
        Err(Problem::Invalid(faults)) => refused(faults),
        Err(problem) => Err(problem),
    }
}

/// Removed everywhere since: the same words as for a wrong password.
async fn nothing_offered(app: &App, visitor: &Visitor, next: &str) -> Result<Response, Problem> {
    let input = crate::password::SignInInput { next: next.to_owned(), ..Default::default() };
    let faults = Some(Faults::one("password", Fault::NotRecognised));
    Ok(crate::password::page(app, visitor, &input, faults).await?.into_response())
}
