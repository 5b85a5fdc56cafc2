//! The third step, for who serves several licences; also the change to another one.

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
    offers::{self, Offer},
    posted::Sent,
    signing_in::{again, is_at, local},
    ui::{Button, Choice, Field, Hidden, Radios},
    words,
};

use crate::{from_the_start, t};

/// A licence to work in.
#[derive(Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct LicenceInput {
    /// The licence's id.
    pub licence: String,
    /// The page of ours to go to afterwards.
    pub next: String,
}

#[derive(Template, Serialize)]
#[template(path = "licence.html")]
struct View {
    #[serde(skip)]
    once: Hidden,
    next: Hidden,
    licence: Radios,
    button: Button,
}

/// The choice.
pub fn page(
    app: &App,
    visitor: &Visitor,
    offers: &[Offer],
    next: &str,
    faults: Option<Faults>,
) -> Result<Page, Problem> {
    let (t, w) = (t(visitor.locale), words(visitor.locale));
    let wrong = faults.clone().unwrap_or_default();
    let choices = offers.iter().map(|offer| {
        Choice::new(offer.service.licence.to_string(), &offer.licence.display_name)
            .hint(t.licence_hint(&offer.licence.place, offer.licence.name.as_str()))
    });
    let radios = Radios::new(w, "licence", t.licence()).error(Told::new(&wrong, visitor.locale).at("licence"));
    let view = View {
        once: desk::once(app)?,
        next: Hidden::new("next", local(next)),
        licence: choices.fold(radios, Radios::choice),
        button: Button::new(t.to_continue()),
    };
    let page = Page::public(visitor, t.licence_title(), &view);
    Ok(match faults {
        Some(faults) => page.invalid(faults, [&view.licence as &dyn Field]),
        None => page,
    })
}

/// `POST /sign-in/licence`
pub async fn choose(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    sent: Sent<LicenceInput>,
) -> Result<Response, Problem> {
    let input = &sent.form;
    let Some(present) = SigningIn::either(&app, &headers).await else { return Ok(from_the_start(&input.next)) };
    let once = sent.key.of(&present.session.to_string());
    let mut found = app.store.batch(&[keys::session(present.session), keys::identity(present.identity)]).await?;
    let session = found.take::<Session>(&keys::session(present.session), "session")?;
    let identity = found.take::<Identity>(&keys::identity(present.identity), "identity")?;
    let may = |session: &Session, identity: &Identity| {
        [Stage::Licence, Stage::Full].iter().any(|stage| is_at(session, identity, *stage, app.now()))
    };
    let Some((session, identity)) =
        session.zip(identity).filter(|(session, identity)| may(&session.value, &identity.value))
    else {
        return Ok(again(&app, present.identity, once.as_ref()).await?.unwrap_or_else(|| from_the_start(&input.next)));
    };
    let offers = offers::of(&app, &identity.value).await?;
    let offer = input.licence.parse().ok().and_then(|licence| offers::find(&offers, licence));
    let fault = match offer {
        None if input.licence.is_empty() => Some(Fault::Missing),
        None => Some(Fault::NotAChoice),
        Some(offer) if offer.admits(session.value.by, app.today()) => None,
        Some(_) if session.value.by == Means::Password => Some(Fault::SchoolAccountOnly),
        Some(_) => Some(Fault::PasswordOnly),
    };
    if let Some(fault) = fault {
        return Ok(page(&app, &visitor, &offers, &input.next, Some(Faults::one("licence", fault)))?.into_response());
    }
    let chosen = offer.map(|offer| offer.service.licence);
    let proved = Proved { factor: None, before: Some(session.value), chosen, by: Means::Password, turn: None };
    let answer = entering::enter(&app, &visitor, identity, &offers, proved, once, &input.next).await?;
    Ok(answer.unwrap_or_else(|| from_the_start(&input.next)))
}
