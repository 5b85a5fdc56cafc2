//! What is not kept: a file that nobody sent or confirmed in a day, or saw to after its loading was given up, and what the check found of one that was seen to (5.1.6, item 11).

use domain::pupil_file::PupilFile;
use store::outbox::Stop;

use crate::{Done, Hand};

/// Ends the file if it is time to, and removes what is not needed of one that is over. Heard of again, or late, it does nothing more: each
/// step of a file that begins a new term has a job of its own.
pub(crate) async fn forget(hand: Hand<'_>) -> Result<Done, Stop> {
    let mut file = hand.records().get::<PupilFile>(&hand.id).await?;
    let now = hand.store.now();
    // Confirmed or set going again in the same moment, it is another version, and the next try finds that it is being loaded.
    let act = match () {
        () if file.value.expire(now) => Some("expired"),
        () if file.value.let_go(now) => Some("let go"),
        () => None,
    };
    if let Some(act) = act {
        hand.records().change(None).save_pupil_file(&file).audit(&hand.did(act)).commit("").await?;
    }
    if file.value.is_over() || file.value.is_let_go(now) {
        hand.erase(&file.value).await?;
    }
    Ok(Done::Forgotten(hand.id))
}
