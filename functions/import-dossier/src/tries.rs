//! Tries of a date of birth. A try is counted before it is looked at and forgotten when it was right, so that many at once gain nothing.

use std::time::Duration;

use domain::{
    ids::TransferId,
    transfer::{MISSES, Miss, Transfer, TransferState},
};
use jiff::civil::Date;
use store::{
    Change, Conflict, Entity, Once, StoreError, Stored,
    audit::{Entry, Who},
    outbox::Task,
};
use web::{Desk, Posted, Problem};

use crate::take::TakeInput;

/// Tries when somebody else's is in the way.
const ROUNDS: u32 = 8;

/// What came of a try.
pub(crate) enum Tried {
    /// The date is right; the try still counts until it is forgotten.
    Right(Stored<Transfer>),
    /// It is wrong, and so many are left.
    Wrong(u8, Stored<Transfer>),
    /// It is locked now, or was.
    Locked(Stored<Transfer>),
    /// It waits no longer.
    NotWaiting,
}

fn subject(id: TransferId) -> String {
    format!("TRANSFER#{id}")
}

async fn read(desk: &Desk, id: TransferId) -> Result<Stored<Transfer>, Problem> {
    Ok(desk.records().get::<Transfer>(&id).await?)
}

fn is_stale(error: &StoreError) -> bool {
    matches!(error, StoreError::Conflict(Conflict::Stale(Transfer::ENTITY)))
}

/// The key under which the try of a form is counted: sent twice it counts once.
fn counting(posted: &Posted<TakeInput>) -> Option<Once> {
    posted.key.of(&format!("try of {}", posted.session.session))
}

/// Counts a try, then looks at it.
pub(crate) async fn open(
    desk: &Desk,
    posted: &Posted<TakeInput>,
    mut transfer: Stored<Transfer>,
    birth: Date,
) -> Result<Tried, Problem> {
    let id = transfer.value.id;
    for _ in 0..ROUNDS {
        match transfer.value.state(desk.now()) {
            TransferState::Waiting => {}
            TransferState::Locked => return Ok(Tried::Locked(transfer)),
            _ => return Ok(Tried::NotWaiting),
        }
        if transfer.value.misses >= MISSES {
            // Somebody's try is being looked at right now: it may be right.
            tokio::time::sleep(Duration::from_millis(100)).await;
            transfer = read(desk, id).await?;
            continue;
        }
        transfer.value.misses += 1;
        match desk
            .records()
            .change(counting(posted))
            .save_transfer(&transfer)
            .audit(&desk.did("birth-date-tried", subject(id)))
            .commit(format!("/imports/{id}"))
            .await
        {
            // Counted before, and its answer was lost: it is still to be looked at.
            Ok(done) if done.repeated => return look(desk, read(desk, id).await?, birth).await,
            Ok(_) => {
                transfer.version += 1;
                return look(desk, transfer, birth).await;
            }
            Err(error) if is_stale(&error) => transfer = read(desk, id).await?,
            Err(error) => return Err(error.into()),
        }
    }
    // All tries are taken and nobody came back to tell that one was right.
    if transfer.value.misses >= MISSES { lock(desk, transfer).await.map(Tried::Locked) } else { Err(Problem::Stale) }
}

async fn look(desk: &Desk, counted: Stored<Transfer>, birth: Date) -> Result<Tried, Problem> {
    let mut before = uncounted(&counted.value);
    match before.try_open(birth, desk.now()) {
        Ok(()) => Ok(Tried::Right(counted)),
        Err(Miss::Wrong { left }) => Ok(Tried::Wrong(left, counted)),
        Err(Miss::Locked) => lock(desk, counted).await.map(Tried::Locked),
        Err(Miss::NotWaiting { .. }) => Ok(Tried::NotWaiting),
    }
}

/// As it was before this try was counted.
pub(crate) fn uncounted(transfer: &Transfer) -> Transfer {
    Transfer { misses: transfer.misses.saturating_sub(1), ..transfer.clone() }
}

/// The try was right, or could not be looked at: it counts no longer, and counts anew when the same form is sent again.
pub(crate) async fn forget(desk: &Desk, posted: &Posted<TakeInput>, transfer: &Transfer) -> Result<(), Problem> {
    let fresh = read(desk, transfer.id).await?;
    let uncount = |transfer: &mut Transfer| {
        *transfer = uncounted(transfer);
        Ok(())
    };
    let right = desk.did("birth-date-right", subject(transfer.id));
    let besides = |change: Change, _: &Transfer| {
        counting(posted).iter().fold(change, |change, once| change.remove_item(&once.key)).audit(&right)
    };
    settle(desk, fresh, || desk.records().change(None), uncount, besides).await.map(drop)
}

/// Changes a transfer that waits; when somebody else's try came between, the change is made to what stands there then.
pub(crate) async fn settle(
    desk: &Desk,
    mut transfer: Stored<Transfer>,
    begin: impl Fn() -> Change,
    change: impl Fn(&mut Transfer) -> Result<(), Problem>,
    besides: impl Fn(Change, &Transfer) -> Change,
) -> Result<Stored<Transfer>, Problem> {
    for _ in 0..ROUNDS {
        let mut next = transfer.clone();
        if next.value.state(desk.now()) != TransferState::Waiting {
            return Err(Problem::Stale);
        }
        change(&mut next.value)?;
        let writing = begin().save_transfer(&next);
        match besides(writing, &next.value).commit(format!("/imports/{}", next.value.id)).await {
            Ok(_) => {
                next.version += 1;
                return Ok(next);
            }
            Err(error) if is_stale(&error) => transfer = read(desk, next.value.id).await?,
            Err(error) => return Err(error.into()),
        }
    }
    Err(Problem::Stale)
}

/// Locks it at both sides, and tells both (1-15).
async fn lock(desk: &Desk, transfer: Stored<Transfer>) -> Result<Stored<Transfer>, Problem> {
    let (id, licence) = (transfer.value.id, desk.licence.id);
    let sender = transfer.value.from.licence;
    let mails = [licence, sender].map(|side| desk.app.store.job(Some(side), Task::MailTransferLocked { transfer: id }));
    let [own, theirs] = mails;
    let (own, theirs) = (own?, theirs?);
    let locked = settle(
        desk,
        transfer,
        || desk.records().change(None),
        |transfer| {
            transfer.misses = transfer.misses.max(MISSES);
            transfer.state = TransferState::Locked;
            Ok(())
        },
        |change, transfer| {
            let entry = Entry::new(sender, subject(id), "locked", Who::platform("import-dossier"))
                .with("number", &transfer.number);
            change
                .tell_transfer(sender, transfer, TransferState::Waiting)
                .then(&own)
                .then(&theirs)
                .audit(&desk.did("locked", subject(id)).with("number", &transfer.number))
                .audit(&entry)
        },
    )
    .await;
    match locked {
        // Somebody else locked it first.
        Err(Problem::Stale) => read(desk, id).await,
        locked => locked,
    }
}
