//! The own school accounts, where there is a hub: linked, taken off, and for who chooses it the way to what all may sign in with (3-27).

use domain::{access::Action, hub::LinkedAccount};
use serde::Serialize;
use web::{
    Problem, dates, desk,
    ui::{Button, Hidden},
};

use crate::{own::Own, t};

/// What the page shows of it.
#[derive(Serialize)]
pub struct Hub {
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) linked: Vec<Linked>,
    #[serde(skip)]
    pub(crate) once: Hidden,
    pub(crate) purpose: Hidden,
    pub(crate) link: Button,
    pub(crate) settings: Option<(String, String)>,
}

/// A linked account.
#[derive(Serialize)]
pub struct Linked {
    pub(crate) line: String,
    #[serde(skip)]
    pub(crate) once: Hidden,
    pub(crate) account: Hidden,
    pub(crate) remove: Button,
}

/// The section; nothing where there is no hub.
pub async fn shown(own: &Own) -> Result<Option<Hub>, Problem> {
    if own.app.keys.hub().await.is_none() {
        return Ok(None);
    }
    let t = t(own.visitor.locale);
    let chooses = own.desk.as_ref().is_some_and(|desk| desk.actor.could(Action::ManageSettings, desk.today()));
    Ok(Some(Hub {
        title: t.hub_title(),
        text: t.hub_text(),
        linked: own.identity.value.hub.iter().map(|linked| line(own, linked)).collect::<Result<_, _>>()?,
        once: desk::once(&own.app)?,
        purpose: Hidden::new("purpose", "link"),
        link: Button::new(t.hub_link()).secondary(),
        settings: chooses.then(|| ("/settings/sign-in".into(), t.hub_settings())),
    }))
}

fn line(own: &Own, linked: &LinkedAccount) -> Result<Linked, Problem> {
    let t = t(own.visitor.locale);
    let since = dates::moment(linked.since, own.visitor.locale);
    let line = if linked.school.is_empty() { t.hub_linked(since) } else { t.hub_linked_of(&linked.school, since) };
    Ok(Linked {
        line,
        once: desk::once(&own.app)?,
        account: Hidden::new("account", linked.account.to_string()),
        remove: Button::new(t.hub_remove()).secondary(),
    })
}
