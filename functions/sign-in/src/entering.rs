//! What completes signing in, in one transaction: the proof is used up and a new session begins.

use axum::response::Response;
use domain::{
    identity::{Factor, Identity, Service},
    ids::IdentityId,
    ids::LicenceId,
    input::{Fault, Faults},
};
use store::{
    App, Change, Once, Stored,
    audit::{Entry, Who},
    outbox::{AccountChange, Job, Task},
    tickets::{Session, Stage},
};
use web::{
    Problem, Visitor,
    offers::{self, Offer},
    proof,
    signing_in::{again, begin, go, local, remembered, with_next},
};

use crate::stage::after_proof;

/// What was proved, and what went before.
pub struct Proved {
    /// The second factor that was given now.
    pub factor: Option<Factor>,
    /// The session that this one follows.
    pub before: Option<Session>,
    /// The licence that was asked for.
    pub chosen: Option<LicenceId>,
}

/// Goes on after proof; `None` when there is nothing to work in.
pub async fn enter(
    app: &App,
    visitor: &Visitor,
    identity: Stored<Identity>,
    offers: &[Offer],
    proved: Proved,
    once: Option<Once>,
    next: &str,
) -> Result<Option<Response>, Problem> {
    let Some((stage, service)) = after_proof(offers, proved.chosen, identity.value.totp.is_some()) else {
        return Ok(None);
    };
    let mut session = following(app, &identity.value, stage, service, &proved, once.as_ref())?;
    session.others = service.map(|service| offers::beside(offers, service)).unwrap_or_default();
    let to = leads_to(stage, service, offers, next);
    let job = match &proved.factor {
        Some(Factor::Recovery(_)) => Some(app.store.job(
            None,
            Task::MailAccountChanged { identity: identity.value.id, what: AccountChange::RecoveryCodeUsed },
        )?),
        _ => None,
    };
    let id = identity.value.id;
    let done = proof::settle(app, identity, &to, |identity| {
        completed(app, visitor, identity, &session, &proved, once.clone(), job.as_ref())
    })
    .await?;
    if done.repeated {
        // Where a licence is chosen nothing was counted.
        if proved.before.is_none() || proved.factor.is_some() {
            forgive(app, id).await;
        }
        if let Some(answer) = again(app, id, once.as_ref()).await? {
            return Ok(Some(answer));
        }
    }
    go(app, &session, &to).await.map(Some)
}

/// The same form came again, after its answer was lost: the try that was counted for it now was right, and counts no longer. If that
/// cannot be noted, the next time that the person signs in does.
pub(crate) async fn forgive(app: &App, id: IdentityId) {
    let _ = Change::of_person(&app.store, None).forgive_failure(id).commit("").await;
}

/// The session that follows: under a new id, and never longer than the one in which the licence is changed.
fn following(
    app: &App,
    identity: &Identity,
    stage: Stage,
    service: Option<Service>,
    proved: &Proved,
    once: Option<&Once>,
) -> Result<Session, Problem> {
    let mut session = begin(app, identity, service, stage, once)?;
    session.stepped_up = match (&proved.factor, &proved.before) {
        (Some(Factor::Step(_)), _) => Some(session.began),
        (Some(Factor::Recovery(_)), _) => None,
        (None, Some(before)) => before.stepped_up,
        // Where no second factor is set up, the password is the proof of presence.
        (None, None) => Some(session.began),
    };
    if let Some(before) = proved.before.as_ref().filter(|before| before.stage == Stage::Full && stage == Stage::Full) {
        (session.began, session.ends) = (before.began, before.ends);
    }
    Ok(session)
}

fn leads_to(stage: Stage, service: Option<Service>, all: &[Offer], next: &str) -> String {
    let kept =
        service.and_then(|service| offers::find(all, service.licence)).is_some_and(|offer| offer.draft.is_some());
    match stage {
        Stage::Enrol => with_next("/account", next),
        Stage::Full if !kept => local(next).to_owned(),
        _ => with_next("/sign-in", next),
    }
}

fn completed(
    app: &App,
    visitor: &Visitor,
    identity: &mut Identity,
    session: &Session,
    proved: &Proved,
    once: Option<Once>,
    job: Option<&Job>,
) -> Result<Change, Problem> {
    if identity.epoch != session.epoch {
        return Err(Problem::SignIn);
    }
    if let Some(factor) = &proved.factor
        && !identity.use_up(factor)
    {
        return Err(Faults::one("code", Fault::WrongCode { tries_left: None }).into());
    }
    identity.succeeded();
    let mut change = Change::of_person(&app.store, once).session(session, 0);
    if let Some(before) = &proved.before {
        identity.end_session(before.id);
        change = change.end_session(before.id);
    }
    let open = remembered(session, visitor).filter(|_| session.stage == Stage::Full);
    let over = open.map(|open| identity.begin_session(open, session.began)).unwrap_or_default();
    change = over.into_iter().fold(change, Change::end_session);
    change = job.into_iter().fold(change, Change::then);
    Ok(change.audit(&row(visitor, identity, session, proved)))
}

fn row(visitor: &Visitor, identity: &Identity, session: &Session, proved: &Proved) -> Entry {
    let act = if session.stage == Stage::Full { "signed-in" } else { "identified" };
    let entry = Entry::of_person(identity.id, act, Who::Identity { id: identity.id.to_string() })
        .from(visitor.address.as_deref());
    let entry = session.service.iter().fold(entry, |entry, (licence, _)| entry.with("licence", licence));
    match &proved.factor {
        Some(Factor::Step(_)) => entry.with("factor", "authenticator"),
        Some(Factor::Recovery(_)) => entry.with("factor", "recovery-code"),
        None => entry,
    }
}
