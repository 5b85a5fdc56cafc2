//! The other way to accept, where the licence has the hub on (3-27): with a school account. What the page offers does not depend on whether
//! the person has one that is linked.

use domain::{
    hub::HubUse,
    identity::{Factor, Identity},
    input::{Fault, Faults},
};
use http::HeaderMap;
use serde::Serialize;
use store::{App, hub::HubTurn};
use web::{
    Problem, desk, hub_turn,
    invited::Invited,
    ui::{Button, Hidden},
};

use crate::ActivateInput;

/// The form that leads to the hub.
#[derive(Serialize)]
pub struct ByHub {
    #[serde(skip)]
    pub once: Hidden,
    #[serde(skip)]
    pub invitation: Hidden,
    pub title: String,
    pub text: String,
    pub button: Button,
}

impl ByHub {
    /// The form, where there is a hub and the licence uses it.
    pub async fn offered(
        app: &App,
        token: &str,
        invited: &Invited,
        (title, text, button): (String, String, Button),
    ) -> Result<Option<Self>, Problem> {
        if invited.licence.hub == HubUse::Off || app.keys.hub().await.is_none() {
            return Ok(None);
        }
        let (once, invitation) = (desk::once(app)?, Hidden::new("invitation", token));
        Ok(Some(Self { once, invitation, title, text, button }))
    }
}

/// What somebody accepts with who has an account: what was typed, and the turn at the hub that stands for the password, if there was one.
pub struct Given<'a> {
    /// What was typed.
    pub input: &'a ActivateInput,
    /// The turn; none where a password was typed.
    pub turn: Option<HubTurn>,
}

impl<'a> Given<'a> {
    /// Only what was typed.
    pub fn typed(input: &'a ActivateInput) -> Self {
        Self { input, turn: None }
    }

    /// What was typed; without a password what this browser proved at the hub.
    pub async fn of(
        app: &App,
        headers: &HeaderMap,
        invited: &Invited,
        identity: &Identity,
        input: &'a ActivateInput,
    ) -> Result<Self, Problem> {
        let turn = if input.password.is_empty() { proved(app, headers, invited, identity).await? } else { None };
        Ok(Self { input, turn })
    }

    /// Fails when the turn proves nothing any more: the school account was taken off since, or the password was changed.
    pub fn still_holds(&self, app: &App, invited: &Invited, identity: &Identity) -> Result<(), Problem> {
        let is_over = |turn: &HubTurn| !turn.proves(invited.link.id, identity, app.now());
        if self.turn.as_ref().is_some_and(is_over) { Err(Problem::Stale) } else { Ok(()) }
    }

    /// The second factor that was given is used up, and what failed before is forgotten: a school account alone forgives no tries of a
    /// password or code, which were not its own.
    pub fn settle(&self, identity: &mut Identity, factor: Option<&Factor>) -> Result<(), Problem> {
        if factor.is_some_and(|factor| !identity.use_up(factor)) {
            return Err(Faults::one("code", Fault::WrongCode { tries_left: None }).into());
        }
        if self.turn.is_none() || factor.is_some() {
            identity.succeeded();
        }
        Ok(())
    }
}

/// The turn in which this browser proved that the account of who is invited is its own, if it did.
pub async fn proved(
    app: &App,
    headers: &HeaderMap,
    invited: &Invited,
    identity: &Identity,
) -> Result<Option<HubTurn>, Problem> {
    let Some(secret) = hub_turn::present(headers).filter(|_| invited.licence.hub != HubUse::Off) else {
        return Ok(None);
    };
    let turn = app.store.find_hub_turn(&secret).await?;
    Ok(turn.filter(|turn| turn.proves(invited.link.id, identity, app.now())))
}
