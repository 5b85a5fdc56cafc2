//! The link: a new password, and every session ends. The second factor stays; nobody is signed in by it.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    identity::Identity,
    input::Faults,
    link::{Link, Purpose, Refusal},
    password,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{
    App, Change, Conflict, Once, StoreError, Stored,
    audit::{Entry, Who},
    outbox::{AccountChange, Task},
};
use web::{
    DeadLink, Page, Problem, Visitor, dates, desk,
    faults::Told,
    offers,
    page::see_other,
    posted::Sent,
    proof,
    ui::{Button, Chrome, Field, Hidden, SummaryList, TextField},
    words,
};

use crate::t;

/// The new password.
#[derive(Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct NewPasswordInput {
    /// The new password.
    pub password: String,
}

#[derive(Template, Serialize)]
#[template(path = "renew.html")]
struct View {
    #[serde(skip)]
    action: String,
    #[serde(skip)]
    once: Hidden,
    facts: SummaryList,
    password: TextField,
    what_happens: String,
    button: Button,
}

/// A link and whose password it renews.
struct Renewal {
    link: Link,
    identity: Stored<Identity>,
}

impl Renewal {
    async fn of(app: &App, link: Link) -> Result<Self, Problem> {
        let Purpose::PasswordReset { identity } = link.purpose else { return Err(Problem::NotFound) };
        let identity = app.store.find_identity(identity).await?.ok_or(Problem::NotFound)?;
        Ok(Self { link, identity })
    }

    fn refusal(&self, app: &App) -> Option<Refusal> {
        self.link.refusal(app.now()).or_else(|| outdated(&self.identity.value, &self.link))
    }
}

/// Only the newest link works, until the password was changed in another way.
fn outdated(identity: &Identity, link: &Link) -> Option<Refusal> {
    match identity.reset {
        Some(newest) if newest == link.id => None,
        Some(_) => Some(Refusal::Replaced),
        None => Some(Refusal::Withdrawn),
    }
}

/// `GET /reset/{token}`
pub async fn show(State(app): State<App>, visitor: Visitor, Path(token): Path<String>) -> Result<Page, Problem> {
    let link = app.store.open_link(&token, &visitor.agent).await?.ok_or(Problem::NotFound)?;
    let renewal = Renewal::of(&app, link.link).await?;
    match renewal.refusal(&app) {
        Some(refusal) => Ok(dead(&visitor, refusal)),
        None => page(&app, &visitor, &token, &renewal, None),
    }
}

fn page(app: &App, visitor: &Visitor, token: &str, renewal: &Renewal, faults: Option<Faults>) -> Result<Page, Problem> {
    let (t, w) = (t(visitor.locale), words(visitor.locale));
    let wrong = faults.clone().unwrap_or_default();
    let view = View {
        action: format!("/reset/{token}"),
        once: desk::once(app)?,
        facts: SummaryList::new(w).answer(t.user_name(), &renewal.identity.value.email),
        password: TextField::new(w, "password", t.new_password())
            .password("new-password")
            .hint(t.new_password_hint())
            .error(Told::new(&wrong, visitor.locale).at("password")),
        what_happens: t.what_happens(),
        button: Button::new(t.renew()),
    };
    let page = Page::public(visitor, t.renew_title(), &view).chrome(Chrome::scripted);
    Ok(match faults {
        Some(faults) => page.invalid(faults, [&view.password as &dyn Field]),
        None => page,
    })
}

fn dead(visitor: &Visitor, refusal: Refusal) -> Page {
    let t = t(visitor.locale);
    let when = |at| dates::moment(at, visitor.locale);
    let text = match &refusal {
        Refusal::Used { at } => t.used_text(when(*at)),
        Refusal::Replaced => t.replaced_text(),
        Refusal::Withdrawn => t.withdrawn_text(),
        Refusal::Expired { at } => t.expired_text(when(*at)),
    };
    DeadLink::new(refusal, text, Button::new(t.ask_again()).href("/reset")).page(visitor)
}

