//! Setting up an authenticator (1-07 to 1-09): its first code puts it on, and shows the recovery codes once.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use domain::{
    ids::{IdentityId, SessionId},
    input::{Fault, Faults},
    totp::{TotpSecret, recovery_hash},
};
use http::{HeaderMap, header::SET_COOKIE};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{
    App, Change,
    outbox::{AccountChange, Task},
};
use web::{
    Page, Problem, SigningIn, Visitor,
    page::see_other,
    posted::Sent,
    proof,
    session::STEP_UP,
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
        Entered::Before(answer) => {
            let holder = SigningIn::either(&app, &headers).await.ok_or(Problem::SignIn)?;
            return shown_again(&app, &visitor, holder.identity, &sent, answer).await;
        }
    };
    let next = local(&sent.form.next);
    let Some(sealed) = own.identity.value.pending_totp.clone() else {
        return Ok(see_other(&with_next("/account", next)));
    };
    if !own.stepped_up() {
        return Ok(see_other(&with_next("/account/step-up", "/account?set-up=totp")));
    }
    let secret = proof::secret(&app, &sealed).await?;
    let Some(step) = secret.step(&sent.form.code, app.now(), None) else {
        let fault =
            if sent.form.code.trim().is_empty() { Fault::Missing } else { Fault::WrongCode { tries_left: None } };
        return page::answer(
            &own,
            Wrong { confirm: Some(Faults::one("code", fault)), next: Some(next.to_owned()), ..Wrong::default() },
        )
        .await;
    };
    put_on(&own, (&secret, &sealed), step, &sent).await
}

async fn put_on(
    own: &Own,
    (secret, sealed): (&TotpSecret, &str),
    step: u64,
    sent: &Sent<ConfirmInput>,
) -> Result<Response, Problem> {
    let app = &own.app;
    let codes = secret.recovery_codes(&asked_by(app, sent)?);
    let mut following = own.following()?;
    (following.stepped_up, following.second_factor) = (Some(app.now()), true);
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
        return shown_again(app, &own.visitor, id, sent, answer).await;
    }
    let page = own.page(t(own.visitor.locale).recovery_title(), &view(&own.visitor, codes, sent));
    with_session(app, &following, page.into_response()).await
}

/// What the recovery codes depend on: the key of the form, in a way in which it is kept nowhere.
fn asked_by(app: &App, sent: &Sent<ConfirmInput>) -> Result<String, Problem> {
    match sent.key.of("recovery codes") {
        Some(once) => Ok(once.key.pk),
        None => Ok(app.id::<SessionId>()?.to_string()),
    }
}

/// The recovery codes, for whoever sends the form again because its answer was lost: as long as they count, and presence was proved not
/// long ago; else `answer`, which keeps its cookie in any case.
async fn shown_again(
    app: &App,
    visitor: &Visitor,
    id: IdentityId,
    sent: &Sent<ConfirmInput>,
    answer: Response,
) -> Result<Response, Problem> {
    let identity = app.store.find_identity(id).await?;
    let Some(on) = identity.and_then(|identity| identity.value.totp).filter(|on| app.now() < on.since + STEP_UP) else {
        return Ok(answer);
    };
    let mut codes = proof::secret(app, &on.sealed).await?.recovery_codes(&asked_by(app, sent)?);
    codes.retain(|code| on.recovery.contains(&recovery_hash(code)));
    // Without a cookie the session that followed is over.
    let cookie = answer.headers().get(SET_COOKIE).cloned();
    let Some(cookie) = cookie.filter(|_| !codes.is_empty()) else { return Ok(answer) };
    let page = Page::public(visitor, t(visitor.locale).recovery_title(), &view(visitor, codes, sent));
    let mut shown = page.into_response();
    shown.headers_mut().append(SET_COOKIE, cookie);
    Ok(shown)
}

/// The answer to a POST, so that the codes are on no page that can be opened again.
fn view(visitor: &Visitor, codes: Vec<String>, sent: &Sent<ConfirmInput>) -> Recovery {
    let t = t(visitor.locale);
    Recovery {
        text: t.recovery_text(),
        codes: CodeList::new(t.recovery_codes(), codes),
        print: t.recovery_print(),
        button: Button::new(t.recovery_kept()).href(local(&sent.form.next)),
    }
}
