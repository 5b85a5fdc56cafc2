//! Coming back from the hub. The address that the hub leads to carries a code; opening it shows a button and changes nothing, as with
//! every address of ours that others may open before the person does. The button sends the code, which counts in one browser, once.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use domain::hub::SchoolAccount;
use http::HeaderMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{
    App, Once,
    change::Done,
    hub::{HubPurpose, HubTurn},
    keys,
};
use web::{
    Page, Problem, Visitor, desk,
    page::see_other,
    posted::Sent,
    proof,
    signing_in::again,
    ui::{Button, Hidden},
    visitor::query,
};

use crate::{
    Deps, activate, enter,
    hub::Answer,
    link,
    refused::{Answering, Refused, without_cookie},
    t,
    turn::Secret,
};

/// What the hub gave along.
#[derive(Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct BackInput {
    /// The code, which is good once.
    pub code: String,
    /// What we gave the hub along.
    pub state: String,
    /// Who says so (RFC 9207), if the hub does.
    pub iss: String,
}

#[derive(Template, Serialize)]
#[template(path = "back.html")]
struct View {
    #[serde(skip)]
    once: Hidden,
    #[serde(skip)]
    fields: Vec<Hidden>,
    text: String,
    button: Button,
}

/// Somebody who came back, with all that is needed to go on.
pub struct Came<'a> {
    /// What every function has.
    pub app: &'a App,
    /// What the request told.
    pub visitor: &'a Visitor,
    /// Its headers, with a session for who is signed in.
    pub headers: &'a HeaderMap,
    /// The secret of the turn.
    pub secret: &'a Secret,
    /// Whose account it is.
    pub account: SchoolAccount,
    /// The form's key.
    pub once: Option<Once>,
}

impl Came<'_> {
    /// No further: the turn is used up, the row tells why.
    pub async fn refused(&self, why: Refused, who: Option<domain::ids::IdentityId>) -> Result<Response, Problem> {
        let answering = Answering { who, account: Some(&self.account.account), once: self.once.clone() };
        why.answer(self.app, self.visitor, Some(self.secret), answering).await
    }
}

/// `GET /sign-in/hub/back`
pub async fn show(State(deps): State<Deps>, visitor: Visitor, headers: HeaderMap) -> Result<Response, Problem> {
    deps.app.keys.hub().await.ok_or(Problem::NotFound)?;
    let given = |name: &str| query(&visitor.uri, name).unwrap_or_default();
    let (code, state) = (given("code"), given("state"));
    let why = match Secret::present(&headers) {
        None => Some(Refused::NoTurn),
        Some(secret) if !secret.asked(&state) => Some(Refused::OtherState),
        Some(_) if code.is_empty() => Some(Refused::Stopped),
        Some(_) => None,
    };
    if let Some(why) = why {
        return Ok(why.page(&visitor).into_response());
    }
    let t = t(visitor.locale);
    let view = View {
        once: desk::once(&deps.app)?,
        fields: vec![Hidden::new("code", code), Hidden::new("state", state), Hidden::new("iss", given("iss"))],
        text: t.back_text(),
        button: Button::new(t.to_continue()),
    };
    Ok(Page::public(&visitor, t.back_title(), &view).into_response())
}

/// `POST /sign-in/hub/back`
pub async fn take(
    State(deps): State<Deps>,
    visitor: Visitor,
    headers: HeaderMap,
    sent: Sent<BackInput>,
) -> Result<Response, Problem> {
    let app = &deps.app;
    let client = app.keys.hub().await.ok_or(Problem::NotFound)?;
    if !proof::address_may_try(app, &visitor).await? {
        return Ok(Refused::NoTurn.page(&visitor).into_response());
    }
    let Some(secret) = Secret::present(&headers) else {
        return Refused::NoTurn.answer(app, &visitor, None, Answering::default()).await;
    };
    let once = sent.key.of(secret.as_str());
    let nobody = Answering { once: once.clone(), ..Answering::default() };
    let turn = match turn(app, &visitor, &secret, once.as_ref()).await? {
        Some(Turn::Open(turn)) => turn,
        Some(Turn::Done(response)) => return Ok(*response),
        None => return Refused::NoTurn.answer(app, &visitor, None, nobody).await,
    };
    if !secret.asked(&sent.form.state) || !(sent.form.iss.is_empty() || sent.form.iss == client.issuer) {
        return Refused::OtherState.answer(app, &visitor, Some(&secret), nobody).await;
    }
    let answer = Answer { client: &client, secret: &secret, code: &sent.form.code };
    let account = match deps.hub.account(app, &answer).await? {
        Ok(account) => account,
        Err(worthless) => {
            tracing::warn!(cause = %worthless, "an answer of the hub was refused");
            return Refused::Worthless.answer(app, &visitor, Some(&secret), nobody).await;
        }
    };
    let came = Came { app, visitor: &visitor, headers: &headers, secret: &secret, account, once };
    if let Some(why) = came.account.refusal() {
        return came.refused(why.into(), None).await;
    }
    let mut response = match turn.purpose {
        HubPurpose::SignIn { next } => enter::sign_in(&came, &next).await?,
        HubPurpose::Link { identity } => link::link(&came, identity).await?,
        // The turn goes on where who is invited has an account: its cookie stays.
        HubPurpose::Activate { link, key } => return activate::accept(&came, link, &key).await,
    };
    without_cookie(response.headers_mut());
    Ok(response)
}

/// A turn that is there.
enum Turn {
    /// Its answer is looked at now.
    Open(HubTurn),
    /// The same form was carried out before, and its answer got lost.
    Done(Box<Response>),
}

/// The turn of this browser: open, or used by this very form; nothing when it ended or was used otherwise.
async fn turn(app: &App, visitor: &Visitor, secret: &Secret, once: Option<&Once>) -> Result<Option<Turn>, Problem> {
    let key = keys::hub_turn(secret.as_str());
    let wanted: Vec<_> = std::iter::once(key.clone()).chain(once.map(|once| once.key.clone())).collect();
    let mut found = app.store.batch(&wanted).await?;
    let Some(turn) = found.take::<HubTurn>(&key, "hub turn")?.map(|turn| turn.value) else { return Ok(None) };
    if turn.is_open(app.now()) {
        return Ok(Some(Turn::Open(turn)));
    }
    if let Some(identity) = turn.began {
        return Ok(again(app, identity, once).await?.map(|response| Turn::Done(Box::new(response))));
    }
    let done = once.map(|once| found.take::<Done>(&once.key, Done::ENTITY)).transpose()?.flatten();
    let same = done.filter(|done| once.is_some_and(|once| once.input == done.value.input));
    let Some(to) = same.map(|done| done.value.to) else { return Ok(None) };
    let answer = match (Refused::told(&to), &turn.purpose) {
        (Some(why), _) => why.page(visitor).into_response(),
        (None, HubPurpose::Activate { link, key }) if to == activate::PROVED => {
            see_other(&activate::page_of(app, *link, key).await?)
        }
        (None, _) => see_other(&to),
    };
    Ok(Some(Turn::Done(Box::new(answer))))
}
