//! Proof of who somebody is: password and second factor. Every try is counted before it is compared, and time tells nothing.

use std::time::Duration;

use domain::{
    identity::{Closed, Factor, Identity},
    input::{Fault, Faults},
    password,
    totp::TotpSecret,
};
use jiff::SignedDuration;
use store::{
    App, Change, Committed, Conflict, StoreError, Stored,
    audit::{Entry, Who},
    credentials::Holder,
    outbox::{AccountChange, Task},
};
use tokio::sync::Semaphore;

use crate::{problem::Problem, visitor::Visitor};

/// How often a write that meets another one of the same person is tried again. At most five tries are looked at before the
/// account waits, so more than that many can hardly be in each other's way.
const AGAIN: u32 = 12;
/// Hashes that are computed at once: each takes 19 MiB and a processor.
static HASHING: Semaphore = Semaphore::const_new(2);

/// How a try ended.
#[derive(Debug)]
pub enum Tried<T> {
    /// Right; the identity is as it is after the try was counted.
    Right(Box<Stored<Identity>>, T),
    /// Wrong.
    Wrong,
    /// Not looked at.
    Closed(Closed),
}

impl<T> Tried<T> {
    /// What a field says of it, where it may be told: `wrong`, or when it is possible again.
    pub fn fault(&self, wrong: Fault) -> Option<Fault> {
        match self {
            Self::Right(..) => None,
            Self::Closed(Closed::Until(again)) => Some(Fault::TooManyTries { again: Some(*again) }),
            Self::Wrong | Self::Closed(Closed::Locked) => Some(wrong),
        }
    }
}

/// Tries of one network address in a minute and in an hour. A school has one address for all its staff, who sign in at the same hour;
/// a guesser gets 600 passwords an hour from it, spread over accounts that each slow down by themselves.
const PER_ADDRESS: [(u64, SignedDuration); 2] =
    [(60, SignedDuration::from_mins(1)), (600, SignedDuration::from_hours(1))];

/// Counts a request of a network address; whether it may go on.
///
/// # Errors
/// When the database does not answer.
pub async fn address_may_try(app: &App, visitor: &Visitor) -> Result<bool, Problem> {
    let Some(address) = visitor.address.as_deref() else { return Ok(true) };
    let [(in_minute, minute), (in_hour, hour)] = PER_ADDRESS;
    let (minute, hour) =
        tokio::join!(app.store.count("tries-minute", address, minute), app.store.count("tries-hour", address, hour));
    Ok(minute? <= in_minute && hour? <= in_hour)
}

/// Computes a hash of a new password, beside the work of others.
///
/// # Errors
/// When there is no randomness.
pub async fn hash(app: &App, typed: &str) -> Result<String, Problem> {
    let (typed, salt) = (typed.to_owned(), app.chance.bytes()?);
    let hash = beside(move || password::hash(&typed, &salt)).await?;
    hash.ok_or_else(|| Problem::Internal("password hash".into()))
}

async fn beside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    let _turn = HASHING.acquire().await.map_err(|error| Problem::Internal(error.to_string()))?;
    tokio::task::spawn_blocking(work).await.map_err(|error| Problem::Internal(error.to_string()))
}

/// Counts a try: whose it is after that, and why it is not looked at, if so. The same number of calls whether there is somebody or not.
async fn counted(app: &App, whose: Holder) -> Result<(Holder, Option<Closed>), Problem> {
    let mut present = whose;
    for attempt in 0..AGAIN {
        if let Some(closed) = Closed::after(present.failures(), app.now()) {
            app.store.count_unseen(&present).await?;
            return Ok((present, Some(closed)));
        }
        if let Some(counted) = app.store.count_failure(&present).await? {
            return Ok((counted, None));
        }
        pause(attempt).await;
        present = app.store.present_holder(&present).await?.ok_or(Problem::SignIn)?;
    }
    Ok((present, Some(Closed::Until(app.now() + SignedDuration::from_secs(1)))))
}

async fn pause(attempt: u32) {
    tokio::time::sleep(Duration::from_millis(5_u64 << attempt.min(5))).await;
}

/// Tries a password. Unknown, waiting and locked accounts cost the same work as a wrong one.
///
/// # Errors
/// When the database does not answer.
pub async fn password(app: &App, whose: impl Into<Holder>, typed: &str) -> Result<Tried<()>, Problem> {
    let (holder, closed) = counted(app, whose.into()).await?;
    let person = holder.person();
    let stored = person.as_ref().filter(|_| closed.is_none()).map(|identity| identity.value.password.clone());
    let typed = typed.to_owned();
    let right = beside(move || password::verify(&typed, stored.as_deref())).await?;
    match person {
        Some(identity) if right => return Ok(Tried::Right(Box::new(identity), ())),
        Some(identity) => tell_if_locked(app, &identity.value).await?,
        None => {}
    }
    Ok(closed.map_or(Tried::Wrong, Tried::Closed))
}

