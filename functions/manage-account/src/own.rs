//! The person whose account it is: at work, or while an authenticator must be set up first.

use askama::Template;
use axum::response::Response;
use domain::{
    identity::{Identity, Service},
    ids::SessionId,
};
use http::HeaderMap;
use serde::Serialize;
use std::collections::BTreeSet;
use store::{
    App, Change, Once, Stored,
    audit::{Entry, Who},
    keys,
    tickets::{Session, Stage},
};
use web::{
    Desk, Page, Problem, SignedIn, SigningIn, Visitor,
    posted::FormKey,
    signing_in::{again, begin, is_at, remembered, with_next},
};

/// The person whose account it is.
pub struct Own {
    /// What every function has.
    pub app: App,
    /// What the request told.
    pub visitor: Visitor,
    /// The session.
    pub session: Session,
    /// The credentials.
    pub identity: Stored<Identity>,
    /// The frame of somebody at work; nothing while an authenticator must be set up first.
    pub desk: Option<Desk>,
    /// The form's key.
    pub once: Option<Once>,
}

/// How entering ended.
pub enum Entered {
    /// The person is there.
    Own(Box<Own>),
    /// The same form was carried out before; this was its answer.
    Before(Response),
}

/// Where forms of this function lead to when nobody is signed in: the page, since the form itself cannot be opened.
fn to_sign_in(visitor: &Visitor) -> Problem {
    if visitor.wants_json { Problem::SignIn } else { Problem::Elsewhere(with_next("/sign-in", "/account")) }
}

/// Enters with a session, or with one in which an authenticator must be set up.
pub async fn enter(
    app: &App,
    visitor: &Visitor,
    headers: &HeaderMap,
    key: Option<&FormKey>,
) -> Result<Entered, Problem> {
    let holder = SigningIn::either(app, headers).await.ok_or_else(|| to_sign_in(visitor))?;
    let once = key.and_then(|key| key.of(&holder.session.to_string()));
    match load(app, visitor, headers, holder, once.clone()).await {
        Ok(own) => Ok(Entered::Own(Box::new(own))),
        // The session may be gone because this form was carried out and gave a new one.
        Err(Problem::SignIn) => {
            again(app, holder.identity, once.as_ref()).await?.map(Entered::Before).ok_or_else(|| to_sign_in(visitor))
        }
        Err(problem) => Err(problem),
    }
}

async fn load(
    app: &App,
    visitor: &Visitor,
    headers: &HeaderMap,
    holder: SigningIn,
    once: Option<Once>,
) -> Result<Own, Problem> {
    let key = keys::identity(holder.identity);
    if let Some(signed_in) = SignedIn::present(app, headers).await {
        let mut desk = signed_in.enter(app, visitor, std::slice::from_ref(&key)).await?;
        let identity = desk.found.take::<Identity>(&key, "identity")?.ok_or(Problem::SignIn)?;
        let session = desk.session.value.clone();
        let right = is_at(&session, &identity.value, Stage::Full, app.now());
        return if right {
            Ok(Own { app: app.clone(), visitor: visitor.clone(), session, identity, desk: Some(desk), once })
        } else {
            Err(Problem::SignIn)
        };
    }
    let mut found = app.store.batch(&[keys::session(holder.session), key.clone()]).await?;
    let session = found.take::<Session>(&keys::session(holder.session), "session")?.ok_or(Problem::SignIn)?.value;
    let identity = found.take::<Identity>(&key, "identity")?.ok_or(Problem::SignIn)?;
    let right = is_at(&session, &identity.value, Stage::Enrol, app.now());
    if right {
        Ok(Own { app: app.clone(), visitor: visitor.clone(), session, identity, desk: None, once })
    } else {
        Err(Problem::SignIn)
    }
}

impl Own {
    /// The same, only for somebody at work.
    pub fn at_work(self: Box<Self>) -> Result<Box<Self>, Problem> {
        if self.desk.is_some() { Ok(self) } else { Err(Problem::Elsewhere("/account".into())) }
    }

    /// A page in the frame that fits.
    pub fn page(&self, title: String, view: &(impl Template + Serialize)) -> Page {
        match &self.desk {
            Some(desk) => desk.page(title, view),
            None => Page::public(&self.visitor, title, view),
        }
    }

    /// An audit row about the own credentials.
    pub fn did(&self, act: &str) -> Entry {
        let id = self.identity.value.id;
        Entry::of_person(id, act, Who::Identity { id: id.to_string() }).from(self.visitor.address.as_deref())
    }

    /// Whether presence was proved not long ago. While setting up, the password was just given.
    pub fn stepped_up(&self) -> bool {
        self.desk.as_ref().is_none_or(Desk::stepped_up)
    }

    /// The own session as it goes on after a change: at work, under a new id.
    pub fn following(&self) -> Result<Session, Problem> {
        let service = self.session.service.map(|(licence, staff)| Service { licence, staff });
        let mut session = begin(&self.app, &self.identity.value, service, Stage::Full, self.once.as_ref())?;
        session.stepped_up = self.session.stepped_up;
        session.by = self.session.by;
        session.others.clone_from(&self.session.others);
        if self.session.stage == Stage::Full {
            (session.began, session.ends) = (self.session.began, self.session.ends);
        }
        Ok(session)
    }

    /// Starts a change after which the own session goes on as `following`, and the others end when `others` says so.
    pub fn change(&self, identity: &mut Identity, following: &Session, others: bool) -> Change {
        let mut over: BTreeSet<SessionId> = BTreeSet::from([self.session.id]);
        if others {
            over.extend(identity.end_sessions());
        } else {
            identity.end_session(self.session.id);
        }
        let session = Session { epoch: identity.epoch, ..following.clone() };
        if let Some(open) = remembered(&session, &self.visitor) {
            over.extend(identity.begin_session(open, self.app.now()));
        }
        over.remove(&session.id);
        let change = Change::of_person(&self.app.store, self.once.clone()).session(&session, 0);
        over.into_iter().fold(change, Change::end_session)
    }

    /// The answer after such a change; the one it had before when the form was carried out before.
    pub async fn go(&self, following: &Session, done: store::Committed) -> Result<Response, Problem> {
        if done.repeated
            && let Some(answer) = again(&self.app, self.identity.value.id, self.once.as_ref()).await?
        {
            return Ok(answer);
        }
        web::signing_in::go(&self.app, following, &done.to).await
    }
}