/// `POST /reset/{token}`
pub async fn renew(
    State(app): State<App>,
    visitor: Visitor,
    Path(token): Path<String>,
    sent: Sent<NewPasswordInput>,
) -> Result<Response, Problem> {
    let once = sent.key.of(&token);
    let (link, done) = app.store.follow(&token, once.as_ref()).await?;
    if let Some(to) = done {
        return Ok(see_other(&to));
    }
    let renewal = Renewal::of(&app, link.ok_or(Problem::NotFound)?.link).await?;
    if let Some(refusal) = renewal.refusal(&app) {
        return Ok(dead(&visitor, refusal).into_response());
    }
    let offers = offers::of(&app, &renewal.identity.value).await?;
    if let Err(fault) = password::check(&sent.form.password, &offers::own_words(&renewal.identity.value, &offers)) {
        return Ok(page(&app, &visitor, &token, &renewal, Some(Faults::one("password", fault)))?.into_response());
    }
    match set(&app, &visitor, &token, renewal, &sent.form.password, once).await? {
        Ok(to) => Ok(see_other(&to)),
        // Another request was first: what is true now is told.
        Err(StoreError::Conflict(Conflict::LinkDead)) => {
            let link = app.store.find_link(&token).await?.ok_or(Problem::NotFound)?.link;
            Ok(dead(&visitor, link.refusal(app.now()).unwrap_or(Refusal::Replaced)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// The new password, the end of all sessions and of the link, in one transaction.
async fn set(
    app: &App,
    visitor: &Visitor,
    token: &str,
    renewal: Renewal,
    typed: &str,
    once: Option<Once>,
) -> Result<Result<String, StoreError>, Problem> {
    let now = app.now();
    let hash = proof::hash(app, typed).await?;
    let Renewal { link, identity } = renewal;
    let id = identity.value.id;
    let job = app.store.job(None, Task::MailAccountChanged { identity: id, what: AccountChange::Password })?;
    let entry =
        Entry::of_person(id, "reset-password", Who::Identity { id: id.to_string() }).from(visitor.address.as_deref());
    let done = proof::settle_or_tell(app, identity, "/sign-in?done=reset", |identity| {
        if outdated(identity, &link).is_some() {
            return Err(Problem::Stale);
        }
        identity.change_password(hash.clone(), now);
        let ended = identity.end_sessions();
        let change = Change::of_person(&app.store, once.clone()).use_link(token, now);
        Ok(ended.into_iter().fold(change, Change::end_session).audit(&entry).then(&job))
    });
    match done.await {
        Ok(done) => Ok(done.map(|done| done.to)),
        Err(Problem::Stale) => Ok(Err(StoreError::Conflict(Conflict::LinkDead))),
        Err(problem) => Err(problem),
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        identity::Service,
        ids::{IdentityId, LicenceId, LinkId, StaffId},
    };

    use super::*;

    #[test]
    fn only_the_newest_link_works() {
        let id = |number: u8| format!("00000000-0000-0000-0000-0000000000{number:02}");
        let now = "2026-11-22T09:00:00Z".parse().unwrap();
        let service =
            Service { licence: id(1).parse::<LicenceId>().unwrap(), staff: id(2).parse::<StaffId>().unwrap() };
        let mut identity =
            Identity::new(id(3).parse::<IdentityId>().unwrap(), "j.juf@dewilg.example", "hash", service, now);
        let link = |number: u8| Link::password_reset(id(number).parse::<LinkId>().unwrap(), "k1", identity.id, now);
        let (older, newer) = (link(4), link(5));
        identity.reset = Some(newer.id);
        assert_eq!((outdated(&identity, &older), outdated(&identity, &newer)), (Some(Refusal::Replaced), None));
        identity.change_password("other", now);
        assert_eq!(outdated(&identity, &newer), Some(Refusal::Withdrawn));
    }
}
