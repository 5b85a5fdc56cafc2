//! Going to the hub. The answer is a page that leads on by itself, and not a redirect: what a form may lead to stays our own site, by the
//! policy of every page of ours.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use domain::hub::{HubUse, Means};
use http::{HeaderMap, HeaderValue, header};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{
    App, Change,
    hub::{HubPurpose, HubTurn},
    keys,
};
use web::{Page, Problem, SignedIn, Visitor, invited::Invited, posted::Sent, proof, signing_in::local, ui::Button};

use crate::{
    Deps,
    refused::{Answering, Refused},
    t,
    turn::Secret,
};

/// What somebody goes to the hub for.
#[derive(Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct StartInput {
    /// The page of ours to go to after signing in.
    pub next: String,
    /// The token of the invitation that is accepted with a school account.
    pub invitation: String,
    /// `link`: to link a school account to the own sign-in, being signed in.
    pub purpose: String,
}

#[derive(Template, Serialize)]
#[template(path = "start.html")]
struct View {
    text: String,
    /// Where it goes on.
    address: String,
    #[serde(skip)]
    button: Button,
}

/// `POST /sign-in/hub`
pub async fn start(
    State(deps): State<Deps>,
    visitor: Visitor,
    headers: HeaderMap,
    sent: Sent<StartInput>,
) -> Result<Response, Problem> {
    let app = &deps.app;
    let client = app.keys.hub().await.ok_or(Problem::NotFound)?;
    if !proof::address_may_try(app, &visitor).await? {
        return Ok(Refused::NoTurn.page(&visitor).into_response());
    }
    let purpose = match purpose(app, &visitor, &headers, &sent.form).await? {
        Ok(purpose) => purpose,
        Err(why) => return why.answer(app, &visitor, None, Answering::default()).await,
    };
    let once = sent.key.of("hub turn");
    let secret = Secret::begun_by(app, once.as_ref()).await?;
    let address = deps.hub.address(app, &client, &secret).await?;
    let turn = HubTurn::new(purpose, app.now());
    Change::of_person(&app.store, once).hub_turn(secret.as_str(), &turn).commit("").await?;
    let t = t(visitor.locale);
    let refresh = HeaderValue::try_from(format!("0; url={address}")).map_err(|_| Problem::Internal("hub".into()))?;
    let view = View { text: t.start_text(), button: Button::new(t.start_button()).href(&address), address };
    let mut response = Page::public(&visitor, t.start_title(), &view).into_response();
    response.headers_mut().insert(header::REFRESH, refresh);
    response.headers_mut().extend(secret.cookie().map(|cookie| (header::SET_COOKIE, cookie)));
    Ok(response)
}

async fn purpose(
    app: &App,
    visitor: &Visitor,
    headers: &HeaderMap,
    input: &StartInput,
) -> Result<Result<HubPurpose, Refused>, Problem> {
    if !input.invitation.is_empty() {
        return invitation(app, &input.invitation).await;
    }
    if input.purpose != "link" {
        return Ok(Ok(HubPurpose::SignIn { next: local(&input.next).to_owned() }));
    }
    let signed_in = SignedIn::present(app, headers).await.ok_or(Problem::SignIn)?;
    let desk = signed_in.enter(app, visitor, &[keys::identity(signed_in.identity)]).await?;
    desk.must_be_stepped_up("/account")?;
    let by_password = desk.session.value.by == Means::Password;
    Ok(if by_password { Ok(HubPurpose::Link { identity: signed_in.identity }) } else { Err(Refused::SignedOut) })
}

/// The turn notes the link by its id, from which the token is derived again: tokens are never stored.
async fn invitation(app: &App, token: &str) -> Result<Result<HubPurpose, Refused>, Problem> {
    let link = app.store.find_link(token).await?.ok_or(Problem::NotFound)?;
    let invited = Invited::of(app, token, link).await?;
    if invited.refusal(app.now()).is_some() {
        return Ok(Err(Refused::NoInvitation));
    }
    // Who holds a paper could else see here, at no price, whether its address has an account already.
    if invited.member.value.invitation().is_some_and(|newest| !newest.mailed) {
        return Ok(Err(Refused::NoInvitation));
    }
    if invited.licence.hub == HubUse::Off {
        return Ok(Err(Refused::NoLicence));
    }
    // Whether the address has an account is looked up after the hub told whose the school account is, and not before.
    Ok(Ok(HubPurpose::Activate { link: invited.link.id, key: invited.link.key.clone() }))
}
