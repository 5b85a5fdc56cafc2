//! The link in the mail to a new address: it says what will happen, and a person makes it so. Opening it is harmless. A mail scanner may
//! press its button too, so that it takes what a scanner has not: the session of who asked, or the password.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    identity::Identity,
    ids::IdentityId,
    input::Faults,
    link::{Link, Purpose, Refusal},
};
use http::{HeaderMap, StatusCode};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{
    App, Change, Conflict, Once, StoreError, Stored,
    audit::{Entry, Who},
    outbox::Task,
    tickets::FoundLink,
};
use web::{
    DeadLink, Page, Problem, SignedIn, Visitor, dates, dead_link, desk,
    faults::Told,
    page::see_other,
    posted::{FormKey, Sent},
    proof,
    ui::{Button, Field, Hidden, SummaryList, TextField},
    words,
};

use crate::{
    own::{self, Entered, Own},
    t,
};

/// The password, of who is not signed in.
#[derive(Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "TakeAddress")]
pub struct TakeInput {
    /// The present password; not needed in a session of the same person.
    pub password: String,
}

/// A link, and the person who asked for it.
struct Moving {
    link: Link,
    identity: Stored<Identity>,
}

impl Moving {
    async fn of(app: &App, found: FoundLink) -> Result<Self, Problem> {
        let Purpose::NewAddress { identity } = found.link.purpose else { return Err(Problem::NotFound) };
        let identity = app.store.find_identity(identity).await?.ok_or(Problem::NotFound)?;
        Ok(Self { link: found.link, identity })
    }

    /// Why the link cannot be used, if so: also when a newer one was made, or the password was changed since.
    fn refusal(&self, app: &App) -> Option<Refusal> {
        self.link.refusal(app.now()).or_else(|| self.identity.value.refuses_address(self.link.id))
    }

    /// The address that the link was mailed to.
    fn wanted(&self) -> &str {
        self.identity.value.wanted.as_ref().map_or("", |wanted| wanted.email.as_str())
    }
}

/// The session of who asked, if this browser has it.
async fn session(
    app: &App,
    visitor: &Visitor,
    headers: &HeaderMap,
    identity: IdentityId,
    key: Option<&FormKey>,
) -> Result<Option<Entered>, Problem> {
    if SignedIn::present(app, headers).await.is_none_or(|present| present.identity != identity) {
        return Ok(None);
    }
    match own::enter(app, visitor, headers, key).await {
        Ok(Entered::Own(own)) if own.desk.is_none() => Ok(None),
        Ok(entered) => Ok(Some(entered)),
        // It has ended: then the password tells who it is.
        Err(Problem::SignIn | Problem::Elsewhere(_)) => Ok(None),
        Err(problem) => Err(problem),
    }
}

#[derive(Template, Serialize)]
#[template(path = "new-address.html")]
struct View {
    #[serde(skip)]
    action: String,
    #[serde(skip)]
    once: Hidden,
    facts: SummaryList,
    password: Option<TextField>,
    happens: String,
    button: Button,
}

/// Why it cannot be done here and now, and the way on.
#[derive(Template, Serialize)]
#[template(path = "said.html")]
struct Said {
    text: String,
    button: Button,
}

/// `GET /new-address/{token}`
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    Path(token): Path<String>,
) -> Result<Page, Problem> {
    let found = app.store.open_link(&token, &visitor.agent).await?.ok_or(Problem::NotFound)?;
    let moving = Moving::of(&app, found).await?;
    let own = match session(&app, &visitor, &headers, moving.identity.value.id, None).await? {
        Some(Entered::Own(own)) => Some(own),
        _ => None,
    };
    if let Some(refusal) = moving.refusal(&app) {
        return Ok(dead(own.as_deref(), &visitor, refusal));
    }
    page(&app, &visitor, &token, &moving, own.as_deref(), None)
}

fn page(
    app: &App,
    visitor: &Visitor,
    token: &str,
    moving: &Moving,
    own: Option<&Own>,
    faults: Option<Faults>,
) -> Result<Page, Problem> {
    let (t, w) = (t(visitor.locale), words(visitor.locale));
    if own.is_none() && !moving.identity.value.has_password() {
        return Ok(without_password(visitor));
    }
    let wrong = faults.clone().unwrap_or_default();
    let password = TextField::new(w, "password", t.present_password())
        .password("current-password")
        .error(Told::new(&wrong, visitor.locale).at("password"));
    let facts = SummaryList::new(w).answer(t.email_new(), moving.wanted());
    // Whoever opened a mistyped mail is not told whose it is.
    let facts = if own.is_some() { facts.answer(t.email_present(), &moving.identity.value.email) } else { facts };
    let view = View {
        action: format!("/new-address/{token}"),
        once: desk::once(app)?,
        facts,
        password: own.is_none().then_some(password),
        happens: t.email_happens_then(),
        button: Button::new(t.email_take()),
    };
    let page = framed(own, visitor, t.email_take_title(), &view);
    Ok(match faults {
        Some(faults) => page.invalid(faults, view.password.iter().map(|password| password as &dyn Field)),
        None => page,
    })
}

/// A page in the frame of who asked, if this browser has the session.
fn framed(own: Option<&Own>, visitor: &Visitor, title: String, view: &(impl Template + Serialize)) -> Page {
    match own {
        Some(own) => own.page(title, view),
        None => Page::public(visitor, title, view),
    }
}

/// Somebody who signs in with a school account only has no password to give here.
fn without_password(visitor: &Visitor) -> Page {
    let t = t(visitor.locale);
    let button = Button::new(t.to_sign_in()).href("/sign-in");
    Page::public(visitor, t.email_take_title(), &Said { text: t.email_sign_in_first(), button })
        .status(StatusCode::CONFLICT)
}

