//! What completes signing in, in one transaction: the proof is used up and a new session begins.

use axum::response::Response;
use domain::{
    hub::Means,
    identity::{Factor, Identity, Service},
    ids::IdentityId,
    ids::LicenceId,
    input::{Fault, Faults},
};
use http::header;
use store::{
    App, Change, Once, Stored,
    audit::{Entry, Who},
    outbox::{AccountChange, Job, Task},
    tickets::{Session, Stage},
};

use crate::{
    offers::{self, Offer},
    page::see_other,
    problem::Problem,
    proof,
    session::set_cookie,
    signing_in::{again, begin, go, local, remembered, with_next},
    stage::after_proof,
    visitor::Visitor,
};

/// What was proved, and what went before.
pub struct Proved {
    /// The second factor that was given now.
    pub factor: Option<Factor>,
    /// The session that this one follows.
    pub before: Option<Session>,
    /// The licence that was asked for.
    pub chosen: Option<LicenceId>,
    /// With what; a session that went before has its own.
    pub by: Means,
    /// The secret of the turn at the hub that proved it, which is used up.
    pub turn: Option<String>,
}

impl Proved {
    /// What the person proved who he is with.
    fn means(&self) -> Means {
        self.before.as_ref().map_or(self.by, |before| before.by)
    }
}

/// Goes on after proof; `None` when there is nothing to work in.
///
/// # Errors
/// When the same was proved elsewhere first, or the database does not answer.
pub async fn enter(
    app: &App,
    visitor: &Visitor,
    identity: Stored<Identity>,
    offers: &[Offer],
    proved: Proved,
    once: Option<Once>,
    next: &str,
) -> Result<Option<Response>, Problem> {
    let admits = |offer: &&Offer| offer.admits(proved.means(), app.today());
    let admitted: Vec<Offer> = offers.iter().filter(admits).cloned().collect();
    if admitted.is_empty() && !offers.is_empty() && proved.means() == Means::Password {
        return to_the_hub(app, visitor, identity, &proved, next).await.map(Some);
    }
    let Some((stage, service)) = after_proof(&admitted, proved.chosen, identity.value.totp.is_some()) else {
        return Ok(None);
    };
    let mut session = following(app, &identity.value, stage, service, &proved, once.as_ref())?;
    session.by = proved.means();
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

/// The password was right, and no licence of this person is entered with one: leads on to the page with the other way in.
async fn to_the_hub(
    app: &App,
    visitor: &Visitor,
    identity: Stored<Identity>,
    proved: &Proved,
    next: &str,
) -> Result<Response, Problem> {
    let row = Entry::of_person(identity.value.id, "led-to-hub", Who::Identity { id: identity.value.id.to_string() })
        .from(visitor.address.as_deref());
    proof::settle(app, identity, "", |identity| {
        identity.succeeded();
        let change = Change::of_person(&app.store, None).audit(&row);
        let Some(before) = &proved.before else { return Ok(change) };
        identity.end_session(before.id);
        Ok(change.end_session(before.id))
    })
    .await?;
    let to = with_next("/sign-in?done=school-account", next).replacen("?next=", "&next=", 1);
    let mut answer = see_other(&to);
    answer.headers_mut().extend(set_cookie("").map(|gone| (header::SET_COOKIE, gone)));
    Ok(answer)
}

/// The same form came again, after its answer was lost: the try that was counted for it now was right, and counts no longer. If that
/// cannot be noted, the next time that the person signs in does.
pub async fn forgive(app: &App, id: IdentityId) {
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
    // A school account alone forgives no tries of a password or code, which were not its own.
    if session.by == Means::Password || proved.factor.is_some() {
        identity.succeeded();
    }
    let mut change = Change::of_person(&app.store, once).session(session, 0);
    if let Some(turn) = &proved.turn {
        change = change.use_hub_turn(turn, Some(identity.id));
    }
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
    let entry = if session.by == Means::Hub { entry.with("by", "school-account") } else { entry };
    let entry = session.service.iter().fold(entry, |entry, (licence, _)| entry.with("licence", licence));
    match &proved.factor {
        Some(Factor::Step(_)) => entry.with("factor", "authenticator"),
        Some(Factor::Recovery(_)) => entry.with("factor", "recovery-code"),
        None => entry,
    }
}
