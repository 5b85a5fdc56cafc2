//! Asking for a link. Known and unknown addresses get the same answer for the same work.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use domain::{
    ids::IdentityId,
    input::{Faults, email},
    link::Link,
};
use jiff::SignedDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{
    App, Change, Once,
    audit::{Entry, Who},
    outbox::Task,
    people::NOBODY,
};
use web::{
    Page, Problem, Visitor, desk,
    faults::Told,
    page::see_other,
    posted::Sent,
    proof,
    ui::{Button, Field, Hidden, TextField},
    visitor::query,
    words,
};

use crate::t;

/// Links to one address in an hour: enough for who does not find the mail, too few to fill a mailbox.
const PER_HOUR: u64 = 3;

/// To which address.
#[derive(Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct ResetInput {
    /// The address that signs in.
    pub email: String,
}

#[derive(Template, Serialize)]
#[template(path = "ask.html")]
struct View {
    #[serde(skip)]
    once: Hidden,
    intro: String,
    email: TextField,
    button: Button,
}

#[derive(Template, Serialize)]
#[template(path = "sent.html")]
struct Asked {
    text: String,
    otherwise: String,
    button: Button,
}

/// `GET /reset`
pub async fn show(State(app): State<App>, visitor: Visitor) -> Result<Page, Problem> {
    let t = t(visitor.locale);
    if query(&visitor.uri, "done").as_deref() == Some("sent") {
        let view = Asked {
            text: t.sent_text(),
            otherwise: t.sent_otherwise(),
            button: Button::new(t.to_sign_in()).href("/sign-in").secondary(),
        };
        return Ok(Page::public(&visitor, t.sent_title(), &view));
    }
    page(&app, &visitor, &ResetInput::default(), None)
}

fn page(app: &App, visitor: &Visitor, input: &ResetInput, faults: Option<Faults>) -> Result<Page, Problem> {
    let (t, w) = (t(visitor.locale), words(visitor.locale));
    let wrong = faults.clone().unwrap_or_default();
    let view = View {
        once: desk::once(app)?,
        intro: t.ask_intro(),
        email: TextField::new(w, "email", t.email())
            .email()
            .autocomplete("username")
            .value(&input.email)
            .error(Told::new(&wrong, visitor.locale).at("email")),
        button: Button::new(t.ask()),
    };
    let page = Page::public(visitor, t.ask_title(), &view).chrome(|chrome| chrome.back("/sign-in", t.to_sign_in()));
    Ok(match faults {
        Some(faults) => page.invalid(faults, [&view.email as &dyn Field]),
        None => page,
    })
}

/// `POST /reset`
pub async fn ask(State(app): State<App>, visitor: Visitor, sent: Sent<ResetInput>) -> Result<Response, Problem> {
    let address = match email(&sent.form.email) {
        Ok(address) => address,
        Err(fault) => return Ok(page(&app, &visitor, &sent.form, Some(Faults::one("email", fault)))?.into_response()),
    };
    let once = sent.key.of("reset");
    let in_an_hour = ("reset", address.as_str(), SignedDuration::from_hours(1));
    let (may_try, has_turn, holder) = tokio::join!(
        proof::address_may_try(&app, &visitor),
        app.store.take_turn(in_an_hour, PER_HOUR, once.as_ref()),
        app.store.holder_of(&address)
    );
    let may_send = may_try? && has_turn?;
    let to = "/reset?done=sent";
    let person = holder?.person().filter(|_| may_send).map(|identity| identity.value.id);
    let change = link_for(&app, &visitor, person.unwrap_or(NOBODY), once).await?;
    let change = if person.is_some() { change } else { change.as_decoy(&address, app.now()) };
    change.commit(to).await?;
    Ok(see_other(to))
}

async fn link_for(app: &App, visitor: &Visitor, id: IdentityId, once: Option<Once>) -> Result<Change, Problem> {
    let (link, key) = (app.id()?, app.keys.link_kid().await);
    let token = app.link_token(link, &key).await?;
    let made = Link::password_reset(link, &key, id, app.now());
    let job = app.store.job(None, Task::MailPasswordReset { identity: id, link, key })?;
    let entry = Entry::of_person(id, "asked-reset", Who::Unknown).from(visitor.address.as_deref());
    let change = Change::of_person(&app.store, once).newest_reset(id, link);
    Ok(change.link(&token, &made).then(&job).audit(&entry))
}
