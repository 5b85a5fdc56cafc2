//! Setting up an authenticator (1-07 to 1-09): its first code puts it on, and shows the recovery codes once.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use domain::{
    input::{Fault, Faults},
    totp::{RECOVERY_CODES, TotpSecret, recovery_code, recovery_hash},
};
use http::HeaderMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{
    App, Change,
    outbox::{AccountChange, Task},
};
use web::{
    Problem, Visitor,
    page::see_other,
    posted::Sent,
    proof,
    signing_in::{again, local, with_next, with_session},
    ui::{Button, CodeList},
};

use crate::{
    own::{self, Entered, Own},
    page::{self, Wrong},
    t,
};

/// Where to go when it is set up.
#[derive(Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct StartInput {
    /// A page of ours.
    pub next: String,
}

/// The first code.
#[derive(Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct ConfirmInput {
    /// Six digits.
    pub code: String,
    /// A page of ours to go to afterwards.
    pub next: String,
}

#[derive(Template, Serialize)]
#[template(path = "recovery.html")]
struct Recovery {
    text: String,
    codes: CodeList,
    print: String,
    button: Button,
}

/// The page that shows what is being set up.
fn showing(own: &Own, next: &str) -> String {
    if own.desk.is_some() { "/account?set-up=totp".into() } else { with_next("/account", next) }
}

/// `POST /account/totp`
pub async fn start(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    sent: Sent<StartInput>,
) -> Result<Response, Problem> {
    let own = match own::enter(&app, &visitor, &headers, Some(&sent.key)).await? {
        Entered::Own(own) => own,
        Entered::Before(response) => return Ok(response),
    };
    if !own.stepped_up() {
        return Ok(see_other(&with_next("/account/step-up", "/account")));
    }
    let secret = TotpSecret::new(app.chance.bytes()?);
    let sealed = app
        .keys
        .seal(secret.bytes(), app.chance.bytes()?)
        .await
        .ok_or_else(|| Problem::Internal("no vault key".into()))?;
    let row = own.did("started-authenticator");
    let to = showing(&own, &sent.form.next);
    let done = proof::settle(&app, own.identity.clone(), &to, |identity| {
        identity.pending_totp = Some(sealed.clone());
        Ok(Change::of_person(&app.store, own.once.clone()).audit(&row))
    });
    Ok(see_other(&done.await?.to))
}

/// `POST /account/totp/confirm`
pub async fn confirm(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    sent: Sent<ConfirmInput>,
) -> Result<Response, Problem> {
    let own = match own::enter(&app, &visitor, &headers, Some(&sent.key)).await? {
        Entered::Own(own) => own,
        Entered::Before(response) => return Ok(response),
    };
    let next = local(&sent.form.next);
    let Some(sealed) = own.identity.value.pending_totp.clone() else {
        return Ok(see_other(&with_next("/account", next)));
    };
    if !own.stepped_up() {
        return Ok(see_other(&with_next("/account/step-up", "/account?set-up=totp")));
    }
    let step = proof::secret(&app, &sealed).await?.step(&sent.form.code, app.now(), None);
    let Some(step) = step else {
        let fault =
            if sent.form.code.trim().is_empty() { Fault::Missing } else { Fault::WrongCode { tries_left: None } };
        return page::answer(
            &own,
            Wrong { confirm: Some(Faults::one("code", fault)), next: Some(next.to_owned()), ..Wrong::default() },
        )
        .await;
    };
    put_on(&own, &sealed, step, next).await
}

async fn put_on(own: &Own, sealed: &str, step: u64, next: &str) -> Result<Response, Problem> {
    let app = &own.app;
    let codes = recovery_codes(app)?;
    let mut following = own.following()?;
    following.stepped_up = Some(app.now());
    let id = own.identity.value.id;
    let job = app.store.job(None, Task::MailAccountChanged { identity: id, what: AccountChange::SecondFactorOn })?;
    let row = own.did("set-up-authenticator");
    let done = proof::settle(app, own.identity.clone(), "/account?done=totp-on", |identity| {
        if identity.pending_totp.as_deref() != Some(sealed) {
            return Err(Problem::Stale);
        }
        identity.confirm_totp(step, codes.iter().map(|code| recovery_hash(code)).collect(), app.now());
        identity.succeeded();
        Ok(own.change(identity, &following, true).audit(&row).then(&job))
    });
    if done.await?.repeated
        && let Some(answer) = again(app, id, own.once.as_ref()).await?
    {
        return Ok(answer);
    }
    let t = t(own.visitor.locale);
    let view = Recovery {
        text: t.recovery_text(),
        codes: CodeList::new(t.recovery_codes(), codes),
        print: t.recovery_print(),
        button: Button::new(t.recovery_kept()).href(next),
    };
    // The answer to a POST, so that the codes are on no page that can be opened again.
    with_session(app, &following, own.page(t.recovery_title(), &view).into_response()).await
}

fn recovery_codes(app: &App) -> Result<Vec<String>, Problem> {
    let code = |_| Ok(recovery_code(app.chance.bytes()?));
    (0..RECOVERY_CODES).map(code).collect()
}
