//! Changing the own password (1-11): the present one is needed, and every other session ends.

use axum::{extract::State, response::Response};
use domain::{
    input::{Fault, Faults},
    password,
};
use http::HeaderMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{
    App, Change, Stored,
    outbox::{AccountChange, Task},
};
use web::{
    Problem, Visitor, offers,
    posted::Sent,
    proof::{self, Tried},
};

use crate::{
    own::{self, Entered, Own},
    page::{self, Wrong},
};

/// The present password and the new one.
#[derive(Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct PasswordInput {
    /// The present password.
    #[serde(rename = "present-password")]
    pub present: String,
    /// The new password.
    pub password: String,
}

/// `POST /account/password`
pub async fn change(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    sent: Sent<PasswordInput>,
) -> Result<Response, Problem> {
    let own = match own::enter(&app, &visitor, &headers, Some(&sent.key)).await? {
        Entered::Own(own) => own.at_work()?,
        Entered::Before(response) => return Ok(response),
    };
    let identity = match check(&own, &sent.form).await? {
        Ok(identity) => identity,
        Err(faults) => return page::answer(&own, Wrong { password: Some(faults), ..Wrong::default() }).await,
    };
    let hash = proof::hash(&app, &sent.form.password).await?;
    let following = own.following()?;
    let job =
        app.store.job(None, Task::MailAccountChanged { identity: identity.value.id, what: AccountChange::Password })?;
    let row = own.did("changed-password");
    let done = proof::settle(&app, identity, "/account?done=password", |identity| {
        identity.change_password(hash.clone(), app.now());
        Ok(own.change(identity, &following, true).audit(&row).then(&job))
    });
    let done = done.await?;
    own.go(&following, done).await
}

/// Both passwords are looked at, so that everything that is wrong is told at once.
async fn check(
    own: &Own,
    input: &PasswordInput,
) -> Result<Result<Stored<domain::identity::Identity>, Faults>, Problem> {
    let mut faults = Faults::default();
    let mut identity = None;
    if input.present.is_empty() {
        faults.add("present-password", Fault::Missing);
    } else {
        let tried = proof::password(&own.app, own.identity.clone(), &input.present).await?;
        if let Some(fault) = tried.fault(Fault::WrongPassword) {
            faults.add("present-password", fault);
        }
        if let Tried::Right(found, ()) = tried {
            identity = Some(*found);
        }
    }
    let offers = offers::of(&own.app, &own.identity.value).await?;
    faults.check("password", password::check(&input.password, &offers::own_words(&own.identity.value, &offers)));
    if let (Some(identity), false) = (&identity, faults.0.is_empty()) {
        // The present password was right: that try does not count.
        let _ = Change::of_person(&own.app.store, None).forgive_failure(identity.value.id).commit("").await;
    }
    Ok(faults.all(identity))
}