/// Tries the password that somebody typed in a form behind a link, as on signing in: a wrong one counts as a failed try. What the field
/// says of it when it is not right.
///
/// # Errors
/// When the database does not answer.
pub async fn typed_password(
    app: &App,
    visitor: &Visitor,
    who: &Stored<Identity>,
    typed: &str,
) -> Result<Result<Stored<Identity>, Faults>, Problem> {
    let wrong = |fault| Ok(Err(Faults::one("password", fault)));
    if typed.is_empty() {
        return wrong(Fault::Missing);
    }
    if !address_may_try(app, visitor).await? {
        return wrong(Fault::TooManyTries { again: None });
    }
    let tried = password(app, who.clone(), typed).await?;
    let fault = tried.fault(Fault::WrongPassword).unwrap_or(Fault::WrongPassword);
    match tried {
        Tried::Right(identity, ()) => Ok(Ok(*identity)),
        Tried::Wrong | Tried::Closed(_) => wrong(fault),
    }
}

/// Tries a code of the authenticator or a recovery code; whichever is typed.
///
/// # Errors
/// When the database does not answer.
pub async fn second_factor(
    app: &App,
    who: Stored<Identity>,
    typed: &str,
    recovery: &str,
) -> Result<Tried<Factor>, Problem> {
    let (holder, closed) = counted(app, who.into()).await?;
    if let Some(closed) = closed {
        return Ok(Tried::Closed(closed));
    }
    let Some(identity) = holder.person() else { return Ok(Tried::Wrong) };
    let factor = if recovery.trim().is_empty() {
        step(app, &identity.value, typed).await?
    } else {
        identity.value.recovery(recovery)
    };
    match factor {
        Some(factor) => Ok(Tried::Right(Box::new(identity), factor)),
        None => {
            tell_if_locked(app, &identity.value).await?;
            Ok(Tried::Wrong)
        }
    }
}

async fn step(app: &App, identity: &Identity, typed: &str) -> Result<Option<Factor>, Problem> {
    let Some(totp) = &identity.totp else { return Ok(None) };
    let secret = secret(app, &totp.sealed).await?;
    Ok(secret.step(typed, app.now(), Some(totp.last_step)).map(Factor::Step))
}

/// The secret of an authenticator.
///
/// # Errors
/// When its key is gone.
pub async fn secret(app: &App, sealed: &str) -> Result<TotpSecret, Problem> {
    let bytes = app.keys.open(sealed, app.now()).await;
    bytes.map(TotpSecret::from_bytes).ok_or_else(|| Problem::Internal("authenticator cannot be opened".into()))
}

/// The person hears of a lock once, whoever finds it.
async fn tell_if_locked(app: &App, identity: &Identity) -> Result<(), Problem> {
    if !identity.failures.locked() || identity.locked_since.is_some() {
        return Ok(());
    }
    let told = Change::of_person(&app.store, None)
        .tell_locked(identity.id, app.now())
        .audit(&Entry::of_person(identity.id, "locked", Who::platform("sign-in")))
        .then(&app.store.job(None, Task::MailAccountChanged { identity: identity.id, what: AccountChange::Locked })?)
        .commit("");
    match told.await {
        Ok(_) | Err(StoreError::Conflict(_)) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Saves what `make` does to the identity, together with the change it gives. When somebody saved the same person in between,
/// it is made again from what is true then: so of two that use the same code, one is refused.
///
/// # Errors
/// What `make` refuses, or what stood in the way.
pub async fn settle<F>(app: &App, identity: Stored<Identity>, to: &str, make: F) -> Result<Committed, Problem>
where
    F: Fn(&mut Identity) -> Result<Change, Problem>,
{
    settle_or_tell(app, identity, to, make).await?.map_err(Problem::from)
}

/// As [`settle`]; what stood in the way is left to the caller to explain.
///
/// # Errors
/// What `make` refuses.
pub async fn settle_or_tell<F>(
    app: &App,
    mut identity: Stored<Identity>,
    to: &str,
    make: F,
) -> Result<Result<Committed, StoreError>, Problem>
where
    F: Fn(&mut Identity) -> Result<Change, Problem>,
{
    for attempt in 0..AGAIN {
        let mut next = identity.clone();
        let change = make(&mut next.value)?.save_identity(&next);
        match change.commit(to).await {
            Err(StoreError::Conflict(Conflict::Stale("identity"))) => {
                pause(attempt).await;
                identity = app.store.find_identity(identity.value.id).await?.ok_or(Problem::SignIn)?;
            }
            ended => return Ok(ended),
        }
    }
    Err(Problem::Unavailable("others keep saving the same person".into()))
}