fn dead(own: Option<&Own>, visitor: &Visitor, refusal: Refusal) -> Page {
    let t = t(visitor.locale);
    let when = |at| dates::moment(at, visitor.locale);
    let text = match &refusal {
        Refusal::Used { at } => t.used_text(when(*at)),
        Refusal::Replaced => t.replaced_text(),
        Refusal::Withdrawn => t.withdrawn_text(),
        Refusal::Expired { at } => t.expired_text(when(*at)),
    };
    let title = dead_link::title(&refusal, visitor.locale);
    let view = DeadLink::new(refusal, text, Button::new(t.title()).href("/account"));
    framed(own, visitor, title, &view).status(StatusCode::GONE)
}

/// The address is somebody else's: told to who has shown to be the person, and to read its mail.
fn in_use(own: Option<&Own>, visitor: &Visitor, text: String) -> Response {
    let t = t(visitor.locale);
    let button = Button::new(t.title()).href("/account");
    let page = framed(own, visitor, t.email_in_use_title(), &Said { text, button });
    page.status(StatusCode::CONFLICT).into_response()
}

/// `POST /new-address/{token}`
pub async fn take(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    Path(token): Path<String>,
    sent: Sent<TakeInput>,
) -> Result<Response, Problem> {
    let once = sent.key.of(&token);
    let (found, done) = app.store.follow(&token, once.as_ref()).await?;
    if let Some(to) = done {
        return Ok(see_other(&to));
    }
    let moving = Moving::of(&app, found.ok_or(Problem::NotFound)?).await?;
    let own = match session(&app, &visitor, &headers, moving.identity.value.id, Some(&sent.key)).await? {
        Some(Entered::Before(response)) => return Ok(response),
        Some(Entered::Own(own)) => Some(own),
        None => None,
    };
    if let Some(refusal) = moving.refusal(&app) {
        return Ok(dead(own.as_deref(), &visitor, refusal).into_response());
    }
    let identity = match prove(&app, &visitor, &moving, own.as_deref(), &sent.form).await? {
        Ok(identity) => identity,
        Err(faults) => {
            return Ok(page(&app, &visitor, &token, &moving, own.as_deref(), Some(faults))?.into_response());
        }
    };
    let t = t(visitor.locale);
    if app.store.is_anothers(moving.wanted(), &identity.value.services).await? {
        return Ok(in_use(own.as_deref(), &visitor, t.email_in_use_staff()));
    }
    match carry_out(&app, &visitor, &token, &moving.link, identity, own.as_deref(), once).await? {
        Ok(response) => Ok(response),
        Err(StoreError::Conflict(Conflict::Taken("address"))) => {
            Ok(in_use(own.as_deref(), &visitor, t.email_in_use_sign_in()))
        }
        // Used, replaced or withdrawn in the meantime: what is true now is told.
        Err(StoreError::Conflict(Conflict::LinkDead)) => {
            let found = app.store.find_link(&token).await?.ok_or(Problem::NotFound)?;
            let refusal = Moving::of(&app, found).await?.refusal(&app).ok_or(Problem::Stale)?;
            Ok(dead(own.as_deref(), &visitor, refusal).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// The session is proof enough; without one the password is tried as on signing in.
async fn prove(
    app: &App,
    visitor: &Visitor,
    moving: &Moving,
    own: Option<&Own>,
    input: &TakeInput,
) -> Result<Result<Stored<Identity>, Faults>, Problem> {
    if let Some(own) = own {
        return Ok(Ok(own.identity.clone()));
    }
    proof::typed_password(app, visitor, &moving.identity, &input.password).await
}

/// The new address, the end of the link and of all other sessions, what the former address is told, and what every licence hears, in one
/// transaction. One person serves far fewer licences than it holds items.
async fn carry_out(
    app: &App,
    visitor: &Visitor,
    token: &str,
    link: &Link,
    identity: Stored<Identity>,
    own: Option<&Own>,
    once: Option<Once>,
) -> Result<Result<Response, StoreError>, Problem> {
    let id = identity.value.id;
    let told = app.store.job(None, Task::MailAddressLeft { identity: id, link: link.id })?;
    let row =
        Entry::of_person(id, "changed-address", Who::Identity { id: id.to_string() }).from(visitor.address.as_deref());
    let following = own.map(Own::following).transpose()?;
    let to = if own.is_some() { "/account?done=address" } else { "/sign-in?done=address" };
    let done = proof::settle_or_tell(app, identity, to, |identity| {
        if identity.refuses_address(link.id).is_some() {
            return Err(Problem::Stale);
        }
        let former = identity.take_address().ok_or(Problem::Stale)?;
        let change = match (own, &following) {
            (Some(own), Some(following)) => own.change(identity, following, true),
            _ => {
                identity.succeeded();
                let ended = identity.end_sessions().into_iter();
                ended.fold(Change::of_person(&app.store, once.clone()), Change::end_session)
            }
        };
        let change = change.use_link(token, app.now()).move_address(&former, identity).audit(&row).then(&told);
        identity.services.iter().try_fold(change, |change, service| {
            let task = Task::FollowAddress { staff: service.staff, identity: id };
            Ok(change.then(&app.store.job(Some(service.licence), task)?))
        })
    });
    match (done.await, own, &following) {
        (Ok(Ok(done)), Some(own), Some(following)) => own.go(following, done).await.map(Ok),
        (Ok(done), ..) => Ok(done.map(|done| see_other(&done.to))),
        (Err(Problem::Stale), ..) => Ok(Err(StoreError::Conflict(Conflict::LinkDead))),
        (Err(problem), ..) => Err(problem),
    }
}
