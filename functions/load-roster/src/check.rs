//! Reading a file that arrived: what it says, and what it would change.

use domain::{
    hash::Hash,
    pupil_file::{PupilFile, PupilFileState},
};
use files::{FilesError, Place};
use roster::{Check, Comparing, ReadError, Setting, Unread};
use store::outbox::Stop;

use crate::{
    Done, Hand, later,
    source::{begin, waiting},
};

/// Reads the file and keeps what there is to say about it.
pub(crate) async fn check(hand: Hand<'_>) -> Result<Done, Stop> {
    let Some(mut file) = hand.file(&PupilFileState::Checking).await? else { return Ok(Done::Checked(hand.id)) };
    let check = needed(read(hand, &file.value).await?);
    let bytes = serde_json::to_vec(&check).map_err(|error| Stop::Never(error.to_string()))?;
    let hash = Hash::of(&bytes);
    let place = Place::RosterCheck { file: hand.id, hash: &hash };
    match hand.files.put_new(&hand.scope, place, bytes, "application/json").await {
        Ok(()) | Err(FilesError::Exists) => {}
        Err(error) => return Err(later(error)),
    }
    file.value.checked(hash, check.learners, check.may_load());
    let row = hand.did("checked").with("learners", check.learners).with("stops", check.stops.len());
    let mut change = hand.records().change(None).save_pupil_file(&file).audit(&row);
    if file.value.is_over() {
        change = change.then(&hand.store.forget_roster(&hand.scope, &file.value)?);
    }
    change.commit("").await?;
    if file.value.is_over() {
        hand.erase(&file.value).await?;
    }
    Ok(Done::Checked(hand.id))
}

/// Why a file is stopped is told without who is in it: of them nothing is kept.
fn needed(check: Check) -> Check {
    if check.may_load() {
        return check;
    }
    Check {
        new: Vec::new(),
        doubts: Vec::new(),
        contested: Vec::new(),
        changes: Vec::new(),
        left: Vec::new(),
        missing: Vec::new(),
        teachers: Vec::new(),
        ..check
    }
}

async fn read(hand: Hand<'_>, file: &PupilFile) -> Result<Check, Stop> {
    let here = hand.surroundings(file).await?;
    let today = here.announced.today;
    let unread = |error| match error {
        ReadError::Refused { line, refusal } => {
            Ok(Check::unread(Unread { line, refusal }, &here.location, &here.locations, today))
        }
        ReadError::Io(error) => Err(Stop::Later(error.to_string())),
    };
    let (reader, with) = (hand.open(file).await?, here.clone());
    let begun = waiting(move || {
        let file = begin(reader, with.announced)?;
        Ok((Check::of_head(&file, &with.location, &with.locations, today), file))
    });
    let (check, begun) = match begun.await? {
        Ok(begun) => begun,
        Err(error) => return unread(error),
    };
    // Of another school or year: the rest does not matter, and nobody here has to do with those children.
    let groups = if check.may_load() { hand.groups().await? } else { return Ok(check) };
    let Some(setting) = Setting::of(&begun.head(), here.location.id, &here.locations, &groups, today) else {
        return Ok(check);
    };
    let comparison = hand.comparison(setting).await?;
    match waiting(move || check.complete(Comparing::new(begun, comparison))).await? {
        Ok(check) => Ok(check),
        Err(error) => unread(error),
    }
}
