//! Switching the second factor off (1-10): only with the present code or password, and where no licence asks for it.

use axum::{extract::State, response::Response};
use domain::{
    identity::{Factor, Identity},
    input::{Fault, Faults},
};
use http::HeaderMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{
    App, Stored,
    outbox::{AccountChange, Task},
    tickets::Session,
};
use web::{
    Problem, Visitor, desk,
    faults::Told,
    offers::{self, Offer},
    page::see_other,
    posted::Sent,
    proof::{self, Tried},
    ui::{Button, CodeField, Field, Hidden, TextField},
    words,
};

use crate::{
    own::{self, Entered, Own},
    page::{self, Wrong},
    t,
};

/// The present code, or the present password.
#[derive(Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RemoveInput {
    /// A code of the authenticator.
    #[serde(rename = "off-code")]
    pub code: String,
    /// Or the password.
    #[serde(rename = "off-password")]
    pub password: String,
}

/// The form.
#[derive(Serialize)]
pub struct Form {
    #[serde(skip)]
    pub(crate) once: Hidden,
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) code: CodeField,
    pub(crate) password: TextField,
    pub(crate) button: Button,
}

impl Form {
    /// Its fields, for the summary of what is wrong.
    pub fn fields(&self) -> [&dyn Field; 2] {
        [&self.code, &self.password]
    }
}

/// The form, with what is wrong with it. Its ids differ from those of the other forms on the page.
pub fn form(own: &Own, wrong: Option<&Faults>) -> Result<Form, Problem> {
    let (t, w) = (t(own.visitor.locale), words(own.visitor.locale));
    let faults = wrong.cloned().unwrap_or_default();
    let told = Told::new(&faults, own.visitor.locale);
    Ok(Form {
        once: desk::once(&own.app)?,
        title: t.remove_title(),
        text: t.remove_text(),
        code: CodeField::new(w, "off-code", t.code()).error(told.at("off-code")),
        password: TextField::new(w, "off-password", t.present_password())
            .password("current-password")
            .error(told.at("off-password")),
        button: Button::new(t.remove()).secondary(),
    })
}

/// The organisations of a person that ask for a second factor.
pub fn requiring(offers: &[Offer]) -> Vec<&str> {
    offers.iter().filter(|offer| offer.licence.totp_required).map(|offer| offer.licence.display_name.as_str()).collect()
}

/// `POST /account/totp/remove`
pub async fn remove(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    sent: Sent<RemoveInput>,
) -> Result<Response, Problem> {
    let own = match own::enter(&app, &visitor, &headers, Some(&sent.key)).await? {
        Entered::Own(own) => own.at_work()?,
        Entered::Before(response) => return Ok(response),
    };
    if own.identity.value.totp.is_none() {
        return Ok(see_other("/account"));
    }
    let offers = offers::of(&app, &own.identity.value).await?;
    let requiring = requiring(&offers);
    if !requiring.is_empty() {
        return page::refused(&own, &offers, t(visitor.locale).compulsory(requiring.join(", "))).await;
    }
    let (identity, factor) = match prove(&own, &sent.form).await? {
        Ok(proved) => proved,
        Err(faults) => return page::answer(&own, Wrong { remove: Some(faults), ..Wrong::default() }).await,
    };
    let following = Session { second_factor: false, ..own.following()? };
    let job = app
        .store
        .job(None, Task::MailAccountChanged { identity: identity.value.id, what: AccountChange::SecondFactorOff })?;
    let row = own.did("removed-authenticator");
    let done = proof::settle(&app, identity, "/account?done=totp-off", |identity| {
        if factor.as_ref().is_some_and(|factor| !identity.use_up(factor)) {
            return Err(Problem::Stale);
        }
        identity.succeeded();
        identity.remove_totp();
        Ok(own.change(identity, &following, true).audit(&row).then(&job))
    });
    let done = done.await?;
    own.go(&following, done).await
}

async fn prove(own: &Own, input: &RemoveInput) -> Result<Result<(Stored<Identity>, Option<Factor>), Faults>, Problem> {
    if !input.code.trim().is_empty() {
        let tried = proof::second_factor(&own.app, own.identity.clone(), &input.code, "").await?;
        let fault = tried.fault(Fault::WrongCode { tries_left: None });
        return Ok(match tried {
            Tried::Right(identity, factor) => Ok((*identity, Some(factor))),
            _ => Err(Faults::one("off-code", fault.unwrap_or(Fault::Missing))),
        });
    }
    if input.password.is_empty() {
        return Ok(Err(Faults::one("off-code", Fault::Missing)));
    }
    let tried = proof::password(&own.app, own.identity.clone(), &input.password).await?;
    let fault = tried.fault(Fault::WrongPassword);
    Ok(match tried {
        Tried::Right(identity, ()) => Ok((*identity, None)),
        _ => Err(Faults::one("off-password", fault.unwrap_or(Fault::Missing))),
    })
}
