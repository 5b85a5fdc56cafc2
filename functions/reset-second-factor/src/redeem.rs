//! The person's part: the link shows who asked and wants the password. Opening it is harmless; both together remove the second factor.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{identity::Identity, input::Faults};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{
    App, Change, Conflict, Once, StoreError, Stored,
    audit::{Entry, Who},
    outbox::{AccountChange, Job, Task},
};
use web::{
    Page, Problem, Visitor, desk,
    faults::Told,
    offers,
    page::see_other,
    posted::Sent,
    proof,
    ui::{Button, Field, Hidden, SummaryList, TextField},
    words,
};

use crate::{dead, lost::Lost, t};

/// The present password.
#[derive(Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RedeemInput {
    /// The password; a new one cannot be set here.
    pub password: String,
}

#[derive(Template, Serialize)]
#[template(path = "redeem.html")]
struct View {
    #[serde(skip)]
    action: String,
    #[serde(skip)]
    once: Hidden,
    intro: String,
    facts: SummaryList,
    password: TextField,
    what_happens: String,
    button: Button,
    forgot: String,
}

/// `GET /second-factor/{token}`
pub async fn show(State(app): State<App>, visitor: Visitor, Path(token): Path<String>) -> Result<Page, Problem> {
    let link = app.store.open_link(&token, &visitor.agent).await?.ok_or(Problem::NotFound)?;
    let lost = Lost::of(&app, link).await?;
    match lost.refusal(app.now()) {
        Some(refusal) => Ok(dead::page(&visitor, &lost, refusal)),
        None => page(&app, &visitor, &token, &lost, None),
    }
}

fn page(app: &App, visitor: &Visitor, token: &str, lost: &Lost, faults: Option<Faults>) -> Result<Page, Problem> {
    let (t, w) = (t(visitor.locale), words(visitor.locale));
    let school = &lost.licence.display_name;
    let wrong = faults.clone().unwrap_or_default();
    let view = View {
        action: format!("/second-factor/{token}"),
        once: desk::once(app)?,
        intro: t.redeem_intro(school),
        facts: SummaryList::new(w).answer(t.user_name(), &lost.identity.value.email),
        password: TextField::new(w, "password", t.password())
            .password("current-password")
            .error(Told::new(&wrong, visitor.locale).at("password")),
        what_happens: t.what_happens(),
        button: Button::new(t.redeem()),
        forgot: t.forgot(),
    };
    let page = Page::public(visitor, t.redeem_title(), &view).chrome(|chrome| chrome.public(school));
    Ok(match faults {
        Some(faults) => page.invalid(faults, [&view.password as &dyn Field]),
        None => page,
    })
}

/// `POST /second-factor/{token}`
pub async fn redeem(
    State(app): State<App>,
    visitor: Visitor,
    Path(token): Path<String>,
    sent: Sent<RedeemInput>,
) -> Result<Response, Problem> {
    let once = sent.key.of(&token);
    let (link, done) = app.store.follow(&token, once.as_ref()).await?;
    if let Some(to) = done {
        return Ok(see_other(&to));
    }
    let lost = Lost::of(&app, link.ok_or(Problem::NotFound)?).await?;
    if let Some(refusal) = lost.refusal(app.now()) {
        return Ok(dead::page(&visitor, &lost, refusal).into_response());
    }
    let identity = match proof::typed_password(&app, &visitor, &lost.identity, &sent.form.password).await? {
        Ok(identity) => identity,
        Err(faults) => return Ok(page(&app, &visitor, &token, &lost, Some(faults))?.into_response()),
    };
    match remove(&app, &visitor, &token, &lost, identity, once).await? {
        Ok(to) => Ok(see_other(&to)),
        // Used, replaced or withdrawn in the meantime: what is true now is told.
        Err(StoreError::Conflict(Conflict::LinkDead | Conflict::Stale(_))) => {
            let lost = read(&app, &token).await?;
            let refusal = lost.refusal(app.now()).ok_or(Problem::Stale)?;
            Ok(dead::page(&visitor, &lost, refusal).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn read(app: &App, token: &str) -> Result<Lost, Problem> {
    Lost::of(app, app.store.find_link(token).await?.ok_or(Problem::NotFound)?).await
}

/// The end of the second factor, of its recovery codes, of all sessions and of the link, in one transaction with what must be told.
async fn remove(
    app: &App,
    visitor: &Visitor,
    token: &str,
    lost: &Lost,
    identity: Stored<Identity>,
    once: Option<Once>,
) -> Result<Result<String, StoreError>, Problem> {
    let told = told(app, visitor, lost, &identity.value).await?;
    let done = proof::settle_or_tell(app, identity, "/sign-in?done=second-factor", |identity| {
        if identity.refuses_factor_reset(lost.link.id).is_some() {
            return Err(Problem::Stale);
        }
        identity.remove_totp();
        identity.succeeded();
        let change = app.store.licence(&lost.scope).change(once.clone()).use_link(token, app.now());
        let change = identity.end_sessions().into_iter().fold(change, Change::end_session);
        let change = told.iter().fold(change, |change, (row, job)| change.audit(row).then(job));
        Ok(change.unchanged(&lost.member).audit(&lost.did(visitor)))
    });
    match done.await {
        Ok(done) => Ok(done.map(|done| done.to)),
        Err(Problem::Stale) => Ok(Err(StoreError::Conflict(Conflict::LinkDead))),
        Err(problem) => Err(problem),
    }
}

/// What is told, each with its audit row: the person, and every other licence that the person serves. That licence gets it delivered into
/// its own log and outbox, as about its own staff member; who asked is not told.
async fn told(app: &App, visitor: &Visitor, lost: &Lost, identity: &Identity) -> Result<Vec<(Entry, Job)>, Problem> {
    let id = identity.id;
    let row = Entry::of_person(id, "reset-second-factor", Who::Identity { id: id.to_string() });
    let mail = Task::MailAccountChanged { identity: id, what: AccountChange::SecondFactorReset };
    let mut told = vec![(row.from(visitor.address.as_deref()), app.store.job(None, mail)?)];
    for offer in offers::of(app, identity).await? {
        let service = offer.service;
        if service.licence != lost.licence.id {
            let row = Entry::new(
                service.licence,
                format!("STAFF#{}", service.staff),
                "second-factor-reset-elsewhere",
                Who::platform("reset-second-factor"),
            );
            let mail = Task::MailFactorResetElsewhere { staff: service.staff };
            told.push((row, app.store.job(Some(service.licence), mail)?));
        }
    }
    Ok(told)
}

impl Lost {
    /// The audit row in the licence that asked.
    fn did(&self, visitor: &Visitor) -> Entry {
        let member = &self.member.value;
        let who = Who::staff(member.id, &member.name);
        Entry::new(self.licence.id, format!("STAFF#{}", member.id), "reset-second-factor", who)
            .from(visitor.address.as_deref())
    }
}
